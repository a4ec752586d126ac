/** The agencies that deposit, as programs of their own, with a whole gateway: what they hand over arrives once, and they are told. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { control } from '../../../gateway/development/control.ts'
import type { Acknowledgement } from '../../../gateway/exchange/acknowledgement.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, untoldIn } from '../../support/log-entries.ts'
import { until } from '../../support/until.ts'

const { run, stop } = await startGateway(t, { agencies: ['mttq', 'thanh-tra'] })
const { matters } = makeWorld({ seed: 1 })

const asked = async (agency: string, path: string, body?: object) => {
  const { status, text } = await control(run, agency, path, body)
  if (status !== 200) throw new Error(`${agency} ${path}: ${status} ${text}`)
  return JSON.parse(text)
}
const stand = (told: readonly Pick<Acknowledgement, 'receipt'>[]) =>
  verifyLog(run.audit.dir, { verifierKey: run.audit.vkey, receipts: told.map(({ receipt }) => receiptHeader(receipt)) })

t.test('the inspectorate: exports in a folder, acknowledged', async (t) => {
  const root = run.directories['thanh-tra:ket-luan']!
  const keys = matters.flatMap(({ facets }) => facets['thanh-tra']?.nativeKey ?? [])
  const acknowledged = (): Promise<readonly Acknowledgement[]> => asked('thanh-tra', '/_sandbox/acknowledged')
  /** Touches another matter in `mode`; gives the states of the files that this brought. */
  const touched = async (mode: string, files = 1) => {
    const before = new Set((await acknowledged()).map(({ file }) => file))
    await asked('thanh-tra', '/_sandbox/misbehave', { mode })
    await asked('thanh-tra', '/_sandbox/touch', { ma: keys.pop() })
    const told = await until(async () => {
      const fresh = (await acknowledged()).filter(({ file }) => !before.has(file))
      return fresh.length >= files && fresh
    })
    t.match(stand(told), { ok: true }, mode)
    return told.map(({ state }) => state).sort()
  }
  t.match(await acknowledged(), [{ state: 'accepted' }], 'what was there before the gateway was')
  t.same(await touched('none'), ['accepted'])
  t.same(await touched('half'), ['quarantined'])
  t.same(await touched('wrong-encoding'), ['quarantined'])
  t.same(await touched('garbage'), ['quarantined'])
  t.same(await touched('slow-write'), ['accepted'], 'written in place, in two parts: not taken before it was whole')
  t.same(await touched('duplicate', 2), ['accepted', 'duplicate'])
  await until(() => ['in', 'work', 'refused'].every((place) => readdirSync(join(root, place)).length === 0))
})

t.test('the Front: signed pushes, answered', async (t) => {
  const { nativeKey: ma } = matters.flatMap(({ facets }) => facets.mttq ?? [])[0]!
  await asked('mttq', '/_sandbox/touch', { ma })
  const [first] = await until(async () => {
    const pushes = await asked('mttq', '/_sandbox/pushed')
    return pushes[0]?.done && pushes
  })
  t.match(first, { status: 200, answer: { taken: 1, rejected: [], receipt: { index: Number } } })
  t.match(stand([first.answer]), { ok: true })
  const pushed = (as: string) => asked('mttq', '/_sandbox/push', { ma, as })
  for (const as of ['again', 'anew'])
    t.match(await pushed(as), { status: 200, answer: { state: 'duplicate', receipt: first.answer.receipt } }, as)
  t.match(await pushed('unsigned'), { status: 401, answer: { code: 'signature-missing' } })
  t.match(await pushed('forged'), { status: 400, answer: { code: 'digest-mismatch' } })
  t.match(await pushed('stale'), { status: 401, answer: { code: 'signature-expired' } })
  const { event } = first.answer
  t.equal(entriesIn(run.audit.dir).filter((entry) => entry.event === event && entry.phase === 'deposited').length, 1)
  t.strictSame(untoldIn(entriesIn(run.audit.dir)), [])
})

t.test('and it ends in good order', async (t) => t.equal(await stop(), 0))

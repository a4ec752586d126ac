/** What sources, the log and receivers say of the same requests: nothing when they agree, and each kind of disagreement by its name. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { EntryDetail } from '../../../gateway/audit/detail.ts'
import { feedNote } from '../../../gateway/audit/feed-note.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { auditReconcile } from '../../../gateway/commands/audit-reconcile.ts'
import { entryOf, ORIGIN } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { one, sealedLog } from '../../support/sealed-log.ts'

const at = '2026-03-01T00:00:00.000Z'
const system = entryOf('x').detail.who!.system
const adapter = 'cong-an@1#x'

type Sources = NonNullable<EntryDetail['sources']>

/** A log with an answer (of two facets of one agency, a third not answered, a fourth from a deposit) and a feed; and lists that agree. */
async function agreeing(t: Test) {
  const log = await sealedLog(t)
  await log.epochs.begin(log.log)
  const receipts: string[] = []
  const answer = async (event: string, sources: Sources, change: object = {}) => {
    const detail = { ...entryOf(event).detail, sources, ...change }
    const { index, leaf } = await log.log.append({ ...entryOf(event), detail })
    receipts.push(receiptHeader({ origin: ORIGIN, index, leaf }))
  }
  const answered = { agency: 'cong-an', state: 'ok', adapter }
  await log.log.append({ ...entryOf('ev-feed'), phase: 'started', detail: { note: feedNote('cong-an') } })
  await answer('ev-1', [
    answered,
    { ...answered, reason: 'not-held' },
    { agency: 'toa-an', state: 'failed', reason: 'source-unreachable' },
    { agency: 'mttq', state: 'ok', kept: true },
  ])
  await answer('ev-2', [answered], { note: 'part 2 of 2' })
  const requests: object[] = ['ev-feed', 'ev-feed', 'ev-1', 'ev-1', 'ev-2'].map((event) => ({ at, path: '/x', event }))

  const folder = dataFolder(t)
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const key = file('officer.key', one.pem)
  const reconcile = async (...args: readonly string[]) => {
    const asked = file('requests', requests.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const held = file('receipts', receipts.map((line) => `${line}\n`).join(''))
    const lists = ['--requests', `cong-an=${asked}`, '--receipts', `${system}=${held}`]
    const others = ['toa-an', 'mttq'].flatMap((agency) => ['--requests', `${agency}=${file(agency, '')}`])
    const given = await called(auditReconcile, log.directory, '--officer-key', key, ...lists, ...others, ...args)
    const kinds = [...given.stdout.matchAll(/^([a-z-]+): /gm)].map(([, kind]) => kind)
    return { ...given, kinds }
  }
  return { log, receipts, requests, answer, answered, reconcile, file }
}

t.test('three lists that agree', async (t) => {
  const { reconcile } = await agreeing(t)
  t.match(await reconcile(), {
    status: 0,
    stderr: '',
    kinds: [],
    stdout: /they agree: 4 .*entries, 5 .*requests, 2 .*rec/,
  })
})

t.test('asked at the source and not in the log', async (t) => {
  const { requests, reconcile } = await agreeing(t)
  requests.push({ at, path: '/secret', event: 'ev-stolen' })
  const { status, kinds, stdout } = await reconcile()
  t.same([status, kinds], [1, ['unrecorded']])
  t.match(
    stdout,
    /cong-an {2}ev-stolen {2}2026-03-01T00:00:00.000Z {2}.*requests:6 {2}"\/secret"\n.*operator of the gateway/,
  )
})

t.test('asked again under an event that is recorded, but for a feed', async (t) => {
  const { requests, reconcile } = await agreeing(t)
  requests.push({ at, path: '/x', event: 'ev-2' }, { at, path: '/x', event: 'ev-feed' })
  t.match(await reconcile(), { status: 1, kinds: ['asked-again'], stdout: /ev-2/ })
})

t.test('what was asked once more after its connection was lost is told of', async (t) => {
  const { requests, answer, answered, reconcile } = await agreeing(t)
  await answer('ev-again', [{ ...answered, repeats: 2 }])
  const sent = { at, path: '/x', event: 'ev-again' }
  requests.push(sent, sent, sent)
  t.match(await reconcile(), { status: 0, kinds: [] })
  requests.push(sent)
  t.match(await reconcile(), { status: 1, kinds: ['asked-again'], stdout: /ev-again/ })
})

t.test('so is what was recorded before it was asked, in an entry of its own', async (t) => {
  const { log, requests, reconcile } = await agreeing(t)
  const ask = (more: object) => {
    const detail = { operation: 'notice', sources: [{ agency: 'cong-an', state: 'asked', ...more }] } as const
    return log.log.append({ ...entryOf('ev-notice'), phase: 'source-asked', detail })
  }
  const sent = { at, path: '/x', event: 'ev-notice' }
  await ask({})
  requests.push(sent, sent, sent)
  t.match(await reconcile(), { status: 1, kinds: ['asked-again'], stdout: /ev-notice/ })
  await ask({ repeats: 2 })
  t.match(await reconcile(), { status: 0, kinds: [] })
  requests.push(sent)
  t.match(await reconcile(), { status: 1, kinds: ['asked-again'], stdout: /ev-notice/ })
})

t.test('under the event of a feed, more often than its end says; while it has not ended nobody can tell', async (t) => {
  const { log, requests, reconcile } = await agreeing(t)
  const end = (count: number) =>
    log.log.append({
      ...entryOf('ev-feed'),
      phase: 'stopped',
      detail: { note: feedNote('cong-an'), repeated: { count, from: at, to: at } },
    })
  await end(2)
  t.match(await reconcile(), { status: 0, kinds: [] }, 'as often as it was asked')
  requests.push({ at, path: '/everything', event: 'ev-feed' })
  t.match(await reconcile(), { status: 1, kinds: ['asked-again'], stdout: /ev-feed/ })
  t.match(await reconcile('--to', '2026-02-01'), { status: 0 }, 'of another time')
  await end(1)
  t.match(await reconcile(), { status: 0, kinds: [] }, 'of several ends, all count')
})

t.test('a request without an event, and a line that is none', async (t) => {
  const { requests, reconcile } = await agreeing(t)
  requests.push(
    { at, path: '/x' },
    { at: 'hôm qua', path: '/x', event: 'ev-1' },
    { at, path: '/', event: 'ev\u001b[2J' },
  )
  const { status, kinds, stdout } = await reconcile()
  t.same([status, kinds], [1, ['without-event', 'malformed', 'malformed']])
  t.notMatch(stdout, /\u001b/)
})

t.test('in the log as answered, and not in the list of the source', async (t) => {
  const { requests, reconcile } = await agreeing(t)
  requests.pop()
  t.match(await reconcile(), {
    status: 1,
    kinds: ['unlisted'],
    stdout: /cong-an {2}ev-2 .*gateway.test\/log 3\n.*agency of the source/,
  })
})

t.test(
  'what is pushed to a system stands in its list, as often as it was sent, and must if it was delivered',
  async (t) => {
    const { log, requests, reconcile } = await agreeing(t)
    const transfer = { id: 'cg-1', kind: 'TIN_BAO', sender: 'mttq', receiver: 'cong-an' }
    const push = (phase: 'released' | 'transfer-delivered') =>
      log.log.append({ ...entryOf('ev-push'), phase, detail: { operation: 'transfer:push', transfer } })
    await push('released')
    t.match(await reconcile(), { status: 0, kinds: [] }, 'a sending may be lost on its way')
    requests.push({ at, path: '/in', event: 'ev-push' })
    await push('transfer-delivered')
    t.match(await reconcile(), { status: 0, kinds: [] })
    requests.push({ at, path: '/in', event: 'ev-push' })
    t.match(await reconcile(), { status: 1, kinds: ['asked-again'] })
    requests.splice(-2)
    t.match(await reconcile(), { status: 1, kinds: ['unlisted'], stdout: /cong-an {2}ev-push/ })
  },
)

t.test('what was deposited must have been fetched under the event that the log names', async (t) => {
  const { log, reconcile } = await agreeing(t)
  const counts = { bytes: 1, taken: 1, fresh: 1, rejected: 0, refused: 0, dossiers: [] }
  const deposit = { agency: 'mttq', transport: 'feed', adapter, ...counts, feed: 'ev-mttq' }
  await log.log.append({ ...entryOf('ev-d'), phase: 'deposited', detail: { operation: 'feed', deposit } })
  t.match(await reconcile(), { status: 1, kinds: ['unlisted'], stdout: /mttq {2}ev-mttq/ })
})

t.test('receipts: of an entry that is gone, of another, of another log, of another system', async (t) => {
  const { log, receipts, reconcile, file } = await agreeing(t)
  const leaf = Buffer.alloc(32).toString('base64')
  receipts.push(
    receiptHeader({ origin: ORIGIN, index: 99, leaf }),
    `Audit-Receipt: ${receiptHeader({ origin: ORIGIN, index: 2, leaf })}`,
    JSON.stringify({ event: 'ev-9', at, receipt: { origin: 'other.test/log', index: 2, leaf } }),
    'none',
  )
  const { status, kinds, stdout } = await reconcile()
  t.same([status, kinds], [1, ['not-in-log', 'otherwise', 'other-log', 'malformed']])
  t.match(stdout, /vks-1 {2}ev-9 {2}2026-03-01T00:00:00.000Z {2}other.test\/log 2 .*receipts:5\n.*audit officer/)
  receipts.splice(2)
  const theirs = file('theirs', `${receipts[0]}\n`)
  t.match(await reconcile('--receipts', `khac-1=${theirs}`), { status: 1, kinds: ['of-another'], stdout: /khac-1/ })
  await log.append('x', { at: '2026-01-01T00:00:00.000Z', event: 'ev-old' })
  t.same((await reconcile('--from', '2026-02-01')).kinds, [], 'not meant')
  t.match(await reconcile(), {
    status: 1,
    kinds: ['without-receipt'],
    stdout: /ev-old.* released {2}gateway.test\/log 4\n.*the receiver/,
  })
})

t.test('times are compared with room for clocks that are apart', async (t) => {
  const { requests, reconcile } = await agreeing(t)
  requests.pop()
  requests.push({ at: '2026-02-28T23:55:00Z', path: '/x', event: 'ev-2' })
  t.match(await reconcile('--from', at), { status: 0 })
  requests.pop()
  requests.push({ at: '2026-02-28T23:45:00Z', path: '/x', event: 'ev-2' })
  t.match(await reconcile('--from', at), { kinds: ['unlisted'] })
})

t.test('what nobody can open counts as known by its event, and is told of', async (t) => {
  const { log, reconcile } = await agreeing(t)
  await log.log.eraseEpoch(log.opened()[0]!.id)
  const { status, kinds, stderr } = await reconcile()
  t.same([status, kinds], [1, []])
  t.match(stderr, /3 .*do not open/)
})

t.test('agencies that were asked and gave no list are named; wrong use', async (t) => {
  const { log, answer, reconcile, file } = await agreeing(t)
  await answer('ev-3', [{ agency: 'thanh-tra', state: 'ok', adapter }])
  t.match(await reconcile(), { status: 0, stderr: /no list given of: thanh-tra;/ })
  const key = file('k', one.pem)
  t.match(await called(auditReconcile, log.directory, '--officer-key', key), { status: 2, stderr: /--requests/ })
  t.match(await reconcile('--requests', 'cong-an'), { status: 2, stderr: /NAME=FILE/ })
})

/** Erasing what epochs sealed: ordered by two persons, carried out once its entry is durable, the log whole afterwards. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { epochPath } from '../../../gateway/audit/epoch-file.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { auditErase } from '../../../gateway/commands/audit-erase.ts'
import { eraseOrdered } from '../../../gateway/erasures.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import { ORIGIN } from '../../support/audit.ts'
import { bundleFolder, keyPem, type SigningOfficer, signingAgency, signingOfficer } from '../../support/bundle.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { standing } from '../../support/deposits.ts'
import { one, sealedLog } from '../../support/sealed-log.ts'

const an = signingOfficer('an', {}, ['shredding'])
const binh = signingOfficer('binh', {}, ['shredding', 'bundle'])
const chi = signingOfficer('chi', {}, ['bundle'])

/** Three epochs, each with an entry; the third is the present one. */
async function threeEpochs(t: Test) {
  const log = await sealedLog(t)
  await log.epochs.begin(log.log)
  const receipts: string[] = []
  for (const [number, note] of ['mot', 'hai', 'ba'].entries()) {
    log.now.ms = number * 1000
    await log.epochs.follow()
    receipts.push(receiptHeader({ origin: ORIGIN, ...(await log.append(note)) }))
  }
  const { dir: policies } = bundleFolder(t, an, binh, chi)
  const registry = await loadRegistry({
    participantsDir: join(policies, 'participants'),
    purposesFile: join(policies, 'purposes.json'),
    routesFile: join(policies, 'routes.json'),
  })
  const folder = join(dataFolder(t), 'erasures')
  mkdirSync(folder)
  const order = join(folder, 'order.json')
  const as = (officer: SigningOfficer, ...args: readonly string[]) => {
    const key = join(policies, '..', `${officer.signer.id}.key`)
    writeFileSync(key, keyPem(officer), { mode: 0o600 })
    const person = `${signingAgency}/${officer.signer.id}`
    return called(auditErase, order, '--as', person, '--key', key, '--policies', policies, '--yes', ...args)
  }
  const told: { event: string; facts: unknown }[] = []
  const erase = (change: Partial<Parameters<typeof eraseOrdered>[0]> = {}) =>
    eraseOrdered({
      ...{ folder, directory: log.directory, log: log.log, epochs: log.epochs, standing },
      registry: () => registry,
      operator: (_level, event, facts) => void told.push({ event, facts }),
      ...change,
    })
  const ids = log.opened().map(({ id }) => id) as [string, string, string]
  const there = () => ids.map((id) => existsSync(epochPath(log.directory, id)))
  const erased = () => log.entries().filter(({ phase }) => phase === 'epoch-erased')
  return { ...log, receipts, order, as, erase, told, ids, there, erased, chosen: ['--log', log.directory, '--epoch'] }
}

t.test('two persons order it; what the epoch sealed is gone, and every proof stays', async (t) => {
  const { as, erase, told, ids, there, erased, chosen, readBy, receipts, directory } = await threeEpochs(t)
  t.match(await as(an, ...chosen, ids[0]), { status: 0, stdout: /signed: giam-sat-an-ninh\/an \(1\/2\)/ })
  await erase()
  t.match(told, [
    { event: 'erasure-refused', facts: { text: /signatures of 2 different persons of the role shredding/ } },
  ])
  t.match(await as(an), { status: 1, stdout: /has signed this order/ })
  const second = await as(binh, '--log', directory)
  t.match(second, { status: 0, stdout: /ep-\w+ {2}2026-\S+ – 2026-.*\n(.*\n)*.*\(2\/2\); .*erasures, then SIGHUP/ })
  await erase()
  t.same(there(), [false, true, true])
  t.match(erased(), [{ epoch: { id: ids[0] }, outcome: 'ok' }])
  t.same(await readBy(one.pem), ['no-epoch-file', 'hai', 'ba', undefined])
  t.match(verifyLog(directory, { receipts }), { ok: true, size: 7 })
  await erase()
  t.equal(erased().length, 1, 'what is done is not done again')
  t.match(told.slice(1), [{ event: 'epoch-erased', facts: { epoch: ids[0], signed_by: [/an$/, /binh$/] } }])
})

t.test('all that ended before a day', async (t) => {
  const { as, order, directory, ids } = await threeEpochs(t)
  t.match(await as(an, '--log', directory, '--before', '2026-02-28'), { status: 2, stderr: /no such epoch/ })
  t.match(await as(an, '--log', directory, '--before', '2026-03-02'), { status: 0 })
  t.same(JSON.parse(readFileSync(order, 'utf8')).order.epochs, ids.slice(0, 2), 'and not the present one')
})

t.test('who may not, and what can not be ordered', async (t) => {
  const { as, chosen, ids, order } = await threeEpochs(t)
  t.match(await as(chi, ...chosen, ids[0]), {
    status: 2,
    stderr: /^--as: giam-sat-an-ninh\/an \| giam-sat-an-ninh\/binh$/,
  })
  const stranger = signingOfficer('an', {}, ['shredding'])
  t.match(await as(stranger, ...chosen, ids[0]), { status: 2, stderr: /no valid key of this person/ })
  t.match(await as(an, ...chosen, ids[2]), { status: 2, stderr: /in use/ })
  t.match(await as(an, ...chosen, '../checkpoint'), { status: 2 })
  t.match(await as(an), { status: 2, stderr: /--log/ })
  t.notOk(existsSync(order))
  await as(an, ...chosen, ids[0])
  t.match(
    await as(binh, ...chosen, ids[1]),
    { status: 2, stderr: /can only be signed/ },
    'what one signed is not widened',
  )
})

t.test('an order that was changed, is for another log, or for the present epoch changes nothing', async (t) => {
  const { as, chosen, ids, order, erase, told, there, epochs, now } = await threeEpochs(t)
  await as(an, ...chosen, ids[0])
  await as(binh)
  const signed = readFileSync(order, 'utf8')
  const changes: readonly [string, RegExp][] = [
    [signed.replace(ids[0], ids[1]), /does not fit what is to be signed/],
    [signed.replace(`"${ORIGIN}"`, '"other/log"'), /for another log/],
    [signed.replace('"version": 1', '"version": 2'), /order\/version/],
    ['{', /JSON/],
  ]
  for (const [text, why] of changes) {
    writeFileSync(order, text)
    await erase()
    t.match(told.pop(), { event: 'erasure-refused', facts: { text: why } })
  }
  writeFileSync(order, signed)
  await erase({ epochs: { present: () => ids[0] } })
  t.match(told.pop(), { event: 'erasure-refused', facts: { text: /is the present epoch/ } })
  await erase({ registry: () => ({ participants: new Map() }) as never })
  t.match(told.pop(), { event: 'erasure-refused', facts: { text: /no signer that this node trusts/ } })
  t.same(there(), [true, true, true])
  t.equal(epochs.present(), ids[2])
  t.equal(now.ms, 2000)
})

t.test('nothing is removed before its entry is durable; after a crash in between it is told again', async (t) => {
  const { as, chosen, ids, erase, told, there, erased, log } = await threeEpochs(t)
  await as(an, ...chosen, ids[0])
  await as(binh)
  const refusing = { ...log, append: async () => Promise.reject(new Error('full')) }
  await erase({ log: refusing })
  t.same([told.pop()?.event, there()[0]], ['erasure-failed', true])
  const crashing = { ...log, eraseEpoch: async () => Promise.reject(new Error('crash')) }
  await erase({ log: crashing })
  t.same([erased().length, there()[0]], [1, true])
  await erase()
  t.same([erased().length, there()[0]], [2, false])
})

/** A label that rises after sending: what was written by the marks of then is not handed out by those of now. Real policies, index, store and log. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { IndexEntry, Translation } from '../../../adapters/sdk/adapter.ts'
import { nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import { keepDocumentMarks } from '../../../gateway/dossiers/label-marks.ts'
import { registerPage } from '../../../gateway/dossiers/register.ts'
import { directRecords } from '../../../gateway/dossiers/seals.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { createDoor } from '../../../gateway/release/door.ts'
import { open, seal } from '../../../gateway/release/sealed.ts'
import { createClearing } from '../../../gateway/release/transfers/clearing.ts'
import { recordsIn } from '../../../gateway/release/transfers/handed.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import { pushOf } from '../../../gateway/release/transfers/push-rows.ts'
import { createPusher } from '../../../gateway/release/transfers/pushing.ts'
import { createReceipting } from '../../../gateway/release/transfers/receipting.ts'
import { stageEntryIn } from '../../../gateway/release/transfers/stage-entries.ts'
import { createTransfers, type TransfersOptions } from '../../../gateway/release/transfers/transfers.ts'
import { systemTimers } from '../../../gateway/telemetry/clock.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { goldensOf, handing, registryWith } from '../../support/handing-in-process.ts'
import { codeOf, shippedRegistry } from '../../support/identity.ts'
import { shipped } from '../../support/policy.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { inquiry, messageKey } from '../../support/transfers.ts'

const world = await transferring(t)
const { db, keeping, log, entries } = world
const { keys } = keeping.kept
const golden = join(import.meta.dirname, '../../../adapters/mttq/golden/an-danh.index.json')
const page = JSON.parse(readFileSync(golden, 'utf8')) as { readonly entries: readonly [IndexEntry] }
const [indexed] = page.entries
const translation = goldensOf('mttq').find(([name]) => name.startsWith('an-danh'))![1]

const registry = registryWith(await loadRegistry(shippedRegistry), 'cong-an', {
  tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'],
})
const policy = createPolicy(shipped)
/** What a test may change. */
const now = { policy: policy.version, read: 0, reads: true, reading: async (): Promise<unknown> => undefined }
const sources: TransfersOptions['sources'] = {
  retranslate: async ({ agency, document }) => {
    now.read += 1
    await now.reading()
    const base = {
      agency,
      asOf: '2026-11-20T02:30:00.000Z',
      findings: [],
      document: seal(document),
      adapter: 'mttq@1#a',
    }
    if (!now.reads) return { ...base, state: 'failed', reason: 'busy' }
    return { ...base, state: 'ok', sealed: seal(translation) }
  },
}
const mayHandOut = createClearing({
  keeping,
  sources,
  deciding: () => ({ policy: { ...policy, version: now.policy }, registry }),
})
const sign: Parameters<typeof createReceipting>[0]['sign'] = (claims) => signReceipt(messageKey, claims)
const receipting = createReceipting({ keeping, origin: log.origin, issuer: 'https://localhost:8443', sign })
const transfers = createTransfers({
  ...{ keeping, sources, receipting },
  inForce: () => ({ policy: now.policy, registry: registry.version }),
  handOver: (ask) =>
    handing(registry, { ...ask, translation: open<Translation>(ask.translation) }, { recordOf: recordsIn(keeping) }),
})
const inbox = createInbox(keeping, () => registry, mayHandOut)

const by = {
  agency: { system: 'urn:lienthong:codes:agencies', code: 'MTTQ', version: '2026-11-22' },
  officer: 'cb-1',
  at: '2026-11-20',
  listItem: '1',
}

/** The record of the Front as its feed has it now. */
const fed = (change: Partial<IndexEntry> = {}) =>
  registerPage(db, keys, newDossierId, {
    ...{ agency: 'mttq', code: 'MTTQ', entries: [{ ...indexed, ...change }] },
    position: { cursor: 'c', listed: true },
  })

let count = 0
/** Hands the petition over to the police, of a record that is as it was at first; gives the id. */
async function handedOver(change: Partial<IndexEntry> = {}): Promise<string> {
  await db.query('TRUNCATE dossier, dossier_alias, facet, facet_identifier, label_mark, link, feed_cursor CASCADE')
  await fed(change)
  const document = { mediaType: 'application/json', body: Buffer.from('{}') }
  const taken = await transfers.take(inquiry(), { to: 'cong-an', key: `khoa-${++count}000`, document })
  if (taken.state !== 'receipted') throw new Error(JSON.stringify(taken))
  now.read = 0
  return taken.transfer.id
}

const police = { agency: 'cong-an', id: 'cong-an:dieu-tra', uri: 'u', roles: ['exchange'], thumbprint: 'Zm9v' } as const
const fetch = (id: string) => inbox.fetch(inquiry({ system: police, operation: 'inbox:fetch' }), id)
const held = (id: string) =>
  entries().filter(({ phase, detail }) => phase === 'transfer-held' && detail.transfer?.id === id)
const phaseOf = (phase: string) => (id: string) =>
  entries().filter((entry) => entry.phase === phase && entry.detail.transfer?.id === id)
const delivered = phaseOf('transfer-delivered')
const stored = (id: string) => phaseOf('transfer-stored')(id)[0]!
const status = (id: string, agency = 'mttq') => transfers.status(agency, id)

/** The summary is marked as what the police may not have. */
const markPlace = () =>
  db.transaction((tx) =>
    keepDocumentMarks(
      tx,
      keys,
      { agency: 'mttq', nativeKey: indexed.nativeKey },
      {
        record: undefined,
        places: new Map([
          [
            '/report/summary',
            {
              label: { level: 'NOI_BO', tags: ['NGUOI_CHUA_THANH_NIEN'] },
              claim: { level: 'NOI_BO', tags: ['NGUOI_CHUA_THANH_NIEN'] },
            },
          ],
        ]),
        at: { holder: 'MTTQ', on: '2026-11-20', today: '2026-11-20' },
      },
    ),
  )

const raises: Readonly<Record<string, readonly [raise: () => Promise<unknown>, reason: string]>> = {
  'its record is undetermined now': [() => fed({ label: { level: 'CHUA_XAC_DINH', tags: [] } }), 'not-for-receiver'],
  'its record is a state secret now': [() => fed({ label: { level: 'MAT', tags: [], by } }), 'state-secret-in-clear'],
  'it was sealed since': [() => fed({ sealed: true }), 'sealed'],
  'its holder’s directive sealed it': [
    () => db.transaction((tx) => directRecords(tx, 'mttq', [nativeKeyMac(keys, 'mttq', indexed.nativeKey)], 'seals')),
    'sealed',
  ],
  'it was concealed since': [() => fed({ conceal: true }), 'concealed'],
  'a place in it is marked higher now': [markPlace, 'label-raised'],
}

for (const [name, [raise, reason]] of Object.entries(raises))
  t.test(`held: ${name}; told once, to its sender alone`, async (t) => {
    const id = await handedOver()
    await raise()
    t.equal(await codeOf(() => fetch(id)), 'transfer-held')
    t.equal(await codeOf(() => fetch(id)), 'transfer-held')
    t.ok(now.read <= 1, 'what did not change is not read again')
    t.equal(held(id).length, 1)
    t.match(held(id)[0]!.detail, { transfer: { id, reason } })
    t.match(await status(id), { held: { held: reason, since: Date }, transfer: { state: 'receipted' } })
    t.equal((await status(id, 'cong-an'))!.held, undefined)
  })

t.test(
  'what did not change is handed out without being read again; what changed in nothing that counts, too',
  async (t) => {
    const id = await handedOver()
    await fetch(id)
    t.equal(now.read, 0)
    const [first, ...none] = delivered(id)
    t.strictSame(none, [])
    const [dossier] = await db.query<{ dossier: string }>('SELECT dossier FROM facet')
    t.match(first!.detail, { transfer: { dossiers: [dossier!.dossier], came: stored(id).event } })
    t.notOk(first!.detail.transfer!.cleared, 'by what it was stored by')
    now.policy = 'p-next'
    await fetch(id)
    const { told } = await fetch(id)
    t.equal(now.read, 1)
    t.match(told, { dossiers: [dossier!.dossier], cleared: { label: { level: 'NOI_BO' }, policies: [/\w/] } })
    now.policy = policy.version
  },
)

t.test('the log tells what its receiver gets: that, and no more, is in what was written', async (t) => {
  const id = await handedOver()
  const { label, released = [], withheld, missing, dossiers } = stored(id).detail.transfer!
  const [facet] = await db.query<{ dossier: string }>('SELECT dossier FROM facet')
  t.match({ label, dossiers }, { label: { level: 'NOI_BO', tags: [] }, dossiers: [facet!.dossier] })
  t.ok(['/report/kind', '/report/summary', '/label/level'].every((path) => released.includes(path)))
  t.notOk(released.some((path) => withheld!.some((kept) => kept.path === path)))
  t.ok(Array.isArray(missing))
  await markPlace()
  t.equal(await codeOf(() => fetch(id)), 'transfer-held')
  t.match(held(id)[0]!.detail.transfer, {
    ...{ dossiers: [facet!.dossier], cleared: { label: { level: 'NOI_BO' } } },
    withheld: [{ path: '/report/summary' }],
  })
})

t.test('a matter that the index had not yet is told with the next that comes of it', async (t) => {
  const id = await handedOver()
  await db.query('TRUNCATE dossier, dossier_alias, facet, facet_identifier, label_mark, link, feed_cursor CASCADE')
  await fetch(id)
  t.equal(delivered(id)[0]!.detail.transfer!.dossiers, undefined)
  await fed()
  const [facet] = await db.query<{ dossier: string }>('SELECT dossier FROM facet')
  const transfer = (await status(id))!.transfer
  const entry = await db.transaction((tx) =>
    stageEntryIn(tx, keeping, transfer, { event: 'ev-1', operation: 'o' }, { stage: 'dead-letter' }),
  )
  t.match(entry.detail.transfer, { id, dossiers: [facet!.dossier] })
  const broken = { ...transfer, facts: Buffer.from('x') }
  const bare = await db.transaction((tx) =>
    stageEntryIn(tx, keeping, broken, { event: 'ev-1', operation: 'o' }, { stage: 'erased' }),
  )
  t.equal(bare.detail.transfer!.dossiers, undefined, 'what does not open is told all the same')
})

t.test('sealed and concealed when it was handed over: its sender chose to', async (t) => {
  const id = await handedOver({ sealed: true, conceal: true })
  await fetch(id)
  t.same(held(id), [])
})

t.test('held no more when its sender’s record allows it again, and held anew when it rises again', async (t) => {
  const id = await handedOver()
  await fed({ sealed: true })
  t.equal(await codeOf(() => fetch(id)), 'transfer-held')
  await fed({ sealed: false })
  await fetch(id)
  t.equal((await status(id))!.held?.held ?? null, null)
  await fed({ sealed: true })
  t.equal(await codeOf(() => fetch(id)), 'transfer-held', 'delivered, it is not handed out again')
  t.equal(held(id).length, 2)
})

t.test('what rises while it is decided on counts; what never stands still is not handed out', async (t) => {
  const id = await handedOver()
  now.policy = 'p-meanwhile'
  now.reading = () => fed({ sealed: true })
  t.equal(await codeOf(() => fetch(id)), 'transfer-held')
  await fed()
  now.reading = async () => {
    now.policy += '+'
  }
  t.equal(await codeOf(() => fetch(id)), 'transfers-unavailable')
  now.reading = async () => undefined
  now.policy = policy.version
  await fetch(id)
})

t.test('held by another’s look between the decision and the handing out: it is not handed out', async (t) => {
  const id = await handedOver()
  const slow: typeof mayHandOut = async (transfer, cause) => {
    const decided = await mayHandOut(transfer, cause)
    await fed({ sealed: true })
    t.equal(await codeOf(() => fetch(id)), 'transfer-held')
    return decided
  }
  const asked = inquiry({ system: police, operation: 'inbox:fetch' })
  t.equal(await codeOf(() => createInbox(keeping, () => registry, slow).fetch(asked, id)), 'transfer-held')
  t.match(await status(id), { transfer: { state: 'receipted' } })
})

t.test('what can’t be decided now is not handed out, and not held', async (t) => {
  const id = await handedOver()
  await markPlace()
  now.reads = false
  t.equal(await codeOf(() => fetch(id)), 'transfers-unavailable')
  now.reads = true
  const { appendEncoded } = log
  const refuse = async () => {
    throw new GatewayError('log-unavailable')
  }
  Object.assign(log, { appendEncoded: refuse })
  t.equal(await codeOf(() => fetch(id)), 'log-unavailable')
  Object.assign(log, { appendEncoded })
  t.equal(await codeOf(() => fetch(id)), 'transfer-held')
})

t.test('nothing of it is sent to its receiver’s system, and that counts as no sending', async (t) => {
  const id = await handedOver()
  await db.query(`UPDATE transfer_push SET next_at = NULL WHERE transfer <> $1`, [id])
  await fed({ sealed: true })
  const retry = { attemptsMax: 1, backoff_ms: 1_000, backoffMax_ms: 1_000 }
  const pusher = createPusher({
    ...{ keeping, door: createDoor(log, keeping.standing), mayHandOut, node: 'node', registry: () => registry },
    timers: { ...systemTimers, now_ms: () => Date.now() + 60_000 },
    sources: { takesAt: () => ({ idempotency: 'reference', retry }), hand: async () => t.fail('it was sent') as never },
  })
  t.match(await pusher.next('cong-an'), { id, outcome: 'postponed', reason: 'transfer-held' })
  t.match(await pushOf(db, keeping.kept.vault, id), { attempts: 0, last_reason: 'transfer-held', next_at: Date })
  t.equal(held(id).length, 1)
})

t.test('marked before: it is taken without what its receiver may not have', async (t) => {
  const id = await handedOver()
  await markPlace()
  const document = { mediaType: 'application/json', body: Buffer.from('{}') }
  const taken = await transfers.take(inquiry(), { to: 'cong-an', key: 'khoa-sau-dau', document })
  if (taken.state !== 'receipted') return t.fail(taken.code)
  t.match(taken.facts.withheld, [{ path: '/report/summary' }])
  await fetch(taken.transfer.id)
  t.equal(await codeOf(() => fetch(id)), 'transfer-held', 'the one that was written before has it')
})

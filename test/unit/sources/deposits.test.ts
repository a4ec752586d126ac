/** Agencies that deposit, as the sources see them: no system is asked, the adapter reads what is kept. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { usualTransports } from '../../../adapters/check/draft/transports.ts'
import type { DeliveryDeclaration, Manifest, Translation, TransportKind } from '../../../adapters/sdk/adapter.ts'
import { unfitness } from '../../../gateway/sources/fitness.ts'
import { implausibleDate } from '../../../gateway/sources/index-entry.ts'
import { reported } from '../../../gateway/sources/reported.ts'
import {
  type Asked,
  type CheckedDeposits,
  createSources,
  type Deposited,
  type SourceSystem,
} from '../../../gateway/sources/sources.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { indexPage } from '../../support/translations.ts'

const adaptersDir = join(import.meta.dirname, '../../support/adapters')
const system: SourceSystem = {
  agency: 'mttq',
  agencyCode: 'MTTQ',
  adapter: 'nop-json',
  ...{ ca: '', cert: '', key: '', crl: '', serverUri: '' },
}
const bytes = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document))
const json = { mediaType: 'application/json', eventId: 'ev' }

interface Opened {
  readonly content: unknown
}

async function opened(t: Test, deposited?: (agency: string, key: string) => Promise<Deposited | undefined>) {
  const sources = await createSources<Opened>({
    systems: [system],
    seal: (content) => ({ content }),
    workers: 2,
    limits: { translate_wait_timeout_ms: 30_000 },
    adaptersDir,
    ...(deposited && { deposited }),
  })
  t.teardown(() => sources.close())
  return sources
}

t.test('a facet is the newest deposit, translated when it is asked for', async (t) => {
  const receivedAt = '2026-03-04T00:00:00.000Z'
  const asked: string[] = []
  const sources = await opened(t, async (agency, key) => {
    asked.push(`${agency} ${key}`)
    if (key === 'gone') return undefined
    if (key === 'damaged') throw new Error('does not open')
    const records = [{ key, do: key === 'bad' ? 'reject' : undefined }]
    return { document: { status: 200, mediaType: 'application/json', body: bytes({ records }) }, receivedAt }
  })
  const ask = (nativeKey: string) => sources.facet({ agency: 'mttq', nativeKey, eventId: 'ev' })
  const good = await ask('7')
  t.match(good, { state: 'ok', asOf: receivedAt, adapter: /^nop-json@1\.0\.0#/ })
  const translation = (good as { sealed: Opened }).sealed.content as Translation
  t.equal(translation.facet.identifiers[0]?.value, '7/MTTQ')
  t.match(await ask('gone'), { state: 'absent', reason: 'not-held' })
  t.match(await ask('damaged'), { state: 'failed', reason: 'deposit-unreadable', document: undefined })
  t.match(await ask('bad'), {
    state: 'quarantined',
    reason: 'document-rejected',
    document: { content: { status: 200 } },
    receivedAt,
  })
  for (let n = 0; n < 10; n++) await ask('bad')
  t.equal((await ask('7')).state, 'ok', 'there is no circuit that could open')
  t.same(asked.slice(0, 2), ['mttq 7', 'mttq gone'])
})

t.test(
  'an adapter is told whose document it reads, and when that came: at first, again, and out of quarantine',
  async (t) => {
    const receivedAt = '2026-03-04T00:00:00.000Z'
    const document = {
      status: 200,
      mediaType: 'application/json',
      body: bytes({ records: [{ key: '7', do: 'stamp' }] }),
    }
    const sources = await opened(t, async () => ({ document, receivedAt }))
    const contentOf = async (asked: Promise<Asked<Opened>>) => {
      const answer = await asked
      if (answer.state !== 'ok') throw new Error(answer.reason)
      return answer.sealed.content
    }
    const { body, ...about } = document
    const deposits = { deposits: [{ entry: { updatedAt: receivedAt } }] }
    const ask = { agency: 'mttq', eventId: 'ev', receivedAt }
    t.match(await contentOf(sources.deposits({ ...ask, ...about, document: body })), deposits)
    t.match(await contentOf(sources.retranslate({ ...ask, to: 'deposits', document })), deposits)
    t.match(await contentOf(sources.facet({ ...ask, nativeKey: '7' })), {
      facet: { identifiers: [{ assigner: { code: 'MTTQ' } }] },
      updatedAt: receivedAt,
    })
  },
)

t.test('without an address there is no feed, and the agency deposits all the same', async (t) => {
  const sources = await opened(t)
  t.same(sources.agencies, [])
  t.equal(sources.keeps('mttq'), true)
  t.equal(sources.keeps('cong-an'), false)
  t.equal(sources.manifestOf('mttq')?.transport.kind, 'https-push')
  t.match(await sources.page({ agency: 'mttq', kind: 'list' }), { state: 'failed', reason: 'source-unknown' })
})

t.test('an agency that is asked does not deposit', async (t) => {
  const { system } = await startSource(t, { handle: () => {} })
  const { sources } = await sourcesUnderTest(t, system)
  t.equal(sources.keeps('thu-nghiem'), false)
  const asked = await sources.deposits({ agency: 'thu-nghiem', document: bytes({}), ...json })
  t.match(asked, { state: 'failed', reason: 'source-unknown' })
})

t.test('a document in a larger buffer, which changes afterwards', async (t) => {
  const sources = await opened(t)
  const large = Buffer.concat([Buffer.from('before'), bytes({ records: [{ key: '1' }] }), Buffer.from('behind')])
  const asking = sources.deposits({ agency: 'mttq', document: large.subarray(6, -6), ...json })
  large.fill(0)
  const answer = await asking
  if (answer.state !== 'ok') throw new Error(answer.reason)
  const { deposits } = answer.sealed.content as CheckedDeposits
  t.equal(deposits[0]?.entry.nativeKey, '1')
  const { document } = deposits[0]!
  t.equal(document.buffer.byteLength, document.length, 'each record is in a buffer of its own')
})

t.test('adapters that loop over deposits leave a worker to those who read', async (t) => {
  const sources = await opened(t, async () => ({
    document: { status: 200, mediaType: 'application/json', body: bytes({ records: [{ key: '1' }] }) },
    receivedAt: '2026-03-04T00:00:00.000Z',
  }))
  let ended = 0
  const loops = Array.from({ length: 3 }, () =>
    sources.deposits({ agency: 'mttq', document: bytes({ records: [], do: 'loop' }), ...json }).then(() => ended++),
  )
  t.equal((await sources.facet({ agency: 'mttq', nativeKey: '1', eventId: 'ev' })).state, 'ok')
  t.equal(ended, 0, 'before the first of them was given up')
  await sources.close()
  await Promise.all(loops)
})

t.test('a document of another agency goes before the next of one that floods', async (t) => {
  const other: SourceSystem = { ...system, agency: 'thanh-tra', agencyCode: 'TTr', adapter: 'nop-tep' }
  const sources = await createSources<Opened>({
    systems: [system, other],
    seal: (content) => ({ content }),
    workers: 1,
    limits: { translate_wait_timeout_ms: 60_000, deposit_timeout_ms: 200 },
    adaptersDir,
  })
  t.teardown(() => sources.close())
  const ended: string[] = []
  const send = async (agency: string, document: Uint8Array) => {
    await sources.deposits({ agency, document, ...json })
    ended.push(agency)
  }
  const loop = bytes({ records: [], do: 'loop' })
  const flood = Array.from({ length: 4 }, () => send('mttq', loop))
  await Promise.all([...flood, send('thanh-tra', Buffer.from('A1\n#1\n'))])
  t.same(ended, ['mttq', 'thanh-tra', 'mttq', 'mttq', 'mttq'])
})

t.test('what rejects is told before what is only noted', async (t) => {
  const at = (effect: 'note' | 'reject-record') => ({ code: 'a', effect, pointer: '' })
  const findings = [...Array.from({ length: 10 }, () => at('note')), at('reject-record')]
  t.match(reported(findings, 3), [{ effect: 'reject-record' }, { effect: 'note' }, { effect: 'note' }])
})

t.test('who waits too long for a worker is told so', async (t) => {
  const sources = await createSources<Opened>({
    systems: [system],
    seal: (content) => ({ content }),
    workers: 1,
    limits: { translate_wait_timeout_ms: 50, deposit_timeout_ms: 600_000 },
    adaptersDir,
  })
  const loop = sources.deposits({ agency: 'mttq', document: bytes({ records: [], do: 'loop' }), ...json })
  const waited = await sources.deposits({ agency: 'mttq', document: bytes({ records: [] }), ...json })
  t.match(waited, { state: 'failed', reason: 'busy', document: undefined })
  await sources.close()
  t.match(await loop, { reason: 'cancelled' })
})

t.test('an adapter that is not what its manifest says is refused at start', async (t) => {
  const adapters = dataFolder(t)
  const folder = join(adapters, 'nop-json')
  mkdirSync(folder)
  const manifest = JSON.parse(readFileSync(join(adaptersDir, 'nop-json/manifest.json'), 'utf8')) as object
  const transport = usualTransports.directory
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, transport }))
  writeFileSync(
    join(folder, 'adapter.ts'),
    'export const adapter = { toDeposits: () => undefined, feed: { list() {} } }',
  )
  const start = () => createSources({ systems: [system], seal: () => null, workers: 1, adaptersDir: adapters })
  await t.rejects(start(), { message: /^adapters\/nop-json: .*directory.*has no toShared, feed\.changes$/ })
  cpSync(join(adaptersDir, 'nop-json/manifest.json'), join(folder, 'manifest.json'))
  writeFileSync(join(folder, 'adapter.ts'), 'export const other = {}')
  await t.rejects(start(), { message: /https-push.*has no toDeposits, toShared/ })
})

t.test('what an adapter needs by its transport', async (t) => {
  const does = () => undefined
  const requests = { list: does, changes: does, dossier: does }
  const query = { requests, toIndex: does, toShared: does }
  const deposit = { toDeposits: does, toShared: does }
  const by = (kind: TransportKind, directions: Manifest['directions'] = ['toShared']) => ({
    transport: { kind },
    directions,
  })
  t.equal(unfitness('a', by('https-query'), query), undefined)
  t.equal(unfitness('a', by('directory'), deposit), undefined)
  t.equal(unfitness('a', by('https-push'), { ...deposit, feed: { list: does, changes: does } }), undefined)
  t.match(
    unfitness('a', by('https-query'), deposit),
    /adapters\/a: .*has no requests\.list, .*toIndex and has toDeposits/,
  )
  t.match(unfitness('a', by('directory'), query), /has no toDeposits and has requests, toIndex/)
  t.match(unfitness('a', by('directory'), { ...deposit, feed: {} }), /has no feed\.list, feed\.changes/)
  t.match(unfitness('a', by('directory', ['toShared', 'toNative']), deposit), /has no toNative/)
  t.equal(unfitness('a', by('directory', ['toShared', 'toNative']), { ...deposit, toNative: does }), undefined)
  const delivery: DeliveryDeclaration = {
    idempotency: 'reference',
    retry: { attemptsMax: 1, backoff_ms: 1, backoffMax_ms: 1 },
  }
  const delivers = { ...by('https-query', ['toShared', 'toNative']), delivery }
  const writes = { ...query, toNative: does, delivery: { request: does, answer: does } }
  t.equal(unfitness('a', delivers, writes), undefined)
  t.match(unfitness('a', delivers, { ...writes, delivery: {} }), /has no delivery\.request, delivery\.answer/)
  t.match(unfitness('a', by('https-query'), { ...query, delivery: writes.delivery }), /has delivery/, 'undeclared')
  for (const nothing of [undefined, null, 7, 'x', {}]) t.match(unfitness('a', by('directory'), nothing), /has no/)
})

t.test('dates that no store has', async (t) => {
  const [entry] = indexPage.entries
  t.equal(implausibleDate(entry!), undefined)
  t.equal(implausibleDate({ ...entry!, updatedAt: '0000-01-01T00:00:00Z' }), '/updatedAt')
  t.equal(implausibleDate({ ...entry!, receivedAt: '2026-06-30T23:59:60Z' }), '/receivedAt')
  t.equal(implausibleDate({ ...entry!, dueOn: '9999-12-31' }), '/dueOn')
  t.equal(implausibleDate({ ...entry!, dueOn: '2026-12-31' }), undefined)
})

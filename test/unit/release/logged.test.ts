import t from 'tap'
import type { EntryRecord } from '../../../gateway/audit/detail.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { limits } from '../../../gateway/limits.ts'
import type { KnownFacet } from '../../../gateway/release/known.ts'
import { loggedRecords, portions, type ReportedFacet } from '../../../gateway/release/logged.ts'
import { nothingTold } from '../../../gateway/release/mask.ts'
import { entryOf } from '../../support/audit.ts'
import { labelOf } from '../../support/policy.ts'
import { testSeal } from '../../support/sealing.ts'

const known = (dossier: string, agency = 'cong-an'): KnownFacet => ({
  indexed: {
    dossier,
    origin: dossier,
    agency,
    nativeKey: 'k',
    kind: 'TIN_BAO',
    stage: 'XAC_MINH',
    receivedAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    corruptionField: null,
    withheld: null,
    dueOn: null,
    label: labelOf('NOI_BO'),
    conceal: false,
    sealed: false,
    resolves: false,
    confirms: [],
    acknowledged: [],
    identifiers: [],
    directives: 0,
  },
  relations: ['holder'],
  facts: { relations: ['holder'], conceal: false, sealed: false, approvedChannel: false, operation: 'dossier:read' },
  policies: ['know-related'],
})

const denied = (path: string) => ({ field: path, path, reason: 'clearance' }) as const
const reported = (dossier: string, withheld: readonly string[] = []): ReportedFacet => ({
  known: known(dossier),
  label: labelOf('NOI_BO'),
  outcome: { ...nothingTold, released: ['/report/kind'], withheld: withheld.map(denied) },
})
const record = (...asked: Parameters<typeof reported>): EntryRecord => loggedRecords([reported(...asked)])[0]!

t.test('list elements with one outcome are told as ranges of one path', async (t) => {
  const paths = [3, 0, 1, 2, 7].map((n) => `/participants/${n}/note`)
  t.strictSame(record('hs-a', [...paths, '/report/summary']).withheld, [
    { path: '/participants/*/note', elements: '0-3,7', reason: 'clearance' },
    { path: '/report/summary', reason: 'clearance' },
  ])
})

t.test('a list within a list fits into an entry, and tells every element', async (t) => {
  const members = ['convicted', 'convictedOf', 'penalty/code', 'months', 'probation', 'compensationVnd']
  const paths = Array.from({ length: 20 * 100 }, (_, n) =>
    members.map((member) => `/judgments/${Math.floor(n / 100)}/sentences/${n % 100}/${member}`),
  ).flat()
  const told = record('hs-a', paths)
  t.strictSame(told.withheld[0], {
    path: '/judgments/0/sentences/*/convicted',
    elements: '0-99',
    reason: 'clearance',
  })
  t.equal(told.withheld.length, 20 * members.length)
  t.ok(Buffer.byteLength(JSON.stringify(told)) <= limits.log.records_bytes_max)
})

t.test('dossiers with one outcome are told together, others apart, none lost', async (t) => {
  const shared = reported('hs-d').outcome
  const groups = loggedRecords([
    reported('hs-a'),
    reported('hs-b', ['/report/summary']),
    reported('hs-c'),
    reported('hs-a'),
    { ...reported('hs-d'), outcome: shared },
    { ...reported('hs-e', ['/report/summary']), known: known('hs-e', 'toa-an') },
    { ...reported('hs-f'), outcome: shared },
  ])
  t.strictSame(
    groups.map(({ dossiers }) => dossiers),
    [['hs-a', 'hs-c', 'hs-d', 'hs-f'], ['hs-b'], ['hs-e']],
  )
})

t.test('whatever was touched fits into entries', async (t) => {
  const many = Array.from({ length: 400 }, (_, n) => reported(`hs-${n}`, [`/participants/${n}/${'x'.repeat(400)}`]))
  const records = loggedRecords(many)
  const parts = portions(records, limits.log.records_bytes_max)
  t.ok(parts.length > 1)
  t.equal(records.length, many.length)
  t.strictSame(parts.flat(), records)
  for (const records of parts) {
    const entry = entryOf('part')
    t.ok(encodeEntry({ ...entry, detail: { ...entry.detail, records } }, testSeal).length <= limits.log.entry_bytes_max)
  }
  t.strictSame(portions([], 1), [[]], 'nothing touched is one entry too')
})

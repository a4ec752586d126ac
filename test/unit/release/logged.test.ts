import t from 'tap'
import { type EntryRecord, encodeEntry } from '../../../gateway/audit/entry.ts'
import { limits } from '../../../gateway/limits.ts'
import type { KnownFacet } from '../../../gateway/release/known.ts'
import { grouped, loggedRecord, portions } from '../../../gateway/release/logged.ts'
import { emptyOutcome } from '../../../gateway/release/mask.ts'
import { entryOf } from '../../support/audit.ts'
import { labelOf } from '../../support/policy.ts'

const known = (dossier: string, agency = 'cong-an'): KnownFacet => ({
  indexed: {
    dossier,
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
    resolves: false,
    confirms: [],
    identifiers: [],
  },
  relations: ['holder'],
  facts: { relations: ['holder'], conceal: false, approvedChannel: false },
  policies: ['know-related'],
})

const denied = (path: string) => ({ field: path, path, reason: 'clearance' }) as const
const record = (dossier: string, withheld: readonly string[] = []): EntryRecord =>
  loggedRecord(known(dossier), labelOf('NOI_BO'), {
    ...emptyOutcome(),
    released: new Set(['/report/kind']),
    withheld: withheld.map(denied),
  })

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
  const groups = grouped([record('hs-a'), record('hs-b', ['/report/summary']), record('hs-c'), record('hs-a')])
  t.strictSame(
    groups.map(({ dossiers }) => dossiers),
    [['hs-a', 'hs-c'], ['hs-b']],
  )
})

t.test('whatever was touched fits into entries', async (t) => {
  const many = Array.from({ length: 400 }, (_, n) => record(`hs-${n}`, [`/participants/${n}/${'x'.repeat(400)}`]))
  const parts = portions(grouped(many))
  t.ok(parts.length > 1)
  t.strictSame(parts.flat(), many)
  for (const records of parts) {
    const entry = entryOf('part')
    t.ok(encodeEntry({ ...entry, detail: { ...entry.detail, records } }).length <= limits.log.entry_bytes_max)
  }
  t.strictSame(portions([]), [[]], 'nothing touched is one entry too')
})

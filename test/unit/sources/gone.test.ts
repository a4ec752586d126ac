import t from 'tap'
import type { IndexEntry, Translation } from '../../../adapters/sdk/adapter.ts'
import { type Filled, filledReader } from '../../../gateway/sources/filled.ts'
import { type FilledReport, goneFields } from '../../../gateway/sources/gone.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { coded, indexPage, translation } from '../../support/translations.ts'

const row = { relation: 'equivalent' } as const
const fields = [
  { native: '/loai', shared: '/facet/report/kind', ...row },
  { native: '/noiDung', shared: '/facet/report/summary', ...row },
  { native: '/tomTat', shared: '/facet/report/summary', ...row },
  { native: '/ghiChu', shared: null, relation: 'unmapped' as const, because: 'a note' },
  { native: '/nguoi/*/hoTen', shared: '/facet/participants/*/person/fullName', ...row },
  { native: '/danhSach/*/han', shared: '/entries/*/dueOn', ...row },
]
const bounds = { gone_records_min: 3, gone_groups_max: 10 }
const { facet, page } = filledReader(fields)

const dossier = (summary: string | undefined, stage = 'XAC_MINH'): Pick<Translation, 'facet'> => {
  const report = { ...translation.facet.report, stage: coded('stages', stage), ...(summary && { summary }) }
  return { facet: { ...translation.facet, report } }
}
/** A tracker that counts records one by one, each under a key of its own, and gives the places that it tells. */
function tracked(adapter = 'a@1') {
  const goneOf = goneFields(bounds)
  let key = 0
  const of = (records: readonly Filled[], by = adapter) =>
    goneOf({ agency: 'cong-an', adapter: by, fields, records }).map(({ path }) => path)
  const read = (times: number, summary: string | undefined, stage?: string, by?: string) =>
    Array.from({ length: times }, () => of([facet(dossier(summary, stage), `${++key}`)], by)).flat()
  return { of, read }
}

t.test('what was always there and is missing in a row is told once, by all native places that it had', async (t) => {
  const { read } = tracked()
  t.strictSame(read(10, 'a'), [])
  t.strictSame(read(5, undefined), [], 'could be chance')
  t.strictSame(read(1, undefined), ['/noiDung', '/tomTat'])
  t.strictSame([...read(20, undefined), ...read(20, 'a'), ...read(20, undefined)], [], 'once')
  read(10, 'a', undefined, 'a@2')
  t.strictSame(read(10, undefined, undefined, 'a@2'), ['/noiDung', '/tomTat'], 'another version of the adapter')
})

t.test(
  'what is often missing takes longer, one record that has it ends the row, and what was never there is not told',
  async (t) => {
    const { read } = tracked()
    for (let n = 0; n < 20; n++) t.strictSame([...read(1, 'a'), ...read(1, undefined)], [])
    t.strictSame(read(15, undefined), [])
    t.strictSame([...read(1, 'a'), ...read(15, undefined)], [])
    t.strictSame(read(20, undefined), ['/noiDung', '/tomTat'])
    const never = tracked()
    t.strictSame(never.read(200, undefined), [])
  },
)

t.test('records of one stage are compared with each other: the stage decides what there can be', async (t) => {
  const { read } = tracked()
  t.strictSame([...read(30, 'a', 'XAC_MINH'), ...read(30, undefined, 'TIEP_NHAN')], [])
})

t.test('a dossier that is read again and again is one record', async (t) => {
  const { of, read } = tracked()
  read(10, 'a')
  for (let n = 0; n < 50; n++) t.strictSame(of([facet(dossier(undefined), 'one')]), [])
})

t.test('rows of a list count as records, and items are looked into', async (t) => {
  const { of } = tracked()
  const [entry] = indexPage.entries
  const rows = (count: number, more: Partial<IndexEntry>) =>
    page({ entries: Array.from({ length: count }, (_, n) => ({ ...entry!, ...more, nativeKey: `${n}${more.dueOn}` })) })
  t.strictSame(of(rows(10, { dueOn: '2026-03-09' })), [])
  t.strictSame(of(rows(10, {})), ['/danhSach/*/han'])
  const people = [{ id: '1' }, { id: '2', person: { fullName: 'A' } }]
  const { places } = facet({ facet: { ...dossier('').facet, participants: people } } as never, '')
  t.strictSame([...places], [1, 0, 1])
})

t.test('no more groups of records are kept than may be', async (t) => {
  const { read } = tracked()
  for (let n = 0; n < bounds.gone_groups_max; n++) read(1, 'a', undefined, `a@${n}`)
  t.strictSame([...read(20, 'a', undefined, 'b@1'), ...read(20, undefined, undefined, 'b@1')], [])
})

t.test('of a source that stops to send a field, with nothing of what the field said', async (t) => {
  let summary: string | undefined = 'Bí mật của ông Ước'
  const { system } = await startSource(t, {
    handle: (_, response) =>
      response.end(JSON.stringify({ do: 'value', value: { ...translation, ...dossier(summary) } })),
  })
  const reports: FilledReport[] = []
  const { ask } = await sourcesUnderTest(t, system, {}, (report) => reports.push(report))
  const goneOf = goneFields(bounds)
  const told = async (from: number) => {
    for (let n = from; n < from + 10; n++) await ask(`k${n}`)
    return reports.splice(0).flatMap((report) => goneOf(report))
  }
  t.strictSame(await told(0), [])
  summary = undefined
  const gone = await told(10)
  t.match(gone, [{ agency: 'thu-nghiem', code: 'field-gone', path: '/value/noiDung', target: '/facet/report/summary' }])
  t.equal(gone.length, 1)
  t.notMatch(JSON.stringify(gone), /Ước/)
})

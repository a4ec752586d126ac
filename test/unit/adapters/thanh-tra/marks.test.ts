import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { changed, changedRow, deposited, facets, type NativeCells, native, storyFacet, translated } from './harness.ts'

const facet = storyFacet('kien-nghi-khoi-to')
const undetermined = { level: 'CHUA_XAC_DINH', tags: [] }
const put = (column: keyof NativeCells, value: string) => (cells: NativeCells) =>
  Object.assign(cells, { [column]: value })

t.test('a mark that is missing or not understood makes the label undetermined and the entry concealed', async (t) => {
  const spoilt = [
    ['Độ bảo mật', '', 'mark-missing'],
    ['Độ bảo mật', 'th', 'mark-unknown'],
    ['Độ bảo mật', ' TH', 'mark-unknown'],
    ['Độ bảo mật', 'constructor', 'mark-unknown'],
    ['Dấu xử lý', '', 'mark-missing'],
    ['Dấu xử lý', 'CBQL|??', 'mark-unknown'],
    ['Dấu xử lý', '0|CBQL', 'mark-unknown'],
    ['Hiển thị', '', 'mark-missing'],
    ['Hiển thị', 'HIỆN', 'mark-unknown'],
  ] as const
  for (const [column, value, code] of spoilt) {
    const document = changed(facet, put(column, value))
    const { facet: got, findings } = translated(document)
    t.strictSame(got.label, undetermined, `${column}: ${value}`)
    t.match(findings, [{ code, effect: 'degraded', pointer: `/0/${column}`, target: '/label' }])
    t.match(deposited(document).deposits, [{ entry: { label: undetermined, conceal: true } }])
  }
})

t.test('so it is for the mark of one person; the record itself stays as it is marked', async (t) => {
  const marked = (mark: string) => {
    const { labels, facet: got } = translated(
      changed(facet, (cells) => Object.assign(cells, { 'Đối tượng': cells['Đối tượng'].replace(/=(?=\||$)/, mark) })),
    )
    return { labels: labels.filter(({ path }) => path.startsWith('/participants/')), facet: got }
  }
  t.strictSame(marked('HC^CTN^NC').labels, [
    { path: '/participants/0', label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] } },
  ])
  for (const mark of ['', '==', 'HC^', 'HC^??', 'X', '?', 'hc', '^CTN'])
    t.match(
      marked(mark),
      { labels: [{ path: '/participants/0', label: undetermined }], facet: { label: facet.translation.facet.label } },
      mark,
    )
})

t.test('AN conceals; nothing else does', async (t) => {
  t.match(deposited(changed(facet, put('Hiển thị', 'AN'))).deposits, [
    { entry: { conceal: true, label: facet.index.label } },
  ])
  t.match(deposited(changed(storyFacet('thanh-tra-can-bo'))).deposits, [
    { entry: { conceal: true, label: { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] } } },
  ])
})

const secrets: readonly (readonly [string, (cells: NativeCells) => void])[] = [
  ['mật on the record', put('Độ bảo mật', 'BMNN-C')],
  ['tối mật on the record', put('Độ bảo mật', 'BMNN-B')],
  ['tuyệt mật on the record', put('Độ bảo mật', 'BMNN-A')],
  ['spelt otherwise', put('Độ bảo mật', ' bmnn c ')],
  ['with other signs', put('Độ bảo mật', '"BMNN – C"')],
  ['of no known level', put('Độ bảo mật', 'BMNN')],
  ['among the handling codes', put('Dấu xử lý', 'CBQL|BMNN-C')],
  ['on a person', (cells) => Object.assign(cells, { 'Đối tượng': cells['Đối tượng'].replace(/=$/, 'BMNN-C^CTN') })],
  ['in a wrong place', put('Người lập', 'BMNN-C')],
  [
    'in a record that would be rejected anyway',
    (cells) => Object.assign(cells, { 'Giai đoạn': 'X', 'Độ bảo mật': 'BMNN-C' }),
  ],
]

t.test(
  'a state secret in clear refuses its record, whatever else is wrong with it, and nothing of it is deposited',
  async (t) => {
    for (const [name, change] of secrets) {
      t.match(
        adapter.toShared(changed(facet, change)),
        { ok: false, findings: [{ code: 'state-secret-in-clear' }] },
        name,
      )
      const rows = facets.map((of) => changedRow(of, of === facet ? change : undefined))
      const { deposits, findings } = deposited(native(fileOf(rows)))
      t.strictSame(
        deposits.map(({ entry }) => entry.nativeKey),
        facets.filter((of) => of !== facet).map(({ nativeKey }) => nativeKey),
        name,
      )
      t.match(findings[0], {
        code: 'state-secret-in-clear',
        effect: 'reject-record',
        pointer: `/${facets.indexOf(facet)}`,
      })
      t.equal(findings.filter(({ code }) => code === 'state-secret-in-clear').length, 1)
    }
  },
)

t.test('a file that is refused as a whole says nothing but that, so that nobody keeps its bytes', async (t) => {
  const text = fileOf([changedRow(facet, put('Độ bảo mật', 'BMNN-C'))])
  const files = {
    'cut before its trailer': native(text.replace(/#HET.*\r\n/, '')),
    'cut in a cell': native(text.slice(0, text.indexOf('BMNN-C') + 6)),
    'UTF-8': { ...native(''), body: Buffer.from(text) },
    'UTF-16': { ...native(''), body: Buffer.from(text, 'utf16le') },
    'other columns': native(text.replace('Mã xã;', '')),
  }
  for (const [name, document] of Object.entries(files))
    for (const outcome of [adapter.toDeposits(document), adapter.toShared(document)])
      t.strictSame(
        outcome,
        {
          ok: false,
          findings: [{ code: 'state-secret-in-clear', effect: 'reject-document', pointer: '' }],
        },
        name,
      )
})

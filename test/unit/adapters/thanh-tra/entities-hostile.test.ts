/** What is not understood of conclusions, organisations, recommendations and hand-overs. */
import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { lists } from '../../../../adapters/thanh-tra/entities.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { changed, deposited, type NativeCells, storyFacet, translated } from './harness.ts'

const facet = storyFacet('kien-nghi-da-khoi-to')
const itemsOf = (column: keyof NativeCells) => lists.find((of) => of.column === column)!

/** Puts `text` in place of a member of the `at`th item of a cell. */
const put =
  (column: keyof NativeCells, name: string, text: string, at = 0) =>
  (cells: NativeCells) => {
    const items = cells[column].split('|')
    const place = itemsOf(column).members.indexOf(name)
    if (place < 0) throw new Error(`${column} has no ${name}`)
    const item = items[at]!.split('~').with(place, text).join('~')
    Object.assign(cells, { [column]: items.with(at, item).join('|') })
  }
const unit = facet.translation.facet.participants!.length - 1

/** Not understood, and not needed: column, member, what stands there, what is said, and what is absent as unknown for it. */
const degraded: readonly (readonly [keyof NativeCells, string, string, string, string, number?])[] = [
  ['Kết luận', 'ngày ký', '30/02/2026', 'value-invalid', '/inspectionConclusions/0/concludedOn'],
  ['Kết luận', 'ngày quyết định', '2026-02-30', 'value-invalid', '/inspectionConclusions/0/mandatedOn'],
  ['Kết luận', 'thời kỳ từ', '13/2024', 'value-invalid', '/inspectionConclusions/0/periodFrom'],
  ['Kết luận', 'thời kỳ đến', '0000', 'value-invalid', '/inspectionConclusions/0/periodTo'],
  ['Kết luận', 'loại hình', 'XX', 'code-unknown', '/inspectionConclusions/0/inspected/kind'],
  ['Kết luận', 'loại hình', 'constructor', 'code-unknown', '/inspectionConclusions/0/inspected/kind'],
  ['Kết luận', 'mã số thuế', 'x'.repeat(41), 'value-too-long', '/inspectionConclusions/0/inspected/registrationNumber'],
  ['Kết luận', 'mã xã trụ sở', '00000', 'code-unknown', '/inspectionConclusions/0/inspected/address/commune'],
  ['Kết luận', 'đơn vị', 'x'.repeat(301), 'value-too-long', '/inspectionConclusions/0/inspected/name'],
  ['Kết luận', 'nội dung', 'ữ'.repeat(4001), 'value-too-long', '/inspectionConclusions/0/findings'],
  ['Kết luận', 'sai phạm', '-5', 'value-invalid', '/inspectionConclusions/0/damageVnd'],
  ['Kết luận', 'sai phạm', 'năm tỷ', 'value-invalid', '/inspectionConclusions/0/damageVnd'],
  ['Kết luận', 'sai phạm', '9007199254740993', 'value-invalid', '/inspectionConclusions/0/damageVnd'],
  ['Kết luận', 'dấu hiệu tội phạm', 'có', 'code-unknown', '/inspectionConclusions/0/signsOfCrime'],
  ['Kết luận', 'dấu hiệu tội phạm', '1', 'code-unknown', '/inspectionConclusions/0/signsOfCrime'],
  ['Kết luận', 'số', 'a^b', 'value-invalid', '/inspectionConclusions/0/number'],
  ['Kết luận', 'mã', '', 'field-missing', '/inspectionConclusions'],
  ['Đối tượng', 'từ ngày', '31/04/2026', 'value-invalid', '/participants/0/from'],
  ['Đối tượng', 'loại hình', 'dn', 'code-unknown', `/participants/${unit}/organisation/kind`, unit],
  [
    'Đối tượng',
    'mã số thuế',
    'x'.repeat(41),
    'value-too-long',
    `/participants/${unit}/organisation/registrationNumber`,
    unit,
  ],
  ['Kiến nghị', 'thu gần nhất', '29/02/2025', 'value-invalid', '/recommendations/0/recoveredOn'],
  ['Kiến nghị', 'nơi thực hiện', 'x'.repeat(301), 'value-too-long', '/recommendations/0/addressee'],
  ['Kiến nghị', 'đôn đốc', 'x'.repeat(2001), 'value-too-long', '/recommendations/0/followUp'],
  ['Kiến nghị', 'loại', 'XX', 'code-unknown', '/recommendations'],
  ['Giao nhận', 'bên giao', 'CA', 'code-unknown', '/custody/0/from'],
  ['Giao nhận', 'bên nhận', 'CAT^VKST', 'value-invalid', '/custody/0/to'],
  ['Giao nhận', 'giao lúc', '30/02/2026 08:00:00', 'value-invalid', '/custody/0/sentAt'],
  ['Giao nhận', 'giao lúc', '01/02/2026 24:00:00', 'value-invalid', '/custody/0/sentAt'],
  ['Giao nhận', 'nhận lúc', '2026-02-01T08:00:00+07:00', 'value-invalid', '/custody/0/acknowledgedAt'],
  ['Giao nhận', 'nhận lúc', '01/02/2026 08:00', 'value-invalid', '/custody/0/acknowledgedAt'],
  ['Giao nhận', 'giấy tờ', Array(51).fill('a').join('^'), 'value-too-long', '/custody/0/papers'],
  ['Giao nhận', 'giấy tờ', `a^${'x'.repeat(301)}^b`, 'value-too-long', '/custody/0/papers'],
  ['Giao nhận', 'giấy tờ', 'a^^b', 'value-invalid', '/custody/0/papers'],
  ['Giao nhận', 'quy tắc', 'TT03/2018-6', 'code-unknown', '/custody/0/rule'],
  ['Giao nhận', 'hạn giao', '10/00/2026', 'value-invalid', '/custody/0/dueOn'],
  ['Giao nhận', 'mã', 'x'.repeat(65), 'value-too-long', '/custody'],
  ['Thời hạn', 'gia hạn theo', Array(11).fill('1/GH').join('^'), 'value-too-long', '/clocks/0/extensions'],
  ['Văn bản', 'thay bởi', 'VB-9', 'reference-unresolved', '/decisions/0/supersededBy'],
  ['Văn bản', 'thay bởi', 'KL-1', 'reference-unresolved', '/decisions/0/supersededBy'],
]

t.test('it is left out as unknown with a finding that points at it, and the rest stands', async (t) => {
  for (const [column, name, text, code, path, at = 0] of degraded) {
    const title = `${column} ${name} ${text.slice(0, 20)}`
    const { findings, ...value } = translated(changed(facet, put(column, name, text, at)))
    const found = findings.filter((finding) => finding.code !== 'case-lost')
    t.match(found, [{ code, effect: 'degraded', pointer: `/0/${column}/${at}/${name}`, line: 2 }], title)
    t.equal(found.length, 1, title)
    t.notOk(text.length > 3 && JSON.stringify(findings).includes(text), 'and does not repeat it')
    t.strictSame(validateTranslation(value), [], title)
    t.match(
      value.absent.find((entry) => entry.path === path),
      { why: 'unknown' },
      `${title}: ${path}`,
    )
    const there = path
      .split('/')
      .slice(1)
      .reduce((of: unknown, step) => (of as Record<string, unknown> | undefined)?.[step], value.facet)
    t.ok(there === undefined || Array.isArray(there), title)
  }
})

t.test('papers that are understood stay beside one that is not', async (t) => {
  const { facet: got } = translated(changed(facet, put('Giao nhận', 'giấy tờ', `a^${'x'.repeat(301)}^b`)))
  t.strictSame(got.custody![0]!.papers, ['a', 'b'])
})

t.test('a paper that was left out is nothing that another can be replaced by', async (t) => {
  const { facet: got, findings } = translated(
    changed(facet, (cells) => {
      put('Văn bản', 'thay bởi', 'VB-2')(cells)
      put('Văn bản', 'loại', 'XX', 1)(cells)
    }),
  )
  t.equal(got.decisions![0]!.supersededBy, undefined)
  t.strictSame(
    findings.map(({ code }) => code).filter((code) => code !== 'case-lost'),
    ['code-unknown', 'reference-unresolved'],
  )
  t.equal(
    translated(changed(facet, put('Văn bản', 'thay bởi', 'VB-2'))).facet.decisions![0]!.supersededBy,
    'VB-2',
    'what leads somewhere stays',
  )
})

t.test('a list that is too long rejects the record, and not its file', async (t) => {
  for (const [column, max] of [
    ['Kết luận', 20],
    ['Giao nhận', 50],
    ['Kiến nghị', 100],
  ] as const) {
    const many = (count: number) =>
      changed(facet, (cells) =>
        Object.assign(cells, { [column]: Array(count).fill(cells[column].split('|')[0]).join('|') }),
      )
    t.ok(adapter.toShared(many(max)).ok, column)
    t.match(adapter.toShared(many(max + 1)), { ok: false })
    t.match(deposited(many(max + 1)), {
      deposits: [],
      findings: [{ code: 'value-too-long', effect: 'reject-record', pointer: `/0/${column}` }],
    })
  }
})

t.test('an item of another number of members is left out, whatever its parts look like', async (t) => {
  for (const [column, list] of [
    ['Kết luận', 'inspectionConclusions'],
    ['Giao nhận', 'custody'],
  ] as const)
    for (const change of [
      (item: string) => `${item}~`,
      (item: string) => item.replace('~', ''),
      () => '[]',
      () => '{}',
    ]) {
      const value = translated(
        changed(facet, (cells) => Object.assign(cells, { [column]: change(cells[column].split('|')[0]!) })),
      )
      t.strictSame(value.facet[list], [])
      t.ok(value.absent.some(({ path, why }) => path === `/${list}` && why === 'unknown'))
    }
})

t.test(
  'a conclusion bears marks of its own: not understood they are undetermined, a state secret refuses the record',
  async (t) => {
    const marked = (mark: string) => changed(facet, put('Kết luận', 'độ bảo mật', mark))
    const labelOf = (mark: string) =>
      translated(marked(mark)).labels.find(({ path }) => path === '/inspectionConclusions/0')?.label
    t.strictSame(labelOf('HC^CBQL'), { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] })
    t.strictSame(labelOf('='), undefined, 'as the record is marked')
    for (const mark of ['', 'X', 'hc', 'HC^??', 'HC^', '?', '=='])
      t.strictSame(labelOf(mark), { level: 'CHUA_XAC_DINH', tags: [] }, mark)
    for (const mark of ['BMNN-C', 'BMNN-A^CBQL', ' bmnn b '])
      t.match(adapter.toShared(marked(mark)), { ok: false, findings: [{ code: 'state-secret-in-clear' }] }, mark)
    for (const [column, name] of [
      ['Giao nhận', 'giấy tờ'],
      ['Kiến nghị', 'đôn đốc'],
    ] as const)
      t.match(
        adapter.toShared(changed(facet, put(column, name, 'BMNN-C'))),
        { ok: false, findings: [{ code: 'state-secret-in-clear' }] },
        'wherever it stands',
      )
  },
)

t.test('a conclusion that is left out does not give its mark to the one that takes its place', async (t) => {
  const { facet: got, labels } = translated(
    changed(facet, (cells) => {
      const [first = ''] = cells['Kết luận'].split('|')
      const [, ...members] = first.split('~')
      const second = ['KL-2', ...members.slice(0, -1), '='].join('~')
      Object.assign(cells, { 'Kết luận': `${['', ...members.slice(0, -1), 'HC^CTN'].join('~')}|${second}` })
    }),
  )
  t.match(got.inspectionConclusions, [{ id: 'KL-2' }])
  t.notOk(labels.some(({ path }) => path.startsWith('/inspectionConclusions')))
})

t.test('of two items with one key the first stands, and it is said that there were more', async (t) => {
  const [first] = facet.translation.facet.custody!
  const twice = translated(
    changed(facet, (cells) => {
      const [item] = cells['Giao nhận'].split('|')
      const place = itemsOf('Giao nhận').members.indexOf('số')
      cells['Giao nhận'] = [item, item!.split('~').with(place, 'canary').join('~')].join('|')
    }),
  )
  t.match(twice.facet.custody, [{ id: first!.id, number: first!.number }])
  t.equal(twice.facet.custody!.length, 1)
  t.match(
    twice.findings.find(({ code }) => code === 'key-repeated'),
    { effect: 'degraded', target: '/custody' },
  )
  t.match(
    twice.absent.find(({ path }) => path === '/custody'),
    { why: 'unknown' },
  )
})

t.test('versions of a paper may stand in any order; those that follow each other in a circle are told', async (t) => {
  const paper = (key: string, by: string) => `${key}~KLTT~1/KL-TTr~01/11/2026~TTRT~~~~~~~~${by}~`
  const read = (...papers: readonly string[]) => {
    const { findings, facet: of } = translated(
      changed(facet, (cells) => Object.assign(cells, { 'Văn bản': papers.join('|') })),
    )
    const told = findings.filter(({ code }) => code.startsWith('reference-'))
    return { told, decisions: of.decisions?.map(({ id, supersededBy }) => [id, supersededBy]) }
  }
  const backwards = read(paper('B', ''), paper('A', 'B'))
  t.strictSame(backwards, {
    told: [],
    decisions: [
      ['B', undefined],
      ['A', 'B'],
    ],
  })
  const circle = read(paper('A', 'B'), paper('B', 'A'), paper('C', 'A'))
  t.match(circle.told, [
    { code: 'reference-circular', effect: 'note', pointer: '/0/Văn bản/0/thay bởi' },
    { code: 'reference-circular', pointer: '/0/Văn bản/1/thay bởi' },
  ])
  t.equal(circle.told.length, 2)
})

t.test(
  'a body that was no more when a paper was signed is told, and stands for the agency that took over',
  async (t) => {
    const read = (on: string) => {
      const cell = `A~KLTT~1/KL-TTr~${on}~TTS~~~~~~~~~`
      const { findings, facet: of } = translated(changed(facet, (cells) => Object.assign(cells, { 'Văn bản': cell })))
      t.match(of.decisions, [{ agency: { code: 'TTr', native: 'TTS' } }])
      return findings.filter(({ code }) => code === 'code-not-in-force')
    }
    for (const on of ['30/06/2025', '06/2025', '2025', '']) t.strictSame(read(on), [], on)
    for (const on of ['01/07/2025', '07/2025', '2026'])
      t.match(read(on), [{ effect: 'note', pointer: '/0/Văn bản/0/cơ quan', target: '/decisions/0/agency' }], on)
  },
)

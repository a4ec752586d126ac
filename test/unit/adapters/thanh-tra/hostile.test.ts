import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { cellsOf, fileOf, HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { every } from '../../../support/every.ts'
import {
  answerOf,
  changed,
  changedRow,
  deposited,
  type NativeCells,
  native,
  storyFacet,
  translated,
} from './harness.ts'

const facet = storyFacet('kien-nghi-da-khoi-to')
const put = (column: keyof NativeCells, value: string) => (cells: NativeCells) =>
  Object.assign(cells, { [column]: value })
const swap = (column: keyof NativeCells, from: string, to: string) => (cells: NativeCells) =>
  Object.assign(cells, { [column]: cells[column].replace(from, to) })

const degraded: readonly (readonly [string, (cells: NativeCells) => void, object, string?])[] = [
  ['unknown channel', put('Nguồn', 'N12|N99'), { code: 'code-unknown', pointer: '/0/Nguồn' }, '/report/channels'],
  ['unknown commune', put('Mã xã', '00000'), { code: 'code-unknown', pointer: '/0/Mã xã' }, '/report/place/commune'],
  [
    'a text too long',
    put('Nội dung', 'ữ'.repeat(4001)),
    { code: 'value-too-long', found: { length: 4001 } },
    '/report/summary',
  ],
  [
    'unknown role',
    swap('Đối tượng', '~KN~', '~XX~'),
    { code: 'code-unknown', pointer: '/0/Đối tượng/0/tư cách' },
    '/participants',
  ],
  ['no id', swap('Tội danh', 'TD-1', ''), { code: 'field-missing', pointer: '/0/Tội danh/0/mã' }, '/offences'],
  [
    'a member too few',
    swap('Kiến nghị', '~', ''),
    { code: 'members-unexpected', pointer: '/0/Kiến nghị/0' },
    '/recommendations',
  ],
  [
    'a member too many',
    swap('Phản hồi', '~', '~~'),
    { code: 'members-unexpected', pointer: '/0/Phản hồi/0' },
    '/feedback',
  ],
  [
    'an amount that is none',
    swap('Kiến nghị', '.000', '.00'),
    { code: 'value-invalid' },
    '/recommendations/1/amountVnd',
  ],
  [
    'an amount beyond 2^53',
    swap('Kiến nghị', '000.000~', '000.000.000.000.000~'),
    { code: 'value-invalid' },
    '/recommendations/1/amountVnd',
  ],
  [
    'a day that is none',
    swap('Thời hạn', facet.translation.facet.clocks![0]!.dueOn!.split('-').reverse().join('/'), '31/02/2026'),
    { code: 'value-invalid' },
    '/clocks/0/dueOn',
  ],
  [
    'an escape of nothing',
    swap('Phản hồi', 'khởi tố', 'khởi tố \\x'),
    { code: 'value-invalid', expected: 'the escapes of the inner syntax' },
    '/feedback/0/content',
  ],
  [
    'two values for one',
    swap('Phản hồi', 'khởi tố', 'khởi^tố'),
    { code: 'value-invalid', expected: 'one value' },
    '/feedback/0/content',
  ],
  ['a personal number of 10 digits', swap('Đối tượng', '~?~', '~0123456789~'), { code: 'value-invalid' }],
]

t.test(
  'what is not understood is left out as unknown, with a finding that points at it, and the rest stands',
  async (t) => {
    for (const [name, change, finding, path] of degraded) {
      const { findings, ...value } = translated(changed(facet, change))
      const notes = findings.filter(({ code }) => code === 'case-lost')
      t.match(
        findings.filter((found) => !notes.includes(found)),
        [{ effect: 'degraded', line: 2, ...finding }],
        name,
      )
      t.strictSame(validateTranslation(value), [], name)
      if (path !== undefined)
        t.ok(
          value.absent.some((entry) => entry.path === path && entry.why === 'unknown'),
          `${name}: ${path}`,
        )
    }
  },
)

t.test(
  'a record without key, kind, stage, time of receipt or of change, or with lists beyond measure, is refused',
  async (t) => {
    const changes = [
      put('Mã hồ sơ', 'TT 1'),
      put('Loại việc', ''),
      put('Giai đoạn', 'constructor'),
      put('Ngày thụ lý', '2026-11-20'),
      put('Ngày thụ lý', '31/02/2026 08:00:00'),
      put('Cập nhật', ''),
      put('Phản hồi', '|'.repeat(100)),
    ]
    for (const change of changes) {
      const document = changed(facet, change)
      const outcome = adapter.toShared(document)
      const rejecting = outcome.findings.filter(({ code }) => code !== 'case-lost')
      t.match([outcome.ok, rejecting], [false, [{ effect: 'reject-record', line: 2 }]])
      t.strictSame(deposited(document).deposits, [])
    }
  },
)

t.test('what a spreadsheet would run stays text, with a note; numbers are no formulas', async (t) => {
  const ofText = (text: string) => {
    const { findings, facet: got } = translated(changed(facet, put('Nội dung', text)))
    return { summary: got.report.summary, findings: findings.filter(({ pointer }) => pointer === '/0/Nội dung') }
  }
  for (const formula of ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '=HYPERLINK("http://x";"y")', '\t=1'])
    t.match(ofText(formula), { summary: formula, findings: [{ code: 'formula-like', effect: 'note', line: 2 }] })
  for (const number of ['-12', '+84912345678', '-1.234,5'])
    t.strictSame(ofText(number), { summary: number, findings: [] })
})

t.test('the relation of the procuracy comes from the copy that it got, and from nothing else', async (t) => {
  const confirms = (copies: string) => deposited(changed(facet, put('Bản sao gửi', copies))).deposits[0]!.entry.confirms
  t.strictSame(confirms('VKST'), [{ relation: 'supervising', agency: 'VKS' }])
  for (const copies of ['', 'CAT', 'VKS', 'vkst', 'TAT|?']) t.equal(confirms(copies), undefined, copies)
})

t.test('a person left out does not give its mark or reasons to the one that takes its place', async (t) => {
  const { labels, absent } = translated(
    changed(
      facet,
      put('Đối tượng', 'DT-1~XX~?~?~~?~~~~~~?~~~~~HC^CTN|DT-2~DT~Trần Văn Năm~1970~Nam~123456789~~~~~~~~~~~='),
    ),
  )
  const ofPeople = ({ path }: { readonly path: string }) => path.startsWith('/participants')
  t.strictSame([labels.filter(ofPeople), absent.filter(ofPeople)], [[], [{ path: '/participants', why: 'unknown' }]])
})

t.test('every strange value in every cell: never a throw, and what is given conforms', async (t) => {
  const strange = [
    '',
    ' ',
    'x'.repeat(5000),
    '0',
    '-1',
    '|',
    '~',
    '^',
    '\\',
    '|~^\\',
    '~~~~~~~~~',
    '?',
    '...',
    '__proto__',
    '\n',
    '""',
    ';',
  ]
  const wrong: string[] = []
  let cases = 0
  for (const column of HEADER as readonly (keyof NativeCells)[])
    for (const value of strange)
      for (const change of [
        put(column, value),
        swap(column, '~', value),
        (cells: NativeCells) => put(column, cells[column] + value)(cells),
      ]) {
        if (cases++ % every !== 0) continue
        const document = changed(facet, change)
        const shared = adapter.toShared(document)
        const { deposits } = deposited(document)
        const good = shared.ok
          ? validateTranslation(shared.value).length === 0 &&
            validateIndexPage({ entries: deposits.map(({ entry }) => entry) }).length === 0 &&
            deposits.length === 1
          : shared.findings.length > 0 && deposits.length === 0
        if (!good) wrong.push(`${column} = ${JSON.stringify(value).slice(0, 40)}`)
      }
  t.strictSame(wrong, [])
})

t.test('no damage to the bytes makes it throw, and no finding of it repeats content', async (t) => {
  const bytes = native(fileOf([cellsOf(facet)])).body
  for (let at = 0; at < bytes.length; at += 7 * every)
    for (const byte of [0x00, 0x22, 0x3b, 0x0a, 0x7e, 0x5c, 0xc6]) {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = byte
      const { findings } = adapter.toDeposits(answerOf(damaged))
      if (/Trần|triệu|nghiệm thu|Đơn vị được/.test(JSON.stringify(findings))) t.fail(`content at ${at}`)
    }
  t.pass('went through')
})

t.test(
  'a document of the greatest size is read in bounded time and memory, whatever is in it',
  { timeout: 60_000 },
  async (t) => {
    const megabytes = (unit: string) => answerOf(Buffer.alloc(4 << 20, unit))
    for (const unit of ['"', '""', ';', '|', '\\', '\r\n', 'a'])
      t.notOk(adapter.toDeposits(megabytes(unit)).ok, JSON.stringify(unit))
    const [before, after] = fileOf([changedRow(facet, put('Văn bản', 'HERE'))]).split('HERE')
    const cell = Buffer.alloc(4_000_000, '|~^\\')
    const document = Buffer.concat([native(before!).body, cell, native(after!).body])
    t.match(adapter.toDeposits(answerOf(document)), { ok: true, value: { deposits: [] } })
  },
)

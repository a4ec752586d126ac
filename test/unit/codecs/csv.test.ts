import t from 'tap'
import { decodeCsv } from '../../../adapters/codecs/csv.ts'
import { type CsvDialect, isFormula, rfc4180 } from '../../../adapters/codecs/csv-dialect.ts'
import { encodeCsv } from '../../../adapters/codecs/csv-encode.ts'

const plain: CsvDialect = { ...rfc4180, separator: ';', header: false }
const decode = (text: string, cellsMax = 1000, dialect: Partial<CsvDialect> = {}) =>
  decodeCsv(Buffer.from(text), { ...plain, ...dialect }, { bytesMax: 1 << 20, cellsMax })
const texts = (text: string, dialect: Partial<CsvDialect> = {}) => {
  const outcome = decode(text, 1000, dialect)
  return outcome.ok ? outcome.value.rows.map(({ cells }) => cells.map((cell) => cell.text)) : outcome.findings[0].code
}

t.test('rows and cells as RFC 4180 has them, with the separator of the format', async (t) => {
  t.strictSame(texts('a;b,c\r\n;\r\n'), [
    ['a', 'b,c'],
    ['', ''],
  ])
  t.strictSame(texts('"a;""b""";"";c\r\n'), [['a;"b"', '', 'c']])
  t.strictSame(texts('"một\r\nhai\nba\rbốn"\r\n'), [['một\nhai\nba\nbốn']])
  t.strictSame(texts('a\r\nb'), [['a'], ['b']], 'a last line without CRLF')
  t.strictSame(texts('\r\n\r\n'), [[''], ['']])
  t.strictSame(texts(''), [])
  t.strictSame(texts('a;b,c', { separator: ',' }), [['a;b', 'c']])
})

t.test('each part of the dialect is the dialect’s alone', async (t) => {
  t.strictSame(texts("'a\tb'\t\"\r\n", { separator: '\t', quote: "'" }), [['a\tb', '"']])
  t.strictSame(texts('"a|b"\r\n', { separator: '|', quote: 'none' }), [['"a', 'b"']])
  t.strictSame(texts('a\nb\r\nc', { lineEnds: 'any' }), [['a'], ['b'], ['c']])
  t.strictSame(texts('a\nb', { lineEnds: 'lf' }), [['a'], ['b']])
  t.equal(texts('a\r\nb', { lineEnds: 'lf' }), 'document-malformed')
  t.match(decode('x;y\r\n1;2\r\n', 4, { header: true }), {
    value: { header: { cells: [{ text: 'x' }, { text: 'y' }] }, rows: { length: 1 } },
  })
  t.equal(texts('', { header: true }), 'header-missing')
  t.match(decode('x;y;x\r\n', 9, { header: true }), { findings: [{ code: 'column-repeated', line: 1, column: 5 }] })
  t.equal(texts("Tie^'ng;ddu+o+`ng", { encoding: 'viqr' })[0]?.toString(), 'Tiếng,đường')
})

const formulas = [
  '=1+1',
  '+cmd|x',
  '-2+3',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '＝1',
  ' =1',
  '\u200b=1',
  '=HYPERLINK("http://x")',
]

t.test('what a spreadsheet would run is told from numbers and dashes', async (t) => {
  for (const text of formulas) t.ok(isFormula(text), JSON.stringify(text))
  for (const text of ['', 'a=b', '-5', '+84912345678', '-1.250.000', '-', "'=1", ' x', 'ấp 5'])
    t.notOk(isFormula(text), JSON.stringify(text))
})

t.test('rows are written so that they read the same, and no cell is run', async (t) => {
  const rows = [
    ['họ tên', 'ghi chú'],
    ['Nguyễn; "Ửng"', 'một\nhai'],
    ['-5', "'"],
  ]
  for (const dialect of [plain, { ...rfc4180, encoding: 'vni' as const, lineEnds: 'lf' as const }]) {
    const outcome = encodeCsv(rows, dialect)
    if (!outcome.ok) throw new Error('refused')
    const back = decodeCsv(outcome.value, { ...dialect, header: false }, { bytesMax: 1000, cellsMax: 10 })
    t.strictSame(back.ok && back.value.rows.map(({ cells }) => cells.map(({ text }) => text)), rows)
  }
  const defused = encodeCsv([formulas], plain)
  t.equal(defused.findings.length, formulas.length)
  t.match(defused.findings[0], { code: 'formula-defused', effect: 'degraded', pointer: '/0/0' })
  const back = defused.ok ? decode(Buffer.from(defused.value).toString()) : defused
  t.notOk(back.ok && back.value.rows[0]!.cells.some(({ text }) => isFormula(text)))
})

t.test('a cell that the dialect can not carry is told by its place, and nothing is written', async (t) => {
  const refused = (cell: string, dialect: Partial<CsvDialect>) =>
    t.match(
      encodeCsv([['a'], ['b', cell]], { ...plain, ...dialect }),
      { ok: false, findings: [{ code: 'character-unencodable', pointer: '/1/1', found: { length: cell.length } }] },
      JSON.stringify(cell),
    )
  refused('x;y', { quote: 'none' })
  refused('x\ny', { quote: 'none' })
  refused('Möbius', { encoding: 'vni' })
  t.match(encodeCsv([['NGUYỄN']], { ...plain, encoding: 'tcvn3' }), {
    ok: true,
    findings: [{ code: 'case-lost', pointer: '/0/0' }],
  })
})

t.test('cells know their place and rows their extent', async (t) => {
  const text = 'a;b\r\n"x\r\ny";z\r\nend'
  const outcome = decode(text)
  if (!outcome.ok) throw new Error('refused')
  t.strictSame(
    outcome.value.rows.map(({ cells }) => cells.map(({ line, column }) => [line, column])),
    [
      [
        [1, 1],
        [1, 3],
      ],
      [
        [2, 1],
        [3, 4],
      ],
      [[4, 1]],
    ],
  )
  t.strictSame(
    outcome.value.rows.map(({ from, to }) => text.slice(from, to)),
    ['a;b\r\n', '"x\r\ny";z\r\n', 'end'],
  )
})

t.test('what is no such document is refused with line and column', async (t) => {
  const refused = [
    ['an unclosed quote', 'a\r\nb;"c\r\nd\r\n', 2, 3],
    ['a quote in a cell', 'a;b"c"\r\n', 1, 4],
    ['text after a quote', '"a"b;c\r\n', 1, 4],
    ['a space before a quote', ' "a"\r\n', 1, 2],
    ['a line feed alone', 'a\nb', 1, 2],
    ['a carriage return alone', 'a\rb', 1, 2],
    ['a quote at the very end', 'a;"', 1, 3],
  ] as const
  for (const [name, text, line, column] of refused)
    t.match(
      decode(text),
      { ok: false, findings: [{ code: 'document-malformed', effect: 'reject-document', pointer: '', line, column }] },
      name,
    )
})

t.test('cells are bounded, over all rows', async (t) => {
  t.ok(decode('a;b\r\nc;d\r\n', 4).ok)
  t.match(decode('a;b\r\nc;d\r\n', 3), { ok: false, findings: [{ code: 'nodes-exceeded', line: 2, column: 3 }] })
})

t.test('a finding repeats nothing of the text', async (t) => {
  t.notMatch(JSON.stringify(decode('Chim Yến;"Chim Yến\r\n')), /Chim|Yến/)
})

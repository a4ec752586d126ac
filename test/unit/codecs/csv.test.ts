import t from 'tap'
import { decodeCsv } from '../../../adapters/codecs/csv.ts'

const decode = (text: string, cellsMax = 1000) => decodeCsv(text, { separator: ';', cellsMax })
const texts = (text: string) => {
  const outcome = decode(text)
  return outcome.ok ? outcome.value.map(({ cells }) => cells.map((cell) => cell.text)) : outcome.findings[0].code
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
  const commas = decodeCsv('a;b,c', { separator: ',', cellsMax: 2 })
  t.match(commas, { ok: true, value: [{ cells: [{ text: 'a;b' }, { text: 'c' }] }] })
})

t.test('cells know their place and rows their extent', async (t) => {
  const text = 'a;b\r\n"x\r\ny";z\r\nend'
  const outcome = decode(text)
  if (!outcome.ok) throw new Error('refused')
  t.strictSame(
    outcome.value.map(({ cells }) => cells.map(({ line, column }) => [line, column])),
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
    outcome.value.map(({ from, to }) => text.slice(from, to)),
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

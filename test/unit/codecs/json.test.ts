import fc from 'fast-check'
import t from 'tap'
import { decodeJson, type JsonNode } from '../../../adapters/codecs/json.ts'

const bounds = { bytesMax: 1 << 20, nodesMax: 10_000, depthMax: 20 }
const decode = (text: string | Uint8Array, of = bounds) =>
  decodeJson(typeof text === 'string' ? new TextEncoder().encode(text) : text, of)
const finding = (text: string | Uint8Array, of = bounds) => {
  const outcome = decode(text, of)
  return outcome.ok ? undefined : outcome.findings[0]
}

const plain = (node: JsonNode): unknown => {
  if (node.type === 'object') return Object.fromEntries([...node.members].map(([key, inner]) => [key, plain(inner)]))
  if (node.type === 'array') return node.items.map(plain)
  return 'value' in node ? node.value : null
}

const plainOf = (text: string): unknown => {
  const outcome = decode(text)
  return outcome.ok ? plain(outcome.value) : outcome.findings[0].code
}

t.test('reads what JSON.parse reads, in NFC', (t) => {
  const nfc = (value: unknown): unknown => JSON.parse(JSON.stringify(value).normalize('NFC'))
  const document = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }).map((value) => JSON.stringify(value))
  fc.assert(
    fc.property(document, fc.boolean(), (text, pretty) => {
      // U+0000 and lone surrogates are valid JSON that is refused on purpose.
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text))
      const value: unknown = JSON.parse(text)
      const outcome = decode(pretty ? JSON.stringify(value, null, '\t') : text)
      const duplicate = !outcome.ok && outcome.findings[0].code === 'key-duplicate'
      // Keys that are one key in NFC are refused.
      if (!duplicate) t.strictSame(outcome.ok && JSON.stringify(plain(outcome.value)), JSON.stringify(nfc(value)))
    }),
    { numRuns: 150 },
  )
  t.end()
})

t.test('refuses what JSON.parse refuses, and never throws', (t) => {
  const noise = fc.string({
    unit: fc.constantFrom(...'{}[]",:\\/u0019eE+-.tfnalsrue \n\u00a0'.split('')),
    maxLength: 24,
  })
  fc.assert(
    fc.property(noise, (text) => {
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      if (!valid) t.ok(finding(text), JSON.stringify(text))
    }),
    { numRuns: 500 },
  )
  t.end()
})

t.test('decomposed text comes out composed, keys too', async (t) => {
  const outcome = decode(JSON.stringify({ tên: 'Nguyễn Thị Ửng' }).normalize('NFD'))
  t.strictSame(outcome.ok && plain(outcome.value), { tên: 'Nguyễn Thị Ửng' })
})

t.test('says line, column and pointer of every value', async (t) => {
  const outcome = decode('{\n  "a/b~": [1,\n   {"tên": "x"}]\n}')
  const list = outcome.ok && outcome.value.type === 'object' ? outcome.value.members.get('a/b~') : undefined
  const item = list?.type === 'array' ? list.items[1] : undefined
  t.match(item, { type: 'object', pointer: '/a~1b~0/1', line: 3, column: 4 })
  t.match(item?.type === 'object' && item.members.get('tên'), { pointer: '/a~1b~0/1/tên', value: 'x' })
})

t.test('says where a fault is, and nothing of what is there', async (t) => {
  t.match(finding('{"a": 1,\n "b": tru}'), { code: 'document-malformed', line: 2, column: 7, pointer: '' })
  t.match(finding('{"a": 1, "a": 2}'), { code: 'key-duplicate', line: 1 })
  t.match(finding('{"\u0065\u0301": 1, "\u00e9": 2}'), { code: 'key-duplicate' })
  t.match(finding('[1] []'), { code: 'document-malformed', expected: 'the end of the document' })
  t.match(finding('["\\u0000"]'), { code: 'document-malformed' })
  t.match(finding('["\\ud800"]'), { code: 'document-malformed' })
  t.match(finding('["a\tb"]'), { code: 'document-malformed' })
  t.match(finding(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)), { code: 'encoding-invalid' })
})

t.test('a number is what is written, or is told to be none that a double holds', async (t) => {
  const typeOf = (text: string) => {
    const outcome = decode(text)
    return outcome.ok ? outcome.value.type : outcome.findings[0].code
  }
  const exact = [
    '9007199254740991',
    '9007199254740992',
    '0.1',
    '1.50',
    '1E3',
    '-0',
    '1000000000000000000000',
    '1e308',
    '0e9',
  ]
  for (const text of exact) t.equal(typeOf(text), 'number', text)
  const inexact = ['9007199254740993', '89012345678901234567', '0.1234567890123456789', '1e999', '-1e-999', '1e400']
  for (const text of inexact) t.equal(typeOf(text), 'inexact-number', text)
  t.equal(typeOf(`1${'0'.repeat(200)}`), 'inexact-number', 'nobody means a number of 200 digits')
  const outcome = decode('[1, 9007199254740993]')
  const item = outcome.ok && outcome.value.type === 'array' ? outcome.value.items[1] : undefined
  t.match(item, { type: 'inexact-number', pointer: '/1', column: 5, source: '9007199254740993' })
  t.notOk('value' in item! && typeof item.value === 'number', 'there is no rounded value to take')
})

t.test('escapes are looked into: what they hide is refused or composed as if it stood there', async (t) => {
  t.strictSame(plainOf(String.raw`{"e\u0301":"e\u0323\u0302","\\u0000":1}`), { é: 'ệ', '\\u0000': 1 })
  t.match(finding('{"\\u00e9":1,"é":2}'), { code: 'key-duplicate' })
  t.match(finding('{"a\\"b":1,"a\\u0022b":2}'), { code: 'key-duplicate' })
  t.match(finding('{"\\ud800":1}'), { code: 'document-malformed' })
  t.strictSame(plainOf('["\\ud83d\\ude00"]'), ['😀'])
})

t.test('every bound holds exactly', async (t) => {
  const at = { bytesMax: 8, nodesMax: 3, depthMax: 3 }
  t.equal(finding('[[[]]]  ', at), undefined)
  t.match(finding('[[[]]]   ', at), { code: 'document-too-large' })
  t.match(finding('[[[[]]]]', at), { code: 'depth-exceeded', column: 4 })
  t.equal(finding('[1,2]', at), undefined)
  t.match(finding('[1,2,3]', at), { code: 'nodes-exceeded', column: 6 })
})

t.test('a key that JavaScript objects treat specially is a key', async (t) => {
  const outcome = decode('{"__proto__": 1, "constructor": 2}')
  t.strictSame(outcome.ok && outcome.value.type === 'object' && [...outcome.value.members.keys()], [
    '__proto__',
    'constructor',
  ])
})

t.test('combining marks in a row are bounded, as to put them in order takes quadratic time', async (t) => {
  const marks = (count: number) => '\u0323\u0301'.repeat(count / 2)
  t.equal(finding(`["a${marks(30)}"]`), undefined)
  for (const text of [`["${marks(200_000)}"]`, `{"${marks(32)}":1}`, `["${'\\u0301'.repeat(31)}"]`])
    t.match(finding(text), { code: 'document-malformed', line: 1 })
})

import { deflateRawSync } from 'node:zlib'
import t from 'tap'
import { decodeCsv } from '../../../adapters/codecs/csv.ts'
import { rfc4180 } from '../../../adapters/codecs/csv-dialect.ts'
import { decodeEdxml } from '../../../adapters/codecs/edxml.ts'
import { decodeJson } from '../../../adapters/codecs/json.ts'
import { decodeSoap } from '../../../adapters/codecs/soap.ts'
import { decodeXml } from '../../../adapters/codecs/xml.ts'
import type { Outcome } from '../../../adapters/sdk/adapter.ts'
import { attachment, edxml, reference } from '../../unit/codecs/edxml-message.ts'

/** Stands wherever text may, and in no finding. */
const CANARY = 'Chim Hoàng Yến 0912345678'
const MANY = 1_000_000
const LEVELS = 100_000

const bounds = { bytesMax: 32 * MANY, nodesMax: 20_000, depthMax: 24, attributesMax: 16, cellsMax: 20_000 }
const attached = { attachmentsMax: 10, attachmentBytesMax: 100_000, attachmentsBytesMax: 100_000 }

type Family = 'json' | 'xml' | 'csv'
interface Codec {
  readonly family: Family
  /** A good document around some text, which is written as it is given. */
  around(text: string): string
  decode(bytes: Uint8Array): Outcome<unknown>
}

const codecs: Readonly<Record<string, Codec>> = {
  json: {
    family: 'json',
    around: (text) => `{"tên":"${text}"}`,
    decode: (bytes) => decodeJson(bytes, bounds),
  },
  xml: { family: 'xml', around: (text) => `<r>${text}</r>`, decode: (bytes) => decodeXml(bytes, bounds) },
  soap: {
    family: 'xml',
    around: (text) =>
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><r>${text}</r></s:Body></s:Envelope>`,
    decode: (bytes) => decodeSoap(bytes, bounds),
  },
  edxml: {
    family: 'xml',
    around: (text) => edxml().replace('Nội dung', () => text),
    decode: (bytes) => decodeEdxml(bytes, { ...bounds, ...attached }),
  },
  csv: {
    family: 'csv',
    around: (text) => `tên;số\r\n"${text}";1\r\n`,
    decode: (bytes) => decodeCsv(bytes, { ...rfc4180, separator: ';' }, bounds),
  },
}

/** What each family makes of an attack: a code, or `taken` for what is nothing but text to it. */
type Expected = Readonly<Record<Family, string>>
const all = (code: string): Expected => ({ json: code, xml: code, csv: code })

const afterProlog = (document: string, inserted: string): string =>
  document.startsWith('<?xml') ? document.replace('?>', () => `?>${inserted}`) : inserted + document

const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 40 }, (_, i) => `<!ENTITY b${i} "&a;&a;">`).join('')}]>`
const repeated = (separator: string, one: (i: number) => string): string =>
  Array.from({ length: MANY }, (_, i) => one(i)).join(separator)

const manyAttributes = `<a ${repeated(' ', (i) => `a${i}=""`)}/>`

const attacks: Readonly<Record<string, readonly [(of: Codec) => string | Uint8Array, Expected]>> = {
  'nothing wrong': [({ around }) => around(CANARY), all('taken')],
  'a byte order mark': [({ around }) => `\ufeff${around(CANARY)}`, all('taken')],
  truncated: [({ around }) => around(CANARY).slice(0, around(CANARY).indexOf('Yến')), all('document-malformed')],
  'truncated in a character': [
    ({ around }) => Buffer.from(around(CANARY)).subarray(0, Buffer.from(around(CANARY)).indexOf('ế') + 1),
    all('encoding-invalid'),
  ],
  'UTF-16': [({ around }) => Buffer.from(`\ufeff${around(CANARY)}`, 'utf16le'), all('encoding-invalid')],
  'one byte a character': [({ around }) => Buffer.from(around('Vi\xd6t'), 'latin1'), all('encoding-invalid')],
  'mixed by bytes: UTF-8 and TCVN3': [
    ({ around }) =>
      Buffer.concat([Buffer.from(around(`${CANARY} ~`).split('~')[0]!), Buffer.from('Vi\xd6t', 'latin1')]),
    all('encoding-invalid'),
  ],
  'mixed by letters: Unicode and TCVN3': [
    ({ around }) => around(`${CANARY}, C«ng an tØnh, biªn b¶n, nhËn ®¬n`),
    { json: 'encoding-mixed', xml: 'encoding-mixed', csv: 'encoding-mixed' },
  ],
  'mixed by letters: Unicode and VNI': [
    ({ around }) => around(`${CANARY}, tieáp nhaän, ñôn, vuï vieäc`),
    all('encoding-mixed'),
  ],
  'billion laughs': [
    ({ around }) => afterProlog(around('&amp;b39;'), laughs),
    { json: 'document-malformed', xml: 'dtd-forbidden', csv: 'document-malformed' },
  ],
  'an external entity': [
    ({ around }) => afterProlog(around('&amp;x;'), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    { json: 'document-malformed', xml: 'dtd-forbidden', csv: 'document-malformed' },
  ],
  'an entity that nobody declared': [
    ({ around }) => around('&x;'),
    { json: 'taken', xml: 'document-malformed', csv: 'taken' },
  ],
  'a million attributes': [
    ({ family, around }) =>
      family === 'json'
        ? `{${repeated(',', (i) => `"a${i}":1`)}}`
        : family === 'csv'
          ? repeated(';', (i) => `a${i}`)
          : around(manyAttributes),
    { json: 'nodes-exceeded', xml: 'attributes-exceeded', csv: 'nodes-exceeded' },
  ],
  '100,000 levels': [
    ({ family, around }) => (family === 'json' ? '[{"a":'.repeat(LEVELS / 2) : around('<a>'.repeat(LEVELS))),
    { json: 'depth-exceeded', xml: 'depth-exceeded', csv: 'taken' },
  ],
  'a name twice': [
    ({ family, around }) =>
      family === 'json'
        ? `{"${CANARY}":1,"${CANARY}":2}`
        : family === 'csv'
          ? 'tên;tên\r\n'
          : around('<a b="1" b="2"/>'),
    { json: 'key-duplicate', xml: 'document-malformed', csv: 'column-repeated' },
  ],
  'a name twice, in two normal forms': [
    ({ family, around }) =>
      family === 'json' ? '{"é":1,"e\u0301":2}' : family === 'csv' ? 'é;e\u0301\r\n' : around('<a é="1" é="2"/>'),
    { json: 'key-duplicate', xml: 'document-malformed', csv: 'column-repeated' },
  ],
  'half a character, in bytes': [
    ({ around }) => Buffer.concat([Buffer.from(around('~').split('~')[0]!), Buffer.from([0xed, 0xa0, 0x80])]),
    all('encoding-invalid'),
  ],
  'half a character, escaped': [
    ({ family, around }) => around(family === 'xml' ? '&#xD800;' : '\\ud800'),
    { json: 'document-malformed', xml: 'document-malformed', csv: 'taken' },
  ],
  NUL: [
    ({ around }) => around('a\0b'),
    { json: 'document-malformed', xml: 'document-malformed', csv: 'encoding-invalid' },
  ],
  'NUL, escaped': [
    ({ family, around }) => around(family === 'xml' ? '&#0;' : '\\u0000'),
    { json: 'document-malformed', xml: 'document-malformed', csv: 'taken' },
  ],
  'combining marks in a row': [
    ({ around }) => around(`a${'\u0323\u0301'.repeat(LEVELS)}`),
    { json: 'document-malformed', xml: 'document-malformed', csv: 'encoding-invalid' },
  ],
}

t.test(
  'every attack on every codec: refused or taken as what it is, at an existing place, and never repeated',
  async (t) => {
    for (const [what, [make, expected]] of Object.entries(attacks))
      for (const [name, codec] of Object.entries(codecs)) {
        const document = make(codec)
        const bytes = typeof document === 'string' ? Buffer.from(document) : document
        const outcome = codec.decode(bytes)
        const code = outcome.findings[0]?.code ?? 'taken'
        t.equal(code, expected[codec.family], `${name}: ${what}`)
        t.equal(outcome.ok, code === 'taken' || code === 'encoding-mixed', `${name}: ${what}`)
        const lines = Buffer.from(bytes).toString().split('\n')
        for (const { line, column, pointer } of outcome.findings) {
          t.equal(pointer, '')
          t.ok(line !== undefined && lines[line - 1] !== undefined, `${name}: ${what}: a line that is there`)
          t.ok(column! >= 1 && column! <= lines[line! - 1]!.length + 1, `${name}: ${what}: a column that is there`)
        }
        t.notMatch(JSON.stringify(outcome.findings), /Hoàng|0912345678|passwd/, `${name}: ${what}`)
      }
  },
)

t.test('numbers beyond 2^53 come out as they are written, or not as numbers', async (t) => {
  const written = '9007199254740993'
  for (const [name, codec] of Object.entries(codecs)) {
    const outcome = codec.decode(Buffer.from(name === 'json' ? `[${written}]` : codec.around(written)))
    t.ok(outcome.ok, name)
    const text = JSON.stringify(outcome, (_, value) => (value instanceof Map ? [...value] : value))
    t.notMatch(text, '9007199254740992', name)
    if (name !== 'json') t.match(text, written, name)
  }
})

t.test(
  'a zip in base64 is never inflated: what comes out is as large as what was encoded, and bounded by that',
  async (t) => {
    const inflated = 50 * MANY
    const zip = Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(Buffer.alloc(inflated))])
    t.ok(inflated / zip.length > 500)
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const part = { id: 'a', type, name: 'a.docx', base64: zip.toString('base64') }
    const message = edxml({ references: reference(part), attachments: attachment(part) })
    const decode = (attachmentBytesMax: number) =>
      decodeEdxml(Buffer.from(message), { ...bounds, ...attached, attachmentBytesMax, attachmentsBytesMax: MANY })
    const taken = decode(zip.length)
    t.equal(taken.ok && taken.value.attachments[0]?.content.byteLength, zip.length)
    t.match(decode(zip.length - 1), { ok: false, findings: [{ code: 'attachment-too-large' }] })
    for (const codec of Object.values(codecs)) t.ok(codec.decode(Buffer.from(codec.around(part.base64))).ok)
  },
)

/** What writers of documents write is what the codecs read, whatever stands in it. */
import t from 'tap'
import { rfc4180 } from '../../../adapters/codecs/csv-dialect.ts'
import { decodeEdxml } from '../../../adapters/codecs/edxml.ts'
import { documentIdOf, type EdxmlDraft, encodeEdxml } from '../../../adapters/codecs/edxml-encode.ts'
import { decodeSoap, encodeEnvelope } from '../../../adapters/codecs/soap.ts'
import { cellText, jsonText, textIn, xmlText, xmlTextIn } from '../../../adapters/codecs/text-checks.ts'
import { withinBounds } from '../../../adapters/codecs/written.ts'
import { attributeOf, decodeXml } from '../../../adapters/codecs/xml.ts'
import { encodeXml, encodeXmlIn, tag, tagsOf, type XmlTag } from '../../../adapters/codecs/xml-encode.ts'
import { measureXml } from '../../../adapters/codecs/xml-measure.ts'

const bounds = { bytesMax: 100_000, nodesMax: 1000, depthMax: 20, attributesMax: 10 }
const odd = ' Ngọc "Ánh" <a> & \'b\' ]]>\r\n\tcuối&#13; '

t.test('text comes back as it went, in elements and in attributes', async () => {
  const decoded = decodeXml(encodeXml(tag('a', [odd, tag('b', odd)], { c: odd })), bounds)
  if (!decoded.ok) return t.fail('not read')
  const { value } = decoded
  t.same([value.text, value.children[0]?.text, attributeOf(value, 'c')], [odd, odd, odd])
})

t.test('rows become elements in their order, lists and attributes among them', async () => {
  const tags = tagsOf({ so: 1, nguoi: [{ '@ma': 'x', ten: 'A' }, { '#': 'B' }], rong: {} }, (name) => `m:${name}`)
  t.equal(
    new TextDecoder().decode(encodeXml(tag('m:a', tags, { 'xmlns:m': 'urn:m', bo: undefined }))).split('\n')[1],
    '<m:a xmlns:m="urn:m"><m:so>1</m:so><m:nguoi ma="x"><m:ten>A</m:ten></m:nguoi><m:nguoi>B</m:nguoi><m:rong/></m:a>',
  )
})

t.test('what XML has no character for is refused by the check and never injected', async () => {
  t.notOk(xmlText('a\u0001').ok)
  t.notOk(xmlText('\ud800').ok)
  t.match(xmlText('e\u0302\u0301'), { ok: true, findings: [{ effect: 'degraded' }] })
  t.same(xmlText(odd), { ok: true, value: odd, findings: [] })
  t.ok(decodeXml(encodeXml(tag('a', '\u0001\ud800')), bounds).ok)
})

t.test('a document in an old encoding comes back, or says where it can not be written', async (t) => {
  const root = (text: string) =>
    tag('m:a', [text, tag('m:b', 'x'), tag('b', text, { c: text })], { 'xmlns:m': 'urn:m' })
  for (const encoding of ['windows-1258', 'tcvn3', 'vni', 'utf-8'] as const) {
    const text = `${odd} Nguyễn Ngọc Ửng`.replace(encoding === 'tcvn3' ? /Ửng|Ánh/g : /^$/, 'ửng')
    const written = encodeXmlIn(root(text), encoding)
    if (!written.ok) throw new Error(JSON.stringify(written.findings))
    const read = decodeXml(written.value, { ...bounds, encoding })
    if (!read.ok) throw new Error(JSON.stringify(read.findings))
    const [, b] = read.value.children
    t.same([read.value.text, b!.text, attributeOf(b!, 'c'), written.findings], [text, text, text, []], encoding)
    if (encoding === 'utf-8') continue
    const lost = ['/a/0', '/a/0/b/1/@c', '/a/0/b/1'].map((pointer) => ({ code: 'character-unencodable', pointer }))
    const refused = encodeXmlIn(root('chữ 漢'), encoding)
    t.match(refused, { ok: false, findings: lost }, encoding)
    t.notMatch(JSON.stringify(refused), /漢|chữ/, 'no finding repeats content')
    t.notOk(encodeXmlIn(tag('a', '\u0001'), encoding).ok, 'nothing is written in place of what XML has not')
    t.notOk(encodeXmlIn(tag('漢'), encoding).ok, 'nor of a name')
    t.notOk(xmlTextIn(encoding)('漢').ok)
    t.notOk(xmlTextIn(encoding)('a\u0001').ok)
    t.same(xmlTextIn(encoding)('ở đây').findings, [])
  }
  t.match(encodeXmlIn(root('NGUYỄN'), 'tcvn3'), {
    ok: true,
    findings: [{ code: 'case-lost', pointer: '/a/0' }, {}, {}],
  })
  t.match(encodeXmlIn(root('a'), 'viqr'), { ok: false, findings: [{ code: 'encoding-unsupported' }] })
})

t.test('a document is measured by its tags as a reader counts it', async (t) => {
  const marks = (count: number) => `a${'\u0323\u0301'.repeat(count / 2)}`
  const large = tag('m:a', ['x', odd, tag('b', [tag('c', ''), 'y']), 'z', tag('d')], {
    'xmlns:m': 'urn:m',
    e: odd,
    f: '',
  })
  const codes = (root: XmlTag, within: typeof bounds) => {
    const bytes = encodeXml(root)
    const read = decodeXml(bytes, within)
    const measured = measureXml(root, bytes.length, within)
    return [read, measured].map((of) => (of.ok ? 'ok' : of.findings[0].code))
  }
  const found = new Set<string>()
  for (const [name, most] of [
    ['nodesMax', 20],
    ['depthMax', 5],
    ['attributesMax', 5],
  ] as const)
    for (let bound = 0; bound <= most; bound++) {
      const [read, measured] = codes(large, { ...bounds, [name]: bound })
      t.equal(measured, read, `${name} ${bound}`)
      found.add(read!)
    }
  const bytesMax = encodeXml(large).length
  for (const bytes of [bytesMax, bytesMax - 1]) {
    const [read, measured] = codes(large, { ...bounds, bytesMax: bytes })
    t.equal(measured, read)
    found.add(read!)
  }
  for (const root of [
    tag('a', marks(30)),
    tag('a', marks(32)),
    tag('a', '', { b: marks(32) }),
    tag('a', [marks(30), tag('b'), '\u0323\u0301']),
  ]) {
    const [read, measured] = codes(root, bounds)
    t.equal(measured, read)
    found.add(read!)
  }
  t.same([...found].sort(), [
    'attributes-exceeded',
    'depth-exceeded',
    'document-malformed',
    'document-too-large',
    'nodes-exceeded',
    'ok',
  ])
})

t.test('a SOAP message has its one element', async () => {
  t.match(decodeSoap(encodeEnvelope(tag('m:KetQua', odd, { 'xmlns:m': 'urn:m' })), bounds), {
    ok: true,
    value: { kind: 'payload', element: { name: 'KetQua', ns: 'urn:m', text: odd } },
  })
})

const draft: EdxmlDraft = {
  kind: 'update',
  from: { organId: 'H01.10', name: 'Tòa án <tỉnh>' },
  to: [{ organId: '000.00.00.H01' }, { organId: 'H01.12' }],
  number: '91',
  notation: '2026/TLST-HS',
  promulgatedOn: '2026-07-20',
  subject: odd.trim(),
  sentAt: '2026-07-20T08:00:05+07:00',
  about: 'H01.10,2026/07/19,90/2026/TLST-HS',
  attachments: [
    { contentId: 'a', contentType: 'application/xml', name: 'ho-so.xml', content: new TextEncoder().encode('<a/>') },
    { contentId: 'b', contentType: 'application/pdf', name: 'Bản án.pdf', content: Buffer.from('%PDF-1.4 ') },
  ],
}
const edxmlBounds = { ...bounds, attachmentsMax: 5, attachmentBytesMax: 1000, attachmentsBytesMax: 1000 }

t.test('an edXML message is one of the standard, with its attachments declared', async () => {
  const decoded = decodeEdxml(encodeEdxml(draft), edxmlBounds)
  if (!decoded.ok) return t.fail(decoded.findings[0].code)
  t.same(decoded.findings, [])
  t.equal(decoded.value.kind, 'update')
  t.same(
    decoded.value.attachments.map(({ contentId, name, content }) => [contentId, name, Buffer.from(content).toString()]),
    [
      ['a', 'ho-so.xml', '<a/>'],
      ['b', 'Bản án.pdf', '%PDF-1.4 '],
    ],
  )
  t.equal(documentIdOf(draft), 'H01.10,2026/07/20,91/2026/TLST-HS')
  t.ok(decodeEdxml(encodeEdxml({ ...draft, attachments: [] }), edxmlBounds).ok)
  t.ok(decodeEdxml(encodeEdxml({ ...draft, kind: 'replace', replaces: [draft.about!] }), edxmlBounds).ok)
})

t.test('text that an encoding or a cell changes is told', async () => {
  t.match(textIn('tcvn3')('NGUYỄN'), { ok: true, findings: [{ code: 'case-lost' }] })
  t.notOk(textIn('tcvn3')('漢').ok)
  for (const encoding of ['windows-1258', 'vni', 'viqr', 'utf-8'] as const)
    t.same(textIn(encoding)('Nguyễn Ngọc Ánh ở đây?').findings, [], encoding)
  t.same(cellText(rfc4180)('a;"b"\n').findings, [])
  t.match(cellText(rfc4180)('=1+1').findings, [{ effect: 'degraded' }])
  t.match(cellText(rfc4180)('a\r\nb').findings, [{ effect: 'degraded' }])
  t.notOk(cellText({ ...rfc4180, quote: 'none' })('a,b').ok)
  t.notOk(jsonText('\0').ok)
})

t.test('a document beyond the bounds of its format is refused', async () => {
  const native = {
    codec: 'json',
    mediaType: 'application/json',
    encoding: 'utf-8',
    bytesMax: 10,
    nodesMax: 3,
    depthMax: 9,
  } as const
  const of = (body: string) =>
    withinBounds({ ok: true, value: { mediaType: 'x', body: new TextEncoder().encode(body) }, findings: [] }, native)
  t.ok(of('[1,2]').ok)
  for (const body of ['[1,2,3,4]', '"01234567890"']) t.match(of(body), { ok: false, findings: [{ code: 'too-large' }] })
  t.match(of('{'), { ok: false, findings: [{ code: 'not-writable' }] })
  const xml = {
    ...native,
    codec: 'xml',
    mediaType: 'application/xml',
    encoding: 'windows-1258',
    bytesMax: 999,
  } as const
  const written = encodeXmlIn(tag('Đơn', 'Nguyễn'), 'windows-1258')
  const finished = (body: Uint8Array) =>
    withinBounds({ ok: true, value: { mediaType: 'x', body }, findings: [] }, { ...xml, nodesMax: 9 })
  t.ok(written.ok && finished(written.value).ok, 'in the encoding of its format')
  t.match(finished(encodeXml(tag('Đơn', 'Nguyễn'))), { ok: false, findings: [{ code: 'not-writable' }] })
})

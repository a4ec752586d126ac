import t from 'tap'
import { decodeEdxml, edxmlText, edxmlWords } from '../../../adapters/codecs/edxml.ts'
import type { EdxmlBounds } from '../../../adapters/codecs/edxml-bounds.ts'
import { decodeXml } from '../../../adapters/codecs/xml.ts'
import { attachment, business, edxml, type Message, NS, PDF, reference } from './edxml-message.ts'

const bounds: EdxmlBounds = {
  bytesMax: 1_048_576,
  nodesMax: 2_000,
  depthMax: 12,
  attributesMax: 8,
  attachmentsMax: 20,
  attachmentBytesMax: 1_000,
  attachmentsBytesMax: 1_500,
}
const decode = (of: Message | string) => decodeEdxml(Buffer.from(typeof of === 'string' ? of : edxml(of)), bounds)
const code = (of: Message | string): string => {
  const outcome = decode(of)
  return outcome.ok ? 'ok' : outcome.findings[0].code
}
const replaced = (from: string | RegExp, to: string): string => {
  const after = edxml().replace(from, () => to)
  if (after === edxml()) throw new Error(`nothing to replace by ${to}`)
  return after
}

t.test('a message as the standard has it', async (t) => {
  const outcome = decode({})
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  const { kind, header, attachments } = outcome.value
  t.strictSame([kind, outcome.findings], ['new', []])
  t.equal(edxmlText(header, 'Code', 'CodeNotation'), '2026/TLST-HS')
  t.equal(edxmlText(header, 'From', 'Fax'), undefined)
  t.match(attachments, [
    { contentId: 'a', contentType: 'application/pdf', name: 'a.pdf', description: 'Bản án' },
    { contentId: 'b' },
  ])
  t.strictSame(Buffer.from(attachments[0]!.content), Buffer.from(PDF, 'base64'))
  t.equal(code({ attachments: attachment({ id: 'b' }) + attachment({ id: 'a', base64: `\n ${PDF}\r\n` }) }), 'ok')
  t.equal(code({ references: '', attachments: '' }), 'ok', 'nothing attached')
})

t.test('what a message is meant to do is never guessed', async (t) => {
  const id = '<e:DocumentId>C05.91.01,2026/07/20,91/2026/TLST-HS</e:DocumentId>'
  const replacing = `<e:ReplacementInfoList><e:ReplacementInfo>${id}</e:ReplacementInfo></e:ReplacementInfoList>`
  const kind = (text: string) => {
    const outcome = decode({ business: text })
    return outcome.ok ? outcome.value.kind : outcome.findings[0].code
  }
  t.equal(kind(business('1', id)), 'recall')
  t.equal(kind(business('2', id)), 'update')
  t.equal(kind(business('3', replacing)), 'replace')
  t.equal(kind(business('1')), 'field-missing', 'a recall of nothing')
  t.equal(kind(business('2')), 'field-missing')
  t.equal(kind(business('3', id)), 'field-missing', 'a replacement of nothing')
  t.equal(kind(business('4')), 'code-unknown')
  t.equal(kind(business('00')), 'code-unknown')
  t.equal(kind(business('new')), 'value-invalid')
  t.equal(kind(business('')), 'field-missing')
  t.equal(kind(business('0') + business('1', id)), 'field-repeated')
  // Spelt right it is not the standard's element: with it the message says nothing of a recall.
  t.equal(kind(business('0').replaceAll('e:Bussiness>', 'e:Business>')), 'field-missing')
  t.match(decode({ business: '' }), { ok: false, findings: [{ expected: 'Bussiness' }] })
})

t.test('the trace is there, and once', async (t) => {
  const [trace = ''] = /<e:TraceHeaderList>.*<\/e:TraceHeaderList>/s.exec(edxml()) ?? []
  t.match(decode(replaced(trace, '')), {
    ok: false,
    findings: [{ code: 'field-missing', expected: 'TraceHeaderList' }],
  })
  t.equal(code(replaced(trace, trace + trace)), 'field-repeated')
  t.equal(code(replaced(trace, trace + trace.replace('DocType>0<', 'DocType>1<'))), 'field-repeated', 'or two intents')
  t.equal(code(replaced(/<e:TraceHeader>.*<\/e:TraceHeader>/s, '')), 'field-missing', 'it came from nowhere')
})

t.test('manifest and attachments are paired one to one', async (t) => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }))
  t.equal(code({ attachments: attachment(a!) + attachment(b!) + attachment(c!) }), 'attachment-undeclared')
  t.equal(code({ references: reference(a!) }), 'attachment-undeclared')
  t.equal(code({ references: '' }), 'attachment-undeclared', 'no manifest lines at all')
  t.equal(code({ references: reference(a!) + reference(b!) + reference(c!) }), 'attachment-missing')
  t.equal(code({ attachments: attachment(a!) }), 'attachment-missing')
  t.equal(code({ attachments: attachment(a!) + attachment(a!) }), 'content-id-repeated')
  t.equal(code({ references: reference(a!) + reference(a!) }), 'content-id-repeated')
  t.equal(code({ references: reference(a!) + reference({ ...b!, name: 'x.pdf' }) }), 'attachment-contradicted')
  t.equal(code({ references: reference(a!) + reference({ ...b!, type: 'image/png' }) }), 'attachment-contradicted')
  t.equal(
    code({ references: reference(a!) + reference({ ...b!, type: 'Application/PDF' }) }),
    'ok',
    'a type has no case',
  )
})

t.test('cid: stands in the manifest, twice, and in no attachment', async (t) => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }]
  const first = (to: string) => code({ references: to + reference(b) })
  t.equal(first(reference(a, '')), 'content-id-invalid')
  t.equal(first(reference(a, 'CID:')), 'content-id-invalid')
  t.equal(first(reference(a, 'cid:cid:')), 'content-id-invalid')
  t.equal(first(reference(a).replace('xlink:href="cid:a"', 'xlink:href="a"')), 'content-id-invalid')
  t.equal(first(reference(a).replace('xlink:href="cid:a"', 'xlink:href="cid:b"')), 'content-id-invalid')
  t.equal(first(reference(a).replace('xlink:href', 'href')), 'content-id-invalid', 'without its namespace')
  t.equal(first(reference(a).replace(' xlink:href="cid:a"', '')), 'content-id-invalid')
  t.equal(first(reference(a).replace('>cid:a<', '>a<')), 'content-id-invalid')
  t.equal(code({ attachments: attachment({ id: 'cid:a', name: 'a.pdf' }) + attachment(b) }), 'content-id-invalid')
  t.equal(code({ attachments: attachment({ id: '../a' }) + attachment(b) }), 'content-id-invalid')
})

t.test('attachments stand beside the envelope', async (t) => {
  const encoded = `<AttachmentEncoded xmlns="${NS}">${attachment({ id: 'a' })}</AttachmentEncoded>`
  t.equal(code({ inside: encoded }), 'attachments-misplaced', 'inside, and outside as well')
  const moved = edxml({ inside: encoded }).replace(/<AttachmentEncoded>.*<\/AttachmentEncoded>/, '')
  t.equal(code(moved), 'attachments-misplaced')
  t.equal(code(replaced('</AttachmentEncoded>', '</AttachmentEncoded><AttachmentEncoded/>')), 'field-repeated')
  t.equal(code(replaced('<AttachmentEncoded>', '<AttachmentEncoded xmlns="">')), 'attachments-misplaced')
})

t.test('base64 is base64, within bounds, and begins like what it is declared to be', async (t) => {
  const content = (base64: string, type = 'application/pdf') =>
    code({ references: reference({ id: 'a', type }), attachments: attachment({ id: 'a', type, base64 }) })
  const of = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
  t.equal(content(of('%PDF-1.4')), 'ok')
  for (const bad of [
    '%PDF-1.4',
    PDF.slice(0, -1),
    `${PDF}=`,
    `${PDF}!`,
    PDF.replace('J', '-'),
    'JVBERi0x\u00a0LjQ=',
    'A',
  ])
    t.equal(content(bad), 'base64-invalid', bad)
  t.equal(content(''), 'field-missing')
  t.equal(content(of('PK\x03\x04zip')), 'attachment-type-mismatch', 'a ZIP in the place of a PDF')
  t.equal(content(of('<html>')), 'attachment-type-mismatch')
  t.equal(content(of(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), 'image/jpeg'), 'ok')
  t.equal(content(of('%PDF-1.4'), 'image/png'), 'attachment-type-mismatch')
  t.equal(content(of('MZ'), 'application/octet-stream'), 'attachment-type-unsupported')
  t.equal(content(of('x'), 'constructor'), 'attachment-type-unsupported')
  t.equal(content(of(`%PDF-${'x'.repeat(995)}`)), 'ok')
  t.equal(content(of(`%PDF-${'x'.repeat(996)}`)), 'attachment-too-large')
  const large = of(`%PDF-${'x'.repeat(900)}`)
  const two = attachment({ id: 'a', base64: large }) + attachment({ id: 'b', base64: large })
  t.equal(code({ attachments: two }), 'attachments-too-large')
  const many = Array.from({ length: 21 }, (_, i) => ({ id: `a${i}` }))
  t.equal(
    code({ references: many.map((p) => reference(p)).join(''), attachments: many.map(attachment).join('') }),
    'attachments-exceeded',
  )
})

t.test('another namespace, another root', async (t) => {
  const old = decode({ ns: 'http://www.e-doc.vn/Schema/' })
  t.match(old, { ok: true, value: { kind: 'new', attachments: [{ contentId: 'a' }, { contentId: 'b' }] } })
  t.match(old.findings, [{ code: 'edxml-namespace-old', effect: 'note' }], 'the namespace of older systems')
  t.equal(
    code(edxml({ ns: 'http://www.e-doc.vn/Schema/' }).replace(/xmlns:e="[^"]*"/, `xmlns:e="${NS}"`)),
    'field-missing',
  )
  t.equal(code({ ns: `${NS}/` }), 'edxml-namespace-unsupported')
  t.equal(code(replaced(`xmlns:e="${NS}"`, 'xmlns:e="urn:khac"')), 'field-missing', 'the envelope of another')
  t.equal(code(`<edXMLEnvelope xmlns="${NS}"/>`), 'edxml-root-missing')
  t.equal(code('<html><body>502</body></html>'), 'edxml-root-missing')
})

t.test('dates and identifiers have the form of the standard', async (t) => {
  for (const date of ['2026-07-20', '20/07/2026', '2026/7/20', '2026/02/30', '0000/01/01', '', '2026/07/20 08:00:00'])
    t.not(code({ date }), 'ok', date)
  t.equal(code({ date: '2026/02/30' }), 'value-invalid')
  const changed = (from: string | RegExp, to: string) => code(replaced(from, to))
  t.equal(changed('2026/07/20 08:00:00', '2026/07/20T08:00:00'), 'value-invalid')
  t.equal(changed('2026/07/20 08:00:00', '2026/07/20 24:00:00'), 'value-invalid')
  t.equal(changed('000.00.00.H01', 'H1'), 'value-invalid')
  t.equal(changed(',91/2026/TLST-HS<', ',92/2026/TLST-HS<'), 'document-id-mismatch')
  t.equal(changed('<e:DocumentId>C05.91.01,', '<e:DocumentId>C05.91.02,'), 'document-id-mismatch')
  t.equal(changed('<e:DocumentId>C05.91.01,2026/07/20,', '<e:DocumentId>C05.91.01,2026-07-20,'), 'value-invalid')
  t.equal(changed('<e:DocumentId>C05.91.01,2026/07/20,91/2026/TLST-HS</e:DocumentId>', ''), 'field-missing')
  t.equal(changed('<e:Subject>V/v vụ án</e:Subject>', '<e:Subject><e:b/>x</e:Subject>'), 'value-invalid')
  t.equal(changed('<e:Subject>', '<e:Subject>x</e:Subject><e:Subject>'), 'field-repeated')
})

t.test('XML attacks are refused before anything is read', async (t) => {
  const root = `<edXML xmlns="${NS}">`
  t.equal(code(replaced(root, `<!DOCTYPE edXML [<!ENTITY a "b">]>${root}`)), 'dtd-forbidden')
  t.equal(code(replaced('Nội dung', '&xxe;')), 'document-malformed')
  t.equal(code(replaced('Nội dung', '<x>'.repeat(100))), 'depth-exceeded')
  t.equal(code(replaced('Nội dung', '<x/>'.repeat(3_000))), 'nodes-exceeded')
  t.equal(code(replaced('Nội dung', 'x'.repeat(1_048_576))), 'document-too-large')
  t.equal(code(replaced('encoding="utf-8"', 'encoding="windows-1258"')), 'encoding-unsupported')
  t.match(decodeEdxml(Buffer.from(edxml(), 'latin1'), bounds), { ok: false, findings: [{ code: 'encoding-invalid' }] })
  const whole = Buffer.from(edxml())
  for (let n = 0; n < whole.length; n += 29) t.equal(decodeEdxml(whole.subarray(0, n), bounds).ok, false, `${n} bytes`)
})

t.test(
  'elements that the standard does not know are passed over, and named where their names may be a format’s',
  async (t) => {
    const strange =
      '<e:NguyễnCanary>canary</e:NguyễnCanary><e:Canary_079085001234/><e:DoKhanMoi>canary</e:DoKhanMoi><e:Subject>'
    const outcome = decode(replaced('<e:Subject>', strange))
    const [header, field] = [/MessageHeader\/0$/, /MessageHeader\/0\/DoKhanMoi\/0$/]
    const unknown = { code: 'field-unknown', effect: 'note' }
    const findings = [header, header, field].map((pointer) => ({ ...unknown, pointer }))
    t.match(outcome, { ok: true, findings })
    t.notMatch(JSON.stringify(outcome.findings), /canary/i)
    const signed = replaced('<e:DigitalSignature/>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>')
    t.match(decode(signed), { ok: true, findings: [] }, 'an XML signature is the standard’s own other form')
    const many = decode(replaced('<e:Subject>', `${'<e:x/>'.repeat(500)}<e:Subject>`))
    t.ok(many.findings.length <= 100)
  },
)

t.test('words are found wherever a person may have written them', async (t) => {
  const texts = (text: string) => {
    const decoded = decodeXml(Buffer.from(text), bounds)
    if (!decoded.ok) throw new Error('refused')
    return edxmlWords(decoded.value).map((at) => at.text.trim())
  }
  t.strictSame(texts(edxml()), ['V/v vụ án', 'Nội dung', 'Bản án', 'a.pdf', 'Bản án', 'b.pdf', 'a.pdf', 'b.pdf'])
  t.ok(texts(replaced('<e:Subject>', '<e:DoMat>x1</e:DoMat><e:Subject>')).includes('x1'), 'an unknown element')
  t.ok(texts(replaced('<e:Subject>', 'x2<e:Subject>')).includes('x2'), 'text between elements')
  t.ok(texts(edxml({ ns: 'urn:khac' })).includes('91'), 'all of what is no edXML')
})

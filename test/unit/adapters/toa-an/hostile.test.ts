import t from 'tap'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { every } from '../../../support/every.ts'
import {
  answer,
  ask,
  fileOf,
  holdings,
  inFile,
  refusal,
  replaced,
  story,
  textOf,
  translated,
  withFile,
} from './harness.ts'

const tried = textOf(story('xet-xu-kin'))
const list = Buffer.from(ask(adapter.requests.list(undefined), holdings()).body).toString()
const first = (text: string | Uint8Array, status = 200, type?: string): string => {
  const outcome = adapter.toShared(answer(text, status, type))
  return outcome.ok ? 'ok' : outcome.findings[0].code
}
const changed = (from: string | RegExp, to: string): string => first(replaced(tried, from, to))
/** The one attachment whose name is `name`, whole. */
const attachment = (name: string): string =>
  new RegExp(`<Attachment><ContentType>[^<]*</ContentType><ContentId>${name}</ContentId>.*?</Attachment>`, 's').exec(
    tried,
  )![0]
const reference = (name: string): string =>
  new RegExp(`<edXML:Reference xlink:href="cid:${name}">.*?</edXML:Reference>`, 's').exec(tried)![0]

t.test('answers that are no dossier', async (t) => {
  t.equal(first('<!DOCTYPE html><html></html>'), 'dtd-forbidden')
  t.equal(first('<html/>', 200, 'text/html'), 'media-type-unexpected')
  t.equal(first(tried, 503), 'status-unexpected')
  t.equal(first(tried, 404), 'status-unexpected', 'a message with the status of none')
  t.equal(first(list), 'edxml-root-missing', 'a list where a message was asked for')
  t.equal(first(''), 'document-malformed')
  t.match(adapter.toIndex(answer(tried)), { ok: false, findings: [{ code: 'message-unexpected' }] })
})

t.test('what the manifest says and what is attached are the same, or nothing is taken', async (t) => {
  t.equal(changed(attachment('TL-1'), ''), 'attachment-missing')
  t.equal(changed(reference('TL-1'), ''), 'attachment-undeclared')
  t.equal(changed(/xlink:href="cid:TL-1"/, 'xlink:href="TL-1"'), 'content-id-invalid')
  t.equal(changed('<edXML:ContentId>cid:TL-1<', '<edXML:ContentId>TL-1<'), 'content-id-invalid')
  t.equal(changed('<ContentId>TL-1<', '<ContentId>cid:TL-1<'), 'content-id-invalid')
  t.equal(changed('<ContentId>TL-2<', '<ContentId>TL-1<'), 'content-id-repeated')
  t.equal(changed(/(?<=TL-1<[^%]*?<ContentTransferEncoded>)JVBERi/, 'UEsDBB'), 'attachment-type-mismatch')
  t.equal(changed(/(?<=TL-1<[^%]*?<ContentTransferEncoded>)JVBERi/, 'JVB*Ri'), 'base64-invalid')
  const encoded = /<AttachmentEncoded>[\s\S]*<\/AttachmentEncoded>/.exec(tried)![0]
  const moved = replaced(replaced(tried, encoded, ''), '</edXML:edXMLEnvelope>', `${encoded}</edXML:edXMLEnvelope>`)
  t.equal(first(moved), 'attachments-misplaced')
  t.equal(first(tried.replaceAll('edXML:Bussiness>', 'edXML:Business>')), 'field-missing')
  t.equal(changed('<edXML:BussinessDocType>3<', '<edXML:BussinessDocType>7<'), 'code-unknown')
  const older = translated(tried.replaceAll('http://www.mic.gov.vn/TBT/QCVN_102_2016', 'http://www.e-doc.vn/Schema/'))
  t.strictSame(older.facet, translated(tried).facet, 'of an older system')
  t.equal(changed(/(?<=PromulgationDate>)2026\/07\/20/, '20/07/2026'), 'value-invalid')
})

t.test("the court's own file is there once, and is the only XML", async (t) => {
  const both = (name: string, type = 'application/xml') => {
    const more = (of: string) =>
      of
        .replaceAll('hoso', 'them')
        .replace(/them\.xml/, name)
        .replace('application/xml', type)
    const declared = replaced(tried, reference('hoso'), reference('hoso') + more(reference('hoso')))
    return first(replaced(declared, attachment('hoso'), attachment('hoso') + more(attachment('hoso'))))
  }
  t.equal(both('hoso.xml'), 'attachment-repeated')
  t.equal(both('HoSo.XML'), 'attachment-repeated')
  t.equal(both('khac.xml'), 'attachment-repeated', 'XML under another name')
  t.equal(both('khac.xml', 'application/pdf'), 'attachment-type-mismatch', 'XML that says it is a PDF')
  t.equal(first(tried.replaceAll('>hoso.xml<', '>ho-so.xml<')), 'attachment-missing')
  t.equal(first(replaced(replaced(tried, reference('hoso'), ''), attachment('hoso'), '')), 'attachment-missing')
})

t.test("the court's own file is XML of its own, with the same bounds", async (t) => {
  const file = fileOf(tried)
  const inner = (of: string | Uint8Array) => first(withFile(tried, of))
  t.equal(inner(file.slice(0, 900)), 'document-malformed')
  t.equal(inner(replaced(file, '<HoSoVuAn', '<!DOCTYPE x [<!ENTITY a "b">]><HoSoVuAn')), 'dtd-forbidden')
  t.equal(inner(replaced(file, '<CapNhatLuc>', '<CapNhatLuc>&nbsp;')), 'document-malformed')
  t.equal(inner(replaced(file, '<CapNhatLuc>', `<CapNhatLuc>${'<x>'.repeat(1_000)}`)), 'depth-exceeded')
  t.equal(inner(replaced(file, '<CapNhatLuc>', `${'<x/>'.repeat(50_000)}<CapNhatLuc>`)), 'nodes-exceeded')
  t.equal(inner(Buffer.from(file, 'latin1')), 'encoding-invalid')
  t.equal(inner(file.replace('UTF-8', 'TCVN')), 'encoding-unsupported')
  t.equal(inner(replaced(file, 'hosovuan:1', 'hosovuan:2')), 'message-unexpected')
  t.equal(inner('<HoSo/>'), 'message-unexpected')
  t.equal(inner('PK\x03\x04'), 'attachment-type-mismatch')
  t.equal(inner(`<${' '.repeat(524_288)}`), 'attachment-too-large')
})

t.test('a finding in the attached file points through the attachment, with the line of the file', async (t) => {
  const text = inFile(tried, '<Loai>TLY<', '<Loai>QQQ<')
  const file = fileOf(text).split('\n')
  const line = file.findIndex((l) => l.includes('<Loai>QQQ'))
  t.match(translated(text).findings, [
    {
      code: 'code-unknown',
      effect: 'reject-record',
      pointer:
        /^\/edXML\/0\/AttachmentEncoded\/0\/Attachment\/\d+\/ContentTransferEncoded\/0\/HoSoVuAn\/0\/CacQuyetDinh\/0\//,
      target: '/decisions/0/type',
      line: line + 1,
      column: file[line]!.indexOf('<Loai>') + 1,
      found: { type: 'text', length: 3 },
    },
  ])
})

t.test('a code or value that is not understood is left out, as unknown, with its place', async (t) => {
  const cases: readonly (readonly [from: string | RegExp, to: string, path: string, code: string])[] = [
    [/<NoiChuyen>[^<]+/, '<NoiChuyen>Z01', '/report/receivedFrom', 'code-unknown'],
    [/<NoiChuyen>[^<]+/, '<NoiChuyen>constructor', '/report/receivedFrom', 'code-unknown'],
    [/<MaXa>\d+/, '<MaXa>00000', '/participants/0/person/address/commune', 'code-unknown'],
    [/<SoDinhDanh>\d+/, '<SoDinhDanh>12', '/participants/0/person/personalId', 'value-invalid'],
    [/(?<=<NamSinh>)\d+/, '91', '/participants/0/person/birth', 'value-invalid'],
    [/(?<=<NgaySinh>)[^<]+/, '1991', '/participants/1/person/birth', 'value-invalid'],
    [
      /<NamSinh>\d+<\/NamSinh>/,
      '<NamSinh>1991</NamSinh><NgaySinh>01/02/1991</NgaySinh>',
      '/participants/0/person/birth',
      'field-repeated',
    ],
    [/<GhiChu>[^<]+/, `<GhiChu>${'x'.repeat(2_001)}`, '/participants/0/note', 'value-too-long'],
    [/<GhiChu>[^<]+/, '<GhiChu>x<b/>', '/participants/0/note', 'value-invalid'],
    [/<GhiChu>[^<]+/, '<GhiChu> ', '/participants/0/note', 'absence-unexplained'],
    [/<ChuaThanhNien>C/, '<ChuaThanhNien>1', '/participants/1/minor', 'value-invalid'],
    [/(?<=<SuKien>[^<]*<\/SuKien><TuNgay>)[^<]+/, '2026-07-20', '/clocks/0/startedOn', 'value-invalid'],
    [/(?<=<SuKien>[^<]*<\/SuKien><TuNgay>)[^<]+/, '30/02/2026', '/clocks/0/startedOn', 'value-invalid'],
    [/<LucMo>[^<]+/, '<LucMo>14/09/2026', '/hearings/0/scheduledAt', 'value-invalid'],
    [/<XetXuKin>C<\/XetXuKin>/, '<XetXuKin>C</XetXuKin><XetXuKin>K</XetXuKin>', '/hearings/0/closed', 'field-repeated'],
    [/<CanCu>(?=Điều 276)/, `${'<CanCu>x</CanCu>'.repeat(20)}<CanCu>`, '/decisions/0/legalBasis', 'field-repeated'],
    ['<CacThoiHan>', '<CacThoiHan/><CacThoiHan>', '/clocks', 'field-repeated'],
  ]
  for (const [from, to, path, code] of cases) {
    const { facet, absent, findings, ...rest } = translated(inFile(tried, from, to))
    t.match(
      absent.find((entry) => entry.path === path),
      { why: 'unknown' },
      `${code} at ${path}`,
    )
    t.match(findings, [{ code, effect: 'degraded', target: path }])
    t.ok(findings[0]?.line !== undefined && findings[0].column !== undefined)
    t.strictSame(validateTranslation({ facet, absent, ...rest }), [])
  }
})

t.test('a reason for nothing is kept; a reason beside something is noted', async (t) => {
  const { absent, findings } = translated(
    inFile(tried, /<SoDinhDanh>\d+<\/SoDinhDanh>/, '<SoDinhDanh thieu="cho-bo-sung"/>'),
  )
  t.match(absent.at(-1), { path: '/participants/0/person/personalId', why: 'pending' })
  t.strictSame(findings, [])
  t.match(translated(inFile(tried, '<SoDinhDanh>', '<SoDinhDanh thieu="khong-ro">')).findings, [
    { code: 'absence-contradicted', effect: 'note' },
  ])
})

t.test('what a record cannot be without rejects that record; a case rejects the document', async (t) => {
  const record = (
    from: string | RegExp,
    to: string,
    list: 'participants' | 'decisions' | 'offences' | 'clocks',
    code: string,
  ) => {
    const { facet, absent, findings, ...rest } = translated(inFile(tried, from, to))
    t.equal(facet[list]?.length, translated(tried).facet[list]!.length - 1, `${list}: ${code}`)
    t.match(
      absent.find(({ path }) => path === `/${list}`),
      { why: 'unknown' },
    )
    t.match(findings[0], { code, effect: 'reject-record' })
    t.strictSame(validateTranslation({ facet, absent, ...rest }), [])
  }
  record('<TuCach>BCO<', '<TuCach>??<', 'participants', 'code-unknown')
  record('<TuCach>BCO</TuCach>', '', 'participants', 'field-missing')
  record('<Loai>TLY<', '<Loai thieu="khong-ro"><', 'decisions', 'field-missing')
  record('<CoQuan>C05.91.01</CoQuan><NguoiKy>', '<NguoiKy>', 'decisions', 'field-missing')
  record(/<MaToi>\d+/, '<MaToi>999', 'offences', 'code-unknown')
  record('CBXX-277.1', 'CBXX', 'clocks', 'code-unknown')
  record(' ma="TH-1"', '', 'clocks', 'key-missing')
  record(' ma="TH-2"', ' ma="TH-1"', 'clocks', 'key-repeated')
  record(' ma="TH-1"', ' ma="a b"', 'clocks', 'key-missing')

  const whole = (from: string | RegExp, to: string) => refusal(inFile(tried, from, to))
  t.strictSame(whole('<NguonAn>TG<', '<NguonAn>XX<'), ['code-unknown'])
  t.strictSame(whole('<NguonAn>TG<', '<NguonAn thieu="khong-ro"><'), ['field-missing'])
  t.strictSame(whole(/<GiaiDoan>.*<\/GiaiDoan>/, ''), ['field-missing'])
  t.strictSame(whole(/<NgayNhan>[^<]*/, '<NgayNhan>2026-07-20T08:05:00'), ['value-invalid'])
  t.strictSame(whole(/<CapNhatLuc>.*<\/CapNhatLuc>/, ''), ['field-missing'])
  t.strictSame(whole(/<ThongTinChung>.*<\/ThongTinChung>/, ''), ['field-missing'])
  t.strictSame(whole(/<CapNhatLuc>/, '<CapNhatLuc>14/09/2026 17:35:30</CapNhatLuc><CapNhatLuc>'), ['field-repeated'])
})

t.test(
  'a paper that came along is its attachment, and no other paper is; one that did not is told all the same',
  async (t) => {
    const unlisted = translated(inFile(tried, /<TaiLieu ma="TL-4".*<\/TaiLieu>\n/, ''))
    t.equal(unlisted.facet.documents?.length, 3)
    t.match(
      [unlisted.absent, unlisted.findings],
      [[{ path: '/documents' }], [{ code: 'reference-missing', effect: 'reject-record' }]],
    )
    const codesIn = (from: string | RegExp, to: string) =>
      translated(inFile(tried, from, to)).findings.map(({ code }) => code)
    const nowhere = codesIn('<TepDinhKem>TL-4<', '<TepDinhKem>TL-9<')
    t.strictSame(nowhere.toSorted(), ['reference-missing', 'reference-unresolved'])
    t.strictSame(codesIn('<TepDinhKem>TL-4<', '<TepDinhKem>TL-1<').toSorted(), [
      'reference-missing',
      'reference-repeated',
    ])
    for (const [from, to] of [
      [/(?<=<TenTep>)Ban-an/, 'Ban-khac'],
      [/(?<=<DungLuong>)\d+/, '1'],
      [/(?<=<DinhDang>)[^<]+/, 'image/png'],
    ] as const) {
      const { facet, findings } = translated(inFile(tried, from, to))
      t.equal(facet.documents?.length, 3)
      t.strictSame(
        new Set(findings.map(({ code, effect }) => `${code} ${effect}`)),
        new Set(['attachment-contradicted reject-record']),
      )
    }
    const told = translated(
      replaced(
        replaced(inFile(tried, '<TepDinhKem>TL-4</TepDinhKem>', ''), attachment('TL-4'), ''),
        reference('TL-4'),
        '',
      ),
    )
    t.match([told.facet.documents, told.findings], [translated(tried).facet.documents!, []], 'without its file')
    t.equal(told.digests?.length, 3)
  },
)

t.test(
  'numbers: a sender that is not known, a number of the court that is not its own, an unknown agency',
  async (t) => {
    const from = (organId: string) =>
      tried
        .replace('<edXML:OrganId>C05.91.01<', `<edXML:OrganId>${organId}<`)
        .replace('<edXML:DocumentId>C05.91.01,2026/07/20,91/', `<edXML:DocumentId>${organId},2026/07/20,91/`)
    t.strictSame(refusal(from('Z05.91')), ['sender-unexpected'])
    t.strictSame(translated(from('B05.91')).facet, translated(tried).facet, 'written for the court by another')
    t.match(
      translated(from('000.02.89.C05')).findings,
      [{ code: 'code-outdated', effect: 'note' }],
      'a court that is no more',
    )
    t.strictSame(refusal(inFile(tried, '>91/2026/TLST-HS<', '>92/2026/TLST-HS<')), ['number-contradicted'])
    t.strictSame(refusal(inFile(tried, '<Loai>HS<', '<Loai>TN<')), ['number-contradicted'])
    const stranger = translated(inFile(tried, /(?<=<SoVuViec>.*?)B05\.91/, 'A01.01'))
    t.equal(stranger.facet.identifiers.length, 2)
    t.match(stranger.findings, [
      { code: 'code-unknown', effect: 'reject-record', expected: /^one of the \d+ codes of agencies: / },
    ])
    t.match(stranger.absent, [{ path: '/identifiers', why: 'unknown' }])
    const [act] = /<SoVuViec>.*?<\/SoVuViec>/.exec(fileOf(tried))!
    t.ok(refusal(inFile(tried, /(?=<SoVuViec><HeThong>vien)/, act.repeat(18))).includes('value-too-long'))
    const unclear = translated(replaced(tried, '<edXML:Priority>0<', '<edXML:Priority>7<'))
    t.match(unclear.absent.at(-1), { path: '/report/urgency', why: 'unknown' })
  },
)

t.test('one bad row of a list rejects itself, not its page', async (t) => {
  const whole = adapter.toIndex(answer(list))
  if (!whole.ok) throw new Error('refused')
  const cases: readonly (readonly [from: string | RegExp, to: string, code: string])[] = [
    [/<GiaiDoan>\d+/, '<GiaiDoan>999', 'code-unknown'],
    [/<NgayNhan>[^<]+/, '<NgayNhan>20/07/2026', 'value-invalid'],
    [/<HoSo>.*?<\/HoSo>/, '', 'field-missing'],
    [/<edXML:MessageHeader>.*?<\/edXML:MessageHeader>/, '', 'field-missing'],
    [/<edXML:BussinessDocType>\d/, '<edXML:BussinessDocType>9', 'code-unknown'],
    [/<edXML:BussinessDocType>\d<\/edXML:BussinessDocType>/, '', 'code-unknown'],
    [/<edXML:CodeNumber>\d+/, '<edXML:CodeNumber>1', 'document-id-mismatch'],
    [/<edXML:PromulgationDate>2026\/0/, '<edXML:PromulgationDate>2026/', 'value-invalid'],
    [/<edXML:OrganId>C05.91.01/, '<edXML:OrganId>Z9', 'value-invalid'],
  ]
  for (const [from, to, code] of cases) {
    const outcome = adapter.toIndex(answer(replaced(list, from, to)))
    if (!outcome.ok) throw new Error(code)
    t.strictSame(outcome.value.entries, whole.value.entries.slice(1), code)
    t.match(outcome.findings[0], { code, effect: 'reject-record' })
    t.strictSame(validateIndexPage(outcome.value), [])
  }
  const recalled = adapter.toIndex(answer(replaced(list, /<edXML:BussinessDocType>\d/, '<edXML:BussinessDocType>1')))
  t.match(recalled, { ok: true, findings: [{ code: 'document-recalled', effect: 'note' }] })
  t.equal(recalled.ok && recalled.value.entries.length, whole.value.entries.length - 1)
  t.match(adapter.toIndex(answer(replaced(list, /<MocThayDoi>.*<\/MocThayDoi>/, ''))), { ok: false })
  for (const name of ['MocThayDoi', 'TrangSau']) {
    const long = replaced(list, new RegExp(`(?<=<${name}>)[^<]*`), '9'.repeat(1001))
    t.match(adapter.toIndex(answer(long)), { ok: false, findings: [{ code: 'value-too-long' }] }, name)
  }
})

t.test('a canary in any leaf appears in no finding', async (t) => {
  const canaries = (text: string, spoil: (from: number, to: number) => string, pattern: RegExp) => {
    const leaves = [...text.matchAll(pattern)]
    for (const { index, 0: value } of leaves) {
      const outcome = adapter.toShared(answer(spoil(index, index + value.length)))
      t.notMatch(JSON.stringify(outcome.findings), /CANARY/)
    }
    return leaves.length
  }
  const file = fileOf(tried)
  const leaf = /(?<=>)[^<>\s][^<>]*(?=<\/)/g
  t.ok(canaries(tried, (from, to) => `${tried.slice(0, from)}CANARY-7f3a${tried.slice(to)}`, leaf) > 60)
  t.ok(canaries(file, (from, to) => withFile(tried, `${file.slice(0, from)}CANARY-7f3a${file.slice(to)}`), leaf) > 60)
  const named = file.replaceAll('GhiChu', 'CANARY_0790').replaceAll('SuKien', 'CANARYữ')
  t.notMatch(JSON.stringify(translated(withFile(tried, named)).findings), /CANARY/)
})

t.test('a document full of faults has a bounded list of findings', async (t) => {
  t.ok(translated(inFile(tried, '<CacThoiHan>', `${'<x/>'.repeat(5_000)}<CacThoiHan>`)).findings.length <= 200)
  t.ok(translated(replaced(tried, '<edXML:Subject>', `${'<x/>'.repeat(5_000)}<edXML:Subject>`)).findings.length <= 200)
})

t.test('cut anywhere or with any byte spoiled: total, deterministic, valid when accepted', async (t) => {
  const spoil = (bytes: Buffer, n: number) => {
    const spoiled = Buffer.from(bytes)
    spoiled[n] = (spoiled[n]! + 1 + (n % 7)) % 128
    return spoiled
  }
  const check = (body: Uint8Array) => {
    const outcome = adapter.toShared(answer(body))
    t.strictSame(adapter.toShared(answer(body)), outcome)
    if (!outcome.ok) t.ok(outcome.findings.length > 0)
    else if (outcome.value !== 'absent') t.strictSame(validateTranslation(outcome.value), [])
  }
  const bytes = Buffer.from(tried)
  for (let n = 0; n < bytes.length; n += 191 * every) {
    t.equal(adapter.toShared(answer(bytes.subarray(0, n))).ok, false)
    check(spoil(bytes, n))
  }
  const file = Buffer.from(fileOf(tried))
  for (let n = 0; n < file.length; n += 61 * every) check(Buffer.from(withFile(tried, spoil(file, n))))
})

t.test('a next page that is not understood refuses its page: the list would end there', async (t) => {
  const page = (next: string) => adapter.toIndex(answer(replaced(list, /<TrangSau>[^<]*<\/TrangSau>/, next)))
  t.match(page('<TrangSau>2</TrangSau>'), { ok: true, value: { next: '2' } })
  for (const next of [
    '<TrangSau>2</TrangSau><TrangSau>3</TrangSau>',
    '<TrangSau/>',
    '<TrangSau xmlns="urn:k">2</TrangSau>',
  ])
    t.match(page(next), { ok: false, findings: [{ code: 'value-invalid' }] }, next)
})

t.test('more faults than a call has room for are findings too', async (t) => {
  const attachments = replaced(tried, '<AttachmentEncoded>', `<AttachmentEncoded>${'<Attachment/>'.repeat(45_000)}`)
  t.match(adapter.toShared(answer(attachments)), { ok: false, findings: [{ code: 'field-missing' }] })
})

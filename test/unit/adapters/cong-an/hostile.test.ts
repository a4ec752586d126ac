import t from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answer, ask, holdings, refusal, replaced, story, textOf, translated } from './harness.ts'

const plain = textOf(story('cham-han'))
const decided = textOf(story('tam-dinh-chi'))
const list = Buffer.from(ask(adapter.requests.list(undefined), holdings()).body).toString()
const first = (text: string, status = 200, type?: string) => {
  const outcome = adapter.toShared(answer(text, status, type))
  return outcome.ok ? 'ok' : outcome.findings[0].code
}
const body = (inner: string): string =>
  replaced(plain, /<soap:Body>[\s\S]*<\/soap:Body>/, `<soap:Body>${inner}</soap:Body>`)

t.test('answers that are no dossier', async (t) => {
  t.equal(first('<html><body>502 Bad Gateway</body></html>'), 'soap-envelope-missing')
  t.equal(first('<!DOCTYPE html><html></html>'), 'dtd-forbidden')
  t.equal(first('<html></html>', 200, 'text/html'), 'media-type-unexpected')
  t.equal(first(plain, 503), 'status-unexpected')
  t.equal(first(plain, 500), 'status-unexpected', 'a message with the status of a fault')
  t.equal(first(list), 'message-unexpected', 'a list where a dossier was asked for')
  t.equal(first(''), 'document-malformed')
  t.equal(first(body('<HoSoDienTu xmlns="urn:khac"/>')), 'message-unexpected', 'the name in another namespace')
  t.equal(first(replaced(plain, /hoso:dulieu:1"/, 'hoso:dulieu:2"')), 'field-missing', 'data of another version')
  t.match(adapter.toIndex(answer(plain)), { ok: false, findings: [{ code: 'message-unexpected' }] })
})

t.test('a fault is a fault with status 200 and 500, and only a clear one means absent', async (t) => {
  const fault = (code: string, reason: string, ns = 'urn:conganangiang:hoso:thongdiep:1') =>
    body(
      `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>Canary</faultstring><detail><LoiDichVu xmlns="${ns}"><MaLoi>${reason}</MaLoi></LoiDichVu></detail></soap:Fault>`,
    )
  for (const status of [200, 500]) {
    t.equal(first(fault('Server', 'HE_THONG'), status), 'source-fault')
    t.match(adapter.toShared(answer(fault('Client', 'KHONG_TIM_THAY'), status)), { ok: true, value: 'absent' })
  }
  t.equal(first(fault('Server', 'KHONG_TIM_THAY')), 'source-fault')
  t.equal(first(fault('Client', 'KHONG_TIM_THAY', 'urn:khac')), 'source-fault')
  t.notMatch(JSON.stringify(adapter.toShared(answer(fault('Server', 'Canary')))), /Canary/)
  t.equal(adapter.toIndex(answer(fault('Client', 'KHONG_TIM_THAY'))).ok, false)
})

t.test('XML attacks in the middle of a dossier are refused', async (t) => {
  const dtd = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
  t.equal(first(replaced(plain, '<soap:Envelope', `${dtd}<soap:Envelope`)), 'dtd-forbidden')
  t.equal(first(replaced(plain, '<dl:NoiDung>', '<dl:NoiDung>&b;')), 'document-malformed')
  t.equal(first(replaced(plain, '<dl:NoiDung>', '<dl:NoiDung>\0')), 'document-malformed')
  t.equal(first(replaced(plain, '<dl:NoiDung>', `<dl:NoiDung>${'<x>'.repeat(100_000)}`)), 'depth-exceeded')
  const many = Array.from({ length: 50_000 }, (_, i) => ` a${i}=""`).join('')
  t.equal(first(replaced(plain, '<dl:NoiDung>', `<dl:NoiDung${many}>`)), 'attributes-exceeded')
  t.equal(first(replaced(plain, '<dl:NoiDung>', `<dl:NoiDung>${'x'.repeat(1_048_576)}`)), 'document-too-large')
  const windows1258 = Buffer.from(plain, 'latin1')
  t.match(adapter.toShared(answer(windows1258)), { ok: false, findings: [{ code: 'encoding-invalid' }] })
})

t.test('a code or value that is not understood is left out, as unknown, with its place', async (t) => {
  const cases: readonly (readonly [text: string, path: string, code: string])[] = [
    [replaced(plain, /<dl:DoKhan>\d/, '<dl:DoKhan>7'), '/report/urgency', 'code-unknown'],
    [replaced(plain, /<dl:DoKhan>\d/, '<dl:DoKhan>__proto__'), '/report/urgency', 'code-unknown'],
    [replaced(plain, /<dl:MaXa>\d+/, '<dl:MaXa>00000'), '/report/place/commune', 'code-unknown'],
    [replaced(plain, /<dl:Kenh>\w/, '<dl:Kenh>?'), '/report/channels', 'code-unknown'],
    [replaced(plain, /<dl:PhucTap>\d/, '<dl:PhucTap>true'), '/report/complicated', 'value-invalid'],
    [
      replaced(plain, /(?<=<dl:ThoiDiemGhiSo>)[^<]+/, '2026-02-30T07:00:00+07:00'),
      '/report/recordedAt',
      'value-invalid',
    ],
    [replaced(plain, /(?<=<dl:TuNgay>)[^<]+/, '20/11/2026'), '/clocks/0/startedOn', 'value-invalid'],
    [replaced(decided, /(?<=<dl:DieuLuat>)[^<]+/, 'Điều 229'), '/offences/0/article', 'value-invalid'],
    [replaced(plain, /(?<=<dl:NoiDung>)[^<]+/, 'x'.repeat(4_001)), '/report/summary', 'value-too-long'],
    [replaced(plain, /<dl:NoiDung>/, '<dl:NoiDung>a</dl:NoiDung><dl:NoiDung>'), '/report/summary', 'field-repeated'],
    [replaced(plain, /(?<=<dl:NoiDung>)[^<]+/, 'a<dl:b/>'), '/report/summary', 'value-invalid'],
    [replaced(plain, /(?<=<dl:NoiDung>)[^<]+/, ' '), '/report/summary', 'absence-unexplained'],
  ]
  for (const [text, path, code] of cases) {
    const { facet, absent, findings, ...rest } = translated(text)
    t.match(
      absent.find((entry) => entry.path === path),
      { why: 'unknown' },
      `${code} at ${path}`,
    )
    t.match(findings, [
      { code, pointer: /^\/Envelope\/0\/Body\/0\/HoSoDienTu\/0\/HoSo\/0\//, target: new RegExp(`^${path}`) },
    ])
    t.ok(findings[0]?.line !== undefined && findings[0].column !== undefined)
    t.strictSame(validateTranslation({ facet, absent, ...rest }), [])
  }
})

t.test('line and column are those of the element', async (t) => {
  const text = replaced(plain, /<dl:DoKhan>\d/, '<dl:DoKhan>7')
  const lines = text.split('\n')
  const line = lines.findIndex((l) => l.includes('<dl:DoKhan>7'))
  t.match(translated(text).findings, [{ line: line + 1, column: lines[line]!.indexOf('<dl:DoKhan') + 1 }])
})

t.test('what a record cannot be without rejects that record; a report rejects the document', async (t) => {
  const { facet, absent, findings } = translated(replaced(plain, /<dl:TuCach>\w+/, '<dl:TuCach>XX'))
  const whole = translated(plain).facet.participants ?? []
  t.equal(facet.participants?.length, whole.length - 1)
  t.match(
    absent.find(({ path }) => path === '/participants'),
    { why: 'unknown' },
  )
  t.match(findings, [{ code: 'code-unknown', effect: 'reject-record', target: '/participants/0/role' }])
  t.strictSame(refusal(replaced(plain, /<dl:LoaiTin>\d/, '<dl:LoaiTin>8')), ['code-unknown'])
  t.strictSame(refusal(replaced(plain, /<dl:GiaiDoan>.*<\/dl:GiaiDoan>/, '')), ['field-missing'])
  t.strictSame(refusal(replaced(plain, /<dl:CapNhatLuc>.*<\/dl:CapNhatLuc>/, '')), ['field-missing'])
  const twice = replaced(
    plain,
    /(?<=<dl:DanhSachThoiHan>)/,
    '<dl:ThoiHan ma="TH-1"><dl:QuyTac>X</dl:QuyTac></dl:ThoiHan>',
  )
  t.match(translated(twice).findings, [{ code: 'key-repeated', effect: 'reject-record', target: '/clocks' }])
  t.match(translated(replaced(plain, / ma="TD-1"/, '')).findings, [{ code: 'key-missing', effect: 'reject-record' }])
})

t.test('one bad row of a list rejects itself, not its page', async (t) => {
  const whole = adapter.toIndex(answer(list))
  const outcome = adapter.toIndex(answer(replaced(list, /<dl:GiaiDoan>\d+/, '<dl:GiaiDoan>99')))
  if (!outcome.ok || !whole.ok) throw new Error('refused')
  t.strictSame(outcome.value.entries, whole.value.entries.slice(1))
  t.match(outcome.findings, [{ code: 'code-unknown', effect: 'reject-record', target: '/stage' }])
})

t.test(
  'a row gives no agency what it can not be: only a procuracy supervises, a court tries, the inspectorate inspects',
  async (t) => {
    const held = holdings()
    const { nativeKey } = story('nam-co-quan')
    held.touch(nativeKey)
    const rowOf = (from: string | RegExp, to: string) => {
      const text = Buffer.from(ask(adapter.requests.changes('0'), held).body).toString()
      const outcome = adapter.toIndex(answer(from === '' ? text : replaced(text, from, to)))
      if (!outcome.ok) throw new Error('refused')
      return { confirms: outcome.value.entries[0]?.confirms ?? [], codes: outcome.findings.map(({ code }) => code) }
    }
    const { confirms } = rowOf('', '')
    t.strictSame(
      confirms.map(({ relation, agency }) => `${relation} ${agency}`),
      ['supervising VKS', 'originator TTr', 'originator MTTQ', 'adjudicating TA'],
    )
    const without = (relation: string) => confirms.filter((one) => one.relation !== relation)
    t.strictSame(rowOf(/(?<=<dl:ToaAnThuLy>)03/, '05'), { confirms: without('adjudicating'), codes: ['code-unknown'] })
    t.strictSame(rowOf(/(?<=<dl:VKSKiemSat>)02/, '04'), { confirms: without('supervising'), codes: ['code-unknown'] })
    const unknown = rowOf(/(?<=<dl:DanhSachCoQuanChuyenDen><dl:CoQuan>)04/, '99')
    t.strictSame(unknown, { confirms: confirms.filter(({ agency }) => agency !== 'TTr'), codes: ['code-unknown'] })
    const inspecting = (code: string) =>
      rowOf(/(?=<\/td:MucHoSo>)/, `<dl:CoQuanTienHanhThanhTra>${code}</dl:CoQuanTienHanhThanhTra>`)
    t.strictSame(inspecting('04').confirms, [...confirms, { relation: 'inspecting', agency: 'TTr' }])
    t.strictSame(inspecting('05'), { confirms, codes: ['code-unknown'] })
  },
)

t.test('the same name in another namespace is not the field', async (t) => {
  const { facet, findings } = translated(
    replaced(plain, /<dl:NoiDung>/, '<NoiDung xmlns="urn:khac">Canary</NoiDung><dl:NoiDung>'),
  )
  t.strictSame(facet, translated(plain).facet)
  t.match(findings, [{ code: 'field-unknown', effect: 'note', pointer: /TinBao\/0\/NoiDung\/0$/ }])
})

t.test('a document full of faults has a bounded list of findings', async (t) => {
  const bad = '<dl:NoiDung/><dl:DauMat/><dl:DoMat/><dl:x/>'.repeat(10_000)
  t.ok(translated(replaced(plain, '<dl:NoiDung>', `${bad}<dl:NoiDung>`)).findings.length <= 200)
})

t.test('a canary in any leaf appears in no finding', async (t) => {
  for (const text of [plain, decided]) {
    const leaves = [...text.matchAll(/(?<=>)[^<>\s][^<>]*(?=<\/dl:)/g)]
    t.ok(leaves.length > 60)
    for (const { index, 0: value } of leaves) {
      const spoiled = `${text.slice(0, index)}CANARY-7f3a${text.slice(index + value.length)}`
      const outcome = adapter.toShared(answer(spoiled))
      t.notMatch(JSON.stringify(outcome.findings), /CANARY/)
    }
  }
})

t.test('cut anywhere or with any byte spoiled: total, deterministic, valid when accepted', async (t) => {
  const bytes = Buffer.from(decided)
  for (let n = 0; n < bytes.length; n += 41) {
    t.equal(adapter.toShared(answer(bytes.subarray(0, n))).ok, false)
    const spoiled = Buffer.from(bytes)
    spoiled[n] = (spoiled[n]! + 1 + (n % 7)) % 128
    const outcome = adapter.toShared(answer(spoiled))
    t.strictSame(adapter.toShared(answer(spoiled)), outcome)
    if (outcome.ok) t.strictSame(validateTranslation(outcome.value), [])
    else t.ok(outcome.findings.length > 0)
  }
})

t.test('a row that the index could not hold rejects itself, not its page', async (t) => {
  const text = Buffer.from(ask(adapter.requests.list(undefined), holdings()).body).toString()
  const number =
    '<dl:SoHoSo><dl:HeThong>a</dl:HeThong><dl:GiaTri>1</dl:GiaTri><dl:CoQuanCap>01</dl:CoQuanCap></dl:SoHoSo>'
  const page = (from: string | RegExp, to: string) => {
    const outcome = adapter.toIndex(answer(replaced(text, from, to)))
    if (!outcome.ok) throw new Error('refused')
    t.strictSame(validateIndexPage(outcome.value), [])
    return outcome.value.entries
  }
  const whole = page('\n', ' ').length
  t.equal(page('</dl:DanhSachSo>', `${number.repeat(19)}</dl:DanhSachSo>`).length, whole - 1, 'too many identifiers')
  t.equal(page(/<dl:ThoiDiemTiepNhan>\d{4}/, '<dl:ThoiDiemTiepNhan>0000').length, whole - 1, 'the year 0')
  t.notOk('dueOn' in page(/<dl:HanGiaiQuyet>[^<]*/, '<dl:HanGiaiQuyet>2026-11')[0]!, 'a month for a day')
})

t.test('a list beyond its bound is left out, and known to be', async (t) => {
  const item = '<dl:Kenh>A</dl:Kenh>'
  const of = (count: number) =>
    translated(
      replaced(
        plain,
        /<dl:DanhSachKenh>[\s\S]*?<\/dl:DanhSachKenh>/,
        `<dl:DanhSachKenh>${item.repeat(count)}</dl:DanhSachKenh>`,
      ),
    )
  t.equal(of(10).facet.report.channels?.length, 10)
  const beyond = of(11)
  t.notOk(beyond.facet.report.channels)
  t.match(
    beyond.absent.find(({ path }) => path === '/report/channels'),
    { why: 'unknown' },
  )
})

t.test('a reason is none for what a dossier can not be without', async (t) => {
  for (const name of ['LoaiTin', 'GiaiDoan', 'ThoiDiemTiepNhan', 'CapNhatLuc', 'DanhSachSo', 'TinBao'])
    t.match(
      adapter.toShared(
        answer(replaced(plain, new RegExp(`<dl:${name}\\b[\\s\\S]*?</dl:${name}>`), `<dl:${name} lyDoThieu="CR"/>`)),
      ),
      { ok: false, findings: [{ code: 'field-missing', effect: 'reject-document' }] },
      name,
    )
})

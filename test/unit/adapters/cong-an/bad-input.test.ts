/** What a real SOAP system gets wrong: headers, prefixes and default namespaces, versions of a decision, forms of an older list, dates and numbers of another time. */
import t from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { handle } from '../../../../adapters/cong-an/sandbox/service.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { answer, replaced, story, taking, textOf, translated } from './harness.ts'

const plain = textOf(story('cham-han'))
const resumed = textOf(story('phuc-hoi'))
const identity = textOf(story('nhieu-nguoi-to-giac'))

const first = (text: string, mediaType?: string) => {
  const outcome = adapter.toShared(answer(text, 200, mediaType))
  return outcome.ok ? 'ok' : outcome.findings[0].code
}

/** What is left of a document, with its findings as `code target`. */
function read(text: string) {
  const { findings, ...translation } = translated(text)
  t.strictSame(validateTranslation(translation), [])
  return { ...translation, said: findings.map(({ code, target }) => `${code} ${target}`) }
}

t.test('headers of HTTP and of SOAP: none is needed but the media type, and none may be demanded', async (t) => {
  t.equal(first(plain, ''), 'media-type-unexpected')
  t.equal(first(plain, 'application/soap+xml'), 'media-type-unexpected', 'SOAP 1.2')
  t.equal(first(plain, 'TEXT/XML;charset="utf-8"'), 'ok')
  const header = (inner: string) => replaced(plain, '<soap:Body>', `<soap:Header>${inner}</soap:Header><soap:Body>`)
  t.equal(first(header('<x:PhienLamViec xmlns:x="urn:khac">1</x:PhienLamViec>')), 'ok')
  t.equal(
    first(header('<x:ChuKy xmlns:x="urn:khac" soap:mustUnderstand="1"/>')),
    'soap-header-not-understood',
    'a signature that would have to be checked',
  )
  const asked = {
    method: 'POST',
    path: '/dichvu/HoSoService',
    headers: {},
    body: adapter.requests.list(undefined).body!,
  }
  t.match(String(handle(asked, taking()).body), /THAM_SO_SAI/, 'the service refuses a request without SOAPAction')
  t.equal(handle(asked, taking()).status, 200, 'by a fault with status 200')
})

const prefixed = (text: string, from: string, to: string): string =>
  text.replaceAll(`${from}:`, `${to}:`).replaceAll(`xmlns:${from}=`, `xmlns:${to}=`)

t.test('prefixes and default namespaces may be anything; what counts is the namespace', async (t) => {
  const { facet, labels, absent } = translated(plain)
  const other = prefixed(prefixed(prefixed(plain, 'dl', 'dữ-liệu'), 'td', 'x'), 'soap', 'S')
  const swapped = prefixed(prefixed(prefixed(plain, 'dl', 'q'), 'td', 'dl'), 'q', 'td')
  const byDefault = plain.replaceAll('dl:', '').replaceAll('xmlns:dl=', 'xmlns=')
  const inner = replaced(plain, '<dl:TinBao>', '<td:TinBao xmlns:td="urn:conganangiang:hoso:dulieu:1">').replace(
    '</dl:TinBao>',
    '</td:TinBao>',
  )
  for (const text of [other, swapped, byDefault, inner])
    t.strictSame(read(text), { facet, labels, absent, updatedAt: translated(plain).updatedAt, said: [] })
})

t.test('a prefix that is bound anew, or a default that changes, makes another field of the same name', async (t) => {
  const rebound = replaced(plain, '<dl:TinBao>', '<dl:TinBao xmlns:dl="urn:khac">')
  t.equal(first(rebound), 'field-missing', 'the report is one of another vocabulary')
  const undone = replaced(plain, /<dl:DoKhan>(\d)<\/dl:DoKhan>/, '<DoKhan xmlns="">0</DoKhan>')
  t.strictSame(read(undone).said, ['field-unknown /report'])
  t.notOk('urgency' in read(undone).facet.report)
  const message = replaced(plain, /<dl:DoKhan>\d<\/dl:DoKhan>/, '<td:DoKhan>0</td:DoKhan>')
  t.strictSame(read(message).said, ['field-unknown /report'], 'of the other level of this service')
  const twins = replaced(
    plain,
    '<dl:NoiDung>',
    '<NoiDung xmlns="urn:conganangiang:hoso:dulieu:2">x</NoiDung><dl:NoiDung>',
  )
  t.strictSame([read(twins).facet, read(twins).said], [translated(plain).facet, ['field-unknown /report']])
  t.equal(
    first(replaced(plain, 'dulieu:1"', 'DuLieu:1"')),
    'field-missing',
    'names of namespaces are compared letter by letter',
  )
})

t.test('a mark in a namespace trick is never passed over', async (t) => {
  const undetermined = (text: string, path: string) =>
    read(text).labels.find((of) => of.path === path)?.label.level === 'CHUA_XAC_DINH'
  t.ok(
    undetermined(replaced(plain, '<dl:NoiDung>', '<dl:NoiDung dl:doMat="K">'), '/report/summary'),
    'an attribute with a prefix',
  )
  const inner = '<dl:TinBao><q:DauMat xmlns:q="urn:khac"><q:DoMat>K</q:DoMat></q:DauMat>'
  t.ok(undetermined(replaced(plain, '<dl:TinBao>', inner), '/report'))
  const secret = '<dl:TinBao><DauMat xmlns="urn:khac"><DoMat>C</DoMat></DauMat>'
  t.equal(first(replaced(plain, '<dl:TinBao>', secret)), 'state-secret-in-clear')
})

t.test('two versions of one decision come in any order; in a circle none took the place of another', async (t) => {
  const items = [...resumed.matchAll(/<dl:QuyetDinh ma="QD-\d"[\s\S]*?<\/dl:QuyetDinh>/g)].map(([item]) => item)
  t.equal(items.length, 2)
  const [one, two] = items as [string, string]
  const listing = (...of: readonly string[]) =>
    replaced(resumed, /(?<=<dl:DanhSachQuyetDinh>)[\s\S]*(?=<\/dl:DanhSachQuyetDinh>)/, of.join(''))
  const byId = (text: string) =>
    Object.fromEntries((read(text).facet.decisions ?? []).map(({ id, supersededBy }) => [id, supersededBy]))
  t.strictSame(byId(listing(two, one)), byId(listing(one, two)))
  t.strictSame(read(listing(two, one)).said, [])
  const back = (item: string, key: string) =>
    item
      .replace(/<dl:ThayTheBoi>[^<]*<\/dl:ThayTheBoi>/, '')
      .replace('</dl:QuyetDinh>', `<dl:ThayTheBoi>${key}</dl:ThayTheBoi></dl:QuyetDinh>`)
  t.strictSame(read(listing(back(one, 'QD-2'), back(two, 'QD-1'))).said, [
    'reference-circular /decisions/0/supersededBy',
    'reference-circular /decisions/1/supersededBy',
  ])
  t.match(byId(listing(back(one, 'QD-1'), two)), { 'QD-1': undefined }, 'nor of itself')
  const again = listing(one, one.replace('QD-1', 'QD-7'), two)
  t.equal(read(again).facet.decisions?.length, 3, 'the same number twice: both stand, each under its key')
})

t.test('the number of a form, and a point of an article, are those of the day; before they were others', async (t) => {
  const formOn = (date: string, form: string) => {
    const dated = replaced(resumed, /(?<=<dl:QuyetDinh ma="QD-1"[\s\S]*?<dl:Ngay>)[^<]+/, date)
    const { facet, said } = read(
      replaced(dated, /(?<=<dl:QuyetDinh ma="QD-1"[\s\S]*?)(?=<dl:DanhSachCanCu>)/, `<dl:BieuMau>${form}</dl:BieuMau>`),
    )
    return [facet.decisions?.[0]?.form?.code, ...said]
  }
  t.strictSame(formOn('2026-02-09', '09/HS'), ['VKS.09'])
  t.strictSame(formOn('2026', '09/HS'), ['VKS.09'], 'perhaps after the day on which the list began')
  const late = [undefined, 'code-not-in-force /decisions/0/form']
  for (const date of ['2026-02-08', '2026-01', '2025']) t.strictSame(formOn(date, '09/HS'), late, date)
  t.strictSame(formOn('2021-12-07', '03'), late)
  const ground = (date: string) => {
    const dated = replaced(resumed, /(?<=<dl:NgayTamDinhChi>)[^<]+/, date)
    return read(replaced(dated, /(?<=<dl:TamDinhChi\b[\s\S]*?<dl:MaCanCu>)[^<]+/, '148.1c')).said
  }
  t.strictSame([ground('2021-12-01'), ground('2021-11-30')], [[], ['code-not-in-force /suspensions/0/ground']])
})

t.test('an unknown code is told with the list that it is to be mapped in, and never itself', async (t) => {
  const { findings } = translated(replaced(plain, /<dl:DoKhan>\d/, '<dl:DoKhan>Hỏa tốc hẹn giờ'))
  t.match(findings, [
    { code: 'code-unknown', expected: /one of the 4 codes of the native list for urgency.*adapters\/cong-an\/codes/ },
  ])
  t.notMatch(JSON.stringify(findings), /hẹn/)
})

t.test('identity as files have it: a year, nine digits, letters come apart; and what is none of these', async (t) => {
  const person = (inner: string) => {
    const of = replaced(identity, /(?<=<dl:NhanThan>)[\s\S]*?(?=<\/dl:NhanThan>)/, inner)
    const { facet, said } = read(of)
    const { fullName, birth, personalId } = facet.reporters![0]!
    return [{ fullName, birth, personalId }, ...said]
  }
  const name = 'Nguyễn Thị Ưỡng Đạo'
  const nfd = `<dl:HoTen>${name.normalize('NFD')}</dl:HoTen>`
  t.strictSame(person(`${nfd}<dl:NamSinh>1968</dl:NamSinh><dl:SoCMND>350123456</dl:SoCMND>`), [
    { fullName: name, birth: '1968', personalId: '350123456' },
  ])
  t.strictSame(person(`${nfd}<dl:NgaySinh>1968-02</dl:NgaySinh><dl:SoCCCD>089068001234</dl:SoCCCD>`), [
    { fullName: name, birth: '1968-02', personalId: '089068001234' },
  ])
  const none = { fullName: name, birth: undefined, personalId: undefined }
  t.strictSame(person(`${nfd}<dl:NgaySinh>1968-02-30</dl:NgaySinh><dl:SoCCCD>350123456</dl:SoCCCD>`), [
    none,
    'value-invalid /reporters/0/birth',
    'value-invalid /reporters/0/personalId',
  ])
  const both = '<dl:SoCMND>350123456</dl:SoCMND><dl:SoCCCD>089068001234</dl:SoCCCD>'
  t.strictSame(person(`${nfd}${both}`), [none, 'field-repeated /reporters/0/personalId'], 'an old and a new number')
})

t.test(
  'a commune of the list before 01/07/2025 becomes its successor, and keeps its own code; a divided one has none',
  async (t) => {
    const place = (inner: string) => {
      const { facet, said } = read(replaced(plain, /<dl:MaXa>\d+<\/dl:MaXa>/, inner))
      return [facet.report.place?.commune?.code, facet.report.place?.commune?.native, ...said]
    }
    t.strictSame(place('<dl:MaXaCu>30280</dl:MaXaCu>'), ['30307', '30280'])
    t.strictSame(place('<dl:MaXa>30307</dl:MaXa>'), ['30307', '30307'])
    const unknown = [undefined, undefined, 'code-unknown /report/place/commune']
    t.strictSame(place('<dl:MaXaCu>30355</dl:MaXaCu>'), unknown, 'divided among two')
    t.strictSame(place('<dl:MaXa>30280</dl:MaXa>'), unknown, 'no commune of today')
    const both = '<dl:MaXa>30307</dl:MaXa><dl:MaXaCu>30280</dl:MaXaCu>'
    t.strictSame(place(both), [undefined, undefined, 'field-repeated /report/place/commune'])
  },
)

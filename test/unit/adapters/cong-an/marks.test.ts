import t from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { answer, ask, holdings, replaced, story, textOf, translated } from './harness.ts'

const unmarked = { level: 'CHUA_XAC_DINH', tags: [] }
const recordMark = /<dl:DauMat>\s*<dl:DoMat>(NB|HC)<\/dl:DoMat>\s*(<dl:DauXuLy>.*<\/dl:DauXuLy>\s*)?<\/dl:DauMat>/
const minor = textOf(story('nguoi-chua-thanh-nien'))
const secret = textOf(story('to-giac-mat'))
const plain = textOf(story('cham-han'))
const mark = (inner: string): string => `<dl:DauMat>${inner}</dl:DauMat>`
const codesOf = (text: string) => translated(text).findings.map(({ code }) => code)

t.test('a record whose mark is missing or not understood is undetermined', async (t) => {
  const label = (to: string) => translated(replaced(plain, recordMark, to)).facet.label
  t.strictSame(label(''), unmarked)
  for (const inner of [
    '',
    '<dl:DoMat>nb</dl:DoMat>',
    '<dl:DoMat/>',
    '<dl:DoMat>constructor</dl:DoMat>',
    '<dl:DauXuLy>TG</dl:DauXuLy>',
    '<dl:DoMat>NB</dl:DoMat><dl:DoMat>HC</dl:DoMat>',
    '<dl:DoMat>NB</dl:DoMat><dl:DauXuLy>TG XX</dl:DauXuLy>',
    '<dl:DoMat>NB</dl:DoMat><dl:NguoiXacDinh><dl:CoQuan>01</dl:CoQuan></dl:NguoiXacDinh>',
    '<dl:DoMat>NB</dl:DoMat><dl:MoiThem>1</dl:MoiThem>',
    '<DoMat xmlns="urn:khac">NB</DoMat>',
  ])
    t.strictSame(label(mark(inner)), unmarked, inner)
  t.strictSame(label('<dl:DAUMAT><dl:DoMat>NB</dl:DoMat></dl:DAUMAT>'), unmarked, 'a mark in other letters')
  t.strictSame(label('<DauMat xmlns="urn:khac"><DoMat>NB</DoMat></DauMat>'), unmarked, 'a mark of another namespace')
  t.strictSame(label('<dl:DoMat>NB</dl:DoMat>'), unmarked, 'a mark in a wrong place')
  t.strictSame(label(mark('<dl:DoMat>NB</dl:DoMat>') + mark('<dl:DoMat>K</dl:DoMat>')), unmarked, 'two marks')
  t.strictSame(label(mark('<dl:DoMat>HC</dl:DoMat><dl:DauXuLy>QL BV</dl:DauXuLy>')), {
    level: 'HAN_CHE',
    tags: ['CAN_BO_QUAN_LY', 'BAO_VE_NHAN_CHUNG'],
  })
})

t.test('a mark in other letters, or handling marks that say nothing, leave their place undetermined', async (t) => {
  const place = translated(minor).labels.find(({ label }) => label.tags.includes('NGUOI_CHUA_THANH_NIEN'))!.path
  const own = /<dl:DauMat>(\s*<dl:DoMat>HC<\/dl:DoMat>\s*<dl:DauXuLy>CTN NC<\/dl:DauXuLy>\s*)<\/dl:DauMat>/
  const inCapitals = replaced(minor, own, `<dl:DAUMAT>${own.exec(minor)![1]}</dl:DAUMAT>`)
  t.strictSame(translated(inCapitals).labels.find(({ path }) => path === place)?.label, unmarked)
  const blank = replaced(plain, /<dl:NoiDung>/, '<dl:NoiDung doMat="HC" dauXuLy=" ">')
  t.strictSame(translated(blank).labels.find(({ path }) => path === '/report/summary')?.label, unmarked)
})

t.test('the finding says where the mark should be', async (t) => {
  const { findings } = translated(replaced(plain, recordMark, ''))
  t.match(findings, [
    {
      code: 'mark-missing',
      effect: 'degraded',
      pointer: '/Envelope/0/Body/0/HoSoDienTu/0/HoSo/0',
      target: '/label',
      line: 5,
    },
  ])
  const bad = replaced(plain, recordMark, mark('<dl:DoMat>?</dl:DoMat>'))
  t.strictSame(codesOf(bad), ['code-unknown', 'mark-not-understood'])
})

t.test('a mark on one entity that is not understood leaves that entity undetermined', async (t) => {
  const place = translated(minor).labels.find(({ label }) => label.tags.includes('NGUOI_CHUA_THANH_NIEN'))!.path
  const labelled = (text: string) => translated(text).labels.find(({ path }) => path === place)?.label
  t.match(labelled(minor), { level: 'HAN_CHE' })
  t.strictSame(labelled(replaced(minor, 'CTN NC', 'CTN MOI')), unmarked)
  t.strictSame(
    labelled(replaced(minor, '<dl:DauXuLy>CTN NC</dl:DauXuLy>', '<dl:DauXuLy><dl:x/></dl:DauXuLy>')),
    unmarked,
  )
})

t.test('a single field has its mark in attributes', async (t) => {
  const labels = (attributes: string) =>
    translated(replaced(plain, '<dl:NoiDung>', `<dl:NoiDung ${attributes}>`)).labels
  const own = (attributes: string) => labels(attributes).find(({ path }) => path === '/report/summary')?.label
  t.strictSame(own('doMat="HC" dauXuLy="TG  BV"'), { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC', 'BAO_VE_NHAN_CHUNG'] })
  for (const bad of [
    'doMat="x"',
    'dauXuLy="TG"',
    'doMat="HC" dauXuLy="x"',
    'xmlns:k="urn:khac" k:doMat="K"',
    'DoMat="K"',
  ])
    t.strictSame(own(bad), unmarked, bad)
})

t.test('a state secret in clear refuses the whole document, and nothing else is said of it', async (t) => {
  const identity = '<dl:HoTen>Nguyễn Văn Canary</dl:HoTen>'
  const into = (text: string, before: string, xml: string) => replaced(text, before, `${xml}${before}`)
  const broken = replaced(secret, '<dl:DauXuLy>TG</dl:DauXuLy>', '<dl:DauXuLy>?</dl:DauXuLy>')
  const cases: Record<string, string> = {
    'an identity under the mark': into(secret, '</dl:NhanThan>', identity),
    'an identity that is not even valid': into(secret, '</dl:NhanThan>', '<dl:SoCCCD>canary</dl:SoCCCD>'),
    'an element nobody knows': into(secret, '</dl:NhanThan>', '<BiDanh xmlns="urn:khac">canary</BiDanh>'),
    'an identity deep in the block': into(
      secret,
      '</dl:NhanThan>',
      '<dl:DiaChi><dl:ChiTiet>canary</dl:ChiTiet></dl:DiaChi>',
    ),
    'a mark that is otherwise not understood': into(broken, '</dl:NhanThan>', identity),
    'an organisation of a reporter marked as a whole': into(
      plain,
      '</dl:NguoiToGiac>',
      `<dl:ToChuc>canary</dl:ToChuc>${mark('<dl:DoMat>B</dl:DoMat>')}`,
    ),
    'an identity that also has an opaque part': replaced(
      secret,
      /<dl:NhanThan>[\s\S]*?<\/dl:NhanThan>/,
      `<dl:NhanThan>${identity}</dl:NhanThan>`,
    ),
    'the same with a part that is itself broken': replaced(
      replaced(secret, /<dl:NhanThan>[\s\S]*?<\/dl:NhanThan>/, `<dl:NhanThan>${identity}</dl:NhanThan>`),
      /<dl:GiaTriBam>.*<\/dl:GiaTriBam>/,
      '',
    ),
    'a mark in the place of another': replaced(plain, '<dl:NhanThan>', '<dl:NhanThan doMat="C">'),
    'a level without its mark': replaced(plain, '<dl:NhanThan>', '<dl:NhanThan><dl:DoMat>C</dl:DoMat>'),
    'a single field': replaced(plain, '<dl:NoiDung>', '<dl:NoiDung doMat="C">'),
    'an unknown element with a mark of its own': into(plain, '</td:HoSo>', '<dl:Moi doMat="C">canary</dl:Moi>'),
    'a marked entity in an unknown element': into(
      plain,
      '</dl:DanhSachNguoiToGiac>',
      `<dl:Moi>${mark('<dl:DoMat>C</dl:DoMat>')}<dl:HoTen>canary</dl:HoTen></dl:Moi>`,
    ),
    'the first of a field given twice': replaced(
      plain,
      '<dl:NoiDung>',
      '<dl:NoiDung doMat="C">canary</dl:NoiDung><dl:NoiDung>',
    ),
    'a single field with a mark within': replaced(
      plain,
      '<dl:NoiDung>',
      `<dl:NoiDung>${mark('<dl:DoMat>C</dl:DoMat>')}`,
    ),
    'a number with a level within': replaced(
      plain,
      '<dl:GiaTri>',
      '<dl:GiaTri><dl:Moi><dl:DoMat>C</dl:DoMat></dl:Moi>',
    ),
    'the key of the record': replaced(plain, '<dl:MaHoSo>', '<dl:MaHoSo doMat="C">'),
    'a level within a level': replaced(plain, '<dl:DoMat>', '<dl:DoMat><dl:DoMat>C</dl:DoMat>'),
    'text beside the elements': into(secret, '</dl:NhanThan>', 'canary'),
    'an organisation that also has an opaque part': into(secret, '</dl:NguoiToGiac>', '<dl:ToChuc>canary</dl:ToChuc>'),
    'text beside the elements of a reporter with an opaque part': into(secret, '</dl:NguoiToGiac>', 'canary'),
    'the record': replaced(plain, recordMark, mark('<dl:DoMat>A</dl:DoMat>')),
  }
  for (const [name, text] of Object.entries(cases)) {
    const outcome = adapter.toShared(answer(text))
    if (outcome.ok) throw new Error(name)
    t.ok(
      outcome.findings.every((f) => f.code === 'state-secret-in-clear' && f.effect === 'reject-document'),
      name,
    )
    t.ok(outcome.findings.every((f) => f.line !== undefined && f.column !== undefined && f.found === undefined))
    t.notMatch(JSON.stringify(outcome), /canary/i)
  }
})

t.test('a secret reporter without identity in clear passes, with the mark on each field of the identity', async (t) => {
  const { labels } = translated(secret)
  t.match(
    labels
      .filter(({ path }) => path.startsWith('/reporters/0/'))
      .map(({ path, label }) => [path, label.level, label.by?.agency.code]),
    ['address', 'birth', 'fullName', 'personalId', 'phone'].map((name) => [`/reporters/0/${name}`, 'MAT', 'CA']),
  )
})

t.test('an opaque part of a reporter who is not there is left out, and said to be', async (t) => {
  const { facet, absent, findings } = translated(replaced(secret, 'NguoiToGiac:NTG-1', 'NguoiToGiac:NTG-77'))
  t.strictSame(
    facet.opaque?.filter(({ covers }) => covers === '/reporters/0'),
    [],
  )
  t.match(
    absent.find(({ path }) => path === '/opaque'),
    { why: 'unknown' },
  )
  t.match(findings, [{ code: 'reference-unresolved', effect: 'reject-record' }])
})

t.test('an index row without marks is undetermined and concealed', async (t) => {
  const held = holdings()
  const { body } = ask(adapter.requests.list(undefined), held)
  const text = Buffer.from(body).toString()
  const bare = text.replaceAll(/<dl:(DauMat|CheGiau|ThuLy)>.*?<\/dl:\1>/g, '')
  const outcome = adapter.toIndex(answer(bare))
  if (!outcome.ok) throw new Error('refused')
  t.ok(outcome.value.entries.length > 0)
  for (const entry of outcome.value.entries) t.match(entry, { label: unmarked, conceal: true, resolves: false })
  t.strictSame([...new Set(outcome.findings.map(({ code }) => code))], ['mark-missing', 'field-missing'])
})

t.test('the mark of one field of an index row raises the whole row', async (t) => {
  const text = Buffer.from(ask(adapter.requests.list(undefined), holdings()).body).toString()
  const label = (attributes: string) => {
    const outcome = adapter.toIndex(answer(replaced(text, '<dl:GiaiDoan>', `<dl:GiaiDoan ${attributes}>`)))
    return outcome.ok ? outcome.value.entries[0]?.label : undefined
  }
  t.strictSame(label('doMat="K"'), { level: 'HAN_CHE', tags: [] })
  t.strictSame(label('doMat="HC" dauXuLy="BV"'), { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] })
  t.strictSame(label('doMat="?"'), unmarked)
})

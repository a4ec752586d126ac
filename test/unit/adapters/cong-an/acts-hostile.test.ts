/** Bad hand-overs, suspensions, proceedings, charges, links, extensions: what is left, and what is said of it. */
import t from 'tap'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { refusal, replaced, story, textOf, translated } from './harness.ts'

const tried = textOf(story('tra-ho-so'))
const suspended = textOf(story('phuc-hoi'))
const doubled = textOf(story('trung-hai-kenh'))
const extended = textOf(story('gia-han'))
const refused = textOf(story('khong-khoi-to'))

const unknownAt = (of: ReturnType<typeof translated>, path: string): boolean =>
  of.absent.some((entry) => entry.path === path && entry.why === 'unknown')

const inside = (name: string) => new RegExp(`(?<=<dl:${name}>)[^<]+`)
/** Within the first element `outer`. */
const within = (outer: string, name: string) =>
  new RegExp(`(?<=<dl:${outer}\\b(?:(?!</dl:${outer}>)[\\s\\S])*?<dl:${name}>)[^<]+`)
const times = (item: string, count: number) => item.repeat(count)
const listed = (text: string, name: string, items: string) =>
  replaced(text, new RegExp(`<dl:${name}>[\\s\\S]*?</dl:${name}>`), `<dl:${name}>${items}</dl:${name}>`)

t.test('a code, date or text that is not understood is left out, as unknown, with its place', async (t) => {
  const cases: readonly (readonly [text: string, path: string, code: string])[] = [
    [replaced(tried, inside('BenGiao'), '77'), '/custody/0/from', 'code-unknown'],
    [replaced(tried, inside('GiaoLuc'), '2026-02-30'), '/custody/0/sentAt', 'value-invalid'],
    [replaced(tried, inside('GiaoLuc'), '2026-02-30T08:00:00+07:00'), '/custody/0/sentAt', 'value-invalid'],
    [replaced(tried, inside('NhanLuc'), '2026-06-24T10:27:00'), '/custody/0/acknowledgedAt', 'value-invalid'],
    [replaced(tried, inside('DoMatHoSo'), 'X'), '/custody/0/level', 'code-unknown'],
    [replaced(tried, inside('HanGiao'), '24/06/2026'), '/custody/0/dueOn', 'value-invalid'],
    [replaced(tried, inside('SoPhieu'), times('x', 101)), '/custody/0/number', 'value-too-long'],
    [replaced(tried, inside('GiayTo'), times('x', 301)), '/custody/0/papers', 'value-too-long'],
    [replaced(tried, '</dl:SoPhieu>', '</dl:SoPhieu><dl:BieuMau>3/HS</dl:BieuMau>'), '/custody/0/form', 'code-unknown'],
    [replaced(tried, inside('SoPhieu'), '1<dl:So/>'), '/custody/0/number', 'value-invalid'],
    [replaced(tried, within('ToTung', 'NgayBatDau'), '2026-02-30'), '/proceedings/0/openedOn', 'value-invalid'],
    [replaced(tried, within('ToTung', 'MucDo'), '5'), '/proceedings/0/severity', 'code-unknown'],
    [replaced(tried, within('ToTung', 'KetThucBang'), 'constructor'), '/proceedings/0/outcome', 'code-unknown'],
    [replaced(tried, inside('PheChuan'), '9'), '/charges/0/approval', 'code-unknown'],
    [replaced(tried, inside('NgayPheChuan'), '2026-13'), '/charges/0/approvedOn', 'value-invalid'],
    [replaced(tried, within('KhoiToBiCan', 'BiCan'), 'NTT 1'), '/charges/0/accused', 'value-invalid'],
    [replaced(suspended, within('TamDinhChi', 'MaCanCu'), '148.1d'), '/suspensions/0/ground', 'code-unknown'],
    [replaced(suspended, inside('NgayPhucHoi'), '2026-02-30'), '/suspensions/0/resumedOn', 'value-invalid'],
    [replaced(suspended, within('TamDinhChi', 'TinhTrang'), '0'), '/suspensions/0/state', 'code-unknown'],
    [replaced(suspended, within('QuyetDinh', 'MaCanCu'), '1'), '/decisions/0/grounds', 'code-unknown'],
    [
      replaced(tried, /<dl:NgaySinh>1978[^/]*\/dl:NgaySinh>/, '<dl:NamSinh>0000</dl:NamSinh>'),
      '/participants/0/person/birth',
      'value-invalid',
    ],
    [replaced(doubled, inside('NgayLienKet'), '0000-01-01'), '/links/0/linkedOn', 'value-invalid'],
    [
      replaced(extended, within('GiaHan', 'NgayQuyetDinh'), '2026-02-30'),
      '/clocks/0/extensions/0/decidedOn',
      'value-invalid',
    ],
    [replaced(extended, within('GiaHan', 'CoQuan'), ''), '/clocks/0/extensions/0/agency', 'absence-unexplained'],
    [replaced(tried, inside('TinhChat'), '?'), '/report/flags', 'code-unknown'],
  ]
  for (const [text, path, code] of cases) {
    const of = translated(text)
    t.ok(unknownAt(of, path), `${code} at ${path}`)
    t.match(of.findings, [{ code, target: new RegExp(`^${path}`) }])
    t.ok(of.findings[0]?.line !== undefined)
    const { findings: _, ...translation } = of
    t.strictSame(validateTranslation(translation), [])
  }
})

t.test('partial dates and times keep their precision', async (t) => {
  const at = (value: string) => translated(replaced(tried, inside('GiaoLuc'), value))
  for (const value of ['2026', '2026-06', '2026-06-23', '2026-06-23T15:27:00.5+07:00'])
    t.strictSame([at(value).facet.custody?.[0]?.sentAt, at(value).findings], [value, []])
  const waiting = textOf(story('tam-dinh-chi'))
  const { facet } = translated(replaced(waiting, /<dl:HetThoiHieu\b.*/, '<dl:HetThoiHieu>2036</dl:HetThoiHieu>'))
  t.equal(facet.suspensions?.[0]?.limitationOn, '2036')
})

t.test('a key that leads nowhere is left out with a finding where it stands; the rest stays', async (t) => {
  const cases: readonly (readonly [text: string, path: string])[] = [
    [replaced(tried, within('KhoiToBiCan', 'BiCan'), 'NTT-77'), '/charges/0/accused'],
    [replaced(tried, within('KhoiToBiCan', 'QuyetDinh'), 'TD-1'), '/charges/0/decision'],
    [replaced(tried, within('KhoiToBiCan', 'MaTD'), 'QD-1'), '/charges/0/chargedWith'],
    [replaced(suspended, within('TamDinhChi', 'QuyetDinh'), '__proto__'), '/suspensions/0/decision'],
    [replaced(suspended, inside('ThayTheBoi'), 'QD-9'), '/decisions/0/supersededBy'],
    [
      replaced(suspended, '</dl:ThayTheBoi>', '</dl:ThayTheBoi><dl:HuyBoBoi>QD-9</dl:HuyBoBoi>'),
      '/decisions/0/cancelledBy',
    ],
  ]
  for (const [text, path] of cases) {
    const of = translated(text)
    t.match(of.findings, [{ code: 'reference-unresolved', effect: 'degraded', target: new RegExp(`^${path}`) }], path)
    t.equal(of.findings.length, 1)
    const lines = text.split('\n')
    t.match(lines[of.findings[0]!.line! - 1], /<dl:(BiCan|QuyetDinh|MaTD|ThayTheBoi|HuyBoBoi)>/)
    t.ok(unknownAt(of, path))
    const [, list, place, name] = path.split('/') as [string, 'charges', number, 'accused']
    t.notOk(name in of.facet[list]![place]!, path)
    t.ok(Object.keys(of.facet[list]![place]!).length > 3)
  }
})

t.test('a key of what was itself rejected leads nowhere', async (t) => {
  const of = translated(replaced(suspended, /<dl:LoaiQuyetDinh>TDC/, '<dl:LoaiQuyetDinh>X'))
  t.match(
    of.findings.map(({ code, target }) => `${code} ${target}`),
    ['code-unknown /decisions/0/type', 'reference-unresolved /suspensions/0/decision'],
  )
  t.notOk('decision' in of.facet.suspensions![0]!)
  t.match(of.facet.suspensions, [{ ground: { code: 'TDC_148_1_A' } }])
})

t.test('what an entity can not be without rejects that entity alone', async (t) => {
  const cases: readonly (readonly [text: string, list: 'proceedings' | 'links' | 'custody', left: number])[] = [
    [replaced(tried, within('ToTung', 'GiaiDoan'), '99'), 'proceedings', 1],
    [replaced(tried, / ma="GN-2"/, ''), 'custody', 2],
    [replaced(tried, / ma="GN-2"/, ' ma="GN-1"'), 'custody', 2],
    [replaced(doubled, inside('QuanHe'), 'XX'), 'links', 0],
    [replaced(doubled, inside('LoaiSo'), 'XX'), 'links', 0],
    [replaced(doubled, within('SoLienKet', 'GiaTri'), ''), 'links', 0],
    [replaced(doubled, /<dl:SoLienKet>[\s\S]*?<\/dl:SoLienKet>/, '<dl:SoLienKet>1/2026</dl:SoLienKet>'), 'links', 0],
  ]
  for (const [text, list, left] of cases) {
    const of = translated(text)
    t.equal(of.facet[list]?.length, left, list)
    t.ok(of.findings.length > 0 && of.findings.every(({ effect }) => effect === 'reject-record'))
    t.ok(unknownAt(of, `/${list}`))
  }
})

t.test('an extension that says nothing is none, and its list is incomplete', async (t) => {
  const of = translated(replaced(extended, /(?=<dl:GiaHan>)/, '<dl:GiaHan></dl:GiaHan>'))
  t.equal(of.facet.clocks?.[0]?.extensions?.length, 1)
  t.ok(unknownAt(of, '/clocks/0/extensions'))
  t.match(of.findings, [{ code: 'field-missing', effect: 'reject-record' }])
})

t.test('a list beyond its bound is left out, and known to be', async (t) => {
  const entry = (i: number) => `<dl:GiaoNhan ma="X-${i}"/>`
  const many = (count: number) => Array.from({ length: count }, (_, i) => entry(i)).join('')
  const cases: readonly (readonly [text: string, path: string])[] = [
    [listed(tried, 'SoGiaoNhan', many(51)), '/custody'],
    [listed(tried, 'DanhSachGiayTo', times('<dl:GiayTo>a</dl:GiayTo>', 51)), '/custody/0/papers'],
    [listed(tried, 'DanhSachMaTD', times('<dl:MaTD>TD-1</dl:MaTD>', 21)), '/charges/0/chargedWith'],
    [listed(tried, 'DanhSachTinhChat', times('<dl:TinhChat>TN</dl:TinhChat>', 11)), '/report/flags'],
    [listed(extended, 'DanhSachGiaHan', times('<dl:GiaHan><dl:So>1</dl:So></dl:GiaHan>', 11)), '/clocks/0/extensions'],
    [listed(refused, 'DanhSachMaCanCu', times('<dl:MaCanCu>157.1</dl:MaCanCu>', 11)), '/decisions/0/grounds'],
  ]
  for (const [text, path] of cases) {
    const of = translated(text)
    t.ok(unknownAt(of, path), path)
    t.match(of.findings, [{ code: 'value-too-long', effect: 'degraded', target: path }])
  }
  t.equal(translated(listed(tried, 'SoGiaoNhan', many(50))).facet.custody?.length, 50)
})

t.test(
  'marks on the new entities: taken, undetermined when not understood, and a state secret refuses all',
  async (t) => {
    const mark = (level: string) => `<dl:DauMat><dl:DoMat>${level}</dl:DoMat></dl:DauMat>`
    const places: readonly (readonly [text: string, before: RegExp, path: string])[] = [
      [tried, /(?=<dl:BenGiao>)/, '/custody/0'],
      [tried, /(?<=<dl:ToTung ma="TT-2">)/, '/proceedings/1'],
      [tried, /(?=<dl:BiCan>)/, '/charges/0'],
      [suspended, /(?<=<dl:TamDinhChi ma="TDC-1">)/, '/suspensions/0'],
      [doubled, /(?=<dl:QuanHe>)/, '/links/0'],
      [extended, /(?<=<dl:GiaHan>)/, '/clocks/0/extensions/0'],
    ]
    for (const [text, before, path] of places) {
      const label = (level: string) =>
        translated(replaced(text, before, mark(level))).labels.find((entry) => entry.path === path)?.label
      t.strictSame(label('HC'), { level: 'HAN_CHE', tags: [] }, path)
      t.strictSame(label('?'), { level: 'CHUA_XAC_DINH', tags: [] }, path)
      t.strictSame(refusal(replaced(text, before, mark('C'))), ['state-secret-in-clear'], path)
    }
    const number = replaced(tried, '<dl:SoPhieu>', '<dl:SoPhieu doMat="HC">')
    t.match(
      translated(number).labels.find(({ path }) => path === '/custody/0/number'),
      { label: { level: 'HAN_CHE' } },
    )
    t.strictSame(refusal(replaced(tried, '<dl:SoPhieu>', '<dl:SoPhieu doMat="B">')), ['state-secret-in-clear'])
  },
)

t.test('the level of the papers is no mark of the record', async (t) => {
  const of = translated(replaced(tried, inside('DoMatHoSo'), 'C'))
  t.equal(of.facet.custody?.[0]?.level, 'MAT')
  t.strictSame([of.labels, of.facet.label], [translated(tried).labels, translated(tried).facet.label])
})

t.test('a link that was taken back says so', async (t) => {
  const of = translated(replaced(doubled, '</dl:LienKet>', '<dl:NgayGoBo>2026-11</dl:NgayGoBo></dl:LienKet>'))
  t.match([of.facet.links, of.findings], [[{ revokedOn: '2026-11' }], []])
})

t.test('a canary in any leaf of these entities appears in no finding', async (t) => {
  for (const text of [tried, suspended, doubled, extended])
    for (const { index, 0: value } of text.matchAll(/(?<=>)[^<>\s][^<>]*(?=<\/dl:)/g)) {
      const spoiled = `${text.slice(0, index)}CANARY-7f3a${text.slice(index + value.length)}`
      try {
        t.notMatch(JSON.stringify(translated(spoiled).findings), /CANARY/)
      } catch (error) {
        t.notMatch(String(error), /CANARY/)
      }
    }
})

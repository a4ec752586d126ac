/** Judgments, hand-overs, proceedings and extensions in the court's own file, as they are and as they must not be. */
import t from 'tap'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import { writeMessage } from '../../../../adapters/toa-an/sandbox/message.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { answer, fileOf, inFile, replaced, story, textOf, translated, withFile } from './harness.ts'

const tried = textOf(story('xet-xu-kin'))
const whole = translated(tried)
const extended = textOf(story('nam-co-quan'))
const returned = textOf(story('tra-ho-so'))

t.test('a judgment comes with its sentences, and the words of the file are gone', async (t) => {
  const { facet, absent } = translated(
    withFile(
      tried,
      replaced(
        replaced(
          fileOf(tried),
          /<KhangCaoKhangNghi>\d<\/KhangCaoKhangNghi>/,
          '<KhangCaoKhangNghi>3</KhangCaoKhangNghi>',
        ),
        /<HinhPhat>.*<\/HinhPhat>/,
        `<HinhPhat><BiCao>DS-1</BiCao><ToiDanh>TD-1</ToiDanh><Loai>TCTH</Loai><SoThang>24</SoThang><AnTreo>C</AnTreo>
          <BoiThuong>1.234.567.890</BoiThuong></HinhPhat><HinhPhat><BiCao>DS-1</BiCao><Loai>PTI</Loai>
          <BoiThuong thieu="cho-bo-sung"/></HinhPhat>`,
      ),
    ),
  )
  t.match(facet.judgments, [
    {
      id: 'BA-1',
      instance: 'SO_THAM',
      hearing: 'PT-1',
      appeal: 'CA_HAI',
      sentences: [
        {
          convicted: 'DS-1',
          convictedOf: 'TD-1',
          penalty: { code: 'TU_CO_THOI_HAN', native: 'TCTH' },
          months: 24,
          probation: true,
          compensationVnd: 1_234_567_890,
        },
        { convicted: 'DS-1', penalty: { code: 'PHAT_TIEN' } },
      ],
    },
  ])
  t.ok(absent.some(({ path, why }) => path === '/judgments/0/sentences/1/compensationVnd' && why === 'pending'))
})

t.test('a time is as precise as the file has it', async (t) => {
  for (const [native, shared] of [
    ['20/07/2026 06:45:09', '2026-07-20T06:45:09+07:00'],
    ['20/07/2026', '2026-07-20'],
    ['07/2026', '2026-07'],
    ['2026', '2026'],
  ] as const) {
    const { facet, findings } = translated(inFile(tried, /(?<=<LucGiao>)[^<]+/, native))
    t.strictSame([facet.custody?.[0]?.sentAt, findings], [shared, []])
  }
})

t.test('a value of the new parts that is not understood is left out, as unknown, with its place', async (t) => {
  const cases: readonly (readonly [text: string, from: RegExp, to: string, path: string, code: string])[] = [
    [tried, /(?<=<KhangCaoKhangNghi>)\d/, '9', '/judgments/0/appeal', 'code-unknown'],
    [tried, /(?<=<NgayTuyenAn>)[^<]+/, '30/02/2026', '/judgments/0/pronouncedOn', 'value-invalid'],
    [tried, /(?<=<NgayGiao>)[^<]+/, '2026-09-20', '/judgments/0/deliveredOn', 'value-invalid'],
    [tried, /(?<=<ToaAn>)[^<]+/, 'x'.repeat(301), '/judgments/0/court', 'value-too-long'],
    [tried, /(?<=<ToaAn>)[^<]+/, '<b>x</b>', '/judgments/0/court', 'value-invalid'],
    [tried, /<SoBanAn>/, '<SoBanAn>1</SoBanAn><SoBanAn>', '/judgments/0/number', 'field-repeated'],
    [tried, /(?<=<HinhPhat>.*<Loai>)\w+/, 'toString', '/judgments/0/sentences/0/penalty', 'code-unknown'],
    [tried, /(?<=<SoThang>)\d+/, '361', '/judgments/0/sentences/0/months', 'value-invalid'],
    [tried, /(?<=<SoThang>)\d+/, '-1', '/judgments/0/sentences/0/months', 'value-invalid'],
    [tried, /(?<=<SoThang>)\d+/, '12.5', '/judgments/0/sentences/0/months', 'value-invalid'],
    [tried, /(?<=<SoThang>)\d+/, '1e1', '/judgments/0/sentences/0/months', 'value-invalid'],
    [tried, /(?<=<AnTreo>)\w/, '1', '/judgments/0/sentences/0/probation', 'value-invalid'],
    ...['1500', '1.50', '-1.000', '1,000', '01.000', '1.000.000.000.000.000', '1.000 đ'].map(
      (amount) =>
        [tried, /(?<=<BoiThuong>)[^<]+/, amount, '/judgments/0/sentences/0/compensationVnd', 'value-invalid'] as const,
    ),
    [tried, /(?<=<BenGiao>)[^<]+/, 'Z01', '/custody/0/from', 'code-unknown'],
    [tried, /(?<=<QuyTac>)GHS-244/, 'BLTTHS.244', '/custody/0/rule', 'code-unknown'],
    [tried, /(?<=<LucGiao>)[^<]+/, '20/07/2026 24:00:00', '/custody/0/sentAt', 'value-invalid'],
    [tried, /(?<=<LucGiao>)[^<]+/, '31/06/2026', '/custody/0/sentAt', 'value-invalid'],
    [tried, /(?<=<GiayTo>)[^<]+/, 'x'.repeat(301), '/custody/0/papers', 'value-too-long'],
    [tried, /<GiayTo>/, `${'<GiayTo>x</GiayTo>'.repeat(50)}<GiayTo>`, '/custody/0/papers', 'field-repeated'],
    [returned, /(?<=<LanGiaoNhan ma="GN-2">.*<LyDo>)[^<]+/, 'x'.repeat(1_001), '/custody/1/reason', 'value-too-long'],
    [tried, /(?<=<LoaiToiPham>)\w+/, 'L5', '/proceedings/0/severity', 'code-unknown'],
    [tried, /(?<=<KetThucBang>)\w+/, 'constructor', '/proceedings/0/outcome', 'code-unknown'],
    [tried, /(?<=<SoThuLy>[^<]*<\/SoThuLy><TuNgay>)[^<]+/, '29/02/2026', '/proceedings/0/openedOn', 'value-invalid'],
    [extended, /(?<=<GiaHan>.*<CoQuan>)[^<]+/, 'H99', '/clocks/0/extensions/0/agency', 'code-unknown'],
    [extended, /(?<=<GiaHan>.*<DenNgay>)[^<]+/, '00/13/2026', '/clocks/0/extensions/0/dueOn', 'value-invalid'],
  ]
  for (const [text, from, to, path, code] of cases) {
    const { facet, absent, findings, ...rest } = translated(inFile(text, from, to))
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

t.test('what a judgment or a proceeding can not be without rejects it alone', async (t) => {
  for (const [from, to, list, code] of [
    ['<CapXetXu>ST</CapXetXu><SoBanAn>', '<CapXetXu>??</CapXetXu><SoBanAn>', 'judgments', 'code-unknown'],
    ['<CapXetXu>ST</CapXetXu><SoBanAn>', '<SoBanAn>', 'judgments', 'field-missing'],
    [' ma="BA-1"', '', 'judgments', 'key-missing'],
    [/<GiaiDoan>300<\/GiaiDoan><CoQuan>/, '<GiaiDoan>999</GiaiDoan><CoQuan>', 'proceedings', 'code-unknown'],
    [' ma="GN-1"', ' ma="a b"', 'custody', 'key-missing'],
  ] as const) {
    const { facet, absent, findings, labels, digests, updatedAt } = translated(inFile(tried, from, to))
    t.strictSame([facet[list], facet.hearings], [[], whole.facet.hearings], `${list}: ${code}`)
    t.match(
      absent.find(({ path }) => path === `/${list}`),
      { why: 'unknown' },
    )
    t.match(findings, [{ code, effect: 'reject-record' }])
    t.notOk([...labels, ...absent].some(({ path }) => path.startsWith(`/${list}/`)))
    t.strictSame(validateTranslation({ facet, absent, labels, digests, updatedAt }), [])
  }
})

t.test('a key that leads to nothing is left out, with its place', async (t) => {
  const cases: readonly (readonly [from: RegExp, to: string, path: string])[] = [
    [/(?<=<BanAn.*<PhienToa>)PT-1/, 'PT-9', '/judgments/0/hearing'],
    [/(?<=<BiCao>)DS-1/, 'TD-1', '/judgments/0/sentences/0/convicted'],
    [/(?<=<BiCao>)DS-1/, 'ds-1', '/judgments/0/sentences/0/convicted'],
    [/(?<=<HinhPhat>.*<ToiDanh>)TD-1/, 'constructor', '/judgments/0/sentences/0/convictedOf'],
    [/<HieuLucTu>/, '<ThayTheBoi>QD-9</ThayTheBoi><HieuLucTu>', '/decisions/0/supersededBy'],
  ]
  for (const [from, to, path] of cases) {
    const { facet, absent, findings } = translated(inFile(tried, from, to))
    t.match(findings, [{ code: 'reference-unresolved', effect: 'degraded', target: path }], path)
    t.match(findings[0]?.pointer, /\/(PhienToa|BiCao|ToiDanh|ThayTheBoi)\/0$/)
    t.match(
      absent.find((entry) => entry.path === path),
      { why: 'unknown' },
    )
    t.equal(facet.judgments?.[0]?.sentences?.length, 1, 'and the rest stays')
    t.notMatch(JSON.stringify(facet), /PT-9|ds-1|constructor|QD-9/)
  }
  const forwards = translated(inFile(tried, /<HieuLucTu>/, '<ThayTheBoi>QD-2</ThayTheBoi><HieuLucTu>'))
  t.match([forwards.facet.decisions?.[0]?.supersededBy, forwards.findings], ['QD-2', []], 'a later decision is there')
  const rejected = translated(inFile(tried, '<TuCach>BCO<', '<TuCach>??<'))
  t.strictSame(
    rejected.findings.map(({ code, target }) => `${code} ${target}`),
    ['code-unknown /participants/0/role', 'reference-unresolved /judgments/0/sentences/0/convicted'],
    'an item that is itself rejected',
  )
  const both = translated(
    inFile(inFile(tried, '<CapXetXu>ST</CapXetXu><SoBanAn>', '<SoBanAn>'), '<BiCao>DS-1', '<BiCao>DS-9'),
  )
  t.strictSame(
    both.findings.map(({ code }) => code),
    ['field-missing'],
    'what is left out refers to nothing',
  )
})

t.test('too many of something are none, and the list says so', async (t) => {
  const many = (text: string, item: RegExp, count: number): string =>
    inFile(text, item, item.exec(fileOf(text))![0].repeat(count))
  const cases = [
    [many(tried, /<HinhPhat>.*<\/HinhPhat>/, 101), '/judgments/0/sentences'],
    [many(extended, /<GiaHan>.*<\/GiaHan>/, 11), '/clocks/0/extensions'],
    [many(tried, /<BanAn .*<\/BanAn>/, 21), '/judgments'],
    [many(tried, /<LanGiaoNhan .*<\/LanGiaoNhan>/, 51), '/custody'],
    [many(tried, /<GiaiDoanToTung .*<\/GiaiDoanToTung>/, 21), '/proceedings'],
  ] as const
  for (const [text, path] of cases) {
    const { facet, absent, findings, ...rest } = translated(text)
    t.match(findings, [{ code: 'value-too-long', effect: 'degraded', target: path }])
    t.ok(absent.some((entry) => entry.path === path && entry.why === 'unknown'))
    t.strictSame(validateTranslation({ facet, absent, ...rest }), [])
  }
  t.notOk('sentences' in translated(cases[0][0]).facet.judgments![0]!)
  t.equal(translated(many(tried, /<HinhPhat>.*<\/HinhPhat>/, 100)).facet.judgments?.[0]?.sentences?.length, 100)
})

t.test('more faults or marks than a translation has room for refuse the document, in time', async (t) => {
  const [judgment] = /<BanAn .*<\/BanAn>/.exec(fileOf(tried))!
  const judgments = (sentence: string) =>
    Array.from({ length: 20 }, (_, i) =>
      judgment.replace('BA-1', `BA-${i + 1}`).replace(/<HinhPhat>.*<\/HinhPhat>/, sentence.repeat(100)),
    ).join('')
  const outcome = (sentence: string) => adapter.toShared(answer(inFile(tried, judgment, judgments(sentence))))
  t.match(outcome('<HinhPhat><BiCao/><ToiDanh/><Loai/><SoThang/><AnTreo/><BoiThuong/></HinhPhat>'), {
    ok: false,
    findings: [{ code: 'faults-exceeded', effect: 'reject-document' }],
  })
  t.match(outcome('<HinhPhat muc="HC" dau=""><SoThang>1</SoThang></HinhPhat>'), {
    ok: false,
    findings: [{ code: 'faults-exceeded' }],
  })
  t.ok(outcome('<HinhPhat><SoThang>1</SoThang></HinhPhat>').ok)
})

t.test('a mark on any new part takes hold there, and one that is not understood leaves it undetermined', async (t) => {
  const places: readonly (readonly [text: string, at: string, path: string])[] = [
    [tried, '<CacBanAn>', '/judgments'],
    [tried, '<NgayTuyenAn>', '/judgments/0/pronouncedOn'],
    [tried, '<HinhPhat>', '/judgments/0/sentences/0'],
    [tried, '<SoThang>', '/judgments/0/sentences/0/months'],
    [tried, '<GiaoNhanHoSo>', '/custody'],
    [tried, '<LanGiaoNhan ma="GN-1">', '/custody/0'],
    [tried, '<GiayTo>', '/custody/0/papers'],
    [tried, '<GiaiDoanToTung ma="TT-1">', '/proceedings/0'],
    [tried, '<LoaiToiPham>', '/proceedings/0/severity'],
    [extended, '<GiaHan>', '/clocks/0/extensions/0'],
  ]
  for (const [text, at, path] of places) {
    const label = (mark: string) =>
      translated(inFile(text, at, `${at.slice(0, -1)} ${mark}>`)).labels.find((of) => of.path === path)?.label
    t.strictSame(label('muc="HC" dau="3"'), { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] }, path)
    t.strictSame(label('muc="HC"'), { level: 'CHUA_XAC_DINH', tags: [] }, path)
    const outcome = adapter.toShared(answer(inFile(text, at, `${at.slice(0, -1)} muc="TM" dau="">`)))
    t.match(outcome, { ok: false, findings: [{ code: 'state-secret-in-clear' }] }, path)
  }
  const bare = translated(inFile(tried, /(?<=<BanAn ma="BA-1") muc="HC" dau="2"/, ''))
  t.match(bare.findings, [{ code: 'mark-missing', effect: 'degraded', target: '/judgments/0' }])
  const stamped = adapter.toShared(answer(inFile(returned, /(?<=<LanGiaoNhan ma="GN-2">.*<LyDo>)/, 'TỐI MẬT. ')))
  t.match(stamped, { ok: false, findings: [{ code: 'state-secret-in-clear' }] })
})

t.test('an element that no table knows is left out of a sentence and of an extension', async (t) => {
  for (const [text, from] of [
    [tried, '</HinhPhat>'],
    [extended, '</GiaHan>'],
  ] as const) {
    const { facet, findings } = translated(inFile(text, from, `<Moi>x</Moi>${from}`))
    t.match(findings, [{ code: 'field-unknown', effect: 'note' }])
    t.strictSame(facet, translated(text).facet)
  }
})

t.test('the four instances of a judgment, there and back', async (t) => {
  const held = story('xet-xu-kin')
  const [judgment] = held.translation.facet.judgments!
  for (const instance of ['SO_THAM', 'PHUC_THAM', 'GIAM_DOC_THAM', 'TAI_THAM'] as const) {
    const facet = { ...held.translation.facet, judgments: [{ ...judgment!, instance }] }
    const text = writeMessage({ ...held, translation: { ...held.translation, facet } }, 'new')
    t.match(translated(text).facet.judgments, [{ instance }])
  }
})

t.test('what is made up for other worlds is read as well', async (t) => {
  for (const { facets } of makeWorld({ seed: 9, dossiers: 150, broken_percent: 60 }).matters) {
    const facet = facets['toa-an']
    if (facet !== undefined) t.strictSame(translated(writeMessage(facet, 'new')).findings, [], facet.nativeKey)
  }
})

/** What a real case system gets wrong: forms of an older list, statuses against dates, versions out of order, pages that repeat, code lists that change. */
import t from 'tap'
import type { Outcome } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { nativeRow } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { answerOf, changed, facets, type Native, storyFacet } from './answers.ts'

const charged = storyFacet('tra-ho-so')
const running = storyFacet('cham-han')

function translated(of: typeof charged, change: (native: Native) => void) {
  const outcome = adapter.toShared(changed(of, change))
  if (!outcome.ok || outcome.value === 'absent') throw new Error('refused')
  t.strictSame(validateTranslation(outcome.value), [])
  return { ...outcome.value, findings: outcome.findings }
}

t.test('the number of a form is one of the list in force on that day; before it is another form', async (t) => {
  const formOn = (ngay: string | null, mau = '09/HS') => {
    const { facet, findings } = translated(charged, (n) => Object.assign(n.quyetDinh[0], { ngay, mau }))
    return [facet.decisions?.[0]?.form?.code, ...findings.map(({ code, pointer }) => `${code} ${pointer}`)]
  }
  t.strictSame(formOn('09/02/2026'), ['VKS.09'])
  for (const before of ['08/02/2026', '01/2026', '2025'])
    t.strictSame(formOn(before), [undefined, 'code-not-in-force /quyetDinh/0/mau'], before)
  for (const perhaps of ['02/2026', '2026', null]) t.strictSame(formOn(perhaps), ['VKS.09'], String(perhaps))
  t.strictSame(formOn('08/12/2021', '03/BCA'), ['CA.03'])
  t.strictSame(formOn('07/12/2021', '03/BCA'), [undefined, 'code-not-in-force /quyetDinh/0/mau'])
  const sent = translated(charged, (n) =>
    Object.assign(n.soGiaoNhan[0], { giaoLuc: '01/02/2026 09:00:00', mau: '02/HS' }),
  )
  t.match(sent.findings, [{ code: 'code-not-in-force', pointer: '/soGiaoNhan/0/mau', target: '/custody/0/form' }])
  t.ok(sent.absent.some(({ path, why }) => path === '/custody/0/form' && why === 'unknown'))
})

t.test('a status that its limits contradict is told, and both stand as they were said', async (t) => {
  const states = (change: (native: Native) => void) => {
    const { facet, findings } = translated(running, change)
    return [facet.clocks?.map(({ state }) => state), findings.map(({ code }) => code)] as const
  }
  const limits = (n: Native, tinhTrang: number, denNgay: string): void => {
    for (const limit of n.thoiHan) Object.assign(limit, { tinhTrang, denNgay })
  }
  const late = (receivedAt: string) => {
    const answer = changed(running, (n) => limits(Object.assign(n, { trangThai: 5 }), 1, '25/11/2026'))
    return adapter.toShared(answer, { receivedAt }).findings.map(({ code }) => code)
  }
  t.strictSame(late('2026-11-24T16:59:59Z'), ['status-contradicted'], 'overdue before the day has come')
  t.strictSame(late('2026-11-24T17:00:00Z'), [], 'in Vietnam it is that day')
  const none = states((n) => limits(Object.assign(n, { trangThai: 5 }), 2, '01/01/2026'))
  t.strictSame(
    [new Set(none[0]), none[1]],
    [new Set(['DUNG_HAN']), ['status-contradicted']],
    'overdue, and no limit runs',
  )
  const over = states((n) => limits(Object.assign(n, { trangThai: 2 }), 1, '01/01/2026'))
  t.strictSame(
    [new Set(over[0]), over[1]],
    [new Set(['DANG_CHAY']), ['status-contradicted']],
    'not overdue, and one ended',
  )
  const year = states((n) => limits(Object.assign(n, { trangThai: 2 }), 1, '2026'))
  t.strictSame(year[1], [], 'a limit of which only the year is known may still run')
})

t.test('two versions of one decision may come in any order: each says what took its place', async (t) => {
  const [first, second] = ['QD-1', 'QD-2']
  const { facet, findings } = translated(charged, (n) => {
    const [one, two, ...others] = n.quyetDinh
    Object.assign(one, { thayTheBoi: second, so: '7/QĐ', thuTu: 1 })
    Object.assign(two, { so: '7/QĐ', thuTu: 2 })
    n.quyetDinh = [two, ...others, one]
  })
  const byId = new Map(facet.decisions?.map((decision) => [decision.id, decision]))
  t.equal(byId.get(first)?.supersededBy, second)
  t.equal(byId.get(second)?.supersededBy, undefined)
  t.match(findings, [{ code: 'order-contradicted', effect: 'note', pointer: '/quyetDinh' }])
  const both = translated(charged, (n) => {
    n.quyetDinh[0].thayTheBoi = second
    n.quyetDinh[1].thayTheBoi = first
  })
  t.match(both.findings, [{ code: 'reference-circular' }, { code: 'reference-circular' }])
  t.notOk(
    both.facet.decisions?.some(({ supersededBy }) => supersededBy),
    'neither took the place of the other',
  )
  const itself = translated(charged, (n) => Object.assign(n.quyetDinh[0], { huyBoBoi: first }))
  t.match(itself.findings, [{ code: 'reference-circular', target: '/decisions/0/cancelledBy' }])
})

const page = (rows: readonly unknown[], more: object = {}) =>
  adapter.toIndex(answerOf(JSON.stringify({ trang: 1, tongSoTrang: 2, moc: 5, danhSach: rows, ...more })))

const codesOf = ({ findings }: Outcome<unknown>): readonly string[] => findings.map(({ code }) => code)

t.test('a page that has a record twice gives its latest state once; of two alike either', async (t) => {
  const [one, two] = facets.map(nativeRow) as [Native, Native]
  const later = { ...one, giaiDoan: 301, capNhatLuc: '30/12/2026 10:00:00' }
  for (const rows of [
    [one, two, later],
    [later, two, one],
    [one, later, two, one],
  ]) {
    const outcome = page(rows)
    const entries = outcome.ok ? outcome.value.entries : []
    t.strictSame(
      entries.map(({ nativeKey, stage }) => [nativeKey, stage]).sort(),
      [
        [facets[0]!.nativeKey, 'KHOI_TO'],
        [facets[1]!.nativeKey, facets[1]!.index.stage],
      ].sort(),
    )
    t.ok(codesOf(outcome).every((code) => code === 'key-repeated'))
  }
})

t.test(
  'what a page says of its own place decides where to go on; a page that skips is read no further than it says',
  async (t) => {
    const rows = [nativeRow(facets[0]!)]
    const next = (more: object) => {
      const outcome = page(rows, more)
      return outcome.ok ? outcome.value.next : codesOf(outcome)[0]
    }
    t.equal(next({ trang: 1, tongSoTrang: 3 }), '2.5')
    t.equal(next({ trang: 3, tongSoTrang: 3 }), undefined)
    t.equal(
      next({ trang: 4, tongSoTrang: 3 }),
      undefined,
      'rows were taken off while it was read: the feed from moc has them',
    )
    for (const broken of [{ trang: 0 }, { trang: '1' }, { tongSoTrang: null }, { tongSoTrang: 1.5 }])
      t.equal(next(broken), 'value-invalid')
    for (const broken of [{ moc: -1 }, { moc: null }, { danhSach: {} }]) t.equal(next(broken), 'field-missing')
  },
)

t.test(
  'a code list that changes in the midst of a page costs the rows that need it, and says how to mend it',
  async (t) => {
    const rows = facets.slice(0, 6).map(nativeRow) as Native[]
    for (const row of rows.slice(3)) Object.assign(row, { giaiDoan: 'DT-01' })
    const outcome = page(rows)
    t.equal(outcome.ok && outcome.value.entries.length, 3)
    t.match(
      outcome.findings,
      [3, 4, 5].map((row) => ({
        code: 'code-unknown',
        effect: 'reject-record',
        pointer: `/danhSach/${row}/giaiDoan`,
        expected: /19 codes known for the shared list stages.*codes/,
      })),
    )
    const unknown = translated(charged, (n) => Object.assign(n.quyetDinh[0], { loai: 777 }))
    t.match(unknown.findings[0], { code: 'code-unknown', expected: /61 codes known for the shared list decisions/ })
    t.notMatch(unknown.findings[0]?.expected, /777/)
  },
)

t.test('a share level that is missing, unknown or only like one hides the record and its row', async (t) => {
  const levels: readonly unknown[] = [
    undefined,
    null,
    '',
    'internal',
    'PUBLIC',
    ' INTERNAL',
    0,
    ['INTERNAL'],
    { ma: 'INTERNAL' },
  ]
  for (const mucChiaSe of levels) {
    const { facet, findings } = translated(charged, (n) => Object.assign(n, { mucChiaSe }))
    t.equal(facet.label.level, 'CHUA_XAC_DINH', JSON.stringify(mucChiaSe))
    t.match(findings[0]?.code, /^mark-(missing|unknown)$/)
    const row = page([{ ...nativeRow(charged), mucChiaSe }])
    t.match(row, { ok: true, value: { entries: [{ conceal: true, label: { level: 'CHUA_XAC_DINH' } }] } })
  }
})

t.test('one who stands in the wrong list of people is carried by the role, and it is told', async (t) => {
  const { facet, findings } = translated(charged, (n) => Object.assign(n.danhSachNguoiBiToGiac[0], { tuCach: 4 }))
  t.equal(facet.participants?.[0]?.role.code, 'NGUOI_LAM_CHUNG')
  t.match(findings, [{ code: 'list-contradicted', pointer: '/danhSachNguoiBiToGiac/0/tuCach' }])
})

t.test('marks of a paper or a judgment are its own; a stamp on one refuses the document', async (t) => {
  const judged = (danhDau: unknown) =>
    changed(charged, (n) => {
      n.soBanAn = [{ ma: 'BA-1', capXetXu: 1, so: '1/HS-ST', danhDau }]
      n.taiLieu = [{ ma: 'TL-1', loai: 'Bản án', danhDau: null }]
    })
  const marks = { mucChiaSe: 'PROTECTED', dauXuLy: [2], doMat: null }
  const outcome = adapter.toShared(judged(marks))
  const label = { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] }
  t.match(outcome, { ok: true, value: { labels: [{ path: '/judgments/0', label }] } })
  t.match(adapter.toShared(judged({ ...marks, doMat: 'C' })), {
    ok: false,
    findings: [{ code: 'state-secret-in-clear' }],
  })
  t.match(adapter.toShared(judged(undefined)), { ok: true, findings: [{ code: 'mark-missing' }] })
})

/** New books, each spoilt in one field: what is left out, and where the finding points. */
const spoilt: readonly (readonly [name: string, item: object, code: string, pointer: string, target: string])[] = [
  ['soXetXu', { ma: 'PT-1', capXetXu: 3 }, 'code-unknown', '/soXetXu/0/capXetXu', '/hearings/0/instance'],
  [
    'soXetXu',
    { ma: 'PT-1', capXetXu: 1, moLuc: '31/11/2026 08:00:00' },
    'value-invalid',
    '/soXetXu/0/moLuc',
    '/hearings/0/scheduledAt',
  ],
  [
    'soBanAn',
    { ma: 'BA-1', capXetXu: 1, danhDau: null, phienToa: 'PT-9' },
    'reference-unresolved',
    '/soBanAn/0/phienToa',
    '/judgments/0/hearing',
  ],
  [
    'soBanAn',
    { ma: 'BA-1', capXetXu: 1, danhDau: null, hinhPhat: [{ nguoiBiKetAn: 'X' }] },
    'reference-unresolved',
    '/soBanAn/0/hinhPhat/0/nguoiBiKetAn',
    '/judgments/0/sentences/0/convicted',
  ],
  [
    'soBanAn',
    { ma: 'BA-1', capXetXu: 1, danhDau: null, hinhPhat: [{ boiThuong: -1 }] },
    'value-invalid',
    '/soBanAn/0/hinhPhat/0/boiThuong',
    '/judgments/0/sentences/0/compensationVnd',
  ],
  [
    'soBanAn',
    { ma: 'BA-1', capXetXu: 1, danhDau: null, hinhPhat: ['tù'] },
    'field-type',
    '/soBanAn/0/hinhPhat/0',
    '/judgments/0/sentences',
  ],
  [
    'taiLieu',
    { ma: 'TL-1', loai: 'Đơn', danhDau: null, kichThuoc: 0.5 },
    'value-invalid',
    '/taiLieu/0/kichThuoc',
    '/documents/0/bytes',
  ],
  [
    'taiLieu',
    { ma: 'TL-1', loai: 'Đơn', danhDau: null, maBam: 'AA' },
    'value-invalid',
    '/taiLieu/0/maBam',
    '/documents/0',
  ],
  [
    'hoSoLienQuan',
    { ma: 'LK-1', quanHe: 4, so: '1', loaiSo: 3, donVi: 16 },
    'code-unknown',
    '/hoSoLienQuan/0/donVi',
    '/links/0/identifier/system',
  ],
  ['soDon', { ma: 'DT-1', soNguoiKy: -1 }, 'value-invalid', '/soDon/0/soNguoiKy', '/petitions/0/signers'],
  ['soPhanHoi', { ma: 'PH-1', so: '1' }, 'field-missing', '/soPhanHoi/0', '/feedback/0/from'],
  ['phanCongKhac', { ma: 'PC-9', nhiemVu: 4 }, 'code-unknown', '/phanCongKhac/0/nhiemVu', '/assignments/3/task'],
  ['soKhac', { so: '1', loaiSo: 3, donVi: 6 }, 'code-unknown', '/soKhac/0/donVi', '/identifiers/4/system'],
]

t.test('of the books of others a field that is not understood is told at its place', async (t) => {
  for (const [name, item, code, pointer, target] of spoilt) {
    const { findings } = translated(charged, (n) => Object.assign(n, { [name]: [item] }))
    t.match(findings[0], { code, effect: 'degraded', pointer, target }, pointer)
  }
})

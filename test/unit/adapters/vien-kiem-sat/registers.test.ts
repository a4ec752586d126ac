/** The procuracy's own registers, spoilt: suspended sources, proceedings, charges, hand-overs; grounds and forms of decisions. */
import t from 'tap'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { changed, type Native, storyFacet } from './answers.ts'

const charged = storyFacet('tra-ho-so')
const suspended = storyFacet('tam-dinh-chi')

/** What becomes of a document that is changed; refused ones give undefined. */
function translated(of: typeof charged, change: (native: Native) => void) {
  const outcome = adapter.toShared(changed(of, change))
  if (!outcome.ok || outcome.value === 'absent') return undefined
  t.strictSame(validateTranslation(outcome.value), [])
  return { ...outcome.value, findings: outcome.findings }
}

const absentIn = (of: ReturnType<typeof translated>, path: string): string | undefined =>
  of?.absent.find((entry) => entry.path === path)?.why

type Spoilt = readonly [
  name: string,
  of: typeof charged,
  spoil: (native: Native) => void,
  code: string,
  pointer: string,
  path: string,
]

const fields: readonly Spoilt[] = [
  [
    'a day that is none',
    suspended,
    (n) => set(n, 'soTamDinhChi/0/hetThoiHieu', '30/02/2026'),
    'value-invalid',
    '/soTamDinhChi/0/hetThoiHieu',
    '/suspensions/0/limitationOn',
  ],
  [
    'one review of them',
    suspended,
    (n) => n.soTamDinhChi[0].ngayRaSoat.push('30/02/2026'),
    'value-invalid',
    '/soTamDinhChi/0/ngayRaSoat/1',
    '/suspensions/0/reviewedOn',
  ],
  [
    'unknown ground',
    suspended,
    (n) => set(n, 'soTamDinhChi/0/canCu', 'D148K1Đ'),
    'code-unknown',
    '/soTamDinhChi/0/canCu',
    '/suspensions/0/ground',
  ],
  [
    'unknown state',
    suspended,
    (n) => set(n, 'soTamDinhChi/0/tinhTrang', 9),
    'code-unknown',
    '/soTamDinhChi/0/tinhTrang',
    '/suspensions/0/state',
  ],
  [
    'unknown ground of a decision',
    suspended,
    (n) => set(n, 'quyetDinh/0/maCanCu', ['D999K1']),
    'code-unknown',
    '/quyetDinh/0/maCanCu/0',
    '/decisions/0/grounds',
  ],
  [
    'ground as one text',
    suspended,
    (n) => set(n, 'quyetDinh/0/maCanCu', 'D148K1A'),
    'field-type',
    '/quyetDinh/0/maCanCu',
    '/decisions/0/grounds',
  ],
  [
    'eleven grounds',
    suspended,
    (n) => set(n, 'quyetDinh/0/maCanCu', Array(11).fill('D148K1A')),
    'value-too-long',
    '/quyetDinh/0/maCanCu',
    '/decisions/0/grounds',
  ],
  [
    'unknown form',
    charged,
    (n) => set(n, 'quyetDinh/3/mau', '999/HS'),
    'code-unknown',
    '/quyetDinh/3/mau',
    '/decisions/3/form',
  ],
  [
    'unknown severity',
    charged,
    (n) => set(n, 'giaiDoanToTung/0/mucDo', 5),
    'code-unknown',
    '/giaiDoanToTung/0/mucDo',
    '/proceedings/0/severity',
  ],
  [
    'unknown outcome',
    charged,
    (n) => set(n, 'giaiDoanToTung/0/ketThucBang', 157),
    'code-unknown',
    '/giaiDoanToTung/0/ketThucBang',
    '/proceedings/0/outcome',
  ],
  [
    'a number as the day',
    charged,
    (n) => set(n, 'giaiDoanToTung/0/tuNgay', 20260910),
    'field-type',
    '/giaiDoanToTung/0/tuNgay',
    '/proceedings/0/openedOn',
  ],
  [
    'unknown approval',
    charged,
    (n) => set(n, 'soKhoiToBiCan/0/pheChuan', 'có'),
    'code-unknown',
    '/soKhoiToBiCan/0/pheChuan',
    '/charges/0/approval',
  ],
  [
    'an hour that is none',
    charged,
    (n) => set(n, 'soGiaoNhan/3/giaoLuc', '01/10/2026 24:00:00'),
    'value-invalid',
    '/soGiaoNhan/3/giaoLuc',
    '/custody/3/sentAt',
  ],
  [
    'unknown receiver',
    charged,
    (n) => set(n, 'soGiaoNhan/3/benNhan', 99),
    'code-unknown',
    '/soGiaoNhan/3/benNhan',
    '/custody/3/to',
  ],
  [
    'unknown rule',
    charged,
    (n) => set(n, 'soGiaoNhan/3/quyTac', 'D999'),
    'code-unknown',
    '/soGiaoNhan/3/quyTac',
    '/custody/3/rule',
  ],
  [
    'unknown level',
    charged,
    (n) => set(n, 'soGiaoNhan/3/mucMat', 'MẬT'),
    'code-unknown',
    '/soGiaoNhan/3/mucMat',
    '/custody/3/level',
  ],
  [
    '51 papers',
    charged,
    (n) => set(n, 'soGiaoNhan/3/giayTo', Array(51).fill('x')),
    'value-too-long',
    '/soGiaoNhan/3/giayTo',
    '/custody/3/papers',
  ],
  [
    'a long number of the extension',
    charged,
    (n) => set(n, 'thoiHan/0/giaHan', [{ so: 'x'.repeat(101) }]),
    'value-too-long',
    '/thoiHan/0/giaHan/0/so',
    '/clocks/0/extensions/0/number',
  ],
]

function set(native: Native, path: string, value: unknown): void {
  const steps = path.split('/')
  const holder = steps.slice(0, -1).reduce((inner, step) => inner[step], native)
  holder[steps.at(-1)!] = value
}

t.test('a field that is not understood is unknown, with a finding that points at it; its row stands', async (t) => {
  for (const [name, of, spoil, code, pointer, path] of fields) {
    const outcome = translated(of, spoil)
    t.match(outcome?.findings, [{ code, effect: 'degraded', pointer, target: path }], name)
    t.equal(outcome?.findings.length, 1, name)
    t.equal(absentIn(outcome, path), 'unknown', name)
    const lists = ({ suspensions, proceedings, charges, custody, clocks }: Native) =>
      [suspensions, proceedings, charges, custody, clocks].map((list) => list.length)
    t.strictSame(lists(outcome?.facet), lists(of.translation.facet), name)
  }
})

t.test('without its stage a proceeding is none, without its key no row is one', async (t) => {
  const stages: readonly unknown[] = [null, 999, 'TRUY_TO', {}]
  for (const giaiDoan of stages) {
    const outcome = translated(charged, (n) => set(n, 'giaiDoanToTung/0/giaiDoan', giaiDoan))
    t.strictSame(outcome?.facet.proceedings, [], JSON.stringify(giaiDoan))
    t.equal(absentIn(outcome, '/proceedings'), 'unknown')
  }
  const keyed = {
    soTamDinhChi: 'suspensions',
    giaiDoanToTung: 'proceedings',
    soKhoiToBiCan: 'charges',
    soGiaoNhan: 'custody',
  }
  for (const [native, shared] of Object.entries(keyed)) {
    const of = native === 'soTamDinhChi' ? suspended : charged
    const outcome = translated(of, (n) => set(n, `${native}/0/ma`, null))
    const list = (facet: Native) => facet[shared].map(({ id }: Native) => id)
    t.strictSame(list(outcome?.facet), list(of.translation.facet).slice(1), native)
    t.match(outcome?.findings, [{ code: 'field-missing', pointer: `/${native}/0`, target: `/${shared}/0/id` }])
  }
})

/** Keys that lead nowhere: where they stand, and what is left of the field. */
const astray: readonly (readonly [place: string, path: string])[] = [
  ['soKhoiToBiCan/0/biCan', '/charges/0/accused'],
  ['soKhoiToBiCan/0/quyetDinh', '/charges/0/decision'],
  ['quyetDinh/0/thayTheBoi', '/decisions/0/supersededBy'],
  ['quyetDinh/0/huyBoBoi', '/decisions/0/cancelledBy'],
]

t.test('a key that leads nowhere is left out with a finding; one that leads somewhere stands', async (t) => {
  for (const [place, path] of astray)
    for (const key of ['QĐ-99', '__proto__', 'TD-1', 'constructor']) {
      const outcome = translated(charged, (n) => set(n, place, key))
      t.match(outcome?.findings, [
        { code: 'reference-unresolved', effect: 'degraded', pointer: `/${place}`, target: path },
      ])
      t.equal(absentIn(outcome, path), 'unknown', `${place} ${key}`)
      const value = path
        .split('/')
        .slice(1)
        .reduce((inner: Native, step) => inner[step], outcome?.facet)
      t.equal(value, undefined)
    }
  t.match(translated(charged, (n) => set(n, 'quyetDinh/0/huyBoBoi', 'QD-2'))?.facet.decisions, [
    { cancelledBy: 'QD-2' },
  ])
  const nowhere = translated(suspended, (n) => set(n, 'soTamDinhChi/0/quyetDinh', 'QD-2'))
  t.equal(absentIn(nowhere, '/suspensions/0/decision'), 'unknown')
  t.notOk('decision' in nowhere!.facet.suspensions![0]!)
})

t.test('of two rows with one key the first stands, and it is said that there were more', async (t) => {
  const twice = translated(charged, (n) =>
    n.danhSachNguoiBiToGiac.push({ ...n.danhSachNguoiBiToGiac[0], hoTen: 'Canary' }),
  )
  t.match(twice?.findings, [{ code: 'key-repeated', effect: 'degraded', target: '/participants' }])
  t.equal(absentIn(twice, '/participants'), 'unknown')
  t.notMatch(JSON.stringify(twice), 'Canary')
  const stamped = changed(charged, (n) => n.soGiaoNhan.push({ ...n.soGiaoNhan[0], danhDau: { doMat: 'A' } }))
  t.ok(adapter.toShared(stamped).findings.some(({ code }) => code === 'state-secret-in-clear'))
})

t.test('of a list of keys those that lead somewhere stand', async (t) => {
  const outcome = translated(charged, (n) => n.soKhoiToBiCan[0].toiDanh.push('TD-9', 7))
  t.strictSame(outcome?.facet.charges?.[0]?.chargedWith, charged.translation.facet.charges?.[0]?.chargedWith)
  t.match(outcome?.findings, [
    { code: 'field-type', pointer: /^\/soKhoiToBiCan\/0\/toiDanh\/\d$/ },
    { code: 'reference-unresolved', pointer: /^\/soKhoiToBiCan\/0\/toiDanh\/\d$/, target: '/charges/0/chargedWith' },
  ])
})

t.test('who is left out takes the keys that name them along', async (t) => {
  const outcome = translated(charged, (n) => set(n, 'danhSachNguoiBiToGiac/0/tuCach', 77))
  t.notOk('accused' in outcome!.facet.charges![0]!)
  t.match(outcome?.findings, [
    { code: 'code-unknown', pointer: '/danhSachNguoiBiToGiac/0/tuCach' },
    { code: 'reference-unresolved', pointer: '/soKhoiToBiCan/0/biCan' },
  ])
  const rowless = translated(charged, (n) => set(n, 'soKhoiToBiCan/0', 'x'))
  t.match([rowless?.facet.charges, rowless?.findings], [[], [{ code: 'field-type', pointer: '/soKhoiToBiCan/0' }]])
})

t.test('a list that is none, or is too long, refuses the record', async (t) => {
  const most = { soTamDinhChi: 20, giaiDoanToTung: 20, soKhoiToBiCan: 100, soGiaoNhan: 50 }
  for (const [name, itemsMax] of Object.entries(most))
    for (const list of [{}, 'x', Array(itemsMax + 1).fill({ ma: 'x' })]) {
      const outcome = adapter.toShared(changed(charged, (n) => set(n, name, list)))
      t.match(outcome, { ok: false, findings: [{ effect: 'reject-record', pointer: `/${name}` }] }, name)
    }
})

t.test('a register that is not there has no entries', async (t) => {
  const outcome = translated(charged, (n) => {
    delete n.soTamDinhChi
    n.giaiDoanToTung = null
  })
  t.strictSame([outcome?.facet.suspensions, outcome?.facet.proceedings, outcome?.findings], [[], [], []])
})

t.test('days and times keep the precision that they have', async (t) => {
  const outcome = translated(charged, (n) => {
    set(n, 'soGiaoNhan/0/giaoLuc', '06/2026')
    set(n, 'soGiaoNhan/0/nhanLuc', '2026')
    set(n, 'soGiaoNhan/1/giaoLuc', '28/06/2026')
    set(n, 'soGiaoNhan/1/nhanLuc', '29/06/2026 23:59:59')
    set(n, 'soKhoiToBiCan/0/ngayKhoiTo', '06/2026')
  })
  t.match(outcome?.facet.custody, [
    { sentAt: '2026-06', acknowledgedAt: '2026' },
    { sentAt: '2026-06-28', acknowledgedAt: '2026-06-29T23:59:59+07:00' },
  ])
  t.equal(outcome?.facet.charges?.[0]?.chargedOn, '2026-06')
})

t.test('a charge that waits for its approval says so, and why it has no day', async (t) => {
  const outcome = translated(charged, (n) =>
    Object.assign(n.soKhoiToBiCan[0], {
      pheChuan: 0,
      ngayPheChuan: null,
      soPheChuan: null,
      lyDoTrong: { ngayPheChuan: 3 },
    }),
  )
  t.match(outcome?.facet.charges, [{ approval: 'CHO_PHE_CHUAN' }])
  t.strictSame([absentIn(outcome, '/charges/0/approvedOn'), outcome?.findings], ['pending', []])
})

t.test('a file of a higher level is told as such: that is said of the papers, and marks nothing here', async (t) => {
  const outcome = translated(charged, (n) => set(n, 'soGiaoNhan/0/mucMat', 'C'))
  t.match(outcome?.facet.custody, [{ level: 'MAT' }])
  t.strictSame([outcome?.labels, outcome?.facet.label], [charged.translation.labels, charged.translation.facet.label])
})

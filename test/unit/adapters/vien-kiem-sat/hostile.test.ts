import t from 'tap'
import type { TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { nativeDossier } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { every } from '../../../support/every.ts'
import { answerOf, bytes, changed, changedRow, type Native, storyFacet } from './answers.ts'

const facet = storyFacet('cham-han')
const whole = JSON.stringify(nativeDossier(facet))
const html = '<!DOCTYPE html><html><body>Hệ thống đang bảo trì</body></html>'
const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

const refused: readonly (readonly [string, NativeAnswer, object])[] = [
  ['cut short', answerOf(whole.slice(0, whole.length >> 1)), { code: 'document-malformed', line: 1 }],
  ['empty', answerOf(''), { code: 'document-malformed', line: 1, column: 1 }],
  ['a key twice', answerOf(whole.replace('{', '{"doMat":"C",')), { code: 'key-duplicate' }],
  ['old single-byte text', answerOf(Buffer.from(whole, 'latin1')), { code: 'encoding-invalid' }],
  ['UTF-16', answerOf(Buffer.from(whole, 'utf16le')), { code: 'encoding-invalid' }],
  ['a page said to be JSON', answerOf(html), { code: 'document-malformed', line: 1, column: 1 }],
  ['a page', answerOf(html, 200, 'text/html'), { code: 'media-type-unexpected' }],
  ['an array', answerOf('[]'), { code: 'field-type' }],
  ['deep nesting', answerOf(deep), { code: 'depth-exceeded' }],
  ['deep nesting in a field', answerOf(`{"noiDung":${deep}}`), { code: 'depth-exceeded' }],
  ['too many values', answerOf(`{"canCu":[${'1,'.repeat(60_000)}1]}`), { code: 'nodes-exceeded' }],
  ['too many bytes', answerOf(new Uint8Array(3 << 20)), { code: 'document-too-large' }],
  ['status 500', answerOf(whole, 500), { code: 'status-unexpected' }],
  ['a redirect', answerOf('', 302), { code: 'status-unexpected' }],
  ['404 of something in between', answerOf(html, 404, 'text/html'), { code: 'status-unexpected' }],
]

t.test('an answer that is no document of the format is refused with one finding', async (t) => {
  for (const [name, answer, finding] of refused) {
    t.match(
      adapter.toShared(answer),
      { ok: false, findings: [{ effect: 'reject-document', pointer: '', ...finding }] },
      name,
    )
    t.match(adapter.toIndex(answer), { ok: false, findings: [{ effect: 'reject-document' }] }, `${name} as a page`)
  }
})

const degraded: readonly (readonly [string, (native: Native) => void, object, string?])[] = [
  ['unknown channel', (n) => n.nguonTin.push(99), { code: 'code-unknown', pointer: '/nguonTin/1' }, '/report/channels'],
  [
    'unknown field of corruption',
    (n) => Object.assign(n, { linhVuc: 999 }),
    { code: 'code-unknown', pointer: '/linhVuc' },
    '/report/corruptionField',
  ],
  [
    'unknown commune',
    (n) => Object.assign(n.noiXayRa, { maXa: '00000' }),
    { code: 'code-unknown', pointer: '/noiXayRa/maXa' },
    '/report/place/commune',
  ],
  [
    'an address as text',
    (n) => Object.assign(n, { noiXayRa: 'ấp Vĩnh Lộc' }),
    { code: 'field-type', pointer: '/noiXayRa', expected: 'object' },
  ],
  [
    'a number as text',
    (n) => Object.assign(n, { phucTap: 'true' }),
    { code: 'field-type', pointer: '/phucTap', expected: 'boolean' },
    '/report/complicated',
  ],
  [
    'a day that is none',
    (n) => Object.assign(n, { thoiDiemXayRa: '31/02/2026' }),
    { code: 'value-invalid', pointer: '/thoiDiemXayRa' },
    '/report/occurredAt',
  ],
  [
    'an American date',
    (n) => Object.assign(n, { thoiDiemXayRa: '2026-11-20' }),
    { code: 'value-invalid' },
    '/report/occurredAt',
  ],
  [
    'a text too long',
    (n) => Object.assign(n, { noiDung: 'ữ'.repeat(4001) }),
    { code: 'value-too-long', found: { length: 4001 } },
    '/report/summary',
  ],
  [
    'unknown role',
    (n) => Object.assign(n.danhSachNguoiBiToGiac[0], { tuCach: 77 }),
    { code: 'code-unknown', pointer: '/danhSachNguoiBiToGiac/0/tuCach' },
    '/participants',
  ],
  [
    'no id',
    (n) => delete n.yeuCauKiemTraXacMinh[0].ma,
    { code: 'field-missing', pointer: '/yeuCauKiemTraXacMinh/0' },
    '/supervision',
  ],
  [
    'an unknown status',
    (n) => Object.assign(n, { trangThai: 6 }),
    { code: 'code-unknown', pointer: '/trangThai' },
    '/clocks/0/state',
  ],
  [
    'an unknown reason',
    (n) => Object.assign(n.lyDoTrong, { thoiDiemXayRa: 8 }) && Object.assign(n, { thoiDiemXayRa: null }),
    { code: 'code-unknown', pointer: '/lyDoTrong/thoiDiemXayRa' },
    '/report/occurredAt',
  ],
]

t.test(
  'what is not understood is left out as unknown, with a finding that points at it, and the rest stands',
  async (t) => {
    for (const [name, change, finding, path] of degraded) {
      const outcome = adapter.toShared(changed(facet, change))
      if (!outcome.ok || outcome.value === 'absent') return t.fail(`${name} was refused`)
      t.match(outcome.findings, [{ effect: 'degraded', ...finding }], name)
      t.strictSame(validateTranslation(outcome.value), [], name)
      if (path)
        t.ok(
          outcome.value.absent.some((entry) => entry.path === path && entry.why === 'unknown'),
          `${name}: ${path}`,
        )
    }
  },
)

t.test('a person left out does not give its marks or reasons to the one that takes its place', async (t) => {
  const minor = storyFacet('nguoi-chua-thanh-nien')
  const outcome = adapter.toShared(
    changed(minor, (native) => {
      const [suspect] = native.danhSachNguoiBiToGiac
      Object.assign(suspect, {
        tuCach: 77,
        hoTen: null,
        lyDoTrong: { hoTen: 3 },
        danhDau: { mucChiaSe: 'PROTECTED', dauXuLy: [6], doMat: null },
      })
      native.danhSachNguoiBiToGiac = [suspect]
    }),
  )
  if (!outcome.ok || outcome.value === 'absent') return t.fail('refused')
  t.strictSame(outcome.value.labels, [
    { path: '/participants/0', label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] } },
  ])
  t.notOk(outcome.value.absent.some(({ path }) => path === '/participants/0/person/fullName'))
})

t.test('a record without kind, stage, time of receipt or a readable list is refused', async (t) => {
  const changes: readonly ((native: Native) => void)[] = [
    (n) => Object.assign(n, { giaiDoan: 999 }),
    (n) => Object.assign(n, { phanLoaiTin: null }),
    (n) => Object.assign(n, { coQuanTiepNhan: 'VKSND' }),
    (n) => delete n.capNhatLuc,
    (n) => Object.assign(n, { nguoiToGiac: {} }),
    (n) => Object.assign(n, { quyetDinh: Array.from({ length: 201 }, () => ({})) }),
  ]
  for (const change of changes) {
    const outcome = adapter.toShared(changed(facet, change))
    t.notOk(outcome.ok)
    t.ok(outcome.findings.some(({ effect }) => effect === 'reject-record'))
  }
})

t.test(
  'members that the format does not know are named where their names may be a format’s, else counted',
  async (t) => {
    const outcome = adapter.toShared(
      changed(facet, (native) =>
        Object.assign(native.nguoiToGiac[0], { biDanh: 'x', '079085001234': 'C', 'Nguyễn Văn A': 2 }),
      ),
    )
    t.match(outcome, {
      ok: true,
      findings: [
        { code: 'field-unknown', effect: 'note', pointer: '/nguoiToGiac/0/biDanh', found: { type: 'string' } },
        { code: 'field-unknown', effect: 'note', pointer: '/nguoiToGiac/0', found: { length: 2 } },
      ],
    })
    t.notMatch(JSON.stringify(outcome.findings), /0790|Nguyễn/)
  },
)

t.test('one bad row rejects itself, not its page', async (t) => {
  const bad = adapter.toIndex(changedRow(facet, (row) => Object.assign(row, { giaiDoan: 999 })))
  t.match(bad, {
    ok: true,
    value: { entries: [] },
    findings: [{ code: 'code-unknown', effect: 'reject-record', pointer: '/danhSach/0/giaiDoan' }],
  })
})

t.test('every value of every type in every place: never a throw, and what is given conforms', async (t) => {
  const strange: readonly unknown[] = [
    null,
    '',
    'x'.repeat(5000),
    0,
    -1,
    1e300,
    2.5,
    true,
    [],
    [null],
    [[]],
    {},
    { ma: 1 },
    '\u202e',
    '__proto__',
  ]
  const places = (native: Native, at: (string | number)[] = []): (string | number)[][] =>
    typeof native === 'object' && native !== null
      ? Object.keys(native).flatMap((key) => [[...at, key], ...places(native[key], [...at, key])])
      : []
  const own = (of: TrueFacet, members: readonly string[]) =>
    places(JSON.parse(JSON.stringify(nativeDossier(of)))).filter(([name]) => members.includes(String(name)))
  const opinion = storyFacet('y-kien-toi-mat')
  const returned = storyFacet('tra-ho-so')
  const suspended = storyFacet('tam-dinh-chi')
  const registers = ['giaiDoanToTung', 'soKhoiToBiCan', 'soGiaoNhan']
  const everywhere: readonly (readonly [TrueFacet, readonly (string | number)[]])[] = [
    ...places(JSON.parse(whole)).map((place) => [facet, place] as const),
    ...own(opinion, ['phanMat', 'yeuCauKiemTraXacMinh']).map((place) => [opinion, place] as const),
    ...own(returned, ['vuAn', 'toaAnXetXu']).map((place) => [returned, place] as const),
    ...own(returned, registers)
      .filter(([, row]) => row === undefined || row === '0')
      .map((place) => [returned, place] as const),
    ...own(suspended, ['soTamDinhChi', 'quyetDinh']).map((place) => [suspended, place] as const),
  ]
  const wrong: string[] = []
  let cases = 0
  for (const [of, place] of everywhere)
    for (const value of strange) {
      if (cases++ % every !== 0) continue
      const answer = changed(of, (native) => {
        const holder = place.slice(0, -1).reduce((inner, key) => inner[key], native)
        holder[place.at(-1)!] = value
      })
      const outcome = adapter.toShared(answer)
      const good = outcome.ok
        ? outcome.value !== 'absent' && validateTranslation(outcome.value).length === 0
        : outcome.findings.length > 0
      if (!good) wrong.push(`/${place.join('/')} = ${JSON.stringify(value).slice(0, 40)}`)
    }
  t.strictSame(wrong, [])
})

t.test('no finding repeats a value or a name that the document made up', async (t) => {
  const canary = 'Chim Hoàng Yến 0912345678'
  const spoil = (native: Native): void => {
    for (const key of Object.keys(native)) {
      if (typeof native[key] === 'object' && native[key] !== null) spoil(native[key])
      else if (!['ma', 'mucChiaSe', 'giaiDoan', 'phanLoaiTin', 'luc', 'capNhatLuc'].includes(key)) native[key] = canary
    }
    if (!Array.isArray(native)) native[canary] = { [canary]: canary }
  }
  const outcome = adapter.toShared(changed(facet, spoil))
  t.ok(outcome.findings.length > 20)
  t.notMatch(JSON.stringify(outcome.findings), /Hoàng|0912345678/)
  for (const answer of [answerOf(bytes(`{"${canary}":1,"${canary}":2}`)), answerOf(`{"${canary}": ${canary}}`)])
    t.notMatch(JSON.stringify(adapter.toShared(answer).findings), /Hoàng|0912345678/)
})

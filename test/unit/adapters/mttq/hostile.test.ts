import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { every } from '../../../support/every.ts'
import {
  answerOf,
  kept,
  type Native,
  pageOf,
  petition,
  storyFacet,
  translated,
  unicodeFacet,
  vniFacet,
} from './petitions.ts'

const facet = storyFacet('mttq-phan-hoi')
const whole = JSON.stringify(nativeEvent(facet, 'e-1'))
const html = '<!DOCTYPE html><html><body>Hệ thống đang bảo trì</body></html>'
const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

const refused: readonly (readonly [string, NativeAnswer, object])[] = [
  ['cut short', answerOf(whole.slice(0, whole.length >> 1)), { code: 'document-malformed', line: 1 }],
  ['empty', answerOf(''), { code: 'document-malformed', line: 1, column: 1 }],
  ['a key twice', answerOf(whole.replace('"kin"', '"muc":"NB","kin"')), { code: 'key-duplicate' }],
  ['a key twice by escape', answerOf(whole.replace('"kin"', '"m\\u0075c":"NB","kin"')), { code: 'key-duplicate' }],
  ['a lone surrogate', answerOf(whole.replace('"noiDung":"', '"noiDung":"\\ud83d')), { code: 'document-malformed' }],
  ['old single-byte text', answerOf(Buffer.from(whole, 'latin1')), { code: 'encoding-invalid' }],
  ['UTF-16', answerOf(Buffer.from(whole, 'utf16le')), { code: 'encoding-invalid' }],
  ['a page said to be JSON', answerOf(html), { code: 'document-malformed' }],
  ['a page', answerOf(html, 200, 'text/html'), { code: 'media-type-unexpected' }],
  ['an array', answerOf('[]'), { code: 'field-type' }],
  ['deep nesting', answerOf(deep), { code: 'depth-exceeded' }],
  ['deep nesting in a field', answerOf(`{"phanAnh":{"noiDung":${deep}}}`), { code: 'depth-exceeded' }],
  ['too many values', answerOf(`{"duLieu":[${'1,'.repeat(60_000)}1]}`), { code: 'nodes-exceeded' }],
  ['too many bytes', answerOf(new Uint8Array(3 << 20)), { code: 'document-too-large' }],
  ['status 500', answerOf(whole, 500), { code: 'status-unexpected' }],
  ['neither petition nor page', answerOf('{}'), { code: 'field-missing' }],
]

t.test('what is no document of the format is refused with one finding', async (t) => {
  for (const [name, document, finding] of refused)
    for (const outcome of [adapter.toDeposits(document), adapter.toShared(document)])
      t.match(outcome, { ok: false, findings: [{ effect: 'reject-document', pointer: '', ...finding }] }, name)
})

t.test('a push or a page that is none is refused', async (t) => {
  const own = petition(facet)
  for (const [name, document, code] of [
    ['both at once', { phanAnh: own, duLieu: [own] }, 'field-missing'],
    ['an event that takes away', { suKien: 'XOA', phanAnh: own }, 'code-unknown'],
    ['an event as a number', { suKien: 1, phanAnh: own }, 'code-unknown'],
    ['no list', { duLieu: { 0: own } }, 'field-missing'],
    ['a cursor as a number', { duLieu: [own], tiepTheo: 2 ** 60 }, 'value-invalid'],
    ['an empty cursor', { duLieu: [own], tiepTheo: '' }, 'value-invalid'],
    ['a cursor without end', { duLieu: [own], mocThayDoi: '7'.repeat(1001) }, 'value-invalid'],
    ['no petition', { suKien: 'CAP_NHAT', phanAnh: null }, 'field-type'],
  ] as const)
    t.match(adapter.toDeposits(answerOf(JSON.stringify(document))), { ok: false, findings: [{ code }] }, name)
})

t.test('one bad petition rejects itself, not its page', async (t) => {
  const bad = petition(facet, (native) => Object.assign(native, { trangThai: 'LA' }))
  const page = adapter.toDeposits(pageOf([petition(unicodeFacet), bad, null, 7, petition(vniFacet)]))
  if (!page.ok) return t.fail('page refused')
  t.strictSame(
    page.value.deposits.map(({ entry }) => entry.nativeKey),
    [unicodeFacet.nativeKey, vniFacet.nativeKey],
  )
  t.match(page.findings, [
    { code: 'code-unknown', effect: 'reject-record', pointer: '/duLieu/1/trangThai', line: 1 },
    { code: 'field-type', effect: 'reject-record', pointer: '/duLieu/2' },
    { code: 'field-type', effect: 'reject-record', pointer: '/duLieu/3' },
  ])
  t.strictSame([page.value.changesFrom, page.value.next], ['0', undefined])
})

t.test('a petition twice in a page is one: the later state, which is said', async (t) => {
  const earlier = petition(facet, (native) => Object.assign(native, { capNhatLuc: '01/01/2026 00:00:00' }))
  for (const both of [
    [earlier, petition(facet)],
    [petition(facet), earlier],
  ]) {
    const page = adapter.toDeposits(pageOf(both))
    t.strictSame(page.ok && page.value.deposits.map(({ entry }) => entry), [facet.index])
    t.match(page.findings, [{ code: 'record-repeated', effect: 'note', pointer: '/duLieu' }])
  }
})

const degraded: readonly (readonly [string, (native: Native) => void, object, string?])[] = [
  [
    'an unknown channel',
    (n) => Object.assign(n, { kenh: ['WEB', 'XX'] }),
    { code: 'code-unknown', pointer: '/phanAnh/kenh/1' },
    '/report/channels',
  ],
  ['an unknown field', (n) => Object.assign(n, { linhVuc: 'XX' }), { code: 'code-unknown' }, '/report/corruptionField'],
  [
    'a place that is no object',
    (n) => Object.assign(n, { noiXayRa: 'ấp Vĩnh Lộc' }),
    { code: 'field-type', pointer: '/phanAnh/noiXayRa' },
    '/report/place/text',
  ],
  [
    'an address with a code',
    (n) => Object.assign(n.nguoiPhanAnh, { diaChi: { maXa: '30307' } }),
    { code: 'field-type' },
    '/reporters/0/address',
  ],
  [
    'a phone in words',
    (n) => Object.assign(n.nguoiPhanAnh, { dienThoai: 'không có' }),
    { code: 'value-invalid' },
    '/reporters/0/phone',
  ],
  [
    'a day that is none',
    (n) => Object.assign(n.noiXayRa, { thoiGian: '31/02/2026' }),
    { code: 'value-invalid' },
    '/report/occurredAt',
  ],
  [
    'a year in the day',
    (n) => Object.assign(n.phanHoi[0], { ngayNhan: '2026-10-20' }),
    { code: 'value-invalid' },
    '/feedback/0/receivedOn',
  ],
  [
    'a text too long',
    (n) => Object.assign(n, { noiDung: 'ữ'.repeat(4001) }),
    { code: 'value-too-long', found: { length: 4001 } },
    '/report/summary',
  ],
  [
    'an unknown role',
    (n) => Object.assign(n.nguoiDuocNeu[0], { tuCach: 'BC' }),
    { code: 'code-unknown' },
    '/participants',
  ],
  [
    'an answer of nobody',
    (n) => delete n.phanHoi[0].coQuan,
    { code: 'field-missing', pointer: '/phanAnh/phanHoi/0' },
    '/feedback',
  ],
  ['an unknown rule', (n) => Object.assign(n.thoiHan[0], { quyTac: 'X' }), { code: 'code-unknown' }, '/clocks'],
  [
    'a citizen of an unknown kind',
    (n) => Object.assign(n.nguoiPhanAnh, { hinhThuc: 'ROBOT' }),
    { code: 'code-unknown' },
    '/reporters',
  ],
  ['a receiver that is unknown', (n) => Object.assign(n.chuyenXuLy, { coQuan: 'XYZ' }), { code: 'code-unknown' }],
  [
    'a receiver without numbers of its own',
    (n) => Object.assign(n.chuyenXuLy, { coQuan: 'TAT' }),
    { code: 'identifier-unusable' },
  ],
]

t.test(
  'what is not understood is left out as unknown, with a finding that points at it, and the rest stands',
  async (t) => {
    // By the new form, so that what is put in stands in its table.
    const fresh = (change: (native: Native) => void) =>
      kept(facet, (native) => {
        const by = petition(unicodeFacet)
        Object.assign(native, { bangMa: 'UNICODE', noiDung: by.noiDung, noiXayRa: by.noiXayRa })
        Object.assign(native.nguoiPhanAnh, { hoTen: 'Đặng Ửng', diaChi: 'ấp Mỹ Quới' })
        Object.assign(native.nguoiDuocNeu[0], { hoTen: 'Võ Ẩn' })
        for (const don of native.donThu) don.trichYeu = 'Về việc thu tiền'
        for (const phieu of native.phieuChuyen) Object.assign(phieu, { giayTo: ['Đơn'], lyDo: 'Có dấu hiệu tội phạm' })
        change(native)
      })
    t.strictSame(translated(fresh(() => {})).findings, [])
    for (const [name, change, finding, path] of degraded) {
      const read = translated(fresh(change))
      const { findings, ...translation } = read
      t.match(findings, [{ effect: 'degraded', ...finding }], name)
      t.strictSame(validateTranslation(translation), [], name)
      if (path)
        t.ok(
          read.absent.some((entry) => entry.path === path && entry.why === 'unknown'),
          `${name}: ${path}`,
        )
      if (name.startsWith('a receiver')) t.equal(read.facet.identifiers.length, 1, name)
    }
  },
)

t.test('who writes anonymously is not named, whatever else stands in the petition', async (t) => {
  const read = translated(kept(facet, (native) => Object.assign(native.nguoiPhanAnh, { hinhThuc: 'AD' })))
  t.strictSame(Object.keys(read.facet.reporters![0]!).toSorted(), ['id', 'kind', 'reportedAt'])
  t.match(read.findings, [{ code: 'anonymity-contradicted', effect: 'degraded', pointer: '/phanAnh/nguoiPhanAnh' }])
})

t.test('a petition without what makes it one is refused', async (t) => {
  for (const change of [
    (n: Native) => Object.assign(n, { trangThai: 'DA_XET_XU' }),
    (n: Native) => Object.assign(n, { loai: 'KNKT' }),
    (n: Native) => Object.assign(n, { tiepNhan: '01/01/2026' }),
    (n: Native) => delete n.capNhatLuc,
    (n: Native) => Object.assign(n, { maPhanAnh: '' }),
    (n: Native) => Object.assign(n, { maPhanAnh: 'P'.repeat(65) }),
    (n: Native) => Object.assign(n, { phanHoi: {} }),
    (n: Native) => Object.assign(n, { nguoiDuocNeu: Array.from({ length: 201 }, () => ({})) }),
  ]) {
    const outcome = adapter.toShared(kept(facet, change))
    t.notOk(outcome.ok)
    t.ok(outcome.findings.some(({ effect }) => effect === 'reject-record'))
  }
})

t.test(
  'members that the format does not know are named where their names may be a format’s, else counted',
  async (t) => {
    const read = translated(
      kept(facet, (native) => Object.assign(native.tiepNhan, { biDanh: 'x', '079085001234': 1, 'Nguyễn Văn A': 2 })),
    )
    t.match(read.findings, [
      { code: 'field-unknown', effect: 'note', pointer: '/phanAnh/tiepNhan/biDanh', found: { type: 'string' } },
      { code: 'field-unknown', effect: 'note', pointer: '/phanAnh/tiepNhan', found: { length: 2 } },
    ])
    t.notMatch(JSON.stringify(read.findings), /0790|Nguyễn/)
  },
)

t.test('every value of every type in every place: never a throw, and what is given conforms', async (t) => {
  const strange = [
    null,
    '',
    'x'.repeat(5000),
    0,
    2 ** 60,
    true,
    [],
    [null],
    [[]],
    {},
    { ma: 1 },
    '\u202e',
    '__proto__',
    'ùù',
    'ñ',
  ]
  const places = (native: Native, at: (string | number)[] = []): (string | number)[][] =>
    typeof native === 'object' && native !== null
      ? Object.keys(native)
          // The first item of a list stands for all of them.
          .filter((key) => !Array.isArray(native) || key === '0')
          .flatMap((key) => [[...at, key], ...places(native[key], [...at, key])])
      : []
  const wrong: string[] = []
  let cases = 0
  for (const held of [facet, vniFacet])
    for (const place of places(nativeEvent(held, 'e-1')))
      for (const value of strange) {
        if (cases++ % every !== 0) continue
        const native: Native = structuredClone(nativeEvent(held, 'e-1'))
        place.slice(0, -1).reduce((inner, key) => inner[key], native)[place.at(-1)!] = value
        const document = answerOf(JSON.stringify(native))
        const shared = adapter.toShared(document)
        const deposits = adapter.toDeposits(document)
        const good =
          (shared.ok ? validateTranslation(shared.value).length === 0 : shared.findings.length > 0) &&
          (deposits.ok
            ? shared.ok &&
              validateIndexPage({ entries: deposits.value.deposits.map(({ entry }) => entry) }).length === 0
            : deposits.findings.length > 0)
        if (!good) wrong.push(`/${place.join('/')} = ${JSON.stringify(value).slice(0, 40)}`)
      }
  t.strictSame(wrong, [])
})

t.test('no finding repeats a value or a name that the document made up', async (t) => {
  const canary = 'Chim Hoàng Yến 0912345678'
  const spoil = (native: Native): void => {
    for (const key of Object.keys(native)) {
      if (typeof native[key] === 'object' && native[key] !== null) spoil(native[key])
      else if (!['ma', 'maPhanAnh', 'bangMa', 'trangThai', 'loai', 'luc', 'capNhatLuc'].includes(key))
        native[key] = canary
    }
    if (!Array.isArray(native)) native[canary] = { [canary]: canary }
  }
  const outcome = adapter.toShared(kept(unicodeFacet, spoil))
  t.ok(outcome.findings.length > 10)
  t.notMatch(JSON.stringify(outcome.findings), /Hoàng|0912345678/)
  for (const text of [`{"${canary}":1,"${canary}":2}`, `{"${canary}": ${canary}}`])
    t.notMatch(JSON.stringify(adapter.toDeposits(answerOf(text)).findings), /Hoàng|0912345678/)
})

t.test('a page holds no more petitions than are read in time and an index page takes', async (t) => {
  t.match(adapter.toDeposits(pageOf(Array(2_001).fill({}))), { ok: false, findings: [{ code: 'records-exceeded' }] })
})

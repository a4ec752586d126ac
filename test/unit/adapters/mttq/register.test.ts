/** The Front's own book of a matter: petitions, hand-overs to others, other petitions of the portal. */
import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { oldForm } from '../../../../adapters/mttq/sandbox/writer.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { NativeFacet } from '../../../../adapters/sdk/adapter.ts'
import { inconsistencies } from '../../../../schemas/consistency/consistency.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { facets, kept, type Native, storyFacet, translated, world } from './petitions.ts'

const told = (name: string): NativeFacet => translated(kept(storyFacet(name))).facet

t.test('its stories are told', async (t) => {
  t.match(told('mttq-phan-hoi').petitions, [
    { id: 'DT-1', classification: 'TIN_BAO', forwardedTo: { code: 'CA' }, state: 'DA_TRA_LOI', answeredOn: /^2026/ },
    { id: 'DT-2', subject: /^Đơn gửi lần hai/ },
  ])
  t.match(told('mttq-phan-hoi').custody, [
    { from: { code: 'MTTQ' }, to: { code: 'CA', native: 'CAT' }, rule: 'BLTTHS.146', papers: ['Phiếu chuyển', /./] },
  ])
  const again = told('trung-hai-kenh')
  t.match(
    again.report.channels?.map(({ code }) => code),
    again.petitions?.map(({ channel }) => channel!.code),
  )
  t.equal(again.petitions?.length, 2)
  t.match(again.links, [
    {
      relation: 'TRUNG_VOI',
      identifier: { system: 'mttq:tiep-nhan', type: 'SO_HO_SO', value: /^PA-/, assigner: { code: 'MTTQ' } },
      agency: { code: 'MTTQ' },
    },
  ])
  t.match(told('mttq-cho-phan-loai'), { petitions: [{ state: 'DANG_XU_LY' }], custody: [] })
  t.match(
    told('mttq-to-giac').petitions,
    [{ classification: 'TO_GIAC', state: 'DA_CHUYEN' }],
    'an extension answers nothing',
  )
})

t.test('what is not there has its reason', async (t) => {
  const why = (name: string, change?: (native: Native) => void) =>
    translated(kept(storyFacet(name), change)).absent.filter(({ path }) => /^.(petitions.0|custody)/.test(path))
  const answer = '/petitions/0/answeredOn'
  t.strictSame(why('mttq-cho-phan-loai'), [
    { path: answer, why: 'pending' },
    { path: '/petitions/0/classification', why: 'pending' },
  ])
  t.strictSame(why('mttq-an-danh'), [{ path: answer, why: 'inapplicable' }])
  const lost = (native: Native) => Object.assign(native.donThu[0], { ngayTraLoi: null, phanLoai: '' })
  t.strictSame(why('mttq-phan-hoi', lost), [
    { path: answer, why: 'unknown' },
    { path: '/petitions/0/classification', why: 'unknown' },
  ])
  const times = (lucGui: unknown, lucNhan: unknown) => (native: Native) =>
    Object.assign(native.phieuChuyen[0], { lucGui, lucNhan })
  t.strictSame(why('mttq-phan-hoi', times(null, null)), [
    { path: '/custody/0/acknowledgedAt', why: 'pending' },
    { path: '/custody/0/sentAt', why: 'pending' },
  ])
  t.strictSame(why('mttq-phan-hoi', times(null, '01/10/2026')), [{ path: '/custody/0/sentAt', why: 'unknown' }])
})

t.test('in every world it agrees with the book of the police, with the calendar and with itself', async (t) => {
  for (const seed of [1, 5])
    for (const { name, facets: of } of makeWorld({ seed, dossiers: 250, broken_percent: 30 }).matters) {
      if (of.mttq === undefined) continue
      const { facet, updatedAt } = of.mttq.translation
      const at = `${seed} ${name ?? of.mttq.nativeKey}`
      t.strictSame(inconsistencies(facet as Parameters<typeof inconsistencies>[0], updatedAt), [], at)
      const police = of['cong-an']?.translation.facet.custody?.filter(({ from }) => from?.code === 'MTTQ') ?? []
      const own = facet.custody!
      t.equal(own.length, police.length, at)
      own.forEach((note, i) => {
        t.ok(note.sentAt?.startsWith(police[i]!.sentAt!.slice(0, 10)), at)
        t.ok(police[i]!.acknowledgedAt?.startsWith(note.acknowledgedAt!), at)
        t.strictSame(note.papers, police[i]!.papers, at)
        t.equal(note.dueOn, facet.clocks?.[0]?.dueOn, at)
      })
      for (const { forwardedOn, forwardedTo } of facet.petitions!)
        if (forwardedTo?.code === 'CA') t.ok(own[0]?.sentAt?.startsWith(forwardedOn!), at)
    }
})

t.test('the earlier petition that a link names is no other matter’s', async (t) => {
  const large = makeWorld({ seed: 3, dossiers: 400 })
  const held = large.matters.flatMap(({ facets: of }) => of.mttq ?? [])
  const own = new Set(held.map(({ nativeKey }) => nativeKey))
  const named = held.flatMap(({ translation }) => translation.facet.links!.map(({ identifier }) => identifier.value))
  t.ok(named.length > 5)
  t.equal(new Set(named).size, named.length)
  t.strictSame(
    named.filter((number) => own.has(number)),
    [],
  )
})

t.test('times keep as much as the portal knows of them', async (t) => {
  const precise = new Set<number>()
  for (const { translation } of facets)
    for (const { sentAt, acknowledgedAt } of translation.facet.custody!) {
      precise.add(sentAt!.length)
      precise.add(acknowledgedAt!.length)
    }
  t.strictSame([...precise].toSorted(), [10, 25])
  for (const [written, read] of [
    ['2026', '2026'],
    ['10/2026', '2026-10'],
    ['01/10/2026', '2026-10-01'],
    ['01/10/2026 23:59', '2026-10-01T23:59:00+07:00'],
    ['01/10/2026 08:00:59', '2026-10-01T08:00:59+07:00'],
  ] as const) {
    const { custody } = translated(
      kept(storyFacet('mttq-phan-hoi'), (native) => Object.assign(native.phieuChuyen[0], { lucGui: written })),
    ).facet
    t.equal(custody?.[0]?.sentAt, read)
  }
})

t.test('of an old petition the subject and the transfer note are in VNI too', async (t) => {
  const old = world.matters
    .flatMap(({ facets: of }) => of.mttq ?? [])
    .find(({ nativeKey, translation }) => oldForm(nativeKey) && translation.facet.custody!.length > 0)!
  const stored = Buffer.from(kept(old).body).toString()
  t.match(stored, /"trichYeu":"Phaûn aùnh: /)
  t.match(stored, /"giayTo":\["Phieáu chuyeån","Noäi dung phaûn aùnh cuûa coâng daân"\],"lyDo":"Noäi dung coù/)
  const { petitions, custody } = translated(kept(old)).facet
  t.match(petitions?.[0]?.subject, /^Phản ánh: /)
  t.match(custody?.[0], { papers: ['Phiếu chuyển', 'Nội dung phản ánh của công dân'], reason: /^Nội dung có dấu hiệu/ })
  const mixed = (native: Native) => {
    native.donThu[0].trichYeu = 'Về việc thu tiền'
    native.phieuChuyen[0].giayTo[1] = 'Đơn'
  }
  const read = translated(kept(old, mixed))
  t.match(read.findings, [
    { code: 'text-garbled', effect: 'degraded', pointer: '/phanAnh/donThu/0/trichYeu', target: '/petitions/0/subject' },
    { code: 'text-garbled', effect: 'degraded', pointer: '/phanAnh/phieuChuyen/0/giayTo/1' },
  ])
  t.strictSame([read.facet.petitions?.[0]?.subject, read.facet.custody?.[0]?.papers], [undefined, ['Phiếu chuyển']])
})

t.test('text of a transfer note bears the table out, and contradicts it', async (t) => {
  const bare = (bangMa: string, lyDo: string) => (native: Native) => {
    Object.assign(native, { bangMa, noiDung: 'Don xin', noiXayRa: null, nguoiPhanAnh: null, nguoiDuocNeu: [] })
    for (const don of native.donThu) don.trichYeu = null
    Object.assign(native.phieuChuyen[0], { giayTo: null, lyDo })
  }
  const facet = storyFacet('mttq-phan-hoi')
  t.equal(translated(kept(facet, bare('VNI', 'Ñuùng'))).facet.custody?.[0]?.reason, 'Đúng')
  t.match(adapter.toShared(kept(facet, bare('VNI', 'Đúng'))), { ok: false, findings: [{ code: 'text-garbled' }] })
})

/** A change of one item, and what becomes of it. `path` is then unknown. */
const degraded: readonly (readonly [string, (native: Native) => void, object, string])[] = [
  [
    'a classification nobody knows',
    (n) => Object.assign(n.donThu[0], { phanLoai: 'XX' }),
    { code: 'code-unknown', pointer: '/phanAnh/donThu/0/phanLoai' },
    '/petitions/0/classification',
  ],
  [
    'a state of another list',
    (n) => Object.assign(n.donThu[1], { tinhTrang: 'DANG_CHAY' }),
    { code: 'code-unknown' },
    '/petitions/1/state',
  ],
  [
    'a channel nobody knows',
    (n) => Object.assign(n.donThu[0], { kenh: 'FAX' }),
    { code: 'code-unknown' },
    '/petitions/0/channel',
  ],
  [
    'a day that is none',
    (n) => Object.assign(n.donThu[0], { ngayNhan: '30/02/2026' }),
    { code: 'value-invalid' },
    '/petitions/0/receivedOn',
  ],
  [
    'half a signature',
    (n) => Object.assign(n.donThu[0], { soNguoiKy: 1.5 }),
    { code: 'value-invalid' },
    '/petitions/0/signers',
  ],
  [
    'signatures below none',
    (n) => Object.assign(n.donThu[0], { soNguoiKy: -1 }),
    { code: 'value-invalid' },
    '/petitions/0/signers',
  ],
  [
    'signatures of a whole land',
    (n) => Object.assign(n.donThu[0], { soNguoiKy: 1e8 }),
    { code: 'value-invalid' },
    '/petitions/0/signers',
  ],
  [
    'signatures in words',
    (n) => Object.assign(n.donThu[0], { soNguoiKy: '12' }),
    { code: 'field-type' },
    '/petitions/0/signers',
  ],
  [
    'a subject too long',
    (n) => Object.assign(n.donThu[0], { trichYeu: 'ữ'.repeat(501) }),
    { code: 'value-too-long' },
    '/petitions/0/subject',
  ],
  [
    'a petition without key',
    (n) => delete n.donThu[0].ma,
    { code: 'field-missing', pointer: '/phanAnh/donThu/0' },
    '/petitions',
  ],
  [
    'a petition that is text',
    (n) => n.donThu.push('208/ĐT'),
    { code: 'field-type', pointer: '/phanAnh/donThu/2' },
    '/petitions',
  ],
  [
    'a receiver nobody knows',
    (n) => Object.assign(n.phieuChuyen[0], { noiNhan: 'XYZ' }),
    { code: 'code-unknown' },
    '/custody/0/to',
  ],
  [
    'a time on a day that is none',
    (n) => Object.assign(n.phieuChuyen[0], { lucGui: '31/04/2026 08:00' }),
    { code: 'value-invalid' },
    '/custody/0/sentAt',
  ],
  [
    'a time after the last of the day',
    (n) => Object.assign(n.phieuChuyen[0], { lucNhan: '01/10/2026 24:00' }),
    { code: 'value-invalid' },
    '/custody/0/acknowledgedAt',
  ],
  [
    'a time of the machine’s',
    (n) => Object.assign(n.phieuChuyen[0], { lucNhan: 1759278600 }),
    { code: 'field-type' },
    '/custody/0/acknowledgedAt',
  ],
  [
    'papers as text',
    (n) => Object.assign(n.phieuChuyen[0], { giayTo: 'Phiếu chuyển' }),
    { code: 'field-type' },
    '/custody/0/papers',
  ],
  [
    'more papers than a note has',
    (n) => Object.assign(n.phieuChuyen[0], { giayTo: Array(51).fill('Đơn') }),
    { code: 'value-too-long', found: { length: 51 } },
    '/custody/0/papers',
  ],
  [
    'a paper without a name',
    (n) => n.phieuChuyen[0].giayTo.unshift(''),
    { code: 'value-invalid', pointer: '/phanAnh/phieuChuyen/0/giayTo/0' },
    '/custody/0/papers',
  ],
  [
    'a limit nobody knows',
    (n) => Object.assign(n.phieuChuyen[0], { quyTac: 'BLTTHS.146' }),
    { code: 'code-unknown' },
    '/custody/0/rule',
  ],
  ['a relation nobody knows', (n) => Object.assign(n.lienKet[0], { quanHe: 'X' }), { code: 'code-unknown' }, '/links'],
  ['a link to nothing', (n) => delete n.lienKet[0].maPhanAnh, { code: 'field-missing' }, '/links'],
  [
    'a link to itself',
    (n) => Object.assign(n.lienKet[0], { maPhanAnh: n.maPhanAnh }),
    { code: 'reference-unresolved', pointer: '/phanAnh/lienKet/0' },
    '/links',
  ],
  [
    'a year in the day',
    (n) => Object.assign(n.lienKet[0], { ngayHuy: '2026-10-20' }),
    { code: 'value-invalid' },
    '/links/0/revokedOn',
  ],
]

const link = { ma: 'LK-1', quanHe: 'LIEN_QUAN', maPhanAnh: 'PA-2025-000001', ngay: '10/2025', ngayHuy: null }
const withLink = (change: (native: Native) => void) =>
  kept(storyFacet('mttq-phan-hoi'), (native) => {
    native.lienKet = [{ ...link }, { ...link, ma: 'LK-2', quanHe: 'TACH_TU', ngayHuy: '05/11/2026' }]
    change(native)
  })

t.test('what is not understood is left out as unknown, or its item is, and the others stand', async (t) => {
  const whole = translated(withLink(() => {}))
  t.strictSame(whole.findings, [])
  t.match(whole.facet.links, [
    { id: 'LK-1', relation: 'LIEN_QUAN', linkedOn: '2025-10' },
    { id: 'LK-2', relation: 'TACH_TU', revokedOn: '2026-11-05' },
  ])
  for (const [name, change, finding, path] of degraded) {
    const { findings, ...translation } = translated(withLink(change))
    t.match(findings, [{ effect: 'degraded', ...finding }], name)
    t.equal(findings.length, 1, name)
    t.strictSame(validateTranslation(translation), [], name)
    t.ok(
      translation.absent.some((entry) => entry.path === path && entry.why === 'unknown'),
      `${name}: ${path}`,
    )
    const { links = [] } = translation.facet
    if (path === '/links')
      t.strictSame(
        links.map(({ id }) => id),
        ['LK-2'],
        name,
      )
  }
})

t.test('of two notes with one key the first stands, and it is said that there were more', async (t) => {
  const twice = translated(
    kept(storyFacet('mttq-phan-hoi'), (n) => n.phieuChuyen.push({ ...n.phieuChuyen[0], lyDo: 'Canary' })),
  )
  t.equal(twice.facet.custody?.length, 1)
  t.match(twice.absent, [{ path: '/custody', why: 'unknown' }])
  t.notMatch(JSON.stringify(twice), 'Canary')
})

t.test('a list that is none, or too long, refuses the petition: it can’t be known what is lost', async (t) => {
  for (const name of ['donThu', 'phieuChuyen', 'lienKet'])
    for (const [list, code] of [
      [{ 0: {} }, 'field-type'],
      ['không', 'field-type'],
      [Array(51).fill({}), 'value-too-long'],
    ] as const)
      t.match(adapter.toShared(withLink((native) => Object.assign(native, { [name]: list }))), {
        ok: false,
        findings: [{ code, effect: 'reject-record', pointer: `/phanAnh/${name}` }],
      })
})

t.test('a mark in the book conceals the petition; the stamp of a state secret there refuses it', async (t) => {
  for (const name of ['donThu', 'phieuChuyen', 'lienKet']) {
    const marked = (mark: object) => withLink((native) => Object.assign(native[name][0], mark))
    const read = translated(marked({ muc: 'NB' }))
    t.strictSame(read.facet.label, { level: 'CHUA_XAC_DINH', tags: [] }, name)
    const taken = adapter.toDeposits(marked({ kin: false }))
    t.ok(taken.ok && taken.value.deposits[0]?.entry.conceal, name)
    t.match(adapter.toShared(marked({ doMat: 'M' })), { ok: false, findings: [{ code: 'state-secret-in-clear' }] })
  }
})

t.test('a petition that was kept before the portal told of its book is still read', async (t) => {
  const before = kept(storyFacet('mttq-phan-hoi'), (native) => {
    for (const name of ['donThu', 'phieuChuyen', 'lienKet']) delete native[name]
  })
  const { findings, facet } = translated(before)
  t.strictSame([findings, facet.petitions, facet.custody, facet.links], [[], [], [], []])
})

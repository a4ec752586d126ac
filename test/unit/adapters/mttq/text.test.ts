import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { kept, type Native, storyFacet, translated, unicodeFacet, vniFacet } from './petitions.ts'

t.test('the old form’s text is VNI in the document and Unicode in the shared form', async (t) => {
  const stored = Buffer.from(kept(vniFacet).body).toString()
  t.match(stored, /Kính göûi UÛy ban Maët traän Toå quoác Vieät Nam/)
  t.match(translated(kept(vniFacet)).facet.report.summary, /^Kính gửi Ủy ban Mặt trận Tổ quốc Việt Nam/)
})

t.test('a wrong table that no text bears out rejects the petition, both ways round', async (t) => {
  for (const [facet, bangMa] of [
    [vniFacet, 'UNICODE'],
    [unicodeFacet, 'VNI'],
  ] as const)
    t.match(adapter.toShared(kept(facet, (native) => Object.assign(native, { bangMa }))), {
      ok: false,
      findings: [{ code: 'text-garbled', effect: 'reject-record', pointer: '/phanAnh/bangMa' }],
    })
})

t.test('a table that is missing or unknown rejects the petition', async (t) => {
  for (const [bangMa, code] of [
    [undefined, 'field-missing'],
    [null, 'field-missing'],
    ['TCVN3', 'code-unknown'],
    ['toString', 'code-unknown'],
    [1, 'code-unknown'],
  ] as const)
    t.match(
      adapter.toShared(kept(vniFacet, (native) => Object.assign(native, { bangMa }))),
      { ok: false, findings: [{ code, effect: 'reject-record' }] },
      String(bangMa),
    )
})

/** One member in the other table than the rest of the petition. */
const mixed: readonly (readonly [string, typeof vniFacet, (native: Native) => void, string, string])[] = [
  [
    'a VNI name in a Unicode petition',
    unicodeFacet,
    (n) => Object.assign(n.nguoiPhanAnh, { hoTen: 'Leâ Vaên Ñöùc' }),
    '/nguoiPhanAnh/hoTen',
    '/reporters/0/fullName',
  ],
  [
    'a VNI place in a Unicode petition',
    unicodeFacet,
    (n) => Object.assign(n.noiXayRa, { diaChi: 'aáp Taân Hieäp' }),
    '/noiXayRa/diaChi',
    '/report/place/text',
  ],
  [
    'a Unicode name in a VNI petition',
    vniFacet,
    (n) => Object.assign(n.nguoiDuocNeu[0], { hoTen: 'Đỗ Thị Ửng' }),
    '/nguoiDuocNeu/0/hoTen',
    '/participants/0/person/fullName',
  ],
  [
    'a Unicode text in a VNI petition',
    vniFacet,
    (n) => Object.assign(n, { noiDung: 'Tôi tố cáo' }),
    '/noiDung',
    '/report/summary',
  ],
  [
    'VNI cut in the middle of a letter',
    vniFacet,
    (n) => Object.assign(n.noiXayRa, { diaChi: 'ùt Ñöùc' }),
    '/noiXayRa/diaChi',
    '/report/place/text',
  ],
]

t.test('a single text that contradicts the table is left out as unknown, with a finding, never garbled', async (t) => {
  for (const [name, facet, change, pointer, target] of mixed) {
    const whole = (native: Native) => {
      native.nguoiPhanAnh.hinhThuc = 'CN'
      change(native)
    }
    const read = translated(kept(facet, whole))
    t.match(read.findings, [{ code: 'text-garbled', effect: 'degraded', pointer: `/phanAnh${pointer}`, target }], name)
    t.ok(
      read.absent.some(({ path, why }) => path === target && why === 'unknown'),
      name,
    )
    t.notMatch(JSON.stringify(read.findings), /Leâ|Tôi|Ửng/)
  }
})

t.test('a foreign word in Vietnamese text is no contradiction', async (t) => {
  const summary = 'Công ty Löwe ở Saïgon nhận tiền của Citroën, Müller và Peña.'
  const read = translated(kept(unicodeFacet, (native) => Object.assign(native, { noiDung: summary })))
  t.strictSame([read.facet.report.summary, read.findings], [summary, []])
})

t.test('text of other agencies is Unicode in old petitions too', async (t) => {
  const content = 'Đã tiếp nhận ở Phòng PC03.'
  const read = translated(
    kept(storyFacet('mttq-phan-hoi'), (native) => Object.assign(native.phanHoi[0], { noiDung: content })),
  )
  t.equal(read.facet.feedback![0]!.content, content)
})

t.test('decomposed text comes composed, in either table', async (t) => {
  for (const facet of [unicodeFacet, vniFacet]) {
    const decompose = (native: Native) => Object.assign(native, { noiDung: native.noiDung.normalize('NFD') })
    t.equal(translated(kept(facet, decompose)).facet.report.summary, facet.translation.facet.report.summary)
  }
})

t.test('the bound is on the text as read, not as VNI writes it', async (t) => {
  const name = (length: number) => (native: Native) =>
    Object.assign(native.nguoiDuocNeu[0], { hoTen: 'Ñaëng '.padEnd(length * 2 - 1, 'aù') })
  const read = (length: number) => translated(kept(vniFacet, name(length)))
  const [named] = read(150).facet.participants!
  t.ok(named!.person!.fullName!.length > 140)
  t.match(read(250).findings, [{ code: 'value-too-long' }])
})

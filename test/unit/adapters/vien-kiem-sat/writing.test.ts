/** What a handed over matter looks like in the procuracy's own form, and what of it is refused or told as lost. */
import t from 'tap'
import { coded } from '../../../../adapters/sandbox/codes.ts'
import { patched } from '../../../../adapters/sandbox/golden.ts'
import type { Translation, WritingContext } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { writeDossier } from '../../../../adapters/vien-kiem-sat/writing.ts'
import { answerOf, type Native, storyFacet } from './answers.ts'

const context: WritingContext = {
  reference: 'cg-2026-000017',
  at: '2026-11-22T09:05:00+07:00',
  from: { id: 'cong-an', code: 'CA', title: 'Công an tỉnh An Giang' },
  to: { id: 'vien-kiem-sat', code: 'VKS', title: 'Viện kiểm sát nhân dân tỉnh An Giang' },
}

/** Of a case before the court, without the codes of any system. */
const { translation } = storyFacet('toa-thu-ly')

const withFacet = (facet: object): Translation => ({ ...translation, facet: patched(translation.facet, facet) })

function written(of: Translation) {
  const outcome = writeDossier(of, context)
  if (!outcome.ok) throw new Error(outcome.findings.map(({ code, pointer }) => `${code} ${pointer}`).join())
  const { mediaType, body } = outcome.value
  const back = adapter.toShared(answerOf(body, 200, mediaType))
  if (!back.ok || back.value === 'absent') throw new Error('not read')
  const told = outcome.findings.map(({ code, pointer }) => `${code} ${pointer}`)
  return { native: JSON.parse(Buffer.from(body).toString()) as Native, told, back: back.value, read: back.findings }
}

const refusal = (of: Translation) => {
  const outcome = writeDossier(of, context)
  return outcome.ok ? undefined : outcome.findings.map(({ code, pointer }) => `${code} ${pointer}`)
}

t.test('the handing over stands beside the matter, whose own key the procuracy has yet to give', async (t) => {
  const { native, told, read } = written(translation)
  t.match(native, {
    maTinBao: 'cg-2026-000017',
    chuyenGiao: { soThamChieu: 'cg-2026-000017', luc: '22/11/2026 09:05:00', benGiao: { ma: 1 }, benNhan: { ma: 2 } },
    coQuanTiepNhan: { ma: 1, ten: 'Công an tỉnh An Giang' },
    soHoSo: translation.facet.identifiers[0]!.value,
    mucChiaSe: 'INTERNAL',
    doMat: null,
  })
  t.strictSame([told, read], [[], []])
  t.strictSame(writeDossier(translation, context), writeDossier(translation, context))
})

t.test('people stand apart by their role, the first of each task has its field, the rest are listed', async (t) => {
  const participants = ['BI_HAI', 'BI_CAO', 'NGUOI_LAM_CHUNG', 'BI_CAN'].map((role, i) => ({
    id: `P-${i}`,
    role: coded('participant-roles', role),
  }))
  const assignments = ['XET_XU', 'GIAI_QUYET', 'GIAI_QUYET'].map((task, i) => ({ id: `A-${i}`, task }))
  const { native, back } = written({
    ...translation,
    facet: { ...translation.facet, participants, assignments } as never,
  })
  const keys = (rows: Native) => rows.map(({ ma }: Native) => ma)
  t.strictSame(keys(native.danhSachNguoiBiToGiac), ['P-1', 'P-3'])
  t.strictSame(keys(native.nguoiThamGiaKhac), ['P-0', 'P-2'])
  t.strictSame([native.kiemSatVien, native.donViDieuTra.ma, native.toaAnXetXu.ma], [null, 'A-1', 'A-0'])
  t.match(native.phanCongKhac, [{ ma: 'A-2', nhiemVu: 2 }])
  t.equal(back.facet.assignments?.length, 3)
})

t.test(
  'a number has its field, or stands among those of others; one of a system that is not known has no place',
  async (t) => {
    const number = (system: string, type: string, value: string, code: string) => ({
      ...{ system, type, value },
      assigner: coded('agencies', code),
    })
    const identifiers = [
      number('cong-an:dieu-tra', 'SO_QUYET_DINH', '1/QĐ', 'CA'),
      number('cong-an:dieu-tra', 'SO_QUYET_DINH', '2/QĐ', 'CA'),
      number('vien-kiem-sat:kiem-sat', 'SO_QUYET_DINH', '3/CT', 'VKS'),
      number('mttq:tiep-nhan', 'SO_HO_SO', 'PA-1', 'MTTQ'),
      number('bien-phong:ho-so', 'SO_HO_SO', 'BP-1', 'BP'),
      number('cong-an:dieu-tra', 'SO_TIEP_NHAN', '4/TN', 'VKS'),
    ]
    const of = { ...translation, facet: { ...translation.facet, identifiers } } as Translation
    const { native, told, back } = written(of)
    t.match(native, { soHoSo: null, vuAn: { soKhoiTo: '1/QĐ', coQuanKhoiTo: 1, soCaoTrang: '3/CT' } })
    t.match(native.soKhac, [
      { so: '2/QĐ', loaiSo: 2, donVi: 1 },
      { so: 'PA-1', loaiSo: 3, donVi: 5 },
    ])
    t.strictSame(
      told,
      ['no-place /facet/identifiers/4/system', 'no-place /facet/identifiers/5'],
      'nor one whose giver is not that of its system',
    )
    t.strictSame(back.facet.identifiers.map(({ value }) => value).sort(), ['1/QĐ', '2/QĐ', '3/CT', 'PA-1'])
    const alone: Translation = { ...of, facet: { ...of.facet, identifiers: of.facet.identifiers.slice(2, 3) } }
    t.match(
      written(alone).native,
      { vuAn: null, soKhac: [{ so: '3/CT', donVi: 2 }] },
      'an indictment without the start of its case',
    )
    const decisions = [
      { id: 'QD-1', type: coded('decisions', 'KHOI_TO'), agency: coded('agencies', 'VKS'), number: '3/CT' },
    ]
    t.match(
      written({ ...alone, facet: { ...alone.facet, decisions } }).native,
      { vuAn: { soKhoiTo: '3/CT', coQuanKhoiTo: 2, soCaoTrang: null }, soKhac: [] },
      'a case that the procuracy started itself',
    )
  },
)

t.test(
  'of limits one that runs beside an overdue one is written without a state: none is called overdue that is not',
  async (t) => {
    const clocks = ['QUA_HAN', 'DANG_CHAY', 'TAM_DUNG'].map((state, i) => ({
      id: `T-${i}`,
      rule: 'BLTTHS.147.1',
      state,
    }))
    const { native, told, back } = written({ ...translation, facet: { ...translation.facet, clocks } as never })
    t.equal(native.trangThai, 5)
    t.strictSame(
      back.facet.clocks?.map(({ state }) => state),
      ['QUA_HAN', undefined, 'TAM_DUNG'],
    )
    t.strictSame(told, ['no-place /facet/clocks/1/state'])
  },
)

t.test('what the reader would not take is not written, and it is told', async (t) => {
  const early = written(withFacet({ decisions: [{ decidedOn: '2026-01', form: coded('forms', 'VKS.09') }] }))
  t.strictSame([early.told, early.read], [['no-place /facet/decisions/0/form'], []])
  const [first, ...others] = translation.facet.decisions!
  const future = { ...first!, id: 'QD-X', type: { ...first!.type, code: 'CHUA_CO' } }
  const decisions = [{ ...first!, supersededBy: 'QD-X' }, ...others, future]
  const unknown = written({ ...translation, facet: { ...translation.facet, decisions } })
  t.strictSame(
    [unknown.told.sort(), unknown.read],
    [['no-place /facet/decisions/0/supersededBy', `no-place /facet/decisions/${others.length + 1}`], []],
  )
  const circle = [
    { ...first!, supersededBy: others[0]!.id },
    { ...others[0]!, supersededBy: first!.id },
  ]
  const both = written({ ...translation, facet: { ...translation.facet, decisions: [...circle, ...others.slice(1)] } })
  t.strictSame(
    [both.told, both.read],
    [['no-place /facet/decisions/0/supersededBy', 'no-place /facet/decisions/1/supersededBy'], []],
  )
  const article = written(withFacet({ offences: [{ article: '999' }] }))
  t.strictSame(article.told, ['no-place /facet/offences/0/article'], 'an article that is not that of the offence')
})

t.test('a label is said at its place or around it, or refuses the document', async (t) => {
  const open = written(withFacet({ label: { level: 'CONG_KHAI', tags: ['CAN_BO_QUAN_LY'] } }))
  t.match(open.native, { mucChiaSe: 'INTERNAL', dauXuLy: [6] })
  t.strictSame(open.told, ['carried-in-part /facet/label/level'])

  const restricted = { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'] } as const
  const name = written({ ...translation, labels: [{ path: '/participants/0/person/fullName', label: restricted }] })
  t.match(name.back.labels, [{ path: '/participants/0', label: restricted }])
  const basis = written({ ...translation, labels: [{ path: '/decisions/0/legalBasis', label: restricted }] })
  t.strictSame(basis.back.facet.label, restricted)

  for (const level of ['MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH'] as const) {
    t.strictSame(refusal(withFacet({ label: { level } })), ['label-has-no-mark /facet/label'])
    const labels = [{ path: '/reporters/0', label: { level, tags: [] } }]
    t.strictSame(refusal({ ...translation, labels }), ['label-has-no-mark /labels/0'])
  }
})

t.test('an opaque part is written where it stands for the content of an act, and nothing of it in clear', async (t) => {
  const opinion = { ...storyFacet('y-kien-toi-mat').translation, labels: [] }
  const { ciphertext: _, ...part } = opinion.facet.opaque![0]!
  const { native, back } = written({ ...opinion, facet: { ...opinion.facet, opaque: [part] } })
  t.match(native.phanMat, [{ doMat: String, giaTriBam: part.digest, thayCho: /^yeuCauKiemTraXacMinh\/.+\/noiDung$/ }])
  t.match(back.facet.opaque, [{ covers: part.covers, digest: part.digest, level: 'TOI_MAT' }])
  const other = written(withFacet({ opaque: [{ ...part, covers: '/reporters/0' }] }))
  t.same(other.native.phanMat, [])
  t.match(other.told, [/^no-place \/facet\/opaque\/0/], 'of another the form has no place')
})

t.test('who set the level of the record is said; a document beyond the bounds is refused', async (t) => {
  const by = { agency: coded('agencies', 'CA'), officer: 'Đại tá Trần Quốc Thưởng', at: '2026-08', listItem: 'Mục 2' }
  t.strictSame(written(withFacet({ label: { by } })).back.facet.label.by?.listItem, 'Mục 2')
  const decisions = Array.from({ length: 200 }, (_, i) => ({
    ...{ id: `QD-${i}`, type: coded('decisions', 'KHOI_TO'), agency: coded('agencies', 'CA') },
    legalBasis: Array(20).fill('ệ'.repeat(200)),
  }))
  const huge = { ...translation.facet, decisions, charges: [], suspensions: [] }
  t.strictSame(refusal({ ...translation, labels: [], facet: huge as never }), ['too-large '])
})

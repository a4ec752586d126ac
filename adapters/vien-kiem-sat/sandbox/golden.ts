/** Golden documents of the procuracy's system (adapters/sandbox/golden.ts). */
import { coded } from '../../sandbox/codes.ts'
import {
  enriched,
  type GoldenDocument,
  type Goldens,
  goldenFacet,
  type NativeCode,
  withNativeCodes,
  withoutCiphertext,
} from '../../sandbox/golden.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { passedOn, withOtherNumbers } from './golden-passed-on.ts'
import * as lists from './lists.ts'
import * as acts from './lists-acts.ts'
import { nativeDossier, nativeRow } from './writer.ts'

const codes: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  kinds: lists.kinds,
  channels: lists.channels,
  stages: lists.stages,
  urgency: lists.urgency,
  'corruption-fields': lists.fields,
  agencies: lists.agencies,
  'participant-roles': lists.roles,
  decisions: acts.decisions,
  'supervision-instruments': acts.instruments,
  grounds: acts.grounds,
  severity: acts.severity,
  flags: lists.flags,
  penalties: acts.penalties,
}

/** Communes have one code everywhere. Who gave the numbers of its own file and indictment the system does not say. */
const nativeCode: NativeCode = (list, code, path, { type }) => {
  if (list === 'communes') return code
  if (list === 'offences') return code.slice('BLHS.'.length)
  if (list === 'forms') return acts.formNumber({ system: '', code, version: '' }) ?? undefined
  const own = path === '/facet/identifiers/*/assigner' && code === 'VKS' && type !== 'SO_TIEP_NHAN'
  return own ? undefined : codes[list]?.[code]
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const dossier = (name: string, truth: TrueFacet): GoldenDocument => ({
  name,
  ending: 'json',
  bytes: json(nativeDossier(truth)),
  shared: withNativeCodes(withoutCiphertext(truth.translation), nativeCode),
})

const undated = { birth: '1990', sex: 'NU' } as const
const stamped = { level: 'MAT', tags: [] } as const

/** Everything that a case before the court has, and people of every kind with marks of their own. */
const tried = (truth: TrueFacet): TrueFacet =>
  enriched(truth, {
    facet: {
      report: { channels: [coded('channels', 'VAN_BAN_CO_QUAN'), coded('channels', 'BUU_CHINH')] },
      reporters: [
        { organisation: 'Hợp tác xã Hòa Thuận' },
        { id: 'NTG-2', kind: 'CA_NHAN', fullName: 'Lâm Thị Thu', birth: '1971', phone: '+84911222333' },
      ],
      participants: [
        {
          person: {
            phone: '0908111222',
            otherNames: ['Hai Lợi', 'Tư Lợi'],
            nationality: 'KHM',
            travelDocument: 'N10203040',
          },
          minor: false,
          from: '2026-07-01',
          to: '2026-11',
        },
        {},
        {
          person: { otherNames: ['Út Nhỏ'], nationality: 'VNM', travelDocument: 'C1122334' },
          minor: true,
          from: '2026-08',
          note: 'Đang ở nước ngoài.',
        },
        {
          id: 'NTT-4',
          role: coded('participant-roles', 'BI_HAI'),
          person: {
            fullName: 'Trần Lệ Quyên',
            birth: '1988-07',
            sex: 'NU',
            personalId: '089188004321',
            phone: '0297388001',
            address: { commune: coded('communes', '30838'), text: 'Tổ 3, ấp Mỹ Quới' },
            otherNames: ['Quyên Nhỏ'],
            nationality: 'LAO',
            travelDocument: 'P5566778',
          },
          organisation: {
            name: 'Công ty TNHH Lúa gạo Thoại Hà',
            kind: 'DOANH_NGHIEP',
            registrationNumber: '1602334455',
            representative: 'Trần Lệ Quyên',
            address: { commune: coded('communes', '30307'), text: 'Số 7, đường Nguyễn Trãi' },
          },
          from: '2026-06-15',
          to: '2026-12-31',
          minor: false,
          note: 'Có đơn yêu cầu bồi thường.',
        },
        { id: 'NTT-5', role: coded('participant-roles', 'NGUOI_LAM_CHUNG'), person: undated, minor: true },
        { id: 'NTT-6', role: coded('participant-roles', 'NGUOI_LAM_CHUNG'), person: { sex: 'NAM' } },
        { id: 'NTT-7', role: coded('participant-roles', 'NGUOI_GIAM_DINH'), person: { sex: 'KHAC' } },
      ],
      assignments: [
        { competentProcuracy: 'Viện kiểm sát nhân dân khu vực 1', until: '2026-12', agency: coded('agencies', 'VKS') },
        { decisionNumber: undefined, until: '2026-09-30', agency: coded('agencies', 'CA') },
        {
          officer: 'Thẩm phán Đào Văn Lợi',
          competentProcuracy: 'Viện kiểm sát nhân dân khu vực 2',
          until: '2027-01-15',
        },
        {
          id: 'PC-4',
          task: 'KIEM_SAT',
          unit: 'Phòng 1 - VKSND tỉnh An Giang',
          officer: 'Kiểm sát viên Hồ Thị Lan',
          decisionNumber: '18/QĐ-VKS-P1',
          decidedOn: '2026-04-02',
          until: '2026-06',
          competentProcuracy: 'Viện kiểm sát nhân dân tỉnh An Giang',
          agency: coded('agencies', 'VKS'),
        },
        { id: 'PC-5', task: 'GIAI_QUYET', unit: 'Văn phòng Cơ quan Cảnh sát điều tra', decidedOn: '2026-03' },
      ],
      custody: [
        { form: coded('forms', 'CA.03'), reason: 'Vật chứng được giao sau.' },
        { level: 'HAN_CHE', acknowledgedAt: undefined, reason: 'Giao bổ sung biên bản ghi lời khai.' },
      ],
      decisions: [
        { supersededBy: 'QD-2', grounds: [coded('grounds', 'KKT_1'), coded('grounds', 'KKT_2')] },
        { cancelledBy: 'QD-3', effectiveTo: '2026-12' },
        { cancelledBy: 'QD-4', supersededBy: 'QD-4' },
      ],
      suspensions: [
        {
          id: 'TDC-1',
          decision: 'QD-1',
          ground: coded('grounds', 'TDC_148_1_A'),
          suspendedOn: '2026-09-01',
          reviewedOn: ['2026-09-10', '2026-09'],
          nextReviewOn: '2026-10-01',
          resumedOn: '2026-09-20',
          state: 'DA_PHUC_HOI',
        },
        {
          id: 'TDC-2',
          decision: 'QD-2',
          ground: coded('grounds', 'TDC_148_1_B'),
          suspendedOn: '2026-10-01',
          limitationOn: '2031-05',
          resumedOn: '2026-10-09',
          state: 'DANG_TAM_DINH_CHI',
        },
      ],
      proceedings: [{}, { id: 'TT-2', stage: coded('stages', 'DIEU_TRA'), openedOn: '2026-08-03' }],
      charges: [
        {},
        { id: 'KTBC-2', accused: 'NTT-3', chargedWith: ['TD-1'], decision: 'QD-3', approval: 'CHO_PHE_CHUAN' },
      ],
      clocks: [
        {
          extensions: [
            { number: '91/QĐ-VKS', agency: coded('agencies', 'VKS'), decidedOn: '2026-05-20', dueOn: '2026-07-20' },
            { number: '93/QĐ-VKS', agency: coded('agencies', 'CA'), decidedOn: '2026-07', dueOn: '2026-09' },
          ],
        },
        { extensions: [{ number: '92/QĐ-VKS' }] },
      ],
      hearings: [
        {
          id: 'PT-1',
          instance: 'SO_THAM',
          scheduledAt: '2026-10-05T07:30:00+07:00',
          place: 'Phòng xử án số 1',
          presiding: 'Thẩm phán Đào Văn Lợi',
          closed: true,
          state: 'HOAN',
        },
        {
          id: 'PT-2',
          instance: 'PHUC_THAM',
          scheduledAt: '2026-12-08T08:00:00+07:00',
          place: 'Trụ sở Tòa án nhân dân tỉnh An Giang',
          presiding: 'Thẩm phán Lê Thị Tám',
          closed: false,
          state: 'DA_LEN_LICH',
        },
      ],
      judgments: [
        {
          id: 'BA-1',
          instance: 'SO_THAM',
          number: '61/2026/HS-ST',
          pronouncedOn: '2026-10-19',
          court: 'Tòa án nhân dân khu vực 1 - An Giang',
          hearing: 'PT-1',
          effectiveFrom: '2026-11',
          deliveredOn: '2026-10-26',
          appeal: 'KHANG_NGHI',
          appealedOn: '2026-10-30',
          sentences: [
            {
              convicted: 'NTT-1',
              convictedOf: 'TD-1',
              penalty: coded('penalties', 'TU_CO_THOI_HAN'),
              months: 30,
              probation: false,
              compensationVnd: 125_000_000,
            },
            { convicted: 'NTT-3', penalty: coded('penalties', 'PHAT_TIEN'), compensationVnd: 20_000_000 },
          ],
        },
        {
          id: 'BA-2',
          instance: 'PHUC_THAM',
          number: '9/2026/HS-PT',
          pronouncedOn: '2026-12',
          court: 'Tòa án nhân dân tỉnh An Giang',
          hearing: 'PT-2',
          effectiveFrom: '2026-12-08',
          deliveredOn: '2026-12-11',
          appeal: 'KHONG',
          appealedOn: '2026-12-10',
          sentences: [{ convicted: 'NTT-1', convictedOf: 'TD-1', months: 24, probation: true }],
        },
      ],
      supervision: [{}, { id: 'KS-2', instrument: coded('supervision-instruments', 'YC_KHOI_TO'), form: '17/HS' }],
    },
    labels: [
      { path: '/judgments/0', label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] } },
      { path: '/participants/1', label: stamped },
      { path: '/participants/2', label: { level: 'NOI_BO', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_CO_BAN'] } },
      { path: '/participants/3', label: { level: 'HAN_CHE', tags: ['DLCN_NHAY_CAM', 'BAO_VE_NHAN_CHUNG'] } },
      { path: '/participants/5', label: stamped },
      { path: '/reporters/0', label: { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC', 'DLCN_NHAY_CAM'] } },
    ],
    absent: [
      { path: '/charges/1/approvedOn', why: 'pending' },
      { path: '/custody/1/acknowledgedAt', why: 'pending' },
      { path: '/participants/4/person/address', why: 'unknown' },
      { path: '/participants/5/person/fullName', why: 'pending' },
      { path: '/proceedings/1/closedOn', why: 'pending' },
      { path: '/suspensions/0/limitationOn', why: 'inapplicable' },
      { path: '/suspensions/1/reviewedOn', why: 'pending' },
    ],
  })

/** One whose name is secret too: nothing of it stands in the record. */
const withheld = (truth: TrueFacet): TrueFacet =>
  enriched(truth, { labels: [{ path: '/reporters/0', label: { ...stamped, tags: ['NGUOI_TO_GIAC'] } }] })

/** Two parts, each in place of the content of an act. */
const twoParts = (truth: TrueFacet): TrueFacet => {
  const { opaque = [], supervision = [] } = truth.translation.facet
  const [part] = opaque
  const content = '/supervision/2/content'
  const act = { id: 'KS-3', instrument: coded('supervision-instruments', 'YC_CHUYEN'), issuedOn: '2026-10-25' }
  const second = { ...part, id: 'PM-2', covers: content, level: 'MAT' as const, recipient: coded('agencies', 'CA') }
  const { determinedBy: _, ...anonymous } = second
  const by = { agency: coded('agencies', 'VKS'), at: '2026-10', listItem: 'Mục 4', expiresOn: '2036-10' }
  return enriched(truth, {
    facet: {
      report: { occurredAt: undefined },
      supervision: [...supervision, act],
      opaque: [...opaque, { ...anonymous, determinedBy: by }],
    },
    labels: [
      {
        path: content,
        label: { level: 'MAT', tags: [], by },
      },
    ],
    absent: [{ path: '/report/occurredAt', why: 'pending' }],
  })
}

/** A row of which the index may know that it is there, and its level. */
const stampedRow = (truth: TrueFacet): TrueFacet => ({
  ...enriched(truth, { facet: { label: stamped } }),
  index: { ...truth.index, label: stamped },
})

export const goldens: Goldens = () => {
  const of = (matter: string | number): TrueFacet => goldenFacet('vien-kiem-sat', matter)
  const rows = [
    of(126),
    withOtherNumbers(of('giau-voi-cong-an')),
    of('y-kien-toi-mat'),
    of(276),
    stampedRow(of('to-giac-mat')),
  ]
  const entries = rows.map(({ index }) => index)
  const page = { trang: 1, tongSoTrang: 3, moc: 7, danhSach: rows.map(nativeRow) }
  const feed = { moc: 9, danhSach: rows.slice(0, 1).map(nativeRow) }
  return [
    dossier('xet-xu', tried(of(126))),
    dossier('tam-dinh-chi', of(276)),
    dossier('y-kien-toi-mat', twoParts(of('y-kien-toi-mat'))),
    dossier('an-danh', withheld(of('to-giac-mat'))),
    dossier('chuyen-tham-quyen', passedOn(of('chuyen-tham-quyen'))),
    { name: 'danh-sach', ending: 'json', bytes: json(page), index: { entries, next: '2.7', changesFrom: '7' } },
    { name: 'thay-doi', ending: 'json', bytes: json(feed), index: { entries: entries.slice(0, 1), next: '9' } },
  ]
}

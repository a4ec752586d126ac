/** What a case before the court has beyond the made-up world's: every field of the format, two of each list, marks at every kind of place. */
import type { Label } from '../../../schemas/generated/types.ts'
import { coded } from '../../sandbox/codes.ts'
import type { enriched } from '../../sandbox/golden.ts'
import { before, casePapers } from './golden-papers.ts'

const by = {
  agency: coded('agencies', 'CA'),
  officer: 'Đại tá Trần Quốc Thưởng',
  at: '2026-08-01',
  listItem: 'Mục 2',
  expiresOn: '2031-08',
}
const determined: Label = { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'], by }
const own = (level: Label['level'], ...tags: readonly Label['tags'][number][]): Label => ({ level, tags })

const labels = [
  ...['address', 'birth', 'fullName', 'personalId', 'phone'].map((name) => ({
    path: `/reporters/0/${name}`,
    label: determined,
  })),
  { path: '/report/summary', label: own('HAN_CHE', 'CAN_BO_QUAN_LY', 'DLCN_NHAY_CAM') },
  { path: '/decisions/0/signer', label: own('NOI_BO', 'DLCN_CO_BAN') },
  {
    path: '/participants/0',
    label: { ...own('HAN_CHE', 'CAN_BO_QUAN_LY', 'DLCN_CO_BAN'), by: { ...by, at: '2026-08' } },
  },
]

export const casePatch: Parameters<typeof enriched>[1] = {
  facet: {
    identifiers: [
      {},
      {},
      {},
      { system: 'mttq:tiep-nhan', assigner: coded('agencies', 'MTTQ'), type: 'SO_HO_SO', value: 'PA-2026-000333' },
    ],
    report: { receivedFrom: coded('agencies', 'MTTQ'), place: { commune: before('30742', '30739') } },
    reporters: [
      { organisation: 'Hợp tác xã Hòa Thuận' },
      {
        id: 'NTG-2',
        kind: 'CA_NHAN',
        fullName: 'Lâm Thị Thu',
        birth: '1971',
        personalId: '351234567',
        address: { commune: before('30307', '30280'), text: 'Số 3' },
      },
    ],
    participants: [
      { person: { otherNames: ['Hai Riêm', 'Tư Khương'], phone: '0908111222' }, minor: false },
      {
        organisation: {
          name: 'Công ty TNHH Phú Khang',
          kind: 'DOANH_NGHIEP',
          registrationNumber: '1601998877',
          representative: 'Lâm Quốc Sang',
          address: { commune: before('30307', '30283'), text: 'Số 12, đường Trần Hưng Đạo' },
        },
        from: '2026-07-20',
        to: '2026-10',
      },
      {
        person: { travelDocument: 'N10997795' },
        organisation: {
          name: 'Ban Quản lý dự án',
          kind: 'DON_VI_SU_NGHIEP',
          registrationNumber: '1602004567',
          representative: 'Trương Văn Hậu',
          address: { commune: coded('communes', '30742'), text: 'Số 8' },
        },
        from: '2026-08',
        to: '2026-11-01',
      },
      {
        person: { birth: '1969-11', nationality: 'LAO', address: { commune: before('30682', '30721') } },
        minor: true,
        note: 'Có yêu cầu bảo vệ.',
      },
    ],
    assignments: [{ until: '2026-12-31' }, { officer: 'Thẩm phán Đào Văn Lợi', until: '2027-01' }],
    custody: [
      { form: coded('forms', 'CA.03'), reason: 'Vật chứng được giao sau.' },
      { form: coded('forms', 'VKS.05'), reason: 'Giao bổ sung.', level: 'HAN_CHE' },
    ],
    decisions: [
      {
        form: coded('forms', 'CA.03'),
        grounds: [coded('grounds', 'KKT_1'), coded('grounds', 'KKT_2')],
        effectiveTo: '2026-12',
        supersededBy: 'QD-3',
        cancelledBy: 'QD-3',
      },
      { form: coded('forms', 'VKS.05'), supersededBy: 'QD-3', cancelledBy: 'QD-3' },
    ],
    suspensions: [
      {
        id: 'TDC-1',
        decision: 'QD-1',
        ground: coded('grounds', 'TDC_148_1_A'),
        suspendedOn: '2026-07-20',
        limitationOn: '2031-05',
        reviewedOn: ['2026-07-25', '2026-07'],
        nextReviewOn: '2026-08-25',
        resumedOn: '2026-08-02',
        state: 'DA_PHUC_HOI',
      },
      { id: 'TDC-2', decision: 'QD-2', state: 'DANG_TAM_DINH_CHI' },
    ],
    proceedings: [
      {},
      { id: 'TT-2', stage: coded('stages', 'TRUY_TO'), agency: coded('agencies', 'VKS'), openedOn: '2026-10-22' },
    ],
    charges: [
      {},
      { id: 'KTBC-2', accused: 'NTT-3', chargedWith: ['TD-1'], decision: 'QD-3', approval: 'CHO_PHE_CHUAN' },
    ],
    clocks: [
      {
        extensions: [
          { number: '91/QĐ-VKS', agency: coded('agencies', 'VKS'), decidedOn: '2026-07-30', dueOn: '2026-08-10' },
          { number: '92/QĐ-VKS', agency: coded('agencies', 'CA'), decidedOn: '2026-08', dueOn: '2026-08-20' },
        ],
      },
    ],
    links: [
      {
        id: 'LK-1',
        relation: 'TRUNG_VOI',
        identifier: {
          system: 'cong-an:dieu-tra',
          assigner: coded('agencies', 'CA'),
          type: 'SO_TIEP_NHAN',
          value: '1084/2026/TN-PC03',
        },
        agency: coded('agencies', 'CA'),
        decisionNumber: '77/QĐ-CSKT',
        linkedOn: '2026-07-18',
        revokedOn: '2026-07-19',
      },
      {
        id: 'LK-2',
        relation: 'LIEN_QUAN',
        identifier: {
          system: 'mttq:tiep-nhan',
          assigner: coded('agencies', 'MTTQ'),
          type: 'SO_HO_SO',
          value: 'PA-2026-000334',
        },
        agency: coded('agencies', 'MTTQ'),
        decisionNumber: '78/QĐ-CSKT',
        linkedOn: '2026-07',
        revokedOn: '2026-08',
      },
    ],
    ...casePapers,
    label: { ...own('HAN_CHE', 'CAN_BO_QUAN_LY', 'NGUOI_TO_GIAC'), by: { ...by, agency: coded('agencies', 'VKS') } },
  },
  labels,
  absent: [
    { path: '/charges/1/approvedOn', why: 'pending' },
    { path: '/custody/2/dueOn', why: 'inapplicable' },
    { path: '/reporters/1/phone', why: 'unknown' },
    { path: '/suspensions/1/limitationOn', why: 'unknown' },
  ],
}

/** A case that was suspended, with all that the made-up world leaves empty: each field twice, with different values. */
import type { Organisation } from '../../../schemas/generated/types.ts'
import { coded } from '../../sandbox/codes.ts'
import type { enriched } from '../../sandbox/golden.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'

/** An organisation of which all is known; `commune` is a code of the list of communes. */
const company = (
  name: string,
  kind: NonNullable<Organisation['kind']>,
  registrationNumber: string,
  representative: string,
  commune: string,
): Organisation => ({
  name,
  kind,
  registrationNumber,
  representative,
  address: { commune: coded('communes', commune), text: `Trụ sở ${name}` },
})

const reporters: NativeFacet['reporters'] = [
  {
    id: 'BT-1',
    kind: 'CA_NHAN',
    reportedAt: '2026-03-20',
    fullName: 'Nguyễn Thị Thắm',
    birth: '1984-10-05',
    personalId: '089184004321',
    phone: '0918000222',
    address: { commune: coded('communes', '30316'), text: 'Tổ 4, khóm Vĩnh Chánh' },
  },
  {
    id: 'BT-2',
    kind: 'CO_QUAN_TO_CHUC',
    reportedAt: '2026-03',
    fullName: 'Huỳnh Văn Sang',
    birth: '1979',
    personalId: '351234567',
    phone: '02963852000',
    address: { commune: coded('communes', '30376'), text: 'Số 3 đường Tôn Đức Thắng' },
    organisation: 'Ủy ban MTTQ Việt Nam phường Tân Châu',
  },
  { id: 'BT-3', kind: 'CA_NHAN', birth: '1990', organisation: 'Tổ dân phố số 9' },
]

const suspensions: NativeFacet['suspensions'] = [
  {
    id: 'TDC-1',
    decision: 'QD-2',
    ground: coded('grounds', 'TDC_281_1_A'),
    suspendedOn: '2026-08-03',
    limitationOn: '2036-08-03',
    reviewedOn: ['2026-08-17', '2026-08-31'],
    nextReviewOn: '2026-09-14',
    resumedOn: '2026-09-02',
    state: 'DA_PHUC_HOI',
  },
  {
    id: 'TDC-2',
    decision: 'QD-1',
    ground: coded('grounds', 'TDC_281_1_C'),
    suspendedOn: '2026-07-28',
    limitationOn: '2041',
    nextReviewOn: '2026-08',
    resumedOn: '2026-07-30',
    state: 'DANG_TAM_DINH_CHI',
  },
]

const charges: NativeFacet['charges'] = [
  {
    id: 'KT-1',
    accused: 'DS-1',
    chargedWith: ['TD-1', 'TD-2'],
    decision: 'QD-1',
    severity: coded('severity', 'RAT_NGHIEM_TRONG'),
    chargedOn: '2026-04-20',
    approval: 'DA_PHE_CHUAN',
    approvedOn: '2026-04-22',
    approvalNumber: '41/QĐ-VKS-P2',
  },
  {
    id: 'KT-2',
    accused: 'DS-8',
    chargedWith: ['TD-2'],
    decision: 'QD-2',
    severity: coded('severity', 'NGHIEM_TRONG'),
    chargedOn: '2026-04-21',
    approval: 'CHO_PHE_CHUAN',
    approvedOn: '2026-04-23',
    approvalNumber: '42/QĐ-VKS-P2',
  },
]

const supervision: NativeFacet['supervision'] = [
  {
    id: 'KS-1',
    instrument: coded('supervision-instruments', 'KIEN_NGHI_KHAC_PHUC'),
    number: '5/KN-VKS',
    issuedOn: '2026-08-10',
    form: '139/HS',
    content: 'Kiến nghị khắc phục việc chậm giao quyết định.',
    answeredOn: '2026-08-25',
  },
  {
    id: 'KS-2',
    instrument: coded('supervision-instruments', 'KHANG_NGHI'),
    number: '9/QĐKN-VKS',
    issuedOn: '2026-09-28',
    form: '160/HS',
    content: 'Kháng nghị phần hình phạt của bản án.',
    answeredOn: '2026-10-05',
  },
]

const feedback: NativeFacet['feedback'] = [
  {
    id: 'PH-1',
    from: coded('agencies', 'CA'),
    number: '77/TB-CSKT',
    receivedOn: '2026-08-12',
    content: 'Đã tiếp nhận trích biên bản phiên tòa.',
    toldReporterOn: '2026-08-14',
  },
  {
    id: 'PH-2',
    from: coded('agencies', 'VKS'),
    number: '78/CV-VKS',
    receivedOn: '2026-08',
    content: 'Đã nhận hồ sơ.',
    toldReporterOn: '2026-08-20',
  },
]

/** Cases joined to this one, and split from it. */
const links: NativeFacet['links'] = [
  {
    id: 'LK-1',
    relation: 'NHAP_VAO',
    identifier: {
      system: 'toa-an:xet-xu',
      type: 'SO_HO_SO',
      value: '88/2026/TLST-HS',
      assigner: coded('agencies', 'TA'),
    },
    agency: coded('agencies', 'TA'),
    decisionNumber: '3/2026/QĐ-NVA',
    linkedOn: '2026-08-05',
    revokedOn: '2026-08-19',
  },
  {
    id: 'LK-2',
    relation: 'TACH_TU',
    identifier: {
      system: 'vien-kiem-sat:kiem-sat',
      type: 'SO_QUYET_DINH',
      value: '79/CT-VKS-P2/2026',
      assigner: coded('agencies', 'VKS'),
    },
    agency: coded('agencies', 'VKS'),
    decisionNumber: '4/2026/QĐ-TVA',
    linkedOn: '2026-08',
    revokedOn: '2026-09',
  },
]

const report = {
  channels: [coded('channels', 'TRUC_TIEP'), coded('channels', 'MTTQ')],
  occurredAt: '2026-02-11',
  recordedAt: '2026-07-23T08:20:15+07:00',
  place: { commune: coded('communes', '30307'), text: 'Số 12 đường Lê Lợi' },
  flags: [coded('flags', 'THAM_NHUNG'), coded('flags', 'DU_LUAN_BUC_XUC')],
  complicated: true,
} as const

/** One whose address is not known, and an organisation that has a right in the case. */
const participants = [
  {
    person: { otherNames: ['Năm Quý', 'Quý Cồn'], nationality: 'VNM', travelDocument: 'C1234567', address: undefined },
    from: '2026-04-12',
    to: '2026-09-17',
  },
  {
    id: 'DS-8',
    role: coded('participant-roles', 'NGUYEN_DON_DAN_SU'),
    organisation: company('Công ty TNHH Bảy Núi', 'DOANH_NGHIEP', '1600123456', 'Lý Văn Chín', '30520'),
    from: '2026-05',
    to: '2026-10',
  },
  {
    id: 'DS-9',
    role: coded('participant-roles', 'NGUOI_LIEN_QUAN'),
    person: { fullName: 'Sok Vanna', otherNames: ['Út Sóc'], nationality: 'KHM', travelDocument: 'N01234567' },
    organisation: company('Ban quản lý chợ', 'DON_VI_SU_NGHIEP', '1600987654', 'Đỗ Văn Mười', '30742'),
  },
]

const decisions = [
  { cancelledBy: 'QD-2', form: coded('forms', 'VKS.145') },
  {
    id: 'QD-2',
    type: coded('decisions', 'TAM_DINH_CHI_VU_AN'),
    number: '12/2026/HSST-QĐ',
    decidedOn: '2026-08-03',
    agency: coded('agencies', 'TA'),
    form: coded('forms', 'VKS.146'),
    grounds: [coded('grounds', 'TDC_281_1_A'), coded('grounds', 'TDC_281_1_B')],
    cancelledBy: 'QD-1',
  },
]

/** What is known beyond a case that was registered; another agency has it under a number of receipt, too. */
export const suspended: Parameters<typeof enriched>[1] = {
  facet: {
    identifiers: [
      undefined,
      undefined,
      undefined,
      {
        system: 'cong-an:dieu-tra',
        type: 'SO_TIEP_NHAN',
        value: '15/2026/TNTG',
        assigner: coded('agencies', 'CA'),
      },
    ],
    report,
    reporters,
    participants,
    offences: [undefined, { id: 'TD-2', offence: coded('offences', 'BLHS.353'), article: '353', clause: '2' }],
    assignments: [
      { until: '2026-12-01' },
      { id: 'PC-2', task: 'KIEM_SAT', agency: coded('agencies', 'VKS'), until: '2027-01' },
    ],
    custody: [
      { form: coded('forms', 'VKS.156'), rule: 'BLTTHS.154' },
      {
        id: 'GN-2',
        from: coded('agencies', 'TA'),
        to: coded('agencies', 'CA'),
        form: coded('forms', 'VKS.141'),
        rule: 'BLTTHS.179.GUI',
      },
    ],
    clocks: [
      undefined,
      { id: 'TH-8', rule: 'BLTTHS.172', startedOn: '2026-04-12', state: 'TAM_DUNG' },
      { id: 'TH-9', rule: 'BLTTHS.240', startedOn: '2026-07-01', state: 'DUNG_HAN' },
      { id: 'TH-10', rule: 'BLTTHS.146', startedOn: '2026-01-05', dueOn: '2026-01-08', state: 'QUA_HAN' },
    ],
    decisions,
    suspensions,
    charges,
    supervision,
    feedback,
    links,
  },
  absent: [{ path: '/participants/0/person/address', why: 'pending' }],
}

/** What the desk that follows a matter up knows of it, for the golden documents: of the made-up world no system writes all of it down. */
import type { Identifier } from '../../../schemas/generated/types.ts'
import { coded } from '../../sandbox/codes.ts'

/** Under which others know the matter. */
const numbers: readonly Identifier[] = [
  { system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', value: '1446/2026/TN-PC03', assigner: coded('agencies', 'CA') },
  { system: 'vien-kiem-sat:kiem-sat', type: 'SO_HO_SO', value: 'KS-2026-77', assigner: coded('agencies', 'VKS') },
]

/** What the desk that follows the matter up writes down of it, of people, and of what others do with it. */
export const followed = {
  facet: {
    identifiers: [undefined, ...numbers],
    report: {
      receivedFrom: coded('agencies', 'UBND'),
      recordedAt: '2026-08-11T09:20:00+07:00',
      occurredAt: '2025-03',
      flags: [coded('flags', 'THAM_NHUNG'), coded('flags', 'LIEN_QUAN_CBCCVC')],
      urgency: coded('urgency', 'KHAN'),
      complicated: true,
    },
    participants: [
      {
        person: {
          otherNames: ['Sáu Thạnh', 'Anh Sáu'],
          nationality: 'VNM',
          travelDocument: 'C1234567',
          phone: '0900111222',
        },
        minor: false,
        to: '2026-10-09',
      },
      { to: '2026-11' },
    ],
    assignments: [
      {
        id: 'PC-1',
        task: 'GIAI_QUYET',
        decisionNumber: '265/QĐ-CSKT-PC',
        decidedOn: '2026-10-14',
        agency: coded('agencies', 'CA'),
        unit: 'Phòng Cảnh sát điều tra tội phạm về tham nhũng',
        officer: 'Điều tra viên Lê Văn Tám',
        until: '2026-12-14',
        competentProcuracy: 'Viện kiểm sát nhân dân tỉnh An Giang',
      },
      {
        id: 'PC-2',
        task: 'KIEM_SAT',
        decisionNumber: '31/QĐ-VKS-P2',
        decidedOn: '2026-10',
        agency: coded('agencies', 'VKS'),
        unit: 'Phòng 2',
        officer: 'Kiểm sát viên Trần Thị Mai',
        until: '2027',
        competentProcuracy: 'Viện kiểm sát nhân dân khu vực 1',
      },
    ],
    decisions: [
      { grounds: [coded('grounds', 'KKT_1')] },
      { grounds: [coded('grounds', 'TDC_148_1_A'), coded('grounds', 'KKT_2')] },
    ],
    petitions: [
      {
        id: 'DT-1',
        number: '12/ĐT-TTr',
        receivedOn: '2026-07-30',
        channel: coded('channels', 'TIEP_CONG_DAN'),
        subject: 'Phản ánh khối lượng nghiệm thu không đúng thực tế',
        classification: 'KIEN_NGHI_PHAN_ANH',
        classifiedOn: '2026-07-31',
        signers: 3,
        forwardedTo: coded('agencies', 'SO'),
        forwardedOn: '2026-08-03',
        state: 'DA_CHUYEN',
        answeredOn: '2026-08-20',
      },
      {
        id: 'DT-2',
        number: '13/ĐT-TTr',
        receivedOn: '2026-08',
        channel: coded('channels', 'BUU_CHINH'),
        subject: 'Tố cáo chỉ huy công trình',
        classification: 'TO_CAO',
        classifiedOn: '2026-08-04',
        signers: 1,
        forwardedTo: coded('agencies', 'CA'),
        forwardedOn: '2026-08',
        state: 'DANG_XU_LY',
        answeredOn: '2026',
      },
    ],
    feedback: [
      { toldReporterOn: '2026-11-02' },
      {
        id: 'PH-2',
        from: coded('agencies', 'VKS'),
        number: '88/VKS-P2',
        receivedOn: '2026-11',
        content: 'Đã kiểm sát việc giải quyết kiến nghị khởi tố.',
        toldReporterOn: '2026-11',
      },
    ],
    links: [
      {
        id: 'LQ-1',
        relation: 'LIEN_QUAN',
        identifier: numbers[0]!,
        agency: coded('agencies', 'TTr'),
        decisionNumber: '40/TB-TTr',
        linkedOn: '2026-10-15',
        revokedOn: '2026-11',
      },
      {
        id: 'LQ-2',
        relation: 'TRUNG_VOI',
        identifier: numbers[1]!,
        agency: coded('agencies', 'CA'),
        decisionNumber: '41/TB-TTr',
        linkedOn: '2026-11',
        revokedOn: '2026-11-20',
      },
    ],
  },
}

/** Of another report. */
export const noted = {
  receivedFrom: coded('agencies', 'MTTQ'),
  recordedAt: '2026-10-30T16:00:10+07:00',
  occurredAt: '2024',
  urgency: coded('urgency', 'HOA_TOC'),
  complicated: false,
}

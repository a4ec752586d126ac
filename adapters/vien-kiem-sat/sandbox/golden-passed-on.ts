/** A golden document of a matter that came by letters and is passed on: the books and papers that others have a part in. */
import { coded } from '../../sandbox/codes.ts'
import { enriched } from '../../sandbox/golden.ts'
import type { TrueFacet } from '../../sandbox/world.ts'

const others = [
  { system: 'mttq:tiep-nhan', type: 'SO_HO_SO', value: 'PA-2026-000412', assigner: coded('agencies', 'MTTQ') },
  { system: 'thanh-tra:ket-luan', type: 'SO_HO_SO', value: '51/KL-TTr', assigner: coded('agencies', 'TTr') },
] as const

/** A row that tells under what numbers others have the matter. */
export const withOtherNumbers = (truth: TrueFacet): TrueFacet => {
  const identifiers = others.map(({ assigner, ...number }) => ({ ...number, assigner: assigner.code }))
  return {
    ...enriched(truth, { facet: { identifiers: [...truth.translation.facet.identifiers, ...others] } }),
    index: { ...truth.index, identifiers: [...truth.index.identifiers, ...identifiers] },
  }
}

/** Of a matter that came by letters and is passed on: the books and papers that others have a part in. */
export const passedOn = (truth: TrueFacet): TrueFacet => {
  const { system, ...number } = others[0]
  return enriched(truth, {
    facet: {
      identifiers: [...truth.translation.facet.identifiers, ...others],
      report: {
        flags: [coded('flags', 'LIEN_QUAN_CBCCVC'), coded('flags', 'DU_LUAN_BUC_XUC')],
        receivedFrom: coded('agencies', 'MTTQ'),
      },
      participants: [
        {
          organisation: {
            name: 'Ban quản lý chợ Thới Sơn',
            kind: 'DON_VI_SU_NGHIEP',
            registrationNumber: '1601998877',
            representative: 'Phan Văn Út',
            address: { commune: coded('communes', '30502'), text: 'Chợ Thới Sơn, khóm Núi Két' },
          },
        },
      ],
      documents: [
        {
          id: 'TL-1',
          type: 'Biên bản tiếp nhận nguồn tin về tội phạm',
          number: '12/BB-VKS',
          issuedOn: '2026-10-28',
          title: 'Biên bản tiếp nhận (mẫu 01/HS)',
          fileName: 'bien-ban-tiep-nhan.pdf',
          mediaType: 'application/pdf',
          bytes: 48_211,
        },
        {
          id: 'TL-2',
          type: 'Đơn',
          number: '33/ĐT',
          issuedOn: '2026-10',
          title: 'Đơn tố giác viết tay',
          fileName: 'don.jpg',
          mediaType: 'image/jpeg',
          bytes: 0,
        },
      ],
      links: [
        {
          id: 'LK-1',
          relation: 'LIEN_QUAN',
          identifier: { system, ...number, value: 'PA-2026-000398' },
          agency: coded('agencies', 'VKS'),
          decisionNumber: '4/TB-VKS-P2',
          linkedOn: '2026-10-29',
          revokedOn: '2026-11',
        },
        {
          id: 'LK-2',
          relation: 'TRUNG_VOI',
          identifier: {
            system: 'cong-an:dieu-tra',
            type: 'SO_TIEP_NHAN',
            value: '702/2026/TN-PC03',
            assigner: coded('agencies', 'CA'),
          },
          agency: coded('agencies', 'CA'),
          decisionNumber: '5/TB-CSKT',
          linkedOn: '2026-10',
          revokedOn: '2026-11-02',
        },
      ],
      petitions: [
        {
          id: 'DT-1',
          number: '71/ĐT-VKS',
          receivedOn: '2026-10-27',
          channel: coded('channels', 'TIEP_CONG_DAN'),
          subject: 'Đơn tố giác việc thu tiền thuê sạp',
          classification: 'TO_GIAC',
          classifiedOn: '2026-10-28',
          signers: 3,
          forwardedTo: coded('agencies', 'QS'),
          forwardedOn: '2026-10-30',
          state: 'DA_CHUYEN',
          answeredOn: '2026-11-05',
        },
        {
          id: 'DT-2',
          number: '72/ĐT-VKS',
          receivedOn: '2026-11',
          channel: coded('channels', 'BUU_CHINH'),
          subject: 'Đơn hỏi kết quả',
          classification: 'KIEN_NGHI_PHAN_ANH',
          classifiedOn: '2026-11-09',
          signers: 0,
          forwardedTo: coded('agencies', 'CA'),
          forwardedOn: '2026-11-10',
          state: 'DA_TRA_LOI',
          answeredOn: '2026-11',
        },
      ],
      feedback: [
        {
          id: 'PH-1',
          from: coded('agencies', 'QS'),
          number: '118/TB-CQĐT',
          receivedOn: '2026-11-12',
          content: 'Đã tiếp nhận, đang kiểm tra, xác minh.',
          toldReporterOn: '2026-11-13',
        },
        {
          id: 'PH-2',
          from: coded('agencies', 'CA'),
          number: '640/TB-CSKT',
          receivedOn: '2026-11',
          content: 'Không trùng nguồn tin đang giải quyết.',
          toldReporterOn: '2026-11',
        },
      ],
      label: {
        by: {
          agency: coded('agencies', 'VKS'),
          officer: 'Đỗ Thị Hường',
          at: '2026-10-28',
          listItem: 'Quy chế công tác văn thư, Điều 9',
          expiresOn: '2027-10',
        },
      },
    },
    labels: [{ path: '/documents/1', label: { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'] } }],
    digests: [{ path: '/documents/0', sha256: 'a'.repeat(32).concat('1f'.repeat(16)) }],
  })
}

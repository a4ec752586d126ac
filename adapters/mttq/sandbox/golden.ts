/** Golden documents of the Front's portal (adapters/sandbox/golden.ts): pushes, and a page of the feed. */
import { coded } from '../../sandbox/codes.ts'
import {
  enriched,
  type GoldenDocument,
  type Goldens,
  goldenFacet,
  type NativeCode,
  withNativeCodes,
} from '../../sandbox/golden.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import { nativeEvent, nativePetition } from './writer.ts'

const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kinds: lists.kinds,
  channels: lists.channels,
  stages: lists.stages,
  'corruption-fields': lists.fields,
  agencies: lists.agencies,
  'participant-roles': lists.roles,
  urgency: lists.urgencies,
  flags: lists.flags,
  decisions: { KHOI_TO: 'KHOI_TO', KHONG_KHOI_TO: 'KHONG_KHOI_TO' },
}

/** The portal names no agency where it is the Front itself: sender of its notes, assigner of its numbers. */
const ownAgency = /\/(custody\/\*\/from|links\/\*\/(agency|identifier\/assigner)|identifiers\/\*\/assigner)$/
const nativeCode: NativeCode = (list, code, path) =>
  code === 'MTTQ' && ownAgency.test(path) ? undefined : codes[list]?.[code]

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const push = (name: string, truth: TrueFacet, handedOver: object = {}): GoldenDocument => ({
  name,
  ending: 'json',
  bytes: json({ ...nativeEvent(truth, `SK-${truth.nativeKey}`), ...handedOver }),
  shared: withNativeCodes(truth.translation, nativeCode),
  index: { entries: [truth.index], refused: [] },
})

const PORTAL = { system: 'mttq:tiep-nhan', type: 'SO_HO_SO', assigner: coded('agencies', 'MTTQ') } as const

const POLICE = { system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', assigner: coded('agencies', 'CA') } as const
/** What others call the matter. */
const ELSEWHERE = [
  { system: 'thanh-tra:ket-luan', type: 'SO_HO_SO', value: '35/2026/KNKT-TTr', assigner: coded('agencies', 'TTr') },
  { system: 'toa-an:xet-xu', type: 'SO_QUYET_DINH', value: '7/2026/QĐ-TA', assigner: coded('agencies', 'TA') },
] as const

/** Everything that a petition can have, and two of each. */
function whole(truth: TrueFacet): TrueFacet {
  const label = { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'] } as const
  const rich = enriched(truth, {
    facet: {
      identifiers: [{}, {}, ...ELSEWHERE],
      report: {
        channels: [coded('channels', 'TRUC_TIEP'), coded('channels', 'DIEN_THOAI')],
        receivedFrom: coded('agencies', 'TTr'),
        occurredAt: '2025-11',
        urgency: coded('urgency', 'KHAN'),
        flags: [coded('flags', 'LIEN_QUAN_CBCCVC'), coded('flags', 'PHUC_TAP_KEO_DAI')],
      },
      reporters: [
        { organisation: 'Hợp tác xã Đông Thắng', birth: '1958', personalId: '089058001234' },
        {
          id: 'NPA-2',
          kind: 'CA_NHAN',
          reportedAt: '2026-02',
          fullName: 'Nguyễn Thị Én',
          birth: '1971-09-02',
          personalId: '351234567',
          phone: '0918000246',
          address: { text: 'Tổ 8, ấp Kênh Ngã Ba, Xã Phú Hữu, tỉnh An Giang' },
          organisation: 'Tổ hợp tác Kênh Ngã Ba',
        },
        {
          id: 'NPA-3',
          kind: 'CA_NHAN',
          reportedAt: '2026-02-12',
          fullName: 'Trần Văn Ổn',
          birth: '1966-04',
          personalId: '089066004321',
          phone: '+84918000247',
          address: { text: 'Ấp Đông Thắng' },
          organisation: 'Hội Nông dân xã',
        },
      ],
      participants: [
        {
          person: {
            birth: '1970-05',
            personalId: '089070009876',
            address: { text: 'Khóm Mỹ Phú, gần chợ' },
          },
          organisation: { name: 'Ban quản lý dự án xã Mỹ Đức' },
          note: 'Trưởng ban, ký nghiệm thu',
        },
        {
          id: 'NDN-2',
          role: coded('participant-roles', 'BI_HAI'),
          person: {
            fullName: 'Lê Thị Ửng',
            birth: '1949',
            personalId: '340123456',
            address: { text: 'Tổ 10, ấp Đông Thắng' },
          },
          organisation: { name: 'Hội Người cao tuổi' },
          note: 'Hộ mất đất do sạt lở',
        },
      ],
      decisions: [
        {
          id: 'KQ-1',
          type: coded('decisions', 'KHOI_TO'),
          number: '504/QĐ-CSKT-KTVA/2026',
          decidedOn: '2026-03-03',
          agency: coded('agencies', 'CA'),
          ground: 'Có dấu hiệu tội phạm',
        },
        {
          id: 'KQ-2',
          type: coded('decisions', 'KHONG_KHOI_TO'),
          number: '61/QĐ-VKS-P2',
          decidedOn: '2026-03',
          agency: coded('agencies', 'VKS'),
          ground: 'Hành vi của người thứ hai không cấu thành tội phạm',
        },
      ],
      documents: [
        {
          id: 'TL-1',
          type: 'Đơn',
          number: '01/ĐĐN',
          issuedOn: '2026-02-10',
          title: 'Đơn đề nghị của các hộ dân',
          fileName: 'don-de-nghi.pdf',
          mediaType: 'application/pdf',
          bytes: 20480,
        },
        {
          id: 'TL-2',
          type: 'Hình ảnh',
          number: '02/HA',
          issuedOn: '2026-02',
          title: 'Ảnh chụp đoạn kè bị lún',
          fileName: 'ke-lun.jpg',
          mediaType: 'image/jpeg',
          bytes: 0,
        },
      ],
      petitions: [
        {},
        {
          id: 'DT-2',
          number: '1104.2/ĐT-MTTQ',
          receivedOn: '2026-02-20',
          channel: coded('channels', 'BUU_CHINH'),
          subject: 'Đơn bổ sung: thêm hai chữ ký',
          classification: 'TO_CAO',
          classifiedOn: '2026-02',
          signers: 3,
          forwardedTo: coded('agencies', 'VKS'),
          forwardedOn: '2026-02-24',
          state: 'LUU',
          answeredOn: '2026-03-09',
        },
      ],
      custody: [
        {},
        {
          id: 'PC-2',
          from: coded('agencies', 'TTr'),
          to: coded('agencies', 'VKS'),
          number: '1104.2/PC-MTTQ',
          sentAt: '2026-02-24',
          acknowledgedAt: '2026-02-25T08:15:00+07:00',
          papers: ['Đơn bổ sung'],
          reason: 'Gửi thêm tài liệu của công dân.',
          rule: 'TTLT03-2018.5',
          dueOn: '2026-02-26',
        },
      ],
      links: [
        { decisionNumber: '12/QĐ-MTTQ', revokedOn: '2026-03-01' },
        {
          id: 'LK-2',
          relation: 'LIEN_QUAN',
          identifier: { ...PORTAL, value: 'PA-2026-000007' },
          agency: coded('agencies', 'TTr'),
          decisionNumber: '13/QĐ-TTr',
          linkedOn: '2026-02-13',
          revokedOn: '2026-03-02',
        },
        ...[1084, 1085].map((number) => ({
          id: `LK-${number}`,
          relation: 'TACH_TU' as const,
          identifier: { ...POLICE, value: `${number}/2026/TN-PC03` },
          agency: coded('agencies', 'CA'),
          linkedOn: '2026-02-14',
        })),
      ],
      clocks: [{}, { id: 'TH-2', rule: 'BLTTHS.146', startedOn: '2026-02', dueOn: '2026-02-28', state: 'DANG_CHAY' }],
      feedback: [{ toldReporterOn: '2026-02-24' }],
      label,
    },
  })
  const { identifiers } = rich.translation.facet
  return {
    ...rich,
    index: {
      ...rich.index,
      identifiers: identifiers.map(({ assigner, ...number }) => ({ ...number, assigner: assigner.code })),
      dueOn: '2026-02-28',
      label,
    },
  }
}

export const goldens: Goldens = () => {
  const of = (matter: string | number): TrueFacet => goldenFacet('mttq', matter)
  const told = [of('mttq-an-danh'), of('mttq-can-bo'), whole(of(246))]
  const page = { duLieu: told.map(nativePetition), tiepTheo: '2.7', mocThayDoi: '7' }
  const entries = told.map(({ index }) => index)
  return [
    push('vni-day-du', whole(of(246)), { suKien: 'CHUYEN_DEN', noiGui: 'TTT' }),
    push('an-danh', of('mttq-an-danh')),
    push('giau', of('mttq-can-bo')),
    push('cho-phan-loai', of('mttq-cho-phan-loai')),
    {
      name: 'trang',
      ending: 'json',
      bytes: json(page),
      index: { entries, refused: [], next: '2.7', changesFrom: '7' },
    },
  ]
}

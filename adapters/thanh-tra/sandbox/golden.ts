/** Golden documents of the inspection system (adapters/sandbox/golden.ts). */
import { coded } from '../../sandbox/codes.ts'
import { heldInTcvn3 } from '../../sandbox/facet-thanh-tra.ts'
import {
  enriched,
  type GoldenDocument,
  type Goldens,
  goldenFacet,
  type NativeCode,
  withNativeCodes,
} from '../../sandbox/golden.ts'
import { indexEntry } from '../../sandbox/parts.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { followed, noted } from './golden-follow-up.ts'
import * as lists from './lists.ts'
import { encodeTcvn3 } from './tcvn3.ts'
import { cellsOf, fileOf } from './writer.ts'

const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kinds: lists.kinds,
  channels: lists.channels,
  stages: lists.stages,
  'corruption-fields': lists.fields,
  agencies: lists.agencies,
  'participant-roles': lists.roles,
  decisions: lists.decisions,
  grounds: lists.grounds,
  flags: lists.flags,
  urgency: lists.urgencies,
}

/** The system of the own number. */
const OWN = 'thanh-tra:ket-luan'

/** Communes have one code everywhere. That its numbers are its own the system does not say. */
const nativeCode: NativeCode = (list, code, path, holder) => {
  if (list === 'communes') return code
  if (list === 'offences') return code.slice('BLHS.'.length)
  return path.endsWith('/assigner') && holder.system === OWN ? undefined : codes[list]?.[code]
}

const file = (name: string, ...of: readonly TrueFacet[]): GoldenDocument => ({
  name,
  ending: 'csv',
  bytes: encodeTcvn3(fileOf(of.map(cellsOf))),
  index: { entries: of.map(({ index }) => index), refused: [] },
})

/** A file of one row, which is read both ways. */
const row = (name: string, of: TrueFacet): GoldenDocument => ({
  ...file(name, of),
  shared: withNativeCodes(of.translation, nativeCode),
})

type More = Parameters<typeof enriched>[1]

/** The row of the index follows from what is known now. */
function known(story: string, ...more: readonly More[]): TrueFacet {
  const { nativeKey, index, translation } = more.reduce<TrueFacet>(
    (truth, of) => enriched(truth, heldInTcvn3(of)),
    goldenFacet('thanh-tra', story),
  )
  const { conceal, resolves, confirms: supervising = [] } = index
  const { receivedFrom } = translation.facet.report
  const originator = receivedFrom && [{ relation: 'originator', agency: receivedFrom.code } as const]
  const confirms = [...supervising, ...(originator ?? [])]
  const role = { conceal, resolves, ...(confirms.length > 0 && { confirms }) }
  return { nativeKey, index: indexEntry(nativeKey, translation, role), translation }
}

/** A second and a third paper, hand-over and clock, and marks of each kind. */
export const passedOn = (): TrueFacet =>
  known('kien-nghi-da-khoi-to', followed, {
    facet: {
      report: { channels: [undefined, coded('channels', 'VAN_BAN_CO_QUAN')] },
      custody: [
        { level: 'HAN_CHE', reason: 'Vụ việc có dấu hiệu tội phạm, thuộc thẩm quyền của Cơ quan điều tra.' },
        {
          id: 'GN-2',
          from: coded('agencies', 'TTr'),
          to: coded('agencies', 'VKS'),
          number: '36/CV-TTr',
          sentAt: '2026-10-12',
          acknowledgedAt: '2026-10-13T09:05:00+07:00',
          level: 'NOI_BO',
          reason: 'Gửi để kiểm sát.',
          papers: ['Bản sao văn bản kiến nghị khởi tố', 'Mục lục ~ 12 trang | 2 phụ lục'],
          dueOn: '2026-10-15',
        },
      ],
      decisions: [
        { effectiveTo: '2026-10-20', supersededBy: 'VB-3', cancelledBy: 'VB-2' },
        undefined,
        {
          id: 'VB-3',
          type: coded('decisions', 'HUY_BO'),
          number: '37/QĐ-TTr',
          decidedOn: '2026-10',
          agency: coded('agencies', 'TTr'),
          signer: 'Lý Thị Hường',
          signerTitle: 'Phó Chánh Thanh tra',
          legalBasis: ['Luật Thanh tra số 84/2025/QH15', 'Quy chế làm việc của Thanh tra tỉnh'],
          ground: 'Đính chính số liệu; giữ nguyên nội dung khác.',
          effectiveFrom: '2026-10-20',
          effectiveTo: '2026-12-31',
          supersededBy: 'VB-2',
          cancelledBy: 'VB-1',
        },
      ],
      clocks: [
        { extensions: [{ number: '11/TB-TTr' }, { number: '12/TB-TTr' }] },
        {
          id: 'TH-2',
          rule: 'TTLT03-2018.5',
          legalBasis: 'Điều 5 khoản 2 TTLT 03/2018/TTLT-VKSNDTC-BCA-BQP-TTCP',
          startEvent: 'Bổ sung kết luận thanh tra',
          startedOn: '2026-11-18',
          dueOn: '2026-11-25',
          state: 'DANG_CHAY',
        },
      ],
    },
    labels: [
      { path: '/participants/1', label: { level: 'NOI_BO', tags: ['DLCN_CO_BAN', 'DLCN_NHAY_CAM'] } },
      { path: '/documents/0', label: { level: 'NOI_BO', tags: ['DLCN_CO_BAN', 'DLCN_NHAY_CAM'] } },
      { path: '/inspectionConclusions/0', label: { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY', 'DLCN_CO_BAN'] } },
    ],
  })

/** Every field of which the system can say why it is empty, empty. */
function notKnown(): TrueFacet {
  const person = ['person/fullName', 'person/birth', 'person/personalId', 'from'].map((of) => `/participants/0/${of}`)
  const unit = ['name', 'kind', 'registrationNumber', 'representative']
  const conclusion = ['number', 'concludedOn', 'signer', 'findings', 'damageVnd', 'signsOfCrime']
  const paths = [
    ...person,
    ...unit.flatMap((of) => [`/participants/1/organisation/${of}`, `/inspectionConclusions/0/inspected/${of}`]),
    '/participants/1/from',
    ...conclusion.map((of) => `/inspectionConclusions/0/${of}`),
    ...['recoveredOn', 'followUp'].map((of) => `/recommendations/0/${of}`),
    ...['number', 'sentAt', 'acknowledgedAt'].map((of) => `/custody/0/${of}`),
  ]
  const reasons = ['unknown', 'inapplicable', 'pending'] as const
  const empty = paths.map((path, i): More => ({ facet: without(path), absent: [{ path, why: reasons[i % 3]! }] }))
  return known('kien-nghi-bi-tu-choi', { facet: { clocks: [{ state: 'QUA_HAN' }] } }, ...empty)
}

/** Takes away what stands at a path; list items are 0 or 1. */
const without = (path: string): object =>
  path
    .split('/')
    .slice(1)
    .reduceRight<object | undefined>(
      (inner, step) => (step === '0' ? [inner] : step === '1' ? [undefined, inner] : { [step]: inner }),
      undefined,
    )!

const official = (): TrueFacet =>
  known('thanh-tra-can-bo', {
    facet: { report: noted, label: { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY', 'DLCN_CO_BAN'] } },
  })

export const goldens: Goldens = () => [
  row('can-bo', official()),
  row('chua-ro', notKnown()),
  row('da-khoi-to', passedOn()),
  row('thu-hoi', goldenFacet('thanh-tra', 'thu-hoi-tai-san')),
  file('nhieu-dong', passedOn(), official(), goldenFacet('thanh-tra', 'nam-co-quan')),
]

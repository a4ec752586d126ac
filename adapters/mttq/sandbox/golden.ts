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
}

/** The portal names no agency where it is the Front itself: sender of its notes, assigner of its numbers. */
const ownAgency = /\/(custody\/\*\/from|links\/\*\/(agency|identifier\/assigner))$/
const nativeCode: NativeCode = (list, code, path, { type }) => {
  const ownNumber = path === '/facet/identifiers/*/assigner' && type === 'SO_HO_SO'
  return ownNumber || ownAgency.test(path) ? undefined : codes[list]?.[code]
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const push = (name: string, truth: TrueFacet): GoldenDocument => ({
  name,
  ending: 'json',
  bytes: json(nativeEvent(truth, `SK-${truth.nativeKey}`)),
  shared: withNativeCodes(truth.translation, nativeCode),
  index: { entries: [truth.index], refused: [] },
})

const PORTAL = { system: 'mttq:tiep-nhan', type: 'SO_HO_SO', assigner: coded('agencies', 'MTTQ') } as const

/** Everything that a petition can have, and two of each. */
function whole(truth: TrueFacet): TrueFacet {
  const label = { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'] } as const
  const rich = enriched(truth, {
    facet: {
      report: { channels: [coded('channels', 'TRUC_TIEP'), coded('channels', 'DIEN_THOAI')], occurredAt: '2025-11' },
      reporters: [{ organisation: 'Hợp tác xã Đông Thắng' }],
      participants: [
        {},
        { id: 'NDN-2', role: coded('participant-roles', 'BI_HAI'), person: { fullName: 'Lê Thị Ửng' } },
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
          from: coded('agencies', 'MTTQ'),
          to: coded('agencies', 'VKS'),
          number: '1104.2/PC-MTTQ',
          sentAt: '2026-02-24',
          acknowledgedAt: '2026-02-25T08:15:00+07:00',
          papers: ['Đơn bổ sung'],
          reason: 'Gửi thêm tài liệu của công dân.',
          dueOn: '2026-02-26',
        },
      ],
      links: [
        { revokedOn: '2026-03-01' },
        {
          id: 'LK-2',
          relation: 'LIEN_QUAN',
          identifier: { ...PORTAL, value: 'PA-2026-000007' },
          agency: coded('agencies', 'MTTQ'),
          linkedOn: '2026-02-13',
          revokedOn: '2026-03-02',
        },
      ],
      clocks: [{}, { id: 'TH-2', rule: 'BLTTHS.146', startedOn: '2026-02', dueOn: '2026-02-28', state: 'DANG_CHAY' }],
      feedback: [{ toldReporterOn: '2026-02-24' }],
      label,
    },
    absent: [
      { path: '/participants/1/person/birth', why: 'unknown' },
      { path: '/participants/1/person/personalId', why: 'unknown' },
    ],
  })
  return { ...rich, index: { ...rich.index, dueOn: '2026-02-28', label } }
}

export const goldens: Goldens = () => {
  const of = (matter: string | number): TrueFacet => goldenFacet('mttq', matter)
  const told = [of('mttq-an-danh'), of('mttq-can-bo'), of(246)]
  const page = { duLieu: told.map(nativePetition), tiepTheo: '2.7', mocThayDoi: '7' }
  const entries = told.map(({ index }) => index)
  return [
    push('vni-day-du', whole(of(246))),
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

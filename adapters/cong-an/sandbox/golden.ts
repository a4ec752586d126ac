/** Golden documents of Công an's service (adapters/sandbox/golden.ts): answers with a dossier, rows, changes, and none. */
import type { Coded, Label } from '../../../schemas/generated/types.ts'
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
import type { SandboxAnswer } from '../../sandbox/message.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { formNumber, nativeCode } from './codes.ts'
import { casePatch } from './golden-case.ts'
import { changesAnswer, dossier, handedOver, listAnswer, notFound } from './service.ts'

const listNames = {
  'participant-roles': 'roles',
  'corruption-fields': 'corruptionFields',
  'supervision-instruments': 'instruments',
} as const

const native: NativeCode = (list, code, _path, holder) => {
  if (list === 'communes') return (holder.commune as Coded | undefined)?.native ?? code
  if (list === 'offences') return code.replace('BLHS.', 'T')
  if (list === 'forms') return formNumber({ system: '', code, version: '' })
  const name = list in listNames ? listNames[list as keyof typeof listNames] : list
  return nativeCode(name as Parameters<typeof nativeCode>[0], code)
}

const file = (name: string, answer: SandboxAnswer): Pick<GoldenDocument, 'name' | 'ending' | 'bytes'> => ({
  name,
  ending: 'xml',
  bytes: answer.body,
})

/** One that another agency handed over, with its electronic identifier in the older form. */
function handed(name: string, truth: TrueFacet): GoldenDocument {
  const organs = { fromOrgan: '000.00.00.H01', toOrgan: 'H01.03' }
  const note = { number: 'cg-2026-000017', from: '02', to: '01', ...organs, at: '2026-11-20T08:05:00+07:00' }
  return { ...whole(name, truth), ...file(name, handedOver(truth, note)) }
}

const whole = (name: string, truth: TrueFacet): GoldenDocument => ({
  ...file(name, dossier(truth)),
  shared: withNativeCodes(withoutCiphertext(truth.translation), native),
})

const IDENTITY = ['fullName', 'birth', 'personalId', 'phone', 'address']

/** A second reporter who is secret, determined by somebody else. */
function twoSecret(truth: TrueFacet): TrueFacet {
  const { reporters = [], opaque = [] } = truth.translation.facet
  const by = { agency: coded('agencies', 'VKS'), at: '2026-11', listItem: 'Mục 7', expiresOn: '2046-11' } as const
  const label: Label = { level: 'TOI_MAT', tags: ['NGUOI_TO_GIAC', 'DLCN_NHAY_CAM'], by }
  const part = { ...opaque[0]!, id: 'PM-2', covers: '/reporters/1', level: 'TOI_MAT' as const, determinedBy: by }
  return enriched(truth, {
    facet: {
      reporters: [...reporters, { id: 'NTG-2', reportedAt: '2026-11-09', kind: 'CO_QUAN_TO_CHUC' }],
      opaque: [...opaque, { ...part, recipient: coded('agencies', 'TTr'), product: 'sandbox, not approved: 2' }],
    },
    labels: IDENTITY.map((name) => ({ path: `/reporters/1/${name}`, label })),
  })
}

/** Rows of every kind: what each names, and a mark with its determiner. */
function rows(): readonly TrueFacet[] {
  const of = (matter: string | number): TrueFacet => goldenFacet('cong-an', matter)
  const [first, second, third] = [of(126), of(209), of('phan-bi-giau')]
  const by = {
    agency: coded('agencies', 'CA'),
    officer: 'Đại tá Lê Thanh Tâm',
    at: '2026-11-08',
    listItem: 'Mục 3',
    expiresOn: '2036',
  }
  const confirms = [
    { relation: 'supervising', agency: 'VKS' },
    { relation: 'originator', agency: 'MTTQ' },
    { relation: 'originator', agency: 'TTr' },
    { relation: 'inspecting', agency: 'TTr' },
  ] as const
  const marked: Label = {
    level: 'MAT',
    tags: ['CAN_BO_QUAN_LY', 'NGUOI_TO_GIAC'],
    by: { ...by, agency: { ...by.agency, native: '01' } },
  }
  return [first, { ...second, index: { ...second.index, confirms, label: marked } }, third, of('to-giac-mat')]
}

export const goldens: Goldens = () => {
  const held = rows()
  const entries = held.map(({ index }) => index)
  return [
    whole('vu-an', enriched(goldenFacet('cong-an', 126), casePatch)),
    whole('nguoi-to-giac-mat', twoSecret(goldenFacet('cong-an', 'to-giac-mat'))),
    whole('gia-han', goldenFacet('cong-an', 148)),
    handed('chuyen-den', goldenFacet('cong-an', 'phuc-hoi')),
    { ...file('danh-sach', listAnswer(held, '7', '7.7')), index: { entries, next: '7.7', changesFrom: '7' } },
    { ...file('thay-doi', changesAnswer(held.slice(0, 1), '9')), index: { entries: entries.slice(0, 1), next: '9' } },
    { ...file('khong-co', notFound()), shared: 'absent' },
  ]
}

/** A change at the source that a test can ask for, and its true outcome. */
import type { Decision, Feedback } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { instant } from './calendar.ts'
import { coded } from './codes.ts'
import { indexEntry, translation } from './parts.ts'
import type { TrueFacet } from './world.ts'

/** Code of a decision that is a stage too, and of the agency that takes it. */
export interface Deciding {
  readonly code: string
  readonly agency: string
}

const pad = (value: number): string => String(value % 60).padStart(2, '0')

const extension = (facet: NativeFacet, today: string, revision: number): Decision => ({
  id: `QD-${(facet.decisions ?? []).length + 1}`,
  type: coded('decisions', 'GIA_HAN'),
  number: `${900 + revision}/QĐ-VKS-P2`,
  decidedOn: today,
  agency: coded('agencies', 'VKS'),
  signer: 'Đỗ Thị Hường',
  signerTitle: 'Phó Viện trưởng',
  legalBasis: ['Điều 147 khoản 2 BLTTHS'],
  effectiveFrom: today,
})

const news = (facet: NativeFacet, today: string, revision: number): Feedback => ({
  id: `PH-${(facet.feedback ?? []).length + 1}`,
  from: coded('agencies', 'CA'),
  number: `${900 + revision}/TB-CSKT`,
  receivedOn: today,
  content: 'Nguồn tin đang được kiểm tra, xác minh.',
})

/** What its holder decides, after which the matter is in the stage of that name. */
function decided(facet: NativeFacet, today: string, revision: number, { code, agency }: Deciding): NativeFacet {
  const decisions = facet.decisions ?? []
  const decision: Decision = {
    id: `QD-${decisions.length + 1}`,
    type: coded('decisions', code),
    number: `${900 + revision}/QĐ-${agency}`,
    decidedOn: today,
    agency: coded('agencies', agency),
    signer: 'Đỗ Thị Hường',
    effectiveFrom: today,
  }
  const report = { ...facet.report, stage: coded('stages', code) }
  return { ...facet, report, decisions: [...decisions, decision] }
}

/** Who keeps a list of answers hears of the matter; everybody else takes part in the proceedings and has one decision more. */
const changed = (facet: NativeFacet, today: string, revision: number): NativeFacet =>
  facet.feedback !== undefined
    ? { ...facet, feedback: [...facet.feedback, news(facet, today, revision)] }
    : { ...facet, decisions: [...(facet.decisions ?? []), extension(facet, today, revision)] }

/** The instant of the `revision`-th change (from 1) on the evening of the day: one that grows with each. */
export const changedAt = (today: string, revision: number): string =>
  instant(today, `${18 + (Math.floor(revision / 3600) % 6)}:${pad(Math.floor(revision / 60))}:${pad(revision)}`)

/**
 * The facet with one more decision (`deciding`, and it is in that stage; else an extension signed today), or one more answer of the police where its
 * holder takes no part in the proceedings, changed at an instant that grows with `revision` (from 1). Nothing else changes.
 */
export function touched(facet: TrueFacet, today: string, revision: number, deciding?: Deciding): TrueFacet {
  const { translation: before, index } = facet
  const updatedAt = changedAt(today, revision)
  const now = deciding ? decided(before.facet, today, revision, deciding) : changed(before.facet, today, revision)
  const after = {
    ...translation(now, before.labels, before.absent, updatedAt),
    ...(before.digests === undefined ? {} : { digests: before.digests }),
  }
  const { conceal, resolves, confirms } = index
  return {
    nativeKey: facet.nativeKey,
    index: indexEntry(facet.nativeKey, after, {
      conceal,
      resolves,
      ...(confirms === undefined ? {} : { confirms }),
    }),
    translation: after,
  }
}

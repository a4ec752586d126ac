/** A change at the source that a test can ask for, and its true outcome. */
import type { Decision } from '../../schemas/generated/types.ts'
import { instant } from './calendar.ts'
import { coded } from './codes.ts'
import { indexEntry, translation } from './parts.ts'
import type { TrueFacet } from './world.ts'

const pad = (value: number): string => String(value % 60).padStart(2, '0')

/**
 * The facet with one more decision (an extension signed today), changed at an instant that grows with `revision`
 * (from 1). Nothing else changes.
 */
export function touched(facet: TrueFacet, today: string, revision: number): TrueFacet {
  const { translation: before, index } = facet
  const decisions = before.facet.decisions ?? []
  const decision: Decision = {
    id: `QD-${decisions.length + 1}`,
    type: coded('decisions', 'GIA_HAN'),
    number: `${900 + revision}/QĐ-VKS-P2`,
    decidedOn: today,
    agency: coded('agencies', 'VKS'),
    signer: 'Đỗ Thị Hường',
    signerTitle: 'Phó Viện trưởng',
    legalBasis: ['Điều 147 khoản 2 BLTTHS'],
    effectiveFrom: today,
  }
  const updatedAt = instant(
    today,
    `${18 + (Math.floor(revision / 3600) % 6)}:${pad(Math.floor(revision / 60))}:${pad(revision)}`,
  )
  const after = translation(
    { ...before.facet, decisions: [...decisions, decision] },
    before.labels,
    before.absent,
    updatedAt,
  )
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

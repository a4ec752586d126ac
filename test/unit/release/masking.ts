/** Masks by a rule of the test's own, and selections in short form. */
import { joinLabels, type LabelCore, rankOf } from '../../../gateway/policy/label.ts'
import { type Mask, masked, released, withheld } from '../../../gateway/policy/policy.ts'
import type { Reason } from '../../../gateway/policy/reasons.ts'
import type { NarrowerLabel, Outcome, RecordMarks, Row } from '../../../gateway/release/mask.ts'
import { written } from '../../../gateway/release/projection/output.ts'
import { type Absence, recordWriter } from '../../../gateway/release/projection/projection.ts'
import { fieldOf, pathOf, type Selection } from '../../../gateway/release/selection.ts'
import { labels, type TypeName } from '../../../schemas/generated/fields.ts'

export const verdictOf = { released, masked, withheld } as const
export type Verdict = keyof typeof verdictOf
export type Rule = (label: LabelCore) => Verdict | { readonly verdict: Verdict; readonly reason: Reason }

/** The mask that `rule` gives under each label; its policy is named after the label. */
export const masksBy =
  (rule: Rule) =>
  (label: LabelCore): Mask => {
    const decided = labels.map((byDefault) => {
      const given = rule(joinLabels(byDefault, label))
      return typeof given === 'string' ? { verdict: given, reason: 'clearance' as const } : given
    })
    return {
      verdicts: Uint8Array.from(decided, ({ verdict }) => verdictOf[verdict]),
      reasons: decided.map(({ verdict, reason }) => (verdict === 'released' ? undefined : reason)),
      restricted: Uint8Array.from(labels, (byDefault) =>
        rankOf(joinLabels(byDefault, label).level) >= rankOf('HAN_CHE') ? 1 : 0,
      ),
      policies: [`p:${label.level}:${label.tags.join('+')}`],
    }
  }

/** As a clerk sees it: restricted personal data in part, other restricted data not at all. */
export const clerkRule: Rule = ({ level, tags }) => {
  if (level === 'CONG_KHAI' || level === 'NOI_BO')
    return tags.length === 0 ? 'released' : { verdict: 'withheld', reason: 'handling-tag' }
  if (level === 'HAN_CHE' && tags.join() === 'DLCN_CO_BAN') return 'masked'
  return 'withheld'
}

export const all: Rule = () => 'released'

/** `{ 'alias:name': spec }`; `true` for a field without members. */
export interface Spec {
  readonly [answer: string]: true | Spec
}

export const select = (type: TypeName, spec: Spec, parent = ''): Selection =>
  Object.entries(spec).map(([key, below]) => {
    const [answer = '', name = answer] = key.split(':')
    const field = fieldOf(type, name)
    if (!field) throw new Error(`${type} has no ${name}`)
    const path = pathOf(type, parent, field)
    return 'of' in field && below !== true
      ? { answer, field, path, of: select(field.of, below, path) }
      : { answer, field, path }
  })

/** What the gateway writes of a record, and tells of it. */
export function projected(
  value: Row,
  selection: Selection,
  marks: RecordMarks,
  maskOf: (label: LabelCore, addressed: boolean) => Mask,
  absence: Absence = 'left-out',
): { readonly text: string; readonly outcome: Outcome } {
  let outcome: Outcome | undefined
  const text = written((out) => {
    ;({ outcome } = recordWriter(out, selection, absence)(value, marks, maskOf))
  })
  return { text: text.toString(), outcome: outcome! }
}

export const marksOf = (
  level: LabelCore['level'] = 'CONG_KHAI',
  narrower: Readonly<Record<string, NarrowerLabel>> = {},
  absent: Readonly<Record<string, string>> = {},
): RecordMarks => ({
  label: { level, tags: [] },
  labels: new Map(Object.entries(narrower)),
  absent: new Map(Object.entries(absent)),
})

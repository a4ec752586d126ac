/**
 * High-water marks: what a source once marked stays marked as high, whatever it says later, unless somebody of the
 * holder determined it anew.
 */
import { isAfter } from '../../schemas/consistency/moment.ts'
import type { Determiner, Label } from '../../schemas/generated/types.ts'
import { dominates, joinLabels, type LabelCore, understood } from './label.ts'

/** `since`: a date as precise as it is known; what lowers the mark was determined after it. */
export interface Mark extends LabelCore {
  readonly since: string
}

/** What a document or a feed says of one place, all in all. */
export interface Saying {
  /** As decisions take it. */
  readonly label: LabelCore
  /** As far as it is a mark: not to have understood one is none. */
  readonly claim: LabelCore
  /** Only where one label says it. */
  readonly by?: Determiner
}

/**
 * `first`: there was no mark. `raised`: it is higher now. `kept`: what was said is lower in something, and the mark stays (or rises
 * where it is higher). `lowered`: the mark is what was said.
 */
export type Effect = 'first' | 'same' | 'raised' | 'kept' | 'lowered'

const claimOf = (label: Label): LabelCore =>
  label.level === 'CHUA_XAC_DINH' ? { level: 'CONG_KHAI', tags: label.tags } : understood(label)

/** Several labels of one place are one saying that nobody determined; none at all says CONG_KHAI. */
export function sayingOf(...labels: readonly Label[]): Saying {
  const [one, ...others] = labels
  const by = one && others.length === 0 && one.level !== 'CHUA_XAC_DINH' ? one.by : undefined
  return {
    label: joinLabels(...labels.map(understood)),
    claim: joinLabels(...labels.map(claimOf)),
    ...(by && { by }),
  }
}

/** Whose record it is (code of the agency), the date of what is said, and today: days in Việt Nam. */
export interface Circumstances {
  readonly holder: string
  readonly on: string
  readonly today: string
}

/** A level is lowered by an officer of the holder, whom the source names, after it was set and not after today. */
const lowers = ({ since }: Mark, { by }: Saying, { holder, today }: Circumstances): boolean =>
  by?.officer !== undefined && by.agency.code === holder && isAfter(by.at, since) && !isAfter(by.at, today)

/** The mark after `saying`. */
export function afterSaying(
  mark: Mark | undefined,
  saying: Saying,
  at: Circumstances,
): { readonly mark: Mark; readonly effect: Effect } {
  const { claim, by, label } = saying
  const told = by?.at ?? at.on
  const since = isAfter(told, at.today) ? at.today : told
  if (!mark) return { mark: { ...claim, since }, effect: 'first' }
  const later = isAfter(since, mark.since) ? since : mark.since
  if (dominates(claim, mark)) {
    const same = dominates(mark, claim)
    // The same again is no newer mark, unless it was determined anew.
    return { mark: { ...claim, since: same && !by ? mark.since : later }, effect: same ? 'same' : 'raised' }
  }
  if (lowers(mark, saying, at)) return { mark: { ...claim, since }, effect: 'lowered' }
  const joined = joinLabels(mark, claim)
  const higher = !dominates(mark, joined)
  const effect = label.level !== 'CHUA_XAC_DINH' ? 'kept' : higher ? 'raised' : 'same'
  return { mark: { ...joined, since: higher ? later : mark.since }, effect }
}

/** What a facet has come to of which its route says that the receiver is to be told. Pure. */
import type { NativeFacet } from '../../../adapters/sdk/adapter.ts'
import { dayOf } from '../../../schemas/consistency/moment.ts'
import type { Decision } from '../../../schemas/generated/types.ts'

/** A facet as it was when its agency was first heard. */
export interface Past {
  readonly stage: string
  /** When it had changed last. */
  readonly at: Date
}

export interface Occasion {
  /** The same as long as the receiver is to be told nothing new; undefined: of nothing. */
  readonly text: string | undefined
  /** Places of the facet in which the receiver is told of it: at each of them, of something. */
  readonly places: readonly string[]
  /** All of it was so when its agency was first heard. */
  readonly isPast: boolean
}

/**
 * `notices`: codes of decisions and stages; `receiver`: code of the agency, whose own decisions it is not told of. A stage counts where no decision of
 * that name is in the facet, for forms that have none. Has NOT verified what the facet tells.
 */
export function occasionOf(
  { report, decisions = [] }: NativeFacet,
  notices: readonly string[],
  receiver: string,
  past?: Past,
): Occasion {
  const stage = report.stage.code
  const isTold = ({ type, agency }: Decision) => notices.includes(type.code) && agency?.code !== receiver
  const told = decisions.filter(isTold)
  const isDecided = decisions.some(({ type }) => type.code === stage)
  const items = [
    ...told.map(({ type, number, decidedOn, agency }) => [type.code, number, decidedOn, agency?.code]),
    ...(notices.includes(stage) && !isDecided ? [[stage]] : []),
  ].map((item) => JSON.stringify(item))
  // By the dates of the source itself, whose clock need not be ours.
  const isPast =
    past?.stage === stage &&
    told.every(({ decidedOn }) => decidedOn !== undefined && decidedOn < dayOf(past.at.toISOString()))
  const places = [
    ...decisions.flatMap((decision, n) => (isTold(decision) ? [`/decisions/${n}/type`] : [])),
    ...(notices.includes(stage) ? ['/report/stage'] : []),
  ]
  return { places, text: items.length > 0 ? items.toSorted().join('\n') : undefined, isPast }
}

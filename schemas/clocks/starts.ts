/** From when limits run, as a record tells: what happened that a rule names among its `startEvents`, and when. */
import type { Facet } from '../generated/types.ts'
import { momentOf } from './calendar.ts'
import type { Rule } from './rules.ts'

/** What is read of a record: also as an adapter gives it. */
export type Telling = Pick<Facet, 'report' | 'decisions' | 'judgments' | 'inspectionConclusions'>

const judged: Readonly<Record<string, string>> = { SO_THAM: 'BAN_AN_SO_THAM', PHUC_THAM: 'BAN_AN_PHUC_THAM' }

/** Codes of what happened (schemas/codes/decisions, and `TIEP_NHAN`), each with its date or instant; of decisions those of the agency `by`. */
function happened({ report, decisions = [], judgments = [], inspectionConclusions = [] }: Telling, by: string) {
  const own = decisions.filter(({ agency }) => agency.code === by)
  return [
    { event: 'TIEP_NHAN', at: report.receivedAt },
    ...own.map(({ type, decidedOn }) => ({ event: type.code, at: decidedOn })),
    ...judgments.map(({ instance, pronouncedOn }) => ({ event: judged[instance], at: pronouncedOn })),
    ...inspectionConclusions.map(({ concludedOn }) => ({ event: 'KET_LUAN_THANH_TRA', at: concludedOn })),
  ]
}

/** A rule, and the RFC 3339 date or date-time of the event that started its limit. */
export interface Start {
  readonly rule: Rule
  readonly startedAt: string
}

/**
 * Those of `rules`, limits of the agency `by` (code of the agencies list), that the latest of what `told` tells started: an earlier event is there as
 * history, and its limit was kept or not when it was new. Of several events of one rule the last counts; one without a full date starts nothing. Total
 * on a record that conforms to the schema.
 */
export function latestStarts(rules: readonly Rule[], told: Telling, by: string): readonly Start[] {
  const events = happened(told, by)
  const starts = rules.flatMap((rule) => {
    const dated = events.flatMap(({ event, at }) => {
      const moment = event !== undefined && rule.startEvents?.includes(event) ? momentOf(at) : undefined
      return moment ? [{ rule, startedAt: at!, day: moment.day, at: moment.at ?? 0 }] : []
    })
    return dated.toSorted((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1)).slice(-1)
  })
  const last = starts
    .map(({ day }) => day)
    .toSorted()
    .at(-1)
  return starts.filter(({ day }) => day === last).map(({ rule, startedAt }) => ({ rule, startedAt }))
}

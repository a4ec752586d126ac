/** The form of an indicator: what is counted, and how. A small closed language, by indicator.schema.json. */
import type { Dimension, EventCode } from './event.ts'

export interface Text {
  readonly vi: string
  readonly en: string
}

/** As in the code lists: confirmed, second-hand, recalled, doubtful. */
export type Confidence = 'C' | 'C*' | 'R' | 'R!'

/** Codes that are counted; all of them where a dimension is not named. */
export type Filter = Readonly<Partial<Record<Dimension, readonly string[]>>>

/** Which limit: an id of limits.json. */
export type LimitId = string

export type Formula =
  /** Things that an event of `events` happened to in the period, each once; `acts` counts the events. */
  | {
      readonly op: 'count'
      readonly of: 'sources' | 'cases' | 'acts'
      readonly events: readonly EventCode[]
      readonly where?: Filter
    }
  /** Sources in that state when the period begins or when it ends. */
  | {
      readonly op: 'stock'
      readonly state: 'open' | 'suspended'
      readonly on: 'start' | 'end'
      /** `extended`: and still in time. `beyond-limitation`: the limitation period is over. */
      readonly only?: 'overdue' | 'extended' | 'beyond-limitation'
      readonly limit?: LimitId
      readonly where?: Filter
    }
  /** Limits whose last day lies in the period (`due`), and those of them that were kept. */
  | { readonly op: 'limit'; readonly limit: LimitId; readonly count: 'due' | 'kept'; readonly where?: Filter }
  /** Median of the days from an event of `from` to the next of `to`, which lies in the period. */
  | {
      readonly op: 'median-days'
      readonly from: readonly EventCode[]
      readonly to: readonly EventCode[]
      readonly where?: Filter
    }
  | { readonly op: 'sum'; readonly of: readonly Formula[] }
  | { readonly op: 'difference'; readonly of: readonly [Formula, Formula] }
  /** 100 times the first by the second. */
  | { readonly op: 'percent'; readonly of: readonly [Formula, Formula] }

export interface Indicator {
  readonly id: string
  readonly block: 'received' | 'resolved' | 'pending' | 'suspended' | 'derived'
  readonly title: Text
  readonly unit: Text
  readonly counts: 'sources' | 'cases' | 'acts' | 'days' | 'percent'
  readonly formula: Formula
  readonly breakdown: readonly Dimension[]
  /** The instrument that asks for it. */
  readonly source: string
  readonly confidence: Confidence
  /** The first and the last day of a report for which the definition holds; null: open. */
  readonly validFrom: string
  readonly validTo: string | null
  readonly note?: Text
}

/** A legal limit as it runs between events: which rule of schemas/clocks begins with which event. */
export interface Limit {
  readonly id: string
  readonly title: Text
  readonly starts: Readonly<Partial<Record<EventCode, string>>>
  readonly ends: readonly EventCode[]
  /** Events after which the limit runs no more, without having been kept or missed. */
  readonly stops?: readonly EventCode[]
  /** Events whose own `dueOn`, where they tell one, is the last day. */
  readonly stated?: readonly EventCode[]
}

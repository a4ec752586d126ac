/** Which legal limits a transfer brings, and when each ends: by the shared rules, from what the document tells and the route names. Pure. */
import { hash } from 'node:crypto'
import type { NativeFacet, Party } from '../../../adapters/sdk/adapter.ts'
import { dueOf, type FindingCode, lastInstantOf } from '../../../schemas/clocks/clock.ts'
import remote from '../../../schemas/clocks/remote-communes.json' with { type: 'json' }
import { ruleOf } from '../../../schemas/clocks/rules.ts'
import { latestStarts } from '../../../schemas/clocks/starts.ts'
import { daysOff, workingWeekends } from '../../../schemas/generated/holidays.ts'
import type { Route } from '../../identity/route.ts'

/** A limit that a transfer brings. */
export interface NewClock {
  readonly rule: string
  /** Registry ids. */
  readonly owner: string
  readonly supervisor: string | null
  /** Of one that the sender meets by handing over; absent: it runs for the receiver, from the delivery on. */
  readonly started?: Reckoned
}

/** All that is known of a limit that runs. */
export interface Reckoned {
  /** RFC 3339 date or instant, as told. */
  readonly startedAt: string
  /** The last day (`yyyy-MM-dd`) or the last instant (RFC 3339, +07:00); null where none can be reckoned. */
  readonly due: string | null
  /** The last instant at which it is kept. */
  readonly lastAt: Date | null
  readonly basis: ClockBasis
}

/** By what a limit was reckoned: kept with it, as rules and calendars change. */
export interface ClockBasis {
  readonly article?: string
  readonly confidence?: string
  readonly limit?: { readonly amount: number; readonly unit: string }
  readonly parameters?: Readonly<Record<string, boolean | number>>
  readonly calendar?: 'reviewed' | 'general'
  /** Of the rule, the days off and the remote communes (hexadecimal). */
  readonly version: string
  readonly doubts: readonly FindingCode[]
}

/** The limits of a transfer, and by which numbers its matter is known again. */
export interface Timing {
  readonly clocks: readonly NewClock[]
  readonly matter: readonly string[]
}

const digestOf = (value: unknown): string => hash('sha256', JSON.stringify(value))
const calendar = digestOf([[...daysOff], [...workingWeekends], remote.communes])

/** When the limit of the rule `id` ends. `startedAt`: RFC 3339 date or date-time; `commune`: 5-digit code, of those who have to keep it. Total. */
export function reckon(id: string, startedAt: string, commune?: string): Reckoned {
  const { dueOn, dueAt, basis, chain, findings } = dueOf(id, { startedAt, ...(commune !== undefined && { commune }) })
  const last_ms = lastInstantOf({ ...(dueOn && { dueOn }), ...(dueAt && { dueAt }) })
  const [link] = chain
  return {
    startedAt,
    due: dueAt ?? dueOn ?? null,
    lastAt: last_ms === undefined ? null : new Date(last_ms),
    basis: {
      ...(basis && { article: basis.article, confidence: basis.confidence, parameters: basis.parameters }),
      // That a commune is remote may be known less well than the rule.
      ...(link && { limit: { amount: link.amount, unit: link.unit }, confidence: link.confidence }),
      ...(basis && { calendar: basis.calendar }),
      version: digestOf([ruleOf(id), calendar]).slice(0, 16),
      doubts: findings.map(({ code }) => code),
    },
  }
}

export interface Ends {
  readonly sender: Pick<Party, 'id' | 'code'> & { /** 5-digit code. */ readonly commune?: string | undefined }
  readonly receiver: Pick<Party, 'id' | 'code'>
}

/**
 * The limits that `route` names for `facet`, a record of its sender that conforms to the schema. What came from the receiver is not passed on to
 * it, so that no limit of passing on or of noting its receipt runs. It has NOT verified what the record tells.
 */
export function timingOf(route: Route, facet: NativeFacet, { sender, receiver }: Ends): Timing {
  const { clocks = [], receiverClocks = [], supervisor = null } = route
  const isPassedOn = facet.report.receivedFrom?.code !== receiver.code
  const rules = clocks
    .flatMap((id) => ruleOf(id) ?? [])
    .filter(({ endEvents }) => isPassedOn || !endEvents.includes('CHUYEN'))
  const met = latestStarts(rules, facet, sender.code).map(({ rule: { id }, startedAt }) => ({
    ...{ rule: id, owner: sender.id, supervisor },
    started: reckon(id, startedAt, sender.commune),
  }))
  const awaited = (isPassedOn ? receiverClocks : []).map((rule) => ({ rule, owner: receiver.id, supervisor }))
  const matter = facet.identifiers.map(({ system, type, value, assigner }) =>
    JSON.stringify([system, type, value, assigner?.code]),
  )
  return { clocks: [...met, ...awaited], matter: [...new Set(matter)] }
}

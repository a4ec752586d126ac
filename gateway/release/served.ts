/** Who is given something of another agency's facet is known before it leaves: noted once in the store, and from then on known here. */
import { holdServed, noteNumberTold, noteShown, type Way } from '../dossiers/served.ts'
import type { Caller } from '../identity/caller.ts'
import { limits } from '../limits.ts'
import type { Database } from '../store/pool.ts'
import { monotonic_ms, timestamp } from '../telemetry/clock.ts'
import type { Inquiry } from './inquiry.ts'
import type { KnownFacet } from './known.ts'
import type { Outcome } from './mask.ts'

/** A facet of an answer, what became of it, and the id of the dossier in which it is shown. */
export interface Shown {
  readonly known: Pick<KnownFacet, 'indexed'>
  readonly outcome: Outcome
  readonly dossier: string
}

/** Whom something is given, by its agency, and under which event. */
export interface Serving {
  readonly caller: Pick<Caller, 'agency'>
  readonly inquiry: Pick<Inquiry, 'event'>
  /** What was decided on is not so any more: the answer is made anew. */
  outdate(): void
}

export interface Served {
  /**
   * Notes of what `shown` gives whom `reading` is for, unless it is the receiver's own, or was noted lately. What was found before a directive about it was
   * given makes the reading anew. Throws GatewayError `index-unavailable`: then nothing of it may leave.
   */
  note(reading: Serving, way: Exclude<Way, 'transfer'>, shown: readonly Shown[]): Promise<void>
  /** Notes that the sender of `transfer` is told the number that its receiver `holder` gave it there; `names`: its forms. Throws as note. */
  noteNumber(
    reading: Omit<Serving, 'outdate'>,
    told: { readonly transfer: string; readonly holder: string; readonly names: readonly Buffer[] },
  ): Promise<void>
}

/** What is given of a facet of which everything was withheld: that it is there and whose it is. */
const bare: readonly string[] = ['/id', '/agency']

/** Whoever asked for no more than that it is there was given that; of whom all else was kept has nothing of it. */
const gives = ({ released, masked, withheld }: Outcome): boolean =>
  withheld.length === 0 || masked.length > 0 || released.some((path) => !bare.includes(path))

export function createServed(
  db: Database,
  { known_max, refresh_ms }: { readonly known_max: number; readonly refresh_ms: number } = limits.served,
): Served {
  /** When what stands in the store was noted last; oldest first. */
  const known = new Map<string, number>()

  function remember(names: Iterable<string>, now_ms: number): void {
    for (const name of names) {
      known.delete(name)
      known.set(name, now_ms)
    }
    for (const name of known.keys()) {
      if (known.size <= known_max) break
      known.delete(name)
    }
  }

  return {
    async note({ caller: { agency: receiver }, inquiry: { event }, outdate }, way, shown) {
      const now_ms = monotonic_ms()
      const unknown = new Map<string, { origin: string; directives: number; dossier: string }>()
      for (const {
        known: { indexed },
        outcome,
        dossier,
      } of shown) {
        const { agency, origin, directives } = indexed
        if (agency === receiver || !gives(outcome)) continue
        const name = `${receiver} ${way} ${dossier} ${origin}`
        const at_ms = known.get(name)
        if (at_ms === undefined || now_ms - at_ms >= refresh_ms) unknown.set(name, { origin, directives, dossier })
      }
      if (unknown.size === 0) return
      const isAsFound = await db.transaction(async (tx) => {
        await holdServed(tx)
        return noteShown(tx, { receiver, event, at: timestamp() }, way, [...unknown.values()])
      })
      if (isAsFound) remember(unknown.keys(), now_ms)
      else outdate()
    },
    async noteNumber({ caller: { agency: receiver }, inquiry: { event } }, told) {
      const now_ms = monotonic_ms()
      const name = `${receiver} transfer ${told.transfer} ${told.names.map((mac) => mac.toString('base64')).join(' ')}`
      const at_ms = known.get(name)
      if (at_ms !== undefined && now_ms - at_ms < refresh_ms) return
      await db.transaction(async (tx) => {
        await holdServed(tx)
        await noteNumberTold(tx, { receiver, event, at: timestamp() }, told)
      })
      remember([name], now_ms)
    },
  }
}

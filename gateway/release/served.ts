/** Who is given something of another agency's facet is known before it leaves: noted once in the store, and from then on known here. */
import { holdServed, noteShown, type Way } from '../dossiers/served.ts'
import { limits } from '../limits.ts'
import type { Database } from '../store/pool.ts'
import { monotonic_ms, timestamp } from '../telemetry/clock.ts'
import type { KnownFacet } from './known.ts'
import type { Outcome } from './mask.ts'
import type { Reading } from './reading.ts'

/** A facet of an answer, what became of it, and the id of the dossier in which it is shown. */
export interface Shown {
  readonly known: KnownFacet
  readonly outcome: Outcome
  readonly dossier: string
}

export interface Served {
  /**
   * Notes of what `shown` gives whom `reading` is for, unless it is the receiver's own, or was noted lately. What was found before a directive about it was
   * given makes the reading anew. Throws GatewayError `index-unavailable`: then nothing of it may leave.
   */
  note(
    reading: Pick<Reading, 'caller' | 'inquiry' | 'outdate'>,
    way: Exclude<Way, 'transfer'>,
    shown: readonly Shown[],
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
  }
}

/** What one sandbox system holds: its facets, what was handed over to it, and the log of changes that its change feed is read from. */
import type { Handed, Received, Shelf } from './received.ts'
import type { AgencyId } from './stories.ts'
import { changedAt, touched } from './touch.ts'
import type { TrueFacet, World } from './world.ts'

/** One dossier. A system that takes nothing has `never` for `Facts`, and made-up facets alone. */
export type Held<Facts = never> = TrueFacet | ([Facts] extends [never] ? never : Received<Facts>)

/** What came of a handing over. `conflict`: the sender gave this number to another document before. */
export type Receipt<Facts> =
  | { readonly kind: 'taken' | 'repeated'; readonly received: Received<Facts> }
  | { readonly kind: 'conflict' }

export interface Holdings<Facts = never> {
  readonly today: string
  /** Everything: the facets in the order of the world, then what was received, in its order. */
  all(): readonly Held<Facts>[]
  get(nativeKey: string): Held<Facts> | undefined
  /**
   * Adds a decision to the facet: of the code `decision`, which is a stage too, by the agency itself, or another that leaves it in its stage. False when there
   * is no such facet.
   */
  touch(nativeKey: string, decision?: string): boolean
  /** Takes what is handed over: it is durable, and in list and change feed, when this returns. Throws when it can't be kept. */
  receive(handed: Handed<Facts>): Receipt<Facts>
  /** What `receive` would say, and nothing taken. */
  weigh(handed: Handed<Facts>): Receipt<Facts>
  /** The cursor after the last change: a list that is read now goes on from here. */
  cursor(): number
  /** What changed since a cursor, each once, in its present state; undefined for a cursor that this log never gave. */
  changesSince(cursor: number): readonly Held<Facts>[] | undefined
}

export const isReceived = <Facts>(held: TrueFacet | Received<Facts>): held is Received<Facts> => 'native' in held

const codeOf: Readonly<Record<AgencyId, string>> = {
  ...{ 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'toa-an': 'TA', 'thanh-tra': 'TTr', mttq: 'MTTQ' },
}

const numberOf = ({ sender, number }: { readonly sender: string; readonly number: string }): string =>
  JSON.stringify([sender, number])

/** A change as it is remembered: the native key, and what was decided. */
export const changeLine = (nativeKey: string, decision?: string): string =>
  decision === undefined ? nativeKey : `${nativeKey}\t${decision}`

/**
 * Holdings of one agency in a world, with the changes of earlier runs (changeLine, in order) made again. Without a shelf what is received
 * lasts as long as the holdings.
 */
export function makeHoldings<Facts = never>(
  world: World,
  agency: AgencyId,
  earlier: readonly string[] = [],
  shelf: Shelf<Facts> = { received: [], keep: () => {} },
): Holdings<Facts> {
  const facets = new Map<string, TrueFacet>()
  const received = new Map<string, Received<Facts>>()
  const byNumber = new Map<string, Received<Facts>>()
  const changes: string[] = []
  const known = (nativeKey: string): Held<Facts> | undefined =>
    (facets.get(nativeKey) ?? received.get(nativeKey)) as Held<Facts> | undefined
  const put = (one: Received<Facts>): void => {
    received.set(one.nativeKey, one)
    byNumber.set(numberOf(one), one)
  }
  const touch = (nativeKey: string, code?: string): boolean => {
    const facet = facets.get(nativeKey)
    if (!facet) return false
    changes.push(nativeKey)
    const deciding = code === undefined ? undefined : { code, agency: codeOf[agency] }
    facets.set(nativeKey, touched(facet, world.today, changes.length, deciding))
    return true
  }
  const weigh = ({ keyOf, ...handed }: Handed<Facts>): Receipt<Facts> => {
    const before = byNumber.get(numberOf(handed))
    if (before !== undefined)
      return Buffer.compare(before.native, handed.native) === 0
        ? { kind: 'repeated', received: before }
        : { kind: 'conflict' }
    const receivedAt = changedAt(world.today, changes.length + 1)
    return { kind: 'taken', received: { ...handed, nativeKey: keyOf(received.size + 1), receivedAt } }
  }

  for (const { facets: of } of world.matters) {
    const facet = of[agency]
    if (facet) facets.set(facet.nativeKey, facet)
  }
  for (const one of shelf.received) put(one)
  // What was received then, or in another world, counts too: the instants of changes follow from their number.
  for (const line of earlier) {
    const [nativeKey = '', decision] = line.split('\t')
    if (!touch(nativeKey, decision)) changes.push(nativeKey)
  }

  return {
    today: world.today,
    all: () => [...facets.values(), ...received.values()] as Held<Facts>[],
    get: known,
    touch,
    weigh,
    receive: (handed) => {
      const receipt = weigh(handed)
      if (receipt.kind === 'taken') {
        shelf.keep(receipt.received)
        put(receipt.received)
        changes.push(receipt.received.nativeKey)
      }
      return receipt
    },
    cursor: () => changes.length,
    changesSince: (cursor) =>
      Number.isSafeInteger(cursor) && cursor >= 0 && cursor <= changes.length
        ? [...new Set(changes.slice(cursor))].flatMap((nativeKey) => known(nativeKey) ?? [])
        : undefined,
  }
}

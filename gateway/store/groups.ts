/** Work of many callers that goes together, so that they wait for one statement and one commit. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { systemTimers, type Timers } from '../telemetry/clock.ts'
import { isOfLock } from './sql-failure.ts'

interface Waiter<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  /** It was in a group that waited for somebody's lock. */
  readonly alone?: true
}

/**
 * Does `work` for each item that is given, together with what comes in the same turn of the event loop, or while another group is under way: in the order in which it came, at
 * most limits.store.group_max at once, and no more than limits.store.group_bytes_max by what `sizeOf` gives for each. When a group is under way longer than limits.store.group_beside_ms what comes goes
 * beside it, in limits.store.groups_max groups at most, so that one that is stuck holds no others up. Gives what `work` gives at the place of the item. Rejects as `work` does, but none because of another:
 * what failed on a lock is done again each by itself, since each try of several would wait for that lock again; with any other failure, while the store itself is well, halves are tried, down to each by itself, so that
 * few tries find the one. So `work` must bear being repeated, and being under way several times at once.
 */
export function inGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  sizeOf: (item: Item) => number = () => 0,
  { after }: Pick<Timers, 'after'> = systemTimers,
): (item: Item) => Promise<Result> {
  const waiting: Waiter<Item, Result>[] = []
  let running = 0
  /** The last group that began, until it is done or has been under way for so long that another may go beside it. */
  let latest: object | undefined
  let isBeginning = false

  async function perform(group: readonly Waiter<Item, Result>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item))
      for (const [at, { resolve }] of group.entries()) resolve(results[at]!)
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else if (isOfLock(error)) waiting.unshift(...group.map((one) => ({ ...one, alone: true }) as const))
      else if (error instanceof GatewayError && error.code === 'index-unavailable')
        for (const { reject } of group) reject(error)
      else {
        const half = group.length >> 1
        await perform(group.slice(0, half))
        await perform(group.slice(half))
      }
    }
  }

  /** None when there is none, or only those that wait for locks by themselves and have all places but the last: that is for others. */
  function nextGroup(): readonly Waiter<Item, Result>[] {
    const { group_max, group_bytes_max, groups_max } = limits.store
    const from = running + 1 < groups_max ? 0 : waiting.findIndex(({ alone }) => !alone)
    if (from < 0) return []
    let [count, bytes] = [0, 0]
    for (const { item, alone } of waiting.slice(from, from + group_max)) {
      bytes += sizeOf(item)
      if (count > 0 && (alone || bytes > group_bytes_max)) break
      count++
      if (alone) break
    }
    return waiting.splice(from, count)
  }

  const mayBegin = (): boolean => latest === undefined && running < limits.store.groups_max

  async function run(group: readonly Waiter<Item, Result>[]): Promise<void> {
    running++
    latest = group
    const pass = () => {
      if (latest !== group) return
      latest = undefined
      begin()
    }
    // Of a process that had no time for answers those that are there by now come first.
    const cancel = after(limits.store.group_beside_ms, () => void setImmediate(pass))
    await perform(group)
    cancel()
    running--
    if (latest === group) latest = undefined
    begin()
  }

  function begin(): void {
    const group = mayBegin() ? nextGroup() : []
    if (group.length > 0) void run(group)
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isBeginning || !mayBegin()) return
      isBeginning = true
      // Many are let go by one answer, of the store or of the log: the first of them would else go alone, and the others wait for it.
      setImmediate(() => {
        isBeginning = false
        begin()
      })
    })
}

/** For the transaction of what goes together: what waits for another's lock is to wait for it without the others. */
export const lockTimeoutOf = (group: readonly unknown[]): { readonly lock_timeout_ms: number | undefined } => ({
  lock_timeout_ms: group.length > 1 ? limits.store.group_lock_timeout_ms : undefined,
})

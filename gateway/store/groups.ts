/** Work of many callers that goes together, so that they wait for one statement and one commit. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'

interface Waiter<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Does `work` for each item that is given, together with what comes in the same turn of the event loop, or while another group is under way: in the order in which it came, at
 * most limits.store.group_max at once, and no more than limits.store.group_bytes_max by what `sizeOf` gives for each. Gives what `work` gives at the place of the item. Rejects as `work` does; when a group fails and the store itself is
 * well, its halves are tried, down to each by itself, so that none fails because of another and few tries find it. So `work` must bear being repeated.
 */
export function inGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  sizeOf: (item: Item) => number = () => 0,
): (item: Item) => Promise<Result> {
  const waiting: Waiter<Item, Result>[] = []
  let isRunning = false

  async function perform(group: readonly Waiter<Item, Result>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item))
      for (const [at, { resolve }] of group.entries()) resolve(results[at]!)
    } catch (error) {
      const isShared = error instanceof GatewayError && error.code === 'index-unavailable'
      if (group.length === 1 || isShared) for (const { reject } of group) reject(error)
      else {
        const half = group.length >> 1
        await perform(group.slice(0, half))
        await perform(group.slice(half))
      }
    }
  }

  /** One at least. */
  function nextGroup(): readonly Waiter<Item, Result>[] {
    const { group_max, group_bytes_max } = limits.store
    let [count, bytes] = [0, 0]
    for (const { item } of waiting.slice(0, group_max)) {
      bytes += sizeOf(item)
      if (count > 0 && bytes > group_bytes_max) break
      count++
    }
    return waiting.splice(0, count)
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await perform(nextGroup())
    isRunning = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isRunning) return
      isRunning = true
      // Many are let go by one answer, of the store or of the log: the first of them would else go alone, and the others wait for it.
      setImmediate(() => void run())
    })
}

/** Work of many callers that goes together, so that they wait for one statement and one commit. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'

interface Waiter<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Does `work` for each item that is given: at once when none is under way, else together with what comes meanwhile, in the order in which it came, at
 * most limits.store.group_max at once. Gives what `work` gives at the place of the item. Rejects as `work` does; when a group fails and the store itself is
 * well, each of it is tried by itself, so that none fails because of another. So `work` must bear being repeated.
 */
export function inGroups<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
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
      else for (const one of group) await perform([one])
    }
  }

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) await perform(waiting.splice(0, limits.store.group_max))
    isRunning = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void run()
    })
}

/** What has been in quarantine for longer than it may is erased: its row, its findings and what was recorded of it stay. */
import { limits } from '../../limits.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Keeping } from '../keeping.ts'
import { handlingEntry } from './handling-entries.ts'
import { type Due, dueItems, eraseItem, insertAct, lockItem } from './rows.ts'

type Kept = Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>

/** Erases one item, unless another node has, or it was returned meanwhile; what is owed for it is in the log when this resolves. */
async function eraseOne({ db, kept, recordings, standing }: Kept, due: Due, id: string): Promise<boolean> {
  const event = newEventId()
  const recording = await db.transaction(async (tx) => {
    const item = await lockItem(tx, id)
    if ((await dueItems(tx, due, 1, id)).length === 0) return undefined
    const state = item.state === 'held' ? 'expired' : undefined
    await eraseItem(tx, id, state)
    const entry = handlingEntry(standing, item, { event, operation: 'quarantine:retention' }, { act: 'expire', state })
    const recording = await recordings.owe(tx, [entry])
    await insertAct(tx, kept.vault, { item: id, act: 'expire', state, event, recording })
    return recording
  })
  if (recording === undefined) return false
  await recordings.settle(recording)
  return true
}

/**
 * Erases everything that is `due`, one by one until `stop` says so. Gives the count. Throws GatewayError `index-unavailable` or
 * `log-unavailable`; what was erased by then is recorded, or will be.
 */
export async function eraseDue(kept: Kept, due: Due, stop?: AbortSignal): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await dueItems(kept.db, due, limits.quarantine.erased_at_once_max)
    for (const id of ids) {
      if (stop?.aborted) return count
      if (await eraseOne(kept, due, id)) count += 1
    }
    if (ids.length < limits.quarantine.erased_at_once_max) return count
  }
}

export const day_ms = 24 * 60 * 60 * 1000

interface Told {
  erased(count: number): void
  fault(error: unknown): void
}

/** Calls `erase` now, and from then on every limits.quarantine.retention_interval_ms. `ago`: what time it was so many days ago. */
export function startErasing(
  erase: (ago: (days: number) => Date, stop: AbortSignal) => Promise<number>,
  tell: Told,
): { close(): Promise<void> } {
  const stop = new AbortController()
  let under_way: Promise<void> | undefined
  const once = () => {
    const ago = (days: number) => new Date(now_ms() - days * day_ms)
    under_way ??= erase(ago, stop.signal)
      .then((count) => {
        if (count > 0) tell.erased(count)
      }, tell.fault)
      .finally(() => {
        under_way = undefined
      })
  }
  once()
  const timer = setInterval(once, limits.quarantine.retention_interval_ms).unref()
  return {
    async close() {
      clearInterval(timer)
      stop.abort()
      await under_way
    },
  }
}

/** Erases from now on what is older than `days`; what was returned to its sender `ownerDays` after that, if that is later. */
export const startRetention = (
  kept: Kept,
  { days, ownerDays }: { readonly days: number; readonly ownerDays: number },
  tell: Told,
): ReturnType<typeof startErasing> =>
  startErasing((ago, stop) => eraseDue(kept, { came: ago(days), returned: ago(ownerDays) }, stop), tell)

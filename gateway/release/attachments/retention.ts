/** Uploads that were cut off, or that nobody handed over in their time, are erased. */
import { limits } from '../../limits.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Keeping } from '../keeping.ts'
import { eraseCutOff, eraseExpired } from './rows.ts'

const { erased_at_once_max, upload_age_ms_max } = limits.attachment

/** Erases what is over by now, some at a time until `stop` says so. Gives the count. Throws as the store. */
export async function eraseUploads({ db }: Pick<Keeping, 'db'>, stop?: AbortSignal): Promise<number> {
  const now = now_ms()
  let count = await eraseCutOff(db, { before: new Date(now - upload_age_ms_max) })
  while (!stop?.aborted) {
    const erased = await db.transaction((tx) => eraseExpired(tx, new Date(now), erased_at_once_max))
    count += erased
    if (erased < erased_at_once_max) break
  }
  return count
}

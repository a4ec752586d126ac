import type { Log } from '../audit/log.ts'
import type { Receipt } from '../audit/receipt.ts'
import { eventEntry, type Standing } from '../release/events.ts'

/**
 * Gives what records that a file of `agency` was too large to be looked at, under `event`; resolves with its receipt when that is durable. Rejects when
 * the log does not take it.
 */
export const tooLargeRecorder =
  (log: Log, standing: Standing) =>
  async (agency: string, event: string): Promise<Receipt> => {
    const sources = [{ agency, state: 'refused', reason: 'document-too-large' }]
    const { index, leaf } = await log.append({
      ...eventEntry(standing, 'refused'),
      event,
      outcome: 'body-too-large',
      detail: { operation: 'deposit', sources },
    })
    return { origin: log.origin, index, leaf }
  }

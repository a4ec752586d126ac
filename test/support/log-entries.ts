/** What the log says of an answer that a client holds. */
import { createHmac } from 'node:crypto'
import { readEntries } from '../../gateway/audit/entries.ts'
import { decodeEntry, type Entry } from '../../gateway/audit/entry.ts'
import { parseReceipt } from '../../gateway/audit/receipt.ts'
import type { Reply } from './client.ts'

/** Every entry of the log in `directory`, by index. Throws when one is none. */
export const entriesIn = (directory: string): readonly Entry[] =>
  Array.from(readEntries(directory), ({ bytes }) => {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new Error(decoded.why)
    return decoded.entry
  })

/** The receipt's text; throws when the reply has none. */
export function receiptOf({ headers, status }: Reply): string {
  const receipt = headers['audit-receipt']
  if (typeof receipt !== 'string') throw new Error(`an answer ${status} without a receipt`)
  return receipt
}

export const indexOf = (reply: Reply): number => parseReceipt(receiptOf(reply))!.index

/** Whether `entry` is of exactly these bytes: by its keyed digest. */
export const isOfBody = ({ detail }: Entry, body: string): boolean =>
  createHmac('sha256', Buffer.from(detail.digest_key ?? '', 'base64'))
    .update(body)
    .digest('base64') === detail.body

/** What the log says of an answer that a client holds, opened with an audit officer's key. */
import { createHmac } from 'node:crypto'
import { decodeEntry } from '../../gateway/audit/encoding.ts'
import { readEntries } from '../../gateway/audit/entries.ts'
import type { Entry } from '../../gateway/audit/entry.ts'
import { parseReceipt } from '../../gateway/audit/receipt.ts'
import entrySchema from '../../schemas/audit/entry.json' with { type: 'json' }
import eventsFile from '../../schemas/audit/events.json' with { type: 'json' }
import type { Reply } from './client.ts'
import { sealOpener } from './sealing.ts'

/** Reads bytes of entries of the log in `directory`. Throws for what is none; whoever looks at a detail that does not open meets that then. */
export function entryReader(directory: string): (bytes: Uint8Array) => Entry {
  const open = sealOpener(directory)
  return (bytes) => {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new Error(decoded.why)
    const { sealed, ...clear } = decoded.entry
    let detail: Entry['detail'] | undefined
    // Opened when it is looked at: many look for a phase again and again.
    return {
      ...clear,
      get detail() {
        detail ??= open(sealed)
        return detail
      },
    }
  }
}

/** Every entry of the log in `directory`, by index. Throws when one is none. */
export function entriesIn(directory: string): readonly Entry[] {
  const entryOf = entryReader(directory)
  return Array.from(readEntries(directory), ({ bytes }) => entryOf(bytes))
}

const everyEntry: readonly string[] = entrySchema.required

/** What `entries` have that the page of events does not tell of their phase: `released: labels`. */
export const untoldIn = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(
    entries.flatMap(({ phase, detail, ...clear }) => {
      const told: { readonly detail: readonly string[]; readonly clear?: readonly string[] } = eventsFile.events[phase]
      const known = [...everyEntry, ...(told.clear ?? []), ...told.detail]
      return [...Object.keys(clear), ...Object.keys(detail)]
        .filter((name) => !known.includes(name))
        .map((name) => `${phase}: ${name}`)
    }),
  ),
]

/** The receipt's text; throws when the reply has none. */
export function receiptOf({ headers, status }: Reply): string {
  const receipt = headers['audit-receipt']
  if (typeof receipt !== 'string') throw new Error(`an answer ${status} without a receipt`)
  return receipt
}

export const indexOf = (reply: Reply): number => parseReceipt(receiptOf(reply))!.index

/** The digest of `content` in `entry`: under the entry's own key, base64. */
export const digestIn = ({ detail }: Entry, content: string): string =>
  createHmac('sha256', Buffer.from(detail.digest_key ?? '', 'base64'))
    .update(content)
    .digest('base64')

/** Whether `entry` is of exactly these bytes: by its keyed digest. */
export const isOfBody = (entry: Entry, body: string): boolean => digestIn(entry, body) === entry.detail.body

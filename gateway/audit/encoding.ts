/** The bytes of an entry: canonical JSON (RFC 8785), its detail sealed. */
import { memberOrder } from '../../schemas/generated/audit-order.js'
import { isEntryDetail, isLoggedEntry } from '../../schemas/generated/audit-validators.js'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { canonical, canonicalInOrder, inOrder } from './canonical.ts'
import type { EntryConcealment, EntryDetail } from './detail.ts'
import type { ClearPart, Entry, LoggedEntry } from './entry.ts'
import type { Seal } from './seal.ts'

/** Where and how `check` last failed; never the value. */
const faultOf = ({ errors }: typeof isLoggedEntry) => `${errors?.[0]?.instancePath} ${errors?.[0]?.keyword}`

const order = memberOrder(inOrder)

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** More than the member has with any count. */
const concealed_bytes = 32

const textOfDossiers = (dossiers: readonly string[]): string =>
  dossiers.length > 0 ? `"dossiers":${JSON.stringify(dossiers)},` : ''

/** What as many dossiers as a transfer is told with take: left free where the index has fewer. */
const dossiers_bytes = textOfDossiers(
  Array.from({ length: limits.log.dossiers_per_transfer_max }, () => `hs-${'x'.repeat(26)}`),
).length

const textOfConcealments = (concealments: readonly EntryConcealment[]): string =>
  concealments.length > 0 ? `"concealments":${JSON.stringify(concealments)},` : ''

/** Whether an entry has room for all of them. */
export const concealmentsFit = (concealments: readonly EntryConcealment[]): boolean =>
  textOfConcealments(concealments).length <= limits.log.concealments_bytes_max

/**
 * Room to leave so that neither what differs between a concealed record and a missing one, how many are concealed and which, nor in how many
 * matters the index has a transfer is ever what makes a detail fall into another length class.
 */
function slack({ concealed, concealments = [], asked, transfer }: EntryDetail): number {
  const room = asked ? limits.log.concealments_bytes_max : 0
  const count = concealed === undefined ? '' : `"concealed":${concealed},`
  const known = transfer ? Math.max(0, dossiers_bytes - textOfDossiers(transfer.dossiers ?? []).length) : 0
  return Math.max(0, concealed_bytes - count.length + room - textOfConcealments(concealments).length) + known
}

/**
 * The entry's bytes, its detail sealed by `seal`; two calls give different bytes. Throws GatewayError `internal` (cause: where) if it does
 * not fit its schemas, its detail the largest length class, or the whole limits.log.entry_bytes_max: a fault of the code that made it; and
 * what `seal` throws.
 */
export function encodeEntry({ detail, ...clear }: Entry, seal: Seal): Uint8Array {
  if (!isLoggedEntry(clear))
    throw new GatewayError('internal', { cause: new TypeError(`audit entry: ${faultOf(isLoggedEntry)}`) })
  if (!isEntryDetail(detail))
    throw new GatewayError('internal', { cause: new TypeError(`audit detail: ${faultOf(isEntryDetail)}`) })
  const text = textOf(detail, order.detail)
  const bytes = text === '{}' ? Buffer.from(textOf(clear, order.entry)) : withSealed(clear, text, slack(detail), seal)
  if (bytes.length <= limits.log.entry_bytes_max) return bytes
  throw new GatewayError('internal', { cause: new RangeError(`audit entry of ${bytes.length} bytes`) })
}

const mark = '"sealed":""'

/** Canonical JSON of both. A sealed text has no character to escape: to look for one would cost more than to seal it. */
function withSealed(clear: ClearPart, detail: string, slack_bytes: number, seal: Seal): Buffer {
  const text = textOf({ ...clear, sealed: '' } satisfies LoggedEntry, order.entry)
  // A quotation mark within a string would have a backslash before it.
  const at = text.indexOf(mark) + mark.length - 1
  return seal(detail, slack_bytes, text.slice(0, at), text.slice(at))
}

/** Throws GatewayError `internal` for what has no canonical form. */
function textOf(value: object, ordered: (value: object) => object): string {
  try {
    return canonicalInOrder(ordered(value))
  } catch (cause) {
    throw new GatewayError('internal', { cause })
  }
}

export type Decoded = { readonly ok: true; readonly entry: LoggedEntry } | { readonly ok: false; readonly why: string }

/**
 * Reads an entry's bytes: UTF-8, JSON in its canonical form, of the schema's shape. What is sealed stays so: that it opens is NOT checked.
 * Never throws; repeats no value.
 */
export function decodeEntry(bytes: Uint8Array): Decoded {
  let value: unknown
  let text: string
  try {
    text = decoder.decode(bytes)
    value = JSON.parse(text)
    if (canonical(value) !== text) return { ok: false, why: 'not canonical JSON' }
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  return isLoggedEntry(value) ? { ok: true, entry: value as LoggedEntry } : { ok: false, why: faultOf(isLoggedEntry) }
}

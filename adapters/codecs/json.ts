/**
 * Hardened JSON decoding (RFC 8259, I-JSON RFC 7493): UTF-8 only, sizes bounded, a key once, no number rounded, well-formed
 * text in NFC. `JSON.parse` reads it between two passes that see what it would pass over; what is wrong is then placed by a
 * parser that is slow and exact (json-places.ts).
 */
import type { Outcome } from '../sdk/adapter.ts'
import type { JsonBounds } from './json-bounds.ts'
import { type JsonNode, jsonRoot } from './json-nodes.ts'
import { InexactNumber, keepInexact } from './json-number.ts'
import { jsonPlaces } from './json-places.ts'
import { type JsonScan, scanJson } from './json-scan.ts'
import { mixedEncoding } from './mixed.ts'
import { nfc } from './nfc.ts'
import { decodeUtf8 } from './utf8.ts'

export type { JsonArray, JsonNode, JsonObject } from './json-nodes.ts'

/**
 * Decodes one JSON document. Total: bad bytes give one finding (`document-too-large`, `encoding-invalid`,
 * `document-malformed`, `key-duplicate`, `nodes-exceeded`, `depth-exceeded`), with line and column where there is text
 * to count in, never with content or a key; good ones may give `encoding-mixed`. NOT verified: any schema.
 */
export function decodeJson(bytes: Uint8Array, bounds: JsonBounds): Outcome<JsonNode> {
  if (bytes.byteLength > bounds.bytesMax) return refuse('document-too-large', `at most ${bounds.bytesMax} bytes`)
  const text = decodeUtf8(bytes)
  if (!text.ok) return text
  const scan = scanJson(bytes, bounds.nodesMax, bounds.depthMax)
  const value = scan && readValue(text.value, scan)
  if (value !== undefined) {
    const mixed = scan?.suspect && !bounds.mixedEncodings ? mixedEncoding(text.value) : undefined
    return { ok: true, value: jsonRoot(value, text.value, bounds), findings: mixed ? [mixed] : [] }
  }
  const places = jsonPlaces(text.value, bounds)
  return places.ok ? refuse('document-malformed', 'JSON') : { ok: false, findings: [places.finding] }
}

const refuse = (code: string, expected: string): Extract<Outcome<never>, { readonly ok: false }> => ({
  ok: false,
  findings: [{ code, effect: 'reject-document', pointer: '', expected }],
})

/** What a text says; undefined when it is to be refused. */
function readValue(text: string, scan: JsonScan): unknown {
  let value: unknown
  try {
    value = JSON.parse(text, scan.inexact ? keepInexact : undefined)
  } catch {
    return undefined
  }
  if (scan.unclean) value = cleaned(value)
  // Of a key that stands twice, also in two normal forms, one is left.
  return membersOf(value) === scan.members ? value : undefined
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof InexactNumber) return 0
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += membersOf(item)
  else
    for (const key in value) {
      count++
      count += membersOf(value[key as keyof typeof value])
    }
  return count
}

/** Text that no database or receiver can hold is stopped at the border: undefined for all of the value that it stands in. */
function cleanText(text: string): string | undefined {
  return text.isWellFormed() && !text.includes('\0') ? nfc(text) : undefined
}

/** The value in NFC; undefined when that can't be. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null || value instanceof InexactNumber) return value
  if (Array.isArray(value)) {
    const items = value.map(cleaned)
    return items.includes(undefined) ? undefined : items
  }
  const members = Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)] as const)
  return members.some((member) => member.includes(undefined)) ? undefined : Object.fromEntries(members)
}

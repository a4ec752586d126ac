/** UTF-8 as bytes of a document that somebody else wrote, and the places in its text. */
import type { Outcome } from '../sdk/adapter.ts'

export interface Position {
  /** One-based, in UTF-16 units. */
  readonly line: number
  readonly column: number
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Decodes UTF-8; a byte order mark at the start is dropped. Total: what is no UTF-8 gives one finding `encoding-invalid` at the
 * first such byte. NOT verified: the normal form, and which characters they are.
 */
export function decodeUtf8(bytes: Uint8Array): Outcome<string> {
  try {
    return { ok: true, value: strict.decode(bytes), findings: [] }
  } catch {
    const place = { pointer: '', ...firstInvalid(bytes), expected: 'UTF-8' }
    return { ok: false, findings: [{ code: 'encoding-invalid', effect: 'reject-document', ...place }] }
  }
}

/** A replacement character that the sender did not write is where decoding failed. */
function firstInvalid(bytes: Uint8Array): Position {
  const text = lenient.decode(bytes)
  let offset = 0
  let last = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    offset += Buffer.byteLength(text.slice(last, at))
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (!genuine) return locator(text)(at)
    last = at
  }
  return { line: 1, column: 1 }
}

/** The position of each index of `text`. Lines end with U+000A; they are looked for when the first position is asked for. */
export function locator(text: string): (index: number) => Position {
  let starts: readonly number[] | undefined
  return (index) => {
    starts ??= lineStarts(text)
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= index) low = middle
      else high = middle
    }
    return { line: low + 1, column: Math.max(index - starts[low]!, 0) + 1 }
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

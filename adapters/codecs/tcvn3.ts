/**
 * TCVN3 (ABC, fonts `.VnTime`): one byte, one letter, no capital with a tone. Those are typed with the bytes of the small
 * letters and shown by a font of capitals (`.VnTimeH`), so their case is lost to whoever has the bytes alone.
 * `iconv-lite` knows the wider TCVN 5712 VN1, whose other bytes no such text has; they are refused here.
 */
import type { Outcome } from '../sdk/adapter.ts'
import { encoded, findingsAt, invalidAt } from './encoding-faults.ts'
import { singleByte } from './single-byte.ts'

/** Bytes of VN1 that TCVN3 has not: controls that are or would be capitals, combining tones, capitals with tones. */
const FOREIGN = /[^\t\n\r\x20-\x7e\xa0-\xae\xb5-\xb9\xbb-\xbe\xc6-\xcc\xce-\xd8\xdc-\xdf\xe1-\xef\xf1-\xfe]/
const [FOREIGN_BYTE, OWN_BYTE, LEAD_BYTE] = [0, 1, 2] as const
/** By byte; a lead byte is TCVN3's own, and may begin UTF-8. */
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (FOREIGN.test(String.fromCharCode(byte))) return FOREIGN_BYTE
  return byte === 0xe1 || byte === 0xc6 || byte === 0xcc ? LEAD_BYTE : OWN_BYTE
})

/** Vietnamese letters whose UTF-8 consists of bytes of TCVN3 only (U+1EE0 to U+1EF9, ơ Ơ, a dot below): as TCVN3 these are no syllables. */
function beginsUtf8(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1] ?? 0
  if (bytes[at] === 0xe1) return next === 0xbb && (bytes[at + 2] ?? 0) >= 0xa0 && (bytes[at + 2] ?? 0) <= 0xbf
  return bytes[at] === 0xc6 ? next === 0xa0 || next === 0xa1 : next === 0xa3
}

function firstForeign(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; at++) {
    const kind = kinds[bytes[at]!]
    if (kind !== OWN_BYTE && (kind === FOREIGN_BYTE || beginsUtf8(bytes, at))) return at
  }
  return undefined
}

const table = singleByte('tcvn')

/**
 * Decodes TCVN3 to NFC text of exactly one character per byte, so that places in the text are places in the document. Total:
 * what TCVN3 has not (NUL, UTF-8, UTF-16, another code page) gives one finding `encoding-invalid` with line and column.
 * NOT verified: case, which the bytes do not tell (see `losesCase`).
 */
export function decodeTcvn3(bytes: Uint8Array): Outcome<string> {
  const at = firstForeign(bytes)
  if (at === undefined) return { ok: true, value: table.toText(bytes), findings: [] }
  return invalidAt(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), at, 'TCVN3')
}

const byteOf = (character: string): number | undefined => {
  const byte = table.byteOf(character)
  return byte === undefined || FOREIGN.test(String.fromCharCode(byte)) ? undefined : byte
}

/**
 * Encodes text in TCVN3, one byte per character of its NFC. Total: what TCVN3 has not gives a finding `character-unencodable`; a
 * capital with a tone is written small, with a finding `case-lost`. Places are those in the NFC of `text`.
 */
export function encodeTcvn3(text: string): Outcome<Uint8Array> {
  const composed = text.normalize('NFC')
  const bytes = new Uint8Array(composed.length)
  const lost: number[] = []
  const lowered: number[] = []
  for (let at = 0; at < composed.length; at++) {
    const character = composed[at]!
    const own = byteOf(character)
    const small = own ?? byteOf(character.toLowerCase())
    if (small === undefined) lost.push(at)
    else if (own === undefined) lowered.push(at)
    bytes[at] = small ?? 0
  }
  const written = encoded(composed, bytes, lost, 'characters of TCVN3')
  const said = { code: 'case-lost', effect: 'degraded', expected: 'no capital with a tone' } as const
  return written.ok ? { ...written, findings: findingsAt(composed, lowered, said) } : written
}

const TONED = 'àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'
const AMID_CAPITALS = new RegExp(`[${TONED}]\\p{Lu}|\\p{Lu}{2}[${TONED}]`, 'u')
const SMALL_INITIAL = new RegExp(`(?:^|[\\s-])[${TONED}]`, 'u')

/**
 * Whether text shows that capitals lost their case: a small letter with a tone among capitals (`NGUYễN`); with `name` also
 * a word that begins with one (`Ngọc ánh`). A capital that stood alone in other text does not show.
 */
export function losesCase(text: string, as: 'text' | 'name'): boolean {
  return AMID_CAPITALS.test(text) || (as === 'name' && SMALL_INITIAL.test(text))
}

/**
 * windows-1258: base letters and, after them, tones of their own (ê, then U+0301). Some toned letters also have one byte (é); either
 * way the text is composed.
 */
import { isUtf8 } from 'node:buffer'
import type { Outcome } from '../sdk/adapter.ts'
import { encoded, invalidAt } from './encoding-faults.ts'
import { nfc } from './nfc.ts'
import { singleByte } from './single-byte.ts'

const NAME = 'windows-1258'
const table = singleByte('windows1258')

/** Bytes without a character, zeros, and tones that stand on no Vietnamese vowel. */
const FOREIGN = /[\0\ufffd]|(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\u0300\u0301\u0303\u0309\u0323]/

/** Tones as the code page has them. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323']

/**
 * Decodes windows-1258 to NFC text. Total: bytes that stand for nothing, a tone on no vowel, and UTF-8 (a text with other than ASCII
 * that is well-formed as such) give one finding `encoding-invalid` with line and column, counted in bytes. NOT verified: that it is
 * no other code page, which has letters for nearly all bytes too.
 */
export function decodeWindows1258(bytes: Uint8Array): Outcome<string> {
  const text = table.toText(bytes)
  const beyondAscii = text.search(/[^\0-\x7f]/)
  if (beyondAscii >= 0 && isUtf8(bytes)) return invalidAt(text, beyondAscii, NAME)
  const foreign = text.search(FOREIGN)
  if (foreign >= 0) return invalidAt(text, foreign, NAME)
  const value = nfc(text)
  return value === undefined
    ? invalidAt(text, 0, 'at most 30 combining marks in a row')
    : { ok: true, value, findings: [] }
}

/** The bytes of one NFC letter: its own, or those of base and tone. Undefined when the code page has none. */
function bytesOf(character: string): readonly number[] | undefined {
  const own = table.byteOf(character)
  if (own !== undefined) return [own]
  const parts = [...character.normalize('NFD')]
  const tone = parts.find((part) => TONES.includes(part))
  const base = table.byteOf(
    parts
      .filter((part) => part !== tone)
      .join('')
      .normalize('NFC'),
  )
  return tone === undefined || base === undefined ? undefined : [base, table.byteOf(tone)!]
}

/** Encodes text in windows-1258. Total: each character that the code page has not gives a finding `character-unencodable` at its place in the NFC of `text`. */
export function encodeWindows1258(text: string): Outcome<Uint8Array> {
  const composed = text.normalize('NFC')
  const bytes: number[] = []
  const lost: number[] = []
  let at = 0
  for (const character of composed) {
    const own = bytesOf(character)
    if (own === undefined || TONES.includes(character)) lost.push(at)
    else bytes.push(...own)
    at += character.length
  }
  return encoded(composed, Uint8Array.from(bytes), lost, `characters of ${NAME}`)
}

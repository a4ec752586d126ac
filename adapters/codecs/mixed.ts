/**
 * Text of an old table that stands in a document of Unicode as if it were Latin letters (`TiÕng ViÖt`, `Tieáng Vieät`): some program
 * on the way did not convert it.
 */
import type { Finding } from '../sdk/finding.ts'
import { decodeTcvn3 } from './tcvn3.ts'
import { locator } from './utf8.ts'
import { decodeVni, unicodeSigns, vniSigns } from './vni.ts'

/** Signs of Latin-1 that Vietnamese has not, but for those that stand between words. */
const SIGNS = '¨ª¬®µ¶¸¹¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ'
const SUSPECT = new RegExp(`[${SIGNS}]`)
const WORD = /[A-Za-z\u00a8-\u00fe\u0102-\u01b0\u1ea0-\u1ef9]+/g
const VIETNAMESE_ONLY = /[\u0102-\u01b0\u1ea0-\u1ef9]/

/** A foreign name or two is none. */
const WORDS_MIN = 3

/** By code of the second byte of UTF-8 after 0xC2 (first half) and 0xC3: whether the character is one of SIGNS. */
export const suspectBytes: Uint8Array = Uint8Array.from({ length: 128 }, (_, i) =>
  SIGNS.includes(String.fromCharCode(0x80 + i)) ? 1 : 0,
)

function isLegacy(word: string): boolean {
  if (!SUSPECT.test(word) || !/[A-Za-z]/.test(word) || unicodeSigns(word) > 0) return false
  const vni = vniSigns(word) > 0 ? decodeVni(word) : undefined
  const decoded = vni?.ok ? vni : decodeTcvn3(Buffer.from(word, 'latin1'))
  return decoded.ok && VIETNAMESE_ONLY.test(decoded.value)
}

/**
 * `encoding-mixed` (`degraded`) at the first of several words of an old table beside Vietnamese words in Unicode; undefined when there
 * are none. The text stays as it is: which part of a document is wrong is not known. Works on the text of a document of any format.
 * Total, linear. NOT seen: text that is escaped; a document wholly in an old table.
 */
export function mixedEncoding(text: string): Finding | undefined {
  if (!SUSPECT.test(text) || !VIETNAMESE_ONLY.test(text)) return undefined
  let first: number | undefined
  let count = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isLegacy(word)) continue
    first ??= index
    if (++count === WORDS_MIN) break
  }
  if (first === undefined || count < WORDS_MIN) return undefined
  const place = { pointer: '', ...locator(text)(first) }
  return {
    code: 'encoding-mixed',
    effect: 'degraded',
    ...place,
    expected: 'Unicode throughout, no TCVN3 or VNI-Windows',
  }
}

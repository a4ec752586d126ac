/**
 * VNI-Windows: Vietnamese letters as a base letter and a mark after it, each one character of Latin-1 (`Tieáng`,
 * `Ñöùc`, `ôû`). No package gets it right (the usual one makes "Đưùc" and "ơû": it reads `ö` before it looks for
 * `öù`), so this is a table of its own, and the longest match goes first.
 *
 * Within VNI nothing is ambiguous: no mark stands alone for a letter. Between VNI and Unicode these are: `oá oà oã`
 * (VNI ố ồ ỗ; Unicode hoá, hoà, xoã) and `í ì ó ò ô` (VNI í ì ĩ ị ơ). Which of the two a text is can't be told from
 * these alone.
 */
import type { Outcome } from '../sdk/adapter.ts'
import { encoded, invalidAt } from './encoding-faults.ts'

/** Letter, then how VNI writes it. Of capitals both the base and the mark are capital. */
const LETTERS =
  'á aù à aø ả aû ã aõ ạ aï ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä ' +
  'é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ễ eã ệ eä í í ì ì ỉ æ ĩ ó ị ò ' +
  'ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï ' +
  'ú uù ù uø ủ uû ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î đ ñ'

const words = `${LETTERS} ${LETTERS.toUpperCase()}`.split(' ')
const pairs = words.flatMap((letter, i) => (i % 2 === 0 ? [[letter, words[i + 1]!] as const] : []))
const toVni: ReadonlyMap<string, string> = new Map(pairs)
const fromVni: ReadonlyMap<string, string> = new Map(pairs.map(([letter, written]) => [written, letter]))

/** All 134 Vietnamese letters that are no ASCII letters. */
export const vietnameseLetters: readonly string[] = pairs.map(([letter]) => letter)

const singles = [...fromVni.keys()].filter((written) => written.length === 1).join('')
const marks = [...new Set([...fromVni.keys()].flatMap((written) => written.slice(1)))].join('')
/** A pair before a letter of one character, and that before a mark that follows no base. */
const WRITTEN = new RegExp(`[aeouyôöAEOUYÔÖ][${marks}]|[${singles}]|[${marks}]`, 'g')
/** What Unicode Vietnamese has and VNI never: letters beyond Latin-1, ý (VNI yù), and marks that stand apart. */
const UNICODE_ONLY = new RegExp(
  `[${vietnameseLetters.filter((letter) => letter > 'ÿ').join('')}ýÝ\\u0300-\\u036f]`,
  'g',
)
const IN_BOTH = new Set([...'íìóòôÍÌÓÒÔ', 'oá', 'oà', 'oã', 'Oá', 'Oà', 'Oã', 'OÁ', 'OÀ', 'OÃ'])

/** What VNI has and Unicode Vietnamese never. */
const ONLY_VNI = new Set([...fromVni.keys()].filter((written) => !IN_BOTH.has(written)))

/**
 * VNI text as Unicode (NFC); plain ASCII, and what is no letter, stays. Total: a mark without its base, or a letter that VNI can't
 * write, gives one finding `encoding-invalid` with line and column. NOT verified: that the writer meant VNI (see the head of this
 * file).
 */
export function decodeVni(text: string): Outcome<string> {
  let foreign = text.search(UNICODE_ONLY)
  const value = text.replace(WRITTEN, (written, at: number) => {
    const letter = fromVni.get(written)
    if (letter === undefined && (foreign < 0 || at < foreign)) foreign = at
    return letter ?? ''
  })
  return foreign < 0 ? { ok: true, value, findings: [] } : invalidAt(text, foreign, 'VNI-Windows')
}

/**
 * Unicode text as VNI. Total: each letter of another language that VNI would read as a Vietnamese one (`ñ`, `ö`, `ü`) gives a finding
 * `character-unencodable` at its place in the NFC of `text`. NOT verified: that a font for VNI has the other characters.
 */
export function encodeVni(text: string): Outcome<string> {
  const composed = text.normalize('NFC')
  const lost: number[] = []
  let value = ''
  let at = 0
  for (const character of composed) {
    const letter = toVni.get(character)
    if (letter === undefined && (marks.includes(character) || singles.includes(character))) lost.push(at)
    value += letter ?? character
    at += character.length
  }
  return encoded(composed, value, lost, 'letters that VNI-Windows writes')
}

/** How many sequences of a text are VNI and never Unicode Vietnamese. Foreign words have some too (`Saïgon`). */
export function vniSigns(text: string): number {
  return [...text.matchAll(WRITTEN)].filter(([written]) => ONLY_VNI.has(written)).length
}

/** How many characters of a text are Unicode Vietnamese and never VNI. */
export function unicodeSigns(text: string): number {
  return text.match(UNICODE_ONLY)?.length ?? 0
}

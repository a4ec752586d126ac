/**
 * VIQR (RFC 1456): Vietnamese in ASCII, a letter and then signs for its mark and its tone (`Vie^.t`, `dd`). What looks like a sign and
 * is none has a `\` before it. Signs are the sentence's own too: `toi o day?` reads as a word with a hook unless it is escaped, and
 * nothing in the text tells the two apart.
 */
import type { Outcome } from '../sdk/adapter.ts'
import { encoded, invalidAt } from './encoding-faults.ts'

const MARKED = {
  a: { '(': 'ă', '^': 'â' },
  e: { '^': 'ê' },
  i: {},
  o: { '^': 'ô', '+': 'ơ' },
  u: { '+': 'ư' },
  y: {},
} as const
const TONES = { "'": '\u0301', '`': '\u0300', '?': '\u0309', '~': '\u0303', '.': '\u0323' } as const

/** Letter, then how VIQR writes it; small and capital. Of a capital the signs are the same. */
function letters(): readonly (readonly [letter: string, written: string])[] {
  const small = Object.entries(MARKED).flatMap(([base, marks]) => {
    const bases = [[base, base], ...Object.entries(marks).map(([sign, letter]) => [letter, base + sign])]
    return bases.flatMap(([letter = '', written = '']) => [
      [letter, written] as const,
      ...Object.entries(TONES).map(([sign, tone]) => [(letter + tone).normalize('NFC'), written + sign] as const),
    ])
  })
  const both = [...small, ['đ', 'dd'] as const].filter(([letter, written]) => letter !== written)
  return both.flatMap(([letter, written]) => [
    [letter, written] as const,
    [letter.toUpperCase(), letter === 'đ' ? 'DD' : written[0]!.toUpperCase() + written.slice(1)] as const,
  ])
}

const toViqr: ReadonlyMap<string, string> = new Map(letters())
const fromViqr: ReadonlyMap<string, string> = new Map([
  ...letters().map(([letter, written]) => [written, letter] as const),
  ['Dd', 'Đ'],
])

/** The longest writing of a letter first; what a `\\` precedes stands for itself. */
const WRITTEN =
  /\\([\s\S])|dd|D[Dd]|[aA][(^]?['`?~.]|[aA][(^]|[eE]\^?['`?~.]|[eE]\^|[oO][+^]?['`?~.]|[oO][+^]|[uU]\+?['`?~.]|[uU]\+|[iIyY]['`?~.]/g
/** Not ASCII, a zero, and a `\\` before what needs none. */
const FOREIGN = /[^\x01-\x7f]|\\(?![\\dD(^+'`?~.])/

/**
 * Decodes VIQR to NFC text. Total: a character beyond ASCII, a zero, or a `\` before what is no sign (as in the states of RFC 1456
 * section 3, which are not read) gives one finding `encoding-invalid` with line and column. NOT verified: that a sign was meant as one.
 */
export function decodeViqr(text: string): Outcome<string> {
  const foreign = text.replace(/\\\\/g, '\x01\x01').search(FOREIGN)
  if (foreign >= 0) return invalidAt(text, foreign, 'VIQR')
  const value = text.replace(WRITTEN, (written, escaped: string | undefined) => escaped ?? fromViqr.get(written)!)
  return { ok: true, value, findings: [] }
}

const VOWEL = new RegExp(`[aeiouyAEIOUY${[...toViqr.keys()].filter((letter) => !/[đĐ]/.test(letter)).join('')}]`)

/** Whether an ASCII character would be read as more than itself between these two. */
const misread = (character: string, before: string, after: string): boolean =>
  character === '\\' ||
  (/[(^+'`?~.]/.test(character) && VOWEL.test(before)) ||
  (/[dD]/.test(character) && /[dDđĐ]/.test(after))

/**
 * Encodes text in VIQR. What would be read as a sign is escaped. Total: each character that is neither ASCII nor a Vietnamese letter
 * gives a finding `character-unencodable` at its place in the NFC of `text`.
 */
export function encodeViqr(text: string): Outcome<string> {
  const composed = text.normalize('NFC')
  const lost: number[] = []
  let value = ''
  for (let at = 0; at < composed.length; at++) {
    const character = composed[at]!
    const written = toViqr.get(character)
    if (written !== undefined) value += written
    else if (character > '\x7f' || character === '\0') lost.push(at)
    else value += misread(character, composed[at - 1] ?? '', composed[at + 1] ?? '') ? `\\${character}` : character
  }
  return encoded(composed, value, lost, 'ASCII and Vietnamese letters')
}

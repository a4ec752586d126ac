/**
 * Words by which people say that what they wrote is a state secret: edXML has no element for it, so it stands in the
 * text.
 */

/**
 * As on the stamp, in capitals; letters may be spaced. `BÍ MẬT`, `BẢO MẬT`, `CƠ MẬT`, `ĐỘ MẬT` by themselves say
 * nothing of a level.
 */
const CAPITALS = /(?<!\p{L})(?<!(?:BÍ|BẢO|CƠ|ĐỘ) )M ?Ậ ?T(?!\p{L})/u
/** In brackets, in any case; without diacritics in capitals only, as `(mất)` is another word. */
const BRACKETED = /[([{] ?(?:tuyệt |tối )?mật ?[)\]}]/iu
const UNACCENTED = /[([{] ?(?:TUYET |TOI )?MAT ?[)\]}]/
/** After the words for a level of secrecy. */
const NAMED = /(?:độ|mức) mật ?(?:là|[:=–-])? ?["'(]?(?:(?:tuyệt |tối )?mật|[abc])(?!\p{L})/iu
/** At the head of a text, set apart. */
const HEADING = /^(?:tuyệt |tối )?mật ?[:.|/–—-]/iu

const stamps = [CAPITALS, BRACKETED, UNACCENTED, NAMED, HEADING]

/**
 * Whether NFC text says of itself that it is MẬT or above. Not a judgement of what it tells. Total; linear in the text.
 */
export function saysSecret(text: string): boolean {
  // Runs of space are one space first: no pattern then looks back over a long run.
  const visible = text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return stamps.some((stamp) => stamp.test(visible))
}

/** Normal form of text that somebody else wrote. */

/** Beyond the 30 combining marks in a row of the Stream-Safe Text Format (UAX #15, section 13): no language writes that. */
const UNSAFE = /(?<!\p{M})\p{M}{31}/u

/**
 * Below U+0300, and in Latin Extended Additional (U+1E00 to U+1EFF) where the toned letters are, all is NFC and nothing combines.
 */
const PLAIN = /^[\0-\u02ff\u1e00-\u1eff]*$/

/** Whether `nfc` gives a text for it. Total, linear. */
export const isStreamSafe = (text: string): boolean => text.length <= 30 || !UNSAFE.test(text)

/**
 * `text` in NFC; undefined when it is not stream-safe, since putting a long run of marks in order takes quadratic time.
 * Total, linear.
 */
export function nfc(text: string): string | undefined {
  if (PLAIN.test(text)) return text
  return isStreamSafe(text) ? text.normalize('NFC') : undefined
}

/**
 * Whether every percent-encoded part of `text` (a query string or form data, WHATWG URL §5.1) is UTF-8. Decoders replace or keep
 * what is none, and two of them may do it differently.
 */
export function isPercentEncodedUtf8(text: string): boolean {
  try {
    for (const part of text.split(/[&=]/)) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

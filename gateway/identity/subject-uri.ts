/** The URIs of a certificate's subject alternative name, from Node's text form of it. */

const text_chars_max = 2048

/** The prefixes that Node prints for the kinds of RFC 5280 §4.2.1.6. */
const entryForm = /^(?:URI|DNS|IP Address|email|DirName|Registered ID|othername):[\x20-\x7e]*$/

/**
 * The URI entries of `subjectAltName` as X509Certificate gives it: `URI:urn:…, DNS:…`. Undefined when the text can't be
 * read in one way only. Node quotes a value that holds a comma, a quote or any other sign that could pass for a second
 * entry (CVE-2021-44532); so a text with a quote or a backslash is refused whole rather than unescaped.
 */
export function subjectUris(subjectAltName: string | undefined): readonly string[] | undefined {
  if (subjectAltName === undefined) return []
  if (subjectAltName.length > text_chars_max || /["'\\]/.test(subjectAltName)) return undefined
  const entries = subjectAltName.split(', ')
  if (!entries.every((entry) => entryForm.test(entry))) return undefined
  return entries.filter((entry) => entry.startsWith('URI:')).map((entry) => entry.slice('URI:'.length))
}

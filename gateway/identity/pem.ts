/** PEM files with several blocks (RFC 7468). */

/** The blocks of `text` with this label, in order, each with its lines of begin and end. What stands between them is explanation (§2). */
export function pemBlocks(text: string, label: 'CERTIFICATE' | 'X509 CRL'): readonly string[] {
  return text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g')) ?? []
}

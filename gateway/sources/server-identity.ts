/** Which system a source's certificate names. Chain, dates and usage are TLS's to verify; this only reads the name. */

export class ServerUriError extends Error {
  readonly code = 'LIENTHONG_SERVER_URI'
}

/**
 * The one URI in Node's text of a subjectAltName (RFC 5280 §4.2.1.6), or undefined when there is none, more than one, or a
 * name that Node had to quote: what needs quoting could imitate another entry.
 */
export function uriOf(subjectAltName: string | undefined): string | undefined {
  if (subjectAltName === undefined || subjectAltName.includes('"')) return undefined
  const uris = subjectAltName.split(', ').filter((name) => name.startsWith('URI:'))
  return uris.length === 1 ? uris[0]?.slice('URI:'.length) : undefined
}

/** For tls.connect: the host name says nothing about which agency answers, the registered URI does. */
export function serverIdentity(
  serverUri: string,
): (host: string, certificate: { readonly subjectaltname?: string }) => Error | undefined {
  return (_host, { subjectaltname }) =>
    uriOf(subjectaltname) === serverUri ? undefined : new ServerUriError('not the registered system')
}

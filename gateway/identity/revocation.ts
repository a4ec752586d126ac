/** The revocation list as the gateway holds it, for connections that were opened before the list was loaded. */
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export interface RevocationList {
  /** Milliseconds since 1970. */
  readonly thisUpdate_ms: number
  readonly nextUpdate_ms: number
  /** From here on readiness warns: the next list should have come. */
  readonly halfLife_ms: number
  /** `serialNumber` in hexadecimal, as X509Certificate gives it. */
  isRevoked(serialNumber: string): boolean
}

const canonical = (serialNumber: string): string => serialNumber.toLowerCase().replace(/^0+(?=.)/, '')

/**
 * Reads a full CRL in PEM (RFC 5280 §5). Throws when it isn't one, isn't signed by `ca` or names no next update.
 * Whether it is current is for the reader to compare; path validation stays with TLS.
 */
export async function readRevocationList(crl: string, ca: string): Promise<RevocationList> {
  const list = new x509.X509Crl(x509.PemConverter.decodeFirst(crl))
  const issuer = new x509.X509Certificate(ca)
  const signed = await list.verify({ publicKey: issuer }, webcrypto as typeof globalThis.crypto)
  if (!signed) throw new Error('revocation list: not signed by the CA')
  if (!list.nextUpdate) throw new Error('revocation list: no next update')
  const thisUpdate_ms = list.thisUpdate.getTime()
  const nextUpdate_ms = list.nextUpdate.getTime()
  const revoked = new Set(list.entries.map((entry) => canonical(entry.serialNumber)))
  return Object.freeze({
    thisUpdate_ms,
    nextUpdate_ms,
    halfLife_ms: (thisUpdate_ms + nextUpdate_ms) / 2,
    isRevoked: (serialNumber: string) => revoked.has(canonical(serialNumber)),
  })
}

/** A revocation list as the gateway holds it: for connections that were opened before it was loaded, and to compare with the next one. */
import 'reflect-metadata'
import { webcrypto, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { pemBlocks } from './pem.ts'
import { Unusable } from './violation.ts'

export interface RevocationList {
  /** SHA-256 fingerprint of the authority's certificate, as X509Certificate gives it: serial numbers count for this authority alone. */
  readonly issuer: string
  /** Of the CRL number extension (RFC 5280 §5.2.3), where there is one. */
  readonly number: bigint | undefined
  /** Milliseconds since 1970. */
  readonly thisUpdate_ms: number
  readonly nextUpdate_ms: number
  /** From here on readiness warns: the next list should have come. */
  readonly halfLife_ms: number
  /** `serialNumber` in hexadecimal, as X509Certificate gives it. */
  isRevoked(serialNumber: string): boolean
}

const crlNumber = '2.5.29.20'

const canonical = (serialNumber: string): string => serialNumber.toLowerCase().replace(/^0+(?=.)/, '')

/** The value of a DER INTEGER of at most 20 octets, which is what RFC 5280 allows. */
function numberOf(list: x509.X509Crl): bigint | undefined {
  const extension = list.extensions.find(({ type }) => type === crlNumber)
  if (!extension) return undefined
  const [tag, length, ...octets] = new Uint8Array(extension.value)
  if (tag !== 2 || length !== octets.length || length === 0 || length > 20 || octets[0]! > 0x7f)
    throw new Unusable({ vi: 'số của danh sách thu hồi sai dạng', en: 'revocation list: its number is no number' })
  return BigInt(`0x${Buffer.from(octets).toString('hex')}`)
}

async function issuerOf(list: x509.X509Crl, ca: string): Promise<string> {
  for (const pem of pemBlocks(ca, 'CERTIFICATE')) {
    const issuer = new x509.X509Certificate(pem)
    if (issuer.subject !== list.issuer) continue
    if (await list.verify({ publicKey: issuer }, webcrypto as typeof globalThis.crypto))
      return new X509Certificate(pem).fingerprint256
  }
  throw new Unusable({
    vi: 'danh sách thu hồi không do CA nào trong ca.pem ký',
    en: 'revocation list: not signed by the CA, or by none in ca.pem',
  })
}

/**
 * Reads one full CRL in PEM (RFC 5280 §5). Throws when it isn't one, isn't signed by one of the authorities in `ca` (PEM), names no next
 * update, or says critically that it is less than a full list. Whether it is current is for the reader to compare; path validation stays
 * with TLS.
 */
export async function readRevocationList(crl: string, ca: string): Promise<RevocationList> {
  const list = new x509.X509Crl(x509.PemConverter.decodeFirst(crl))
  const issuer = await issuerOf(list, ca)
  if (!list.nextUpdate)
    throw new Unusable({ vi: 'danh sách thu hồi không ghi nextUpdate', en: 'revocation list: no next update' })
  // A delta, or a list for some certificates or reasons only (§5.2.4, §5.2.5), would leave others unlisted.
  if (list.extensions.some(({ critical }) => critical))
    throw new Unusable({ vi: 'danh sách thu hồi không đầy đủ', en: 'revocation list: not a full list' })
  const thisUpdate_ms = list.thisUpdate.getTime()
  const nextUpdate_ms = list.nextUpdate.getTime()
  const revoked = new Set(list.entries.map((entry) => canonical(entry.serialNumber)))
  return Object.freeze({
    issuer,
    number: numberOf(list),
    thisUpdate_ms,
    nextUpdate_ms,
    halfLife_ms: (thisUpdate_ms + nextUpdate_ms) / 2,
    isRevoked: (serialNumber: string) => revoked.has(canonical(serialNumber)),
  })
}

/** Whether `next` was issued before `current`, of the same authority: it would take back what has been revoked since. */
export const isOlder = (next: RevocationList, current: Pick<RevocationList, 'number' | 'thisUpdate_ms'>): boolean =>
  next.thisUpdate_ms < current.thisUpdate_ms ||
  (next.number !== undefined && current.number !== undefined && next.number < current.number)

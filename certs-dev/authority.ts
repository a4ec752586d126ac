/** A throw-away certificate authority: makes keys, leaves and revocation lists in memory. */
import 'reflect-metadata'
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as typeof globalThis.crypto)

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
} as const

export const day_ms = 24 * 60 * 60 * 1000
const ca_lifetime_ms = 365 * day_ms
export const crl_lifetime_ms = 7 * day_ms
/** Clocks of test machines differ. */
const backdated_ms = 60 * 60 * 1000

export type Keys = webcrypto.CryptoKeyPair

export interface Authority {
  readonly certificate: x509.X509Certificate
  readonly key: webcrypto.CryptoKey
}

export interface LeafRequest {
  readonly commonName: string
  readonly uris: readonly string[]
  /** Adds localhost, 127.0.0.1 and ::1. */
  readonly local?: boolean
  /** `unstated`: no extended key usage at all, which OpenSSL lets pass for everything. */
  readonly usage: 'client' | 'server' | 'unstated'
  readonly publicKey: webcrypto.CryptoKey
  readonly notBefore: Date
  readonly notAfter: Date
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets; the first bit is cleared and the octet is never zero. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.toString('hex')
}

const nameOf = (commonName: string): x509.JsonName => [{ O: ['Liên thông DEVELOPMENT ONLY'] }, { CN: [commonName] }]

/** A new EC P-256 pair, or RSA-2048 for browsers, exportable. */
export const makeKeys = (kind: 'ec' | 'rsa'): Promise<Keys> =>
  webcrypto.subtle.generateKey(kind === 'ec' ? ecdsa : rsa, true, ['sign', 'verify']) as Promise<Keys>

/** PKCS #8 PEM of a private key (RFC 7468 §10). */
export const keyPem = (key: webcrypto.CryptoKey): string =>
  KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }) as string

/** PEM (RFC 7468 §5). */
export const certificatePem = (of: x509.X509Certificate): string =>
  `${x509.PemConverter.encode(of.rawData, 'CERTIFICATE')}\n`

/** PEM with the label of RFC 7468 §6; the package's own is one that OpenSSL doesn't read. */
export const crlPem = (of: x509.X509Crl): string => `${x509.PemConverter.encode(of.rawData, 'X509 CRL')}\n`

/** A new self-signed authority, valid for a year from `now`. */
export async function makeAuthority(commonName: string, now: Date): Promise<Authority> {
  const keys = await makeKeys('ec')
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: nameOf(commonName),
    keys,
    signingAlgorithm: ecdsa,
    serialNumber: serialNumber(),
    notBefore: new Date(now.getTime() - backdated_ms),
    notAfter: new Date(now.getTime() + ca_lifetime_ms),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, key: keys.privateKey }
}

/** The authority of PEM texts made by makeAuthority. Throws when the texts aren't such. */
export function loadAuthority(certificate: string, key: string): Authority {
  return {
    certificate: new x509.X509Certificate(certificate),
    key: createPrivateKey(key).toCryptoKey(ecdsa, false, ['sign']),
  }
}

/** A leaf (RFC 5280 §4.2) with one extended usage; it may be as wrong as the request says. */
export async function issue(by: Authority, request: LeafRequest): Promise<x509.X509Certificate> {
  const names: x509.JsonGeneralNames = request.uris.map((value) => ({ type: 'url', value }))
  if (request.local) {
    names.push({ type: 'dns', value: 'localhost' }, { type: 'ip', value: '127.0.0.1' }, { type: 'ip', value: '::1' })
  }
  return x509.X509CertificateGenerator.create({
    subject: nameOf(request.commonName),
    issuer: by.certificate.subjectName,
    publicKey: request.publicKey,
    signingKey: by.key,
    signingAlgorithm: ecdsa,
    serialNumber: serialNumber(),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...(request.usage === 'unstated'
        ? []
        : [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[`${request.usage}Auth`]])]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.SubjectKeyIdentifierExtension.create(request.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate),
    ],
  })
}

/** The dates of a leaf that lives `lifetime_ms` from `now`. */
export const validFrom = (now: Date, lifetime_ms: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(now.getTime() - backdated_ms),
  notAfter: new Date(now.getTime() + lifetime_ms),
})

/** DER of an INTEGER, for CRL number (RFC 5280 §5.2.3). */
function derInteger(value: number): Buffer {
  let hex = value.toString(16)
  if (hex.length % 2) hex = `0${hex}`
  if (Number.parseInt(hex.slice(0, 2), 16) > 0x7f) hex = `00${hex}`
  const bytes = Buffer.from(hex, 'hex')
  return Buffer.concat([Buffer.from([0x02, bytes.length]), bytes])
}

/** A full CRL (RFC 5280 §5). `number` must grow from list to list: seconds since 1970 do. */
export async function makeCrl(
  by: Authority,
  revoked: readonly x509.X509CrlEntryParams[],
  thisUpdate: Date,
  nextUpdate: Date,
): Promise<x509.X509Crl> {
  const number = Math.floor(thisUpdate.getTime() / 1000)
  return x509.X509CrlGenerator.create({
    issuer: by.certificate.subjectName,
    signingKey: by.key,
    signingAlgorithm: ecdsa,
    thisUpdate,
    nextUpdate,
    entries: [...revoked],
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate),
      new x509.Extension('2.5.29.20', false, derInteger(number)),
    ],
  })
}

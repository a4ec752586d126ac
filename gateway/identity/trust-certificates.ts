/** The gateway's own certificates and keys, and what may not stand among certificates: read and judged, with words for the operator. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { basename } from 'node:path'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import { isOpenToOthers, openToOthers } from '../store/owner-only.ts'
import { pemBlocks } from './pem.ts'

/** Paths of PEM files, or what they hold. */
export interface KeyPair {
  readonly cert: string
  readonly key: string
}

/** The files can't be used together; the message is for the operator and repeats no content. */
export class TrustInvalid extends Error {
  /** When nothing but the day was wrong: from when on they may be used, in milliseconds since 1970. */
  readonly from_ms: number | undefined
  constructor(file: string, rule: Text, { from_ms, ...options }: ErrorOptions & { readonly from_ms?: number } = {}) {
    super(`${file}: ${bilingual(rule)}`, options)
    this.name = 'TrustInvalid'
    this.from_ms = from_ms
  }
}

const text = (vi: string, en: string): Text => ({ vi, en })
const noCertificate = text('không phải chứng thư PEM', 'no certificate in PEM')
const noPrivateKey = text('không phải khóa riêng PEM', 'no private key in PEM')
const notYetValid = text('chưa có hiệu lực', 'not yet valid')
const expired = text('đã hết hạn', 'expired')
const development = text(
  'từ chối chứng thư thử nghiệm; khi vận hành phải dùng chứng thư do CA của các cơ quan cấp',
  'a development certificate is refused; production needs one of an authority of the agencies',
)

/** The text of a file. Throws TrustInvalid. */
export async function textIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new TrustInvalid(path, text(`không đọc được tệp này (${code})`, `can't read this file (${code})`), { cause })
  }
}

function certificateOf(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new TrustInvalid(file, noCertificate, { cause })
  }
}

/** Throws TrustInvalid, with the day from which on, when `from_ms` has not come. Both in milliseconds since 1970. */
export function requireBegun(from_ms: number, now_ms: number, file: string, rule: Text): void {
  if (now_ms < from_ms) throw new TrustInvalid(file, rule, { from_ms })
}

/**
 * A certificate, with those that follow it, and its key. Throws TrustInvalid when they are none, don't belong together or don't count now, and
 * when group or others may read the key. Who issued it is not looked at.
 */
export async function pairOf({ cert, key }: KeyPair, now_ms: number): Promise<KeyPair> {
  const pem = { cert: await textIn(cert), key: await textIn(key) }
  if (isOpenToOthers(key)) throw new TrustInvalid(key, openToOthers)
  const certificate = certificateOf(pem.cert, cert)
  let fits = false
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(pem.key))
  } catch (cause) {
    throw new TrustInvalid(key, noPrivateKey, { cause })
  }
  const of = basename(cert)
  if (!fits) throw new TrustInvalid(key, text(`không phải khóa của ${of}`, `not the key of ${of}`))
  requireBegun(certificate.validFromDate.getTime(), now_ms, cert, notYetValid)
  if (now_ms > certificate.validToDate.getTime()) throw new TrustInvalid(cert, expired)
  return pem
}

/**
 * Throws TrustInvalid when the certificate is not for `host`, by its subjectAltName and never its common name (RFC 9525 §6): every agency would
 * refuse the gateway, and nobody here know why.
 */
export function requireNamed(pem: string, host: string, file: string): void {
  const certificate = certificateOf(pem, file)
  const named = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host, { subject: 'never' })
  if (named === undefined)
    throw new TrustInvalid(file, text(`không cấp cho ${host} (LIENTHONG_URL)`, `not for ${host} (LIENTHONG_URL)`))
}

/** Throws TrustInvalid when any certificate in the texts was made by certs-dev, whose certificates call themselves so; their CA's key lies open beside them. */
export function requireNotDevelopment(texts: readonly (readonly [file: string, pem: string])[]): void {
  for (const [file, pem] of texts)
    for (const block of pemBlocks(pem, 'CERTIFICATE')) {
      const { subject, issuer } = certificateOf(block, file)
      if (/DEVELOPMENT ONLY/.test(`${subject}\n${issuer}`)) throw new TrustInvalid(file, development)
    }
}

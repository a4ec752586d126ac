/** The authorities whose certificates are admitted, each with its revocation list: judges a certificate without a handshake. */
import { X509Certificate } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { pemBlocks } from './pem.ts'
import { type RevocationList, readRevocationList } from './revocation.ts'
import { Unusable } from './violation.ts'

export interface Authorities {
  /** One per authority at most, whatever certificates it has. */
  readonly lists: readonly RevocationList[]
  /** Subjects of the authorities without one: their certificates are refused. */
  readonly unlisted: readonly string[]
  /** From here on readiness warns, in milliseconds since 1970. */
  readonly halfLife_ms: number
  /**
   * Until when `certificate` stays good if nothing is loaded, in milliseconds since 1970. Looks at what can change after a handshake:
   * whether its issuer, and that one's issuers, are among the authorities and signed it, all dates, and the lists, which must be current.
   * Throws GatewayError `certificate-unknown-ca`, `certificate-not-yet-valid`, `certificate-expired`, `crl-expired` or
   * `certificate-revoked`. Usage, names and the strength of algorithms have not been looked at; OpenSSL does so in the handshake.
   */
  judge(certificate: X509Certificate, now_ms: number): number
}

interface Authority {
  readonly certificate: X509Certificate
  readonly list: RevocationList | undefined
}

const isIssuedBy = (certificate: X509Certificate, { certificate: by }: Authority): boolean =>
  certificate.checkIssued(by) && certificate.verify(by.publicKey)

const isRoot = ({ certificate }: Authority): boolean => certificate.checkIssued(certificate)

/**
 * The issuer of `certificate`, that one's issuer and so on to a root, all of them among `all`: each way there is, for an authority may have
 * an old and a new certificate for one key.
 */
function* pathsOf(certificate: X509Certificate, all: readonly Authority[]): Generator<readonly Authority[]> {
  for (const issuer of all.filter((authority) => isIssuedBy(certificate, authority)))
    if (isRoot(issuer)) yield [issuer]
    else {
      const others = all.filter((authority) => authority !== issuer)
      for (const above of pathsOf(issuer.certificate, others)) yield [issuer, ...above]
    }
}

/** One name and one key sign one list, however many certificates the authority has for them. */
const isSameAuthority = (one: X509Certificate, other: X509Certificate): boolean =>
  one.subject === other.subject && one.publicKey.equals(other.publicKey)

/** In the order in which OpenSSL's last word counts: dates before lists, and a list that says nothing before what it says. */
function requireGood(chain: readonly X509Certificate[], path: readonly Authority[], now_ms: number): number {
  for (const { validFromDate, validToDate } of chain) {
    if (now_ms < validFromDate.getTime()) throw new GatewayError('certificate-not-yet-valid')
    if (now_ms > validToDate.getTime()) throw new GatewayError('certificate-expired')
  }
  for (const { list } of path)
    if (!list || now_ms < list.thisUpdate_ms || now_ms > list.nextUpdate_ms) throw new GatewayError('crl-expired')
  for (const [level, { list }] of path.entries())
    if (list?.isRevoked(chain[level]!.serialNumber)) throw new GatewayError('certificate-revoked')
  return Math.min(
    ...chain.map(({ validToDate }) => validToDate.getTime()),
    ...path.map(({ list }) => list!.nextUpdate_ms),
  )
}

const noAuthority = {
  vi: 'có chứng thư không phải của CA',
  en: 'authorities: one of the certificates is no authority',
}
const issuerMissing = {
  vi: 'thiếu CA cấp trên của một CA',
  en: 'authorities: the issuer of one of them is missing',
}

/**
 * Reads a bundle of authorities and their lists, both PEM; several while one takes over from another. Throws Unusable
 * when a certificate is no authority's or its issuer is missing, when a list is not signed by one of them, or when one has two lists.
 */
export async function readAuthorities(ca: string, crl: string): Promise<Authorities> {
  const certificates = pemBlocks(ca, 'CERTIFICATE').map((pem) => new X509Certificate(pem))
  if (certificates.length === 0)
    throw new Unusable({ vi: 'không có chứng thư CA nào', en: 'authorities: no certificate' })
  const lists = await Promise.all(pemBlocks(crl, 'X509 CRL').map((pem) => readRevocationList(pem, ca)))
  if (new Set(lists.map(({ issuer }) => issuer)).size < lists.length)
    throw new Unusable({ vi: 'một CA có hai danh sách thu hồi', en: 'revocation list: two of one authority' })
  const all = certificates.map((certificate) => {
    const same = certificates.filter((other) => isSameAuthority(certificate, other))
    return { certificate, list: lists.find(({ issuer }) => same.some((one) => one.fingerprint256 === issuer)) }
  })
  for (const { certificate } of all) {
    if (!certificate.ca) throw new Unusable(noAuthority)
    if (pathsOf(certificate, all).next().done) throw new Unusable(issuerMissing)
  }
  return Object.freeze<Authorities>({
    lists,
    unlisted: all.filter(({ list }) => !list).map(({ certificate }) => certificate.subject),
    halfLife_ms: Math.min(...lists.map(({ halfLife_ms }) => halfLife_ms)),
    judge(certificate, now_ms) {
      let refusal: unknown = new GatewayError('certificate-unknown-ca')
      for (const path of pathsOf(certificate, all))
        try {
          return requireGood([certificate, ...path.map((authority) => authority.certificate)], path, now_ms)
        } catch (error) {
          refusal = error
        }
      throw refusal
    },
  })
}

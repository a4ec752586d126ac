/** The first row of the pipeline: which registered system holds the other end of this connection. */
import { hash, type X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { ErrorCode } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Authorities } from './authorities.ts'
import type { System } from './caller.ts'
import type { RegisteredSystem } from './participant.ts'
import type { Registry } from './registry.ts'
import { subjectUris } from './subject-uri.ts'

const clientAuth = '1.3.6.1.5.5.7.3.2'

/** OpenSSL's verdict, as Node names it. What isn't listed is `certificate-invalid`. */
const codeOfVerdict: Readonly<Record<string, ErrorCode>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  CERT_REVOKED: 'certificate-revoked',
  INVALID_PURPOSE: 'certificate-wrong-usage',
  CRL_HAS_EXPIRED: 'crl-expired',
  CRL_NOT_YET_VALID: 'crl-expired',
  // Of one of our authorities: authorisedCertificate has looked.
  UNABLE_TO_GET_CRL: 'crl-expired',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown-ca',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown-ca',
  CERT_UNTRUSTED: 'certificate-unknown-ca',
}

/** What admission rests on, as one: replaced as a whole, never in parts. */
export interface Trust {
  readonly registry: Registry
  readonly authorities: Authorities
}

/** The registered system of a certificate, and until when that holds if nothing is loaded, in milliseconds since 1970. */
export interface Admission {
  readonly system: System
  readonly until_ms: number
}

interface Admitted extends Admission {
  readonly trust: Trust
  readonly certificate: X509Certificate
}

const admitted = new WeakMap<TLSSocket, Admitted>()

/** Node's types call authorizationError an Error; on a server it is the name of OpenSSL's verdict. */
const verdictOf = (socket: TLSSocket): string => String(socket.authorizationError ?? '')

function authorisedCertificate(socket: TLSSocket, trust: Trust, now_ms: number): X509Certificate {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate) throw new GatewayError('certificate-missing')
  if (!socket.authorized) {
    const verdict = verdictOf(socket)
    // What OpenSSL says last of a certificate that its owner made, too: whether the authority is one of ours makes the difference.
    if (verdict === 'UNABLE_TO_GET_CRL') trust.authorities.judge(certificate, now_ms)
    const code = Object.hasOwn(codeOfVerdict, verdict) ? codeOfVerdict[verdict] : undefined
    throw new GatewayError(code ?? 'certificate-invalid', { cause: verdict })
  }
  // tls.ts allows no resumption; a resumed session would bring the verdict of an earlier handshake.
  if (socket.isSessionReused()) throw new GatewayError('certificate-invalid', { cause: 'resumed session' })
  return certificate
}

/** Base64 SHA-256 of SubjectPublicKeyInfo (RFC 7469 §2.4), as `keyPins` have it. */
export const keyPinOf = ({ publicKey }: X509Certificate): string =>
  hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'base64')

/** Throws GatewayError `certificate-key-unregistered` when keys are pinned for the system and the certificate has another. */
export function requirePinnedKey(certificate: X509Certificate, { keyPins }: RegisteredSystem): void {
  if (keyPins && !keyPins.includes(keyPinOf(certificate))) throw new GatewayError('certificate-key-unregistered')
}

/** RFC 8705 §3.1: the value of `x5t#S256` for `certificate`. */
export const confirmationOf = ({ raw }: X509Certificate): string => hash('sha256', raw, 'base64url')

/**
 * The system that `certificate` names, by the authorities and the registry: issuer, dates, revocation, clientAuth, exactly one registered
 * URI, and the pinned key where there is one. Throws GatewayError `certificate-*` or `crl-expired`. That whoever shows it holds its key,
 * and what else OpenSSL looks at in a handshake, has not been verified.
 */
export function admissionOf(certificate: X509Certificate, { registry, authorities }: Trust, now_ms: number): Admission {
  const until_ms = authorities.judge(certificate, now_ms)
  // `keyUsage` is Node's name for the extended key usage; OpenSSL lets a certificate without one pass.
  if (!certificate.keyUsage?.includes(clientAuth)) throw new GatewayError('certificate-wrong-usage')
  const [uri, ...others] = subjectUris(certificate.subjectAltName) ?? []
  if (uri === undefined || others.length > 0) throw new GatewayError('certificate-ambiguous')
  const found = registry.systemByUri(uri)
  if (!found) throw new GatewayError('certificate-unregistered')
  requirePinnedKey(certificate, found.system)
  const system = Object.freeze<System>({
    agency: found.participant.id,
    id: found.system.id,
    uri,
    roles: found.system.roles,
    thumbprint: confirmationOf(certificate),
  })
  return { system, until_ms }
}

/**
 * The system that this connection's certificate names: by the verdict of TLS when the connection was made, and by `trust` as it is now. To
 * be called for every request; nothing is looked at twice while `trust` is the same and no date has passed.
 * Throws GatewayError `certificate-*` or `crl-expired`; then nothing of the request may be read and the connection must be
 * closed. The socket must come from a server with `serverTlsOptions`. Says nothing of the officer or the token.
 */
export function admit(socket: TLSSocket, trust: Trust, now_ms: number): System {
  const known = admitted.get(socket)
  if (known?.trust === trust && now_ms <= known.until_ms) return known.system
  const certificate = known?.certificate ?? authorisedCertificate(socket, trust, now_ms)
  const admission = admissionOf(certificate, trust, now_ms)
  admitted.set(socket, { ...admission, trust, certificate })
  return admission.system
}

/** Whether the connection has been admitted before, under whatever was in force then. */
export const wasAdmitted = (socket: TLSSocket): boolean => admitted.has(socket)

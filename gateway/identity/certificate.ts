/** The first row of the pipeline: which registered system holds the other end of this connection. */
import { hash, type X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { ErrorCode } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'
import type { System } from './caller.ts'
import type { RegisteredSystem } from './participant.ts'
import type { Registry } from './registry.ts'
import type { RevocationList } from './revocation.ts'
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
  // What OpenSSL says last of a self-made certificate: the gateway has a list for each of its authorities.
  UNABLE_TO_GET_CRL: 'certificate-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown-ca',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown-ca',
  CERT_UNTRUSTED: 'certificate-unknown-ca',
}

export interface AdmissionContext {
  /** The list now in force; what an open connection was admitted under may have been replaced since. */
  readonly revocation: RevocationList
  /** Milliseconds since 1970. */
  readonly now_ms: number
}

interface Admission {
  readonly registryVersion: string
  readonly system: System
  readonly serialNumber: string
  readonly validTo_ms: number
}

const admissions = new WeakMap<TLSSocket, Admission>()

/** Node's types call authorizationError an Error; on a server it is the name of OpenSSL's verdict. */
const verdictOf = (socket: TLSSocket): string => String(socket.authorizationError ?? '')

function authorisedCertificate(socket: TLSSocket): X509Certificate {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate) throw new GatewayError('certificate-missing')
  if (!socket.authorized) {
    const verdict = verdictOf(socket)
    const code = Object.hasOwn(codeOfVerdict, verdict) ? codeOfVerdict[verdict] : undefined
    throw new GatewayError(code ?? 'certificate-invalid', { cause: verdict })
  }
  // tls.ts allows no resumption; a resumed session would bring the verdict of an earlier handshake.
  if (socket.isSessionReused()) throw new GatewayError('certificate-invalid', { cause: 'resumed session' })
  return certificate
}

function requirePinnedKey(certificate: X509Certificate, { keyPins }: RegisteredSystem): void {
  if (!keyPins) return
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  if (!keyPins.includes(hash('sha256', spki, 'base64'))) throw new GatewayError('certificate-key-unregistered')
}

function admitNew(socket: TLSSocket, registry: Registry): Admission {
  const certificate = authorisedCertificate(socket)
  // `keyUsage` is Node's name for the extended key usage; OpenSSL lets a certificate without one pass.
  if (!certificate.keyUsage?.includes(clientAuth)) throw new GatewayError('certificate-wrong-usage')
  const [uri, ...others] = subjectUris(certificate.subjectAltName) ?? []
  if (uri === undefined || others.length > 0) throw new GatewayError('certificate-ambiguous')
  const found = registry.systemByUri(uri)
  if (!found) throw new GatewayError('certificate-unregistered')
  requirePinnedKey(certificate, found.system)
  return {
    registryVersion: registry.version,
    serialNumber: certificate.serialNumber,
    validTo_ms: certificate.validToDate.getTime(),
    system: Object.freeze({
      agency: found.participant.id,
      id: found.system.id,
      uri,
      roles: found.system.roles,
      thumbprint: hash('sha256', certificate.raw, 'base64url'),
    }),
  }
}

/**
 * The system that this connection's certificate names, by the verdict of TLS and the registry: chain, dates, revocation,
 * clientAuth, exactly one registered URI, and the pinned key where there is one. To be called for every request: what can
 * change on an open connection (registry, revocation, expiry) is looked at again; the rest is remembered per socket.
 * Throws GatewayError `certificate-*` or `crl-expired`; then nothing of the request may be read and the connection must be
 * closed. The socket must come from a server with `serverTlsOptions`. Says nothing of the officer or the token.
 */
export function admit(socket: TLSSocket, registry: Registry, { revocation, now_ms }: AdmissionContext): System {
  const known = admissions.get(socket)
  const admission = known?.registryVersion === registry.version ? known : admitNew(socket, registry)
  if (now_ms > revocation.nextUpdate_ms) throw new GatewayError('crl-expired')
  if (revocation.isRevoked(admission.serialNumber)) throw new GatewayError('certificate-revoked')
  if (now_ms > admission.validTo_ms) throw new GatewayError('certificate-expired')
  admissions.set(socket, admission)
  return admission.system
}

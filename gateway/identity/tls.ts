/** How the gateway listens: TLS 1.3 only, every client asked for its certificate. */
import { constants } from 'node:crypto'
import { createSecureContext, type TlsOptions } from 'node:tls'
import { limits } from '../limits.ts'

/** What stands before the stroke is taken whenever the other end has it, at the price of one more round trip where it guessed otherwise. */
const preferredGroups = 'X25519MLKEM768/X25519:P-256:P-384'
const classicalGroups = 'X25519:P-256:P-384'

/** The key-exchange groups offered, best first: the hybrid with ML-KEM wherever this build of OpenSSL has it. */
export function keyExchangeGroups(): string {
  try {
    createSecureContext({ ecdhCurve: preferredGroups })
    return preferredGroups
  } catch {
    return classicalGroups
  }
}

export interface ServerTlsFiles {
  /** PEM texts; several authorities in one text. */
  readonly ca: string
  /** One list per text: of a text with several Node reads the first alone. */
  readonly crl: string | readonly string[]
  readonly cert: string
  readonly key: string
}

/**
 * Options for node:https, node:tls or Fastify. Unauthorised clients get through the handshake so that they can be told why:
 * `admit` must be the first to see each request. Throws nothing; Node throws on PEM that it can't read.
 */
export function serverTlsOptions(
  { ca, crl, cert, key }: ServerTlsFiles,
  handshake_timeout_ms: number = limits.request.tls_handshake_timeout_ms,
): TlsOptions {
  return {
    ca,
    crl: typeof crl === 'string' ? crl : [...crl],
    cert,
    key,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: false,
    ecdhCurve: keyExchangeGroups(),
    // A resumed session carries the verdict of an earlier handshake, and one without a certificate counts as authorised:
    // with no stateless tickets, and no session store, every handshake is a full one.
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: handshake_timeout_ms,
  }
}

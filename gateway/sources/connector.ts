/** Connections to one source by mutual TLS 1.3, on certificates that may be replaced while it is asked. */
import { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import { ServerUriError, serverIdentity } from './server-identity.ts'
import type { SourceTrust } from './source-system.ts'

export interface Connector {
  /** For an undici pool. */
  readonly connect: buildConnector.connector
  /** From now on connections are made by `next`; open ones that it refuses are cut. */
  trust(next: SourceTrust): void
}

const certificateOf = (socket: TLSSocket): X509Certificate | undefined => {
  const { raw } = socket.getPeerCertificate()
  return raw && new X509Certificate(raw)
}

/** Opens no connection yet. TLS verifies chain, dates and lists, checkServerIdentity the registered URI, and `refuses` what is left. */
export function createConnector(first: SourceTrust & { readonly serverUri: string }, timeout_ms: number): Connector {
  const { serverUri } = first
  const open = new Map<TLSSocket, X509Certificate>()
  const made = ({ ca, cert, key, crl }: SourceTrust) =>
    buildConnector({
      ca,
      cert,
      key,
      crl: typeof crl === 'string' ? crl : [...crl],
      minVersion: 'TLSv1.3',
      checkServerIdentity: serverIdentity(serverUri),
      timeout: timeout_ms,
      allowH2: false,
      // A resumed session would not show its certificate again.
      maxCachedSessions: 0,
    })
  let current: SourceTrust = first
  let make = made(first)

  const admitted = (socket: TLSSocket): boolean => {
    const certificate = certificateOf(socket)
    if (!certificate || current.refuses?.(certificate, serverUri)) return false
    open.set(socket, certificate)
    socket.once('close', () => open.delete(socket))
    return true
  }

  return {
    connect: (options, callback) =>
      make(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null)
        if (admitted(socket as TLSSocket)) return callback(null, socket)
        socket.destroy()
        callback(new ServerUriError('the source is refused'), null)
      }),
    trust(next) {
      current = next
      make = made(next)
      for (const [socket, certificate] of open) if (next.refuses?.(certificate, serverUri)) socket.destroy()
    },
  }
}

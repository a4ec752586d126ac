/** Connections to one source by mutual TLS 1.3, on certificates that may be replaced while it is asked. */
import { hash, X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import { now_ms } from '../telemetry/clock.ts'
import { ServerUriError, serverIdentity } from './server-identity.ts'
import type { SourceTrust, XRoad } from './source-system.ts'

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

/** Whether it is one of the keys that are registered, within the dates of its certificate. That its owner holds the key TLS has verified. */
function isPinned(certificate: X509Certificate, keyPins: readonly string[]): boolean {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  const isOfNow = certificate.validFromDate.getTime() <= now_ms() && now_ms() <= certificate.validToDate.getTime()
  return isOfNow && keyPins.includes(hash('sha256', spki, 'base64'))
}

type Peer = SourceTrust & { readonly serverUri: string; readonly xRoad?: Pick<XRoad, 'keyPins'> | undefined }

/**
 * Opens no connection yet. TLS verifies chain, dates and lists, checkServerIdentity the registered URI, and `refuses` what is left. With `xRoad` it is
 * a security server, which has made its certificate itself: its key must be one of those, and nothing is sent before that is known.
 */
export function createConnector(first: Peer, timeout_ms: number): Connector {
  const { serverUri, xRoad } = first
  const open = new Map<TLSSocket, X509Certificate>()
  const made = ({ ca, cert, key, crl }: SourceTrust) =>
    buildConnector({
      cert,
      key,
      minVersion: 'TLSv1.3',
      ...(xRoad
        ? { rejectUnauthorized: false }
        : {
            ca,
            crl: typeof crl === 'string' ? crl : [...crl],
            checkServerIdentity: serverIdentity(serverUri),
          }),
      timeout: timeout_ms,
      allowH2: false,
      // A resumed session would not show its certificate again.
      maxCachedSessions: 0,
    })
  let current: SourceTrust = first
  let make = made(first)

  const isRefused = (certificate: X509Certificate): boolean =>
    xRoad ? !isPinned(certificate, xRoad.keyPins) : (current.refuses?.(certificate, serverUri) ?? false)

  const admitted = (socket: TLSSocket): boolean => {
    const certificate = certificateOf(socket)
    if (!certificate || isRefused(certificate)) return false
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
      for (const [socket, certificate] of open) if (isRefused(certificate)) socket.destroy()
    },
  }
}

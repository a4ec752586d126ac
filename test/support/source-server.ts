/** A source system for tests: TLS with certificates of its own making, and a handler that may behave as badly as it likes. */
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import {
  type Authority,
  certificatePem,
  crlPem,
  day_ms,
  issue,
  keyPem,
  makeAuthority,
  makeCrl,
  makeKeys,
  validFrom,
} from '../../certs-dev/authority.ts'
import type { SourceSystem } from '../../gateway/sources/sources.ts'

export const sourceUri = 'urn:lienthong:thu-nghiem:nguon'
export const gatewayUri = 'urn:lienthong:gateway:truy-van'

export interface Leaf {
  readonly cert: string
  readonly key: string
  readonly serialNumber: string
}

export interface SourceOptions {
  readonly handle: RequestListener
  /** Default: sourceUri. */
  readonly uris?: readonly string[]
  readonly expired?: boolean
  readonly revoked?: boolean
  /** The server's authority is not the one that the gateway was given. */
  readonly otherAuthority?: boolean
  readonly maxVersion?: 'TLSv1.2'
}

export interface Started {
  readonly system: SourceSystem
  readonly server: Server
  /** Of the server, PEM. */
  readonly certificate: string
}

let authority: Promise<Authority> | undefined

async function leaf(
  by: Authority,
  usage: 'client' | 'server',
  uris: readonly string[],
  expired = false,
): Promise<Leaf> {
  const keys = await makeKeys('ec')
  const dates = validFrom(new Date(Date.now() - (expired ? 30 * day_ms : 0)), day_ms)
  const certificate = await issue(by, {
    commonName: usage,
    uris,
    usage,
    publicKey: keys.publicKey,
    ...dates,
    local: true,
  })
  return { cert: certificatePem(certificate), key: keyPem(keys.privateKey), serialNumber: certificate.serialNumber }
}

/** Starts the source on a free port; it is stopped, with its connections, when the test ends. */
export async function startSource(t: Test, options: SourceOptions): Promise<Started> {
  authority ??= makeAuthority('CA kiểm thử', new Date())
  const by = await authority
  const ca = certificatePem(by.certificate)
  const serverBy = options.otherAuthority ? await makeAuthority('CA khác', new Date()) : by
  const { serialNumber, ...own } = await leaf(serverBy, 'server', options.uris ?? [sourceUri], options.expired)
  const { cert, key } = await leaf(by, 'client', [gatewayUri])
  const now = new Date()
  const entries = options.revoked ? [{ serialNumber, revocationDate: now }] : []
  const crl = crlPem(await makeCrl(by, entries, now, new Date(now.getTime() + day_ms)))
  const { maxVersion } = options
  const tls = { ...own, ca, requestCert: true, rejectUnauthorized: true, ...(maxVersion ? { maxVersion } : {}) }
  const server = createServer(tls, options.handle)
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const url = `https://127.0.0.1:${port}`
  return {
    server,
    certificate: own.cert,
    system: {
      agency: 'thu-nghiem',
      agencyCode: 'CA',
      adapter: 'thu-nghiem',
      url,
      ca,
      crl,
      cert,
      key,
      serverUri: sourceUri,
    },
  }
}

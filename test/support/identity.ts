/** A whole identity set-up for tests: development certificates, the shipped registry, keys, and a TLS server that admits. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket, type TlsOptions } from 'node:tls'
import type { Test } from 'tap'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import { GatewayError } from '../../gateway/errors/problem.ts'
import { type Authorities, readAuthorities } from '../../gateway/identity/authorities.ts'
import type { System } from '../../gateway/identity/caller.ts'
import { loadTokenKeys, type TokenKeys } from '../../gateway/identity/keys.ts'
import { loadRegistry, type Registry, type RegistryOptions } from '../../gateway/identity/registry.ts'
import type { Replay } from '../../gateway/identity/replay.ts'
import { serverTlsOptions } from '../../gateway/identity/tls.ts'
import { testCertificates } from './certificates.ts'
import { dataFolder } from './data-folder.ts'

export const issuer = 'https://localhost:8443'
export const tokenEndpoint = 'https://localhost:8443/oauth2/token'

export const shippedRegistry: RegistryOptions = {
  participantsDir: new URL('../../policies/participants', import.meta.url).pathname,
  purposesFile: new URL('../../policies/purposes.json', import.meta.url).pathname,
  routesFile: new URL('../../policies/routes.json', import.meta.url).pathname,
}

export interface IdentitySetup {
  readonly dir: string
  readonly certificates: DevelopmentCertificates
  readonly registry: Registry
  readonly keys: TokenKeys
}

export async function identitySetup(t: Test): Promise<IdentitySetup> {
  const dir = dataFolder(t)
  const certificates = await testCertificates(dir)
  const registry = await loadRegistry({ ...shippedRegistry, keysDir: certificates.participantKeysDir })
  return { dir, certificates, registry, keys: await loadTokenKeys(dir) }
}

/** Remembers in memory; healthy since `healthySince`. */
export function testReplay(healthySince = 0): Replay & { readonly taken: Set<string> } {
  const taken = new Set<string>()
  return {
    healthySince,
    taken,
    once: async (key) => {
      if (taken.has(key)) return false
      taken.add(key)
      return true
    },
    remembers: async () => true,
  }
}

/** The code of the GatewayError that `action` throws, or `none`. Other errors pass through. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action()
    return 'none'
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}

export const readSystemTls = async (certificates: DevelopmentCertificates) => ({
  ca: await readFile(certificates.ca, 'utf8'),
  crl: await readFile(certificates.crl, 'utf8'),
  cert: await readFile(certificates.gateway.server.cert, 'utf8'),
  key: await readFile(certificates.gateway.server.key, 'utf8'),
})

export const authoritiesOf = async ({ certificates }: IdentitySetup): Promise<Authorities> =>
  readAuthorities(await readFile(certificates.ca, 'utf8'), await readFile(certificates.crl, 'utf8'))

export interface TlsServer {
  readonly port: number
  readonly ca: string
}

/** A real TLS server on 127.0.0.1; `onSocket` decides what each client gets to read. */
export async function tlsServer(
  t: Test,
  setup: IdentitySetup,
  onSocket: (socket: TLSSocket) => unknown,
  change: TlsOptions = {},
): Promise<TlsServer> {
  const files = await readSystemTls(setup.certificates)
  const server = createServer({ ...serverTlsOptions(files), ...change }, async (socket) => {
    socket.on('error', () => {})
    let answer: unknown
    try {
      answer = await onSocket(socket)
    } catch (error) {
      answer = error instanceof GatewayError ? { code: error.code } : { code: `not ours: ${error}` }
    }
    socket.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => void server.close())
  return { port: (server.address() as AddressInfo).port, ca: files.ca }
}

export interface TlsClientOptions {
  readonly cert?: string
  readonly key?: string
  readonly session?: Buffer
  readonly maxVersion?: 'TLSv1.2'
  readonly onSession?: (session: Buffer) => unknown
}

/** Connects, reads to the end, and gives what the server said. */
export async function askTls({ port, ca }: TlsServer, { onSession, ...options }: TlsClientOptions): Promise<unknown> {
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca, ...options })
  if (onSession) socket.on('session', onSession)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

export const readPair = async (pair: { readonly cert: string; readonly key: string }) => ({
  cert: await readFile(pair.cert, 'utf8'),
  key: await readFile(pair.key, 'utf8'),
})

/** The system as `admit` would give it, without a connection. */
export function systemOf(registry: Registry, id: string, thumbprint = `thumbprint-of-${id}`): System {
  const found = registry.systemByUri(`urn:lienthong:${id}`)
  if (!found) throw new Error(`no system ${id}`)
  return { agency: found.participant.id, id, uri: found.system.uri, roles: found.system.roles, thumbprint }
}

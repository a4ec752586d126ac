/** What a server of the bench is told, as its process's only argument, and the parts of the gateway that they share. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { loadDevelopmentCertificates } from '../../../certs-dev/index.ts'
import { loadRegistry, type Registry } from '../../../gateway/identity/registry.ts'
import { sourceSystems } from '../../../gateway/identity/source-systems.ts'
import { type ServerTlsFiles, serverTlsOptions } from '../../../gateway/identity/tls.ts'
import { createSources, type Sources } from '../../../gateway/sources/sources.ts'

/**
 * `sources`: a bare server that asks the sources; `memory`: one that asked them before. The others are of the gateway, each with
 * all before it, round sources as in `memory`; `unlimited` is `admission` without its quotas.
 */
export type Layer = 'sources' | 'memory' | 'unlimited' | 'admission' | 'index' | 'masks' | 'record'

export interface ServerSettings {
  readonly layer: Layer
  /** Data folder of the gateway that runs beside. */
  readonly data: string
  readonly databaseUrl: string
  /** Where quotas are counted; absent: in the server itself. */
  readonly redisUrl?: string
  /** Origin of that gateway: what its tokens are for. */
  readonly issuer: string
  /** By system id. */
  readonly sourceUrls: Readonly<Record<string, string>>
  /** Dossier id -> agency -> native key: what bare servers know instead of an index. */
  readonly held: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const settings = (): ServerSettings => JSON.parse(process.argv[2]!) as ServerSettings

export const policiesDir = join(import.meta.dirname, '../../../policies')

export const registryOf = async ({ data, sourceUrls }: ServerSettings): Promise<Registry> =>
  loadRegistry({
    participantsDir: join(policiesDir, 'participants'),
    purposesFile: join(policiesDir, 'purposes.json'),
    routesFile: join(policiesDir, 'routes.json'),
    keysDir: (await loadDevelopmentCertificates(data)).participantKeysDir,
    sourceUrls,
  })

/** PEM texts of the gateway's server certificate. */
export async function serverFiles({ data }: ServerSettings): Promise<ServerTlsFiles> {
  const { ca, crl, gateway } = await loadDevelopmentCertificates(data)
  const [caText, crlText, cert, key] = [ca, crl, gateway.server.cert, gateway.server.key].map((path) =>
    readFileSync(path, 'utf8'),
  )
  return { ca: caText!, crl: crlText!, cert: cert!, key: key! }
}

export const tlsOf = async (given: ServerSettings) => serverTlsOptions(await serverFiles(given))

/** The sources that hold what is asked for, over the gateway's own transport, adapters and workers. */
export async function sourcesOf<S>(given: ServerSettings, seal: (value: unknown) => S): Promise<Sources<S>> {
  const { ca, crl, gateway } = await loadDevelopmentCertificates(given.data)
  const [caText, crlText, cert, key] = [ca, crl, gateway.client.cert, gateway.client.key].map((path) =>
    readFileSync(path, 'utf8'),
  )
  const asked = new Set(Object.values(given.held).flatMap((keys) => Object.keys(keys)))
  const systems = sourceSystems(await registryOf(given))
    .filter(({ agency }) => asked.has(agency))
    .map((system) => ({ ...system, ca: caText!, crl: crlText!, cert: cert!, key: key! }))
  return createSources({ systems, seal })
}

/** A facet as nobody has named or masked it: what the schema needs is taken from the source as it is. */
export const bareFacet = (agency: string, { facet }: Translation) => ({ ...facet, id: agency, agency })

/** Listens on a free port and says so; ends when the parent does. */
export async function serve(app: FastifyInstance): Promise<void> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  process.stdout.write(`https://127.0.0.1:${port}\n`)
  process.stdin.on('end', () => process.exit(0)).resume()
}

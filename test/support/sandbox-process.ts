/** A sandbox system as its own process, and the entry by which `createSources` asks it. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import type { SourceSystem } from '../../gateway/sources/sources.ts'
import { manifestOf } from './agencies.ts'
import { plainNode } from './plain-node.ts'

const root = join(import.meta.dirname, '../..')

export interface SandboxProcess {
  readonly system: SourceSystem
  /** One JSON object per request that the sandbox got. */
  readonly requests: () => readonly { readonly event?: string; readonly traceparent?: string; readonly path: string }[]
}

/** Starts the sandbox of `agency` (whose system has the id `systemId`); it ends with the test. */
export async function startSandbox(
  t: Test,
  agency: string,
  systemId: string,
  certificates: Pick<DevelopmentCertificates, 'dir' | 'ca' | 'crl' | 'gateway' | 'systems'>,
  world: { readonly seed: number; readonly dossiers: number },
): Promise<SandboxProcess> {
  const own = certificates.systems[systemId]
  if (!own?.server) throw new Error(`${systemId} is no source system`)
  const requestsFile = join(certificates.dir, `${agency}.requests`)
  const settings = { ...world, port: 0, host: '127.0.0.1', ca: certificates.ca, ...own.server, requestsFile }
  const child = plainNode(
    join(root, `adapters/${agency}/sandbox/main.ts`),
    {},
    { stdio: ['pipe', 'pipe', 'inherit'] },
    [JSON.stringify(settings)],
  )
  t.teardown(async () => {
    const ended = once(child, 'exit')
    if (child.kill()) await ended
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  const { port } = JSON.parse(line.toString('utf8')) as { port: number }
  const { client } = certificates.gateway
  return {
    system: {
      agency,
      agencyCode: manifestOf(agency).agency,
      adapter: agency,
      url: `https://127.0.0.1:${port}`,
      ca: readFileSync(certificates.ca, 'utf8'),
      crl: readFileSync(certificates.crl, 'utf8'),
      cert: readFileSync(client.cert, 'utf8'),
      key: readFileSync(client.key, 'utf8'),
      serverUri: own.uri,
    },
    requests: () =>
      readFileSync(requestsFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((row) => JSON.parse(row) as { event?: string; traceparent?: string; path: string }),
  }
}

/** Production: certificates put in place by the operator, real stores, no sandbox, and nothing made for development. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config/config.ts'
import { StartRefused } from './errors/start-refused.ts'
import { type Gateway, openGateway } from './gateway.ts'
import type { OperatorLog } from './operator-log.ts'
import { freePort } from './store/postgres-listen.ts'

type ProductionConfig = Extract<Config, { mode: 'production' }>

/** The same places under `<data>/certs` as in development. */
export async function runProduction(
  config: ProductionConfig,
  operator: OperatorLog,
): Promise<Pick<Gateway, 'reload'> & { stop(): Promise<void> }> {
  const file = (name: string) => join(config.dataDir, 'certs', name)
  const certificates = {
    ca: file('ca.pem'),
    crl: file('ca.crl.pem'),
    server: { cert: file('gateway/server.pem'), key: file('gateway/server.key') },
    client: { cert: file('gateway/client.pem'), key: file('gateway/client.key') },
  }
  for (const path of [certificates.ca, certificates.server.cert, certificates.client.cert]) refuseDevelopment(path)
  const gateway = await openGateway({
    config,
    operator,
    certificates,
    databaseUrl: config.databaseUrl,
    port: config.port === 0 ? await freePort() : config.port,
    policiesDir: config.policiesDir ?? join(import.meta.dirname, '../policies'),
  })
  await gateway.usable
  process.stdout.write(`ready ${gateway.url}\n`)
  return { reload: gateway.reload, stop: gateway.close }
}

/** Certificates of certs-dev call themselves so; their CA's key lies open beside them. */
function refuseDevelopment(path: string): void {
  const { subject, issuer } = certificateIn(path)
  if (/DEVELOPMENT ONLY/.test(`${subject}\n${issuer}`))
    throw new StartRefused(`production từ chối chứng thư thử nghiệm · refuses development certificates: ${path}`)
}

function certificateIn(path: string): X509Certificate {
  try {
    return new X509Certificate(readFileSync(path))
  } catch (cause) {
    throw new StartRefused(`chứng thư không đọc được · can't be read: ${path}`, { cause })
  }
}

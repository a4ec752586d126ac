/** Production: certificates put in place by the operator, real stores, no sandbox, and nothing made for development. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config/config.ts'
import { StartRefused } from './errors/start-refused.ts'
import { type Gateway, openGateway } from './gateway.ts'
import type { OperatorLog } from './operator-log.ts'
import { freePort } from './store/postgres-listen.ts'

type ProductionConfig = Extract<Config, { mode: 'production' }>

/** In development it lies there; whoever has it makes any agency's certificates. */
const authorityKey = 'khóa riêng của CA không được nằm trên máy này · the private key of the CA must not be here'

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
  if (existsSync(file('ca.key'))) throw new StartRefused(`${authorityKey}: ${file('ca.key')}`)
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

/** Deposits as the gateway keeps them (PostgreSQL, log, worker, vault), over an adapter of the tests, for a process of its own or a test. */
import { join } from 'node:path'
import { type Log, openLog } from '../../gateway/audit/log.ts'
import { createIndexKeys } from '../../gateway/dossiers/keys.ts'
import { createDeposits, type Deposits } from '../../gateway/release/deposits/deposits.ts'
import type { Standing } from '../../gateway/release/events.ts'
import { type Keeping, openKeeping } from '../../gateway/release/keeping.ts'
import { type Sealed, seal } from '../../gateway/release/sealed.ts'
import { createSources, type Sources } from '../../gateway/sources/sources.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { secretFile } from '../../gateway/store/secret-file.ts'
import { optionsIn } from './audit.ts'

export interface OpenDeposits {
  readonly deposits: Deposits
  readonly keeping: Keeping
  readonly sources: Sources<Sealed>
  readonly log: Log
  readonly standing: Standing
  close(): Promise<void>
}

export const standing: Standing = {
  node: { name: 'node-1', build: 'b', config: 'c' },
  versions: () => ({ policy: 'p1', registry: 'r1', schema: 's1' }),
  clock: () => 'steady' as const,
}

/** Keys and log lie under `root` and stay; what an earlier process owes the log is settled first. */
export async function openDeposits(root: string, databaseUrl: string, adapter: string): Promise<OpenDeposits> {
  const options = optionsIn(root)
  const log = await openLog(options)
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(secretFile(join(root, 'index.key'), 32))
  const secret = secretFile(join(root, 'vault.key'), 32)
  const keeping = openKeeping({ db, keys, secret, log, directory: options.directory, standing })
  const sources = await createSources<Sealed>({
    systems: [{ agency: 'thanh-tra', agencyCode: 'TTr', adapter, ca: '', cert: '', key: '', crl: '', serverUri: '' }],
    seal,
    workers: 1,
    adaptersDir: join(import.meta.dirname, 'adapters'),
    deposited: keeping.read,
  })
  await keeping.recordings.settleAll()
  const close = async () => {
    await Promise.all([sources.close(), db.close()])
    await log.close()
  }
  return { deposits: createDeposits(keeping, sources), keeping, sources, log, standing, close }
}

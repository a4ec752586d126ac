/** Deposits with everything real behind them: PostgreSQL, the log, workers, keys. */
import { join } from 'node:path'
import tap, { type Test } from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import { createIndexKeys, type IndexKeys } from '../../../gateway/dossiers/keys.ts'
import { createDeposits, type Delivery, type Deposits, type Taken } from '../../../gateway/release/deposits/deposits.ts'
import { type Keeping, openKeeping } from '../../../gateway/release/keeping.ts'
import { open, type Sealed, seal } from '../../../gateway/release/sealed.ts'
import { createSources, type SourceLimits, type SourceSystem, type Sources } from '../../../gateway/sources/sources.ts'
import { type Database, openDatabase } from '../../../gateway/store/pool.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import type { NativeDocument } from '../../support/adapters/nop-json/adapter.ts'
import { optionsIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { standing } from '../../support/deposits.ts'
import { entriesIn } from '../../support/log-entries.ts'

export interface World {
  readonly db: Database
  readonly keys: IndexKeys
  readonly log: Log
  readonly keeping: Keeping
  readonly sources: Sources<Sealed>
  readonly deposits: Deposits
  readonly faults: readonly unknown[]
  /** The folder of the log. */
  readonly directory: string
  /** Delivers the document as one of agency `mttq`. */
  take(document: NativeDocument | string, change?: Partial<Delivery>): Promise<Taken>
  /** Entries of the log, from the first on. */
  entries(): ReturnType<typeof entriesIn>
  /** All rows of `table`, as text. */
  rows(table: string): Promise<readonly Record<string, unknown>[]>
  /** The number under which the facet of `nativeKey` is read now; why there is none otherwise. */
  served(nativeKey: string, agency?: string): Promise<string>
  /** Another gateway on the same store and log folder, once this one's log is closed. */
  again(change?: WorldOptions): Promise<World>
}

export interface WorldOptions {
  readonly systems?: readonly SourceSystem[]
  readonly limits?: Partial<SourceLimits>
  readonly log?: (log: Log) => Log
  /** Default: adapters of the tests. */
  readonly adaptersDir?: string
}

/** A system that has no address: it deposits. */
export const depositing = (agency = 'mttq', agencyCode = 'MTTQ', adapter = 'nop-json'): SourceSystem => ({
  agency,
  agencyCode,
  adapter,
  ...{ ca: '', cert: '', key: '', crl: '', serverUri: '' },
})

export const bytesOf = (document: NativeDocument | string): Uint8Array =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))

/** Of the world that was made last: starting workers takes longer than everything else. */
let read: Keeping['read']
const started = new Map<string, Promise<Sources<Sealed>>>()

const testAdapters = join(import.meta.dirname, '../../support/adapters')

function sourcesFor(options: WorldOptions): Promise<Sources<Sealed>> {
  const { systems = [depositing()], limits = {}, adaptersDir = testAdapters } = options
  const key = JSON.stringify([systems, limits, adaptersDir])
  const known = started.get(key)
  if (known) return known
  const made = createSources<Sealed>({
    systems,
    seal,
    workers: 1,
    limits: { translate_wait_timeout_ms: 30_000, circuit_failures_max: 1_000, ...limits },
    adaptersDir,
    deposited: (agency, nativeKey) => read(agency, nativeKey),
  })
  started.set(key, made)
  tap.teardown(async () => {
    started.delete(key)
    await (await made).close()
  })
  return made
}

export async function world(t: Test, options: WorldOptions = {}): Promise<World> {
  return openWorld(t, dataFolder(t), await testDatabase(t), options)
}

async function openWorld(t: Test, root: string, databaseUrl: string, options: WorldOptions): Promise<World> {
  const { directory, ...rest } = optionsIn(root)
  const opened = await openLog({ directory, ...rest })
  const log = options.log?.(opened) ?? opened
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(Buffer.alloc(32, 3))
  const keeping = openKeeping({ db, keys, secret: Buffer.alloc(32, 5), log, directory, standing })
  read = keeping.read
  const sources = await sourcesFor(options)
  const faults: unknown[] = []
  const deposits = createDeposits(keeping, sources, (error) => faults.push(error))
  t.teardown(async () => {
    await Promise.all([db.close(), opened.close()])
  })
  return {
    ...{ db, keys, log, keeping, sources, deposits, faults, directory },
    take: (document, change = {}) =>
      deposits.take({
        agency: 'mttq',
        transport: 'https-push',
        document: bytesOf(document),
        mediaType: 'application/json',
        event: newEventId(),
        ...change,
      }),
    entries: () => entriesIn(directory),
    rows: (table) => db.query(`SELECT * FROM ${table}`),
    async served(nativeKey, agency = 'mttq') {
      const answer = await sources.facet({ agency, nativeKey, eventId: 'ev-read' })
      if (answer.state !== 'ok') return answer.reason
      return open<Translation>(answer.sealed).updatedAt
    },
    async again(change = {}) {
      await opened.close()
      return openWorld(t, root, databaseUrl, { ...options, log: (log) => log, ...change })
    },
  }
}

/** Every table, and whether any of its cells holds `text`: as characters, or as bytes. */
export async function tablesWith(db: Database, text: string): Promise<string[]> {
  const tables = await db.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  )
  const hex = Buffer.from(text).toString('hex')
  const base64 = Buffer.from(text).toString('base64').slice(0, -4)
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db.query(
        `SELECT 1 FROM "${name}" r WHERE position($1 IN r::text) > 0 OR position($2 IN r::text) > 0 OR position($3 IN r::text) > 0 LIMIT 1`,
        [text, hex, base64],
      )
      return rows.length > 0 ? [name] : []
    }),
  )
  return found.flat()
}

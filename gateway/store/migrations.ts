/** Forward-only migrations: numbered SQL files, applied once each, and never different from what was applied. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { type Database, openDatabase, type Sql } from './pool.ts'

/** 'lienthong' in ASCII, cut to 8 bytes: the advisory lock that nodes starting together wait on. */
const lock = 0x6c69656e74686f6en

export interface Migration {
  readonly version: number
  readonly name: string
  /** SHA-256, hex, of the text with LF line ends. */
  readonly checksum: string
  readonly sql: string
}

/**
 * The files `NNNN-name.sql` of `folder` in order. Throws when a name has another form or the numbers are not 1, 2, 3, ….
 */
export function readMigrations(folder: URL = new URL('migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder)
    .sort()
    .map((file, index) => {
      const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
      if (!match || Number(match[1]) !== index + 1) throw new Error(`migration ${file} is out of order or misnamed`)
      const sql = readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n')
      return { version: index + 1, name: match[2]!, checksum: hash('sha256', sql), sql }
    })
}

const refuse = (reason: string): never => {
  throw new GatewayError('index-unavailable', {
    cause: new StartRefused(`không khớp với chỉ mục · does not fit the index: ${reason}`),
  })
}

async function apply(sql: Sql, migrations: readonly Migration[]): Promise<number[]> {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [lock])
  await sql.query(
    `CREATE TABLE IF NOT EXISTS migration (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  )
  const applied = await sql.query<{ version: number; checksum: string }>(
    'SELECT version, checksum FROM migration ORDER BY version',
  )
  for (const { version, checksum } of applied) {
    const known =
      migrations[version - 1] ?? refuse(`the database is at migration ${version}, which this program does not have`)
    if (known.checksum !== checksum) refuse(`migration ${version} was applied with another text than this program has`)
  }
  const missing = migrations.slice(applied.length)
  for (const { version, name, checksum, sql: text } of missing) {
    await sql.query(text)
    await sql.query('INSERT INTO migration (version, name, checksum) VALUES ($1, $2, $3)', [version, name, checksum])
  }
  return missing.map(({ version }) => version)
}

/**
 * Brings the database at `url` to the newest migration, all in one transaction under an advisory lock: nodes that start together
 * apply each once, and a failure leaves everything as it was. Gives the versions it applied. Throws GatewayError
 * `index-unavailable` (cause says why) when the database is newer than the program or an applied text has changed since.
 */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<number[]> {
  const database: Database = openDatabase(url, 'migration')
  try {
    return await database.transaction((sql) => apply(sql, migrations))
  } finally {
    await database.close()
  }
}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { migrate } from '../../gateway/store/migrations.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { dataFolder } from './data-folder.ts'
import { databaseAt } from './database-url.ts'
import { askKeeper } from './keeper-socket.ts'
import { startPostgres } from './stores.ts'

/** For a test file run by plain `node`: a server of its own. */
async function ownServer(t: Test): Promise<string> {
  const server = await startPostgres(join(dataFolder(t), 'postgres'))
  t.teardown(() => server.stop())
  await migrate(databaseAt(server.url, 'template1'))
  return server.url
}

const servers = new Map<Test, Promise<string>>()

/**
 * The URL of a new, migrated, empty database on the PostgreSQL of this test run, dropped when `t` ends: ask once per test file (with tap's
 * own `t`) or once per test. Close your pools in a teardown of your own; what is still connected is cut.
 */
export async function testDatabase(t: Test): Promise<string> {
  const kept = await askKeeper('database')
  const server = kept?.url ?? (await (servers.get(t) ?? servers.set(t, ownServer(t)).get(t)!))
  const name = `test_${randomBytes(8).toString('hex')}`
  const administration = openDatabase(server)
  t.teardown(async () => {
    await administration.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await administration.close()
  })
  // Quick where nothing is synced (keeper.ts).
  await administration.query(`CREATE DATABASE ${name} STRATEGY FILE_COPY`)
  return databaseAt(server, name)
}

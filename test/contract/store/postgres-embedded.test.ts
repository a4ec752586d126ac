import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { startEmbeddedPostgres } from '../../../gateway/store/postgres-embedded.ts'
import { dataFolder } from '../../support/data-folder.ts'

const directory = join(dataFolder(t), 'postgres')
const postmaster = () => Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

async function ask(url: string, text: string): Promise<object[]> {
  const database = openDatabase(url)
  try {
    return await database.query(text)
  } finally {
    await database.close()
  }
}

/** A process that starts the server of `directory` and dies by kill -9. */
async function killedGateway(): Promise<void> {
  const child = fork(new URL('start-and-hang.ts', import.meta.url), [directory], { execArgv: [] })
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

t.test('first start: private, durable, with a password', async (t) => {
  const server = await startEmbeddedPostgres({ directory })
  const [settings] = await ask(
    server.url,
    `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding,
     (SELECT datcollate FROM pg_database WHERE datname = 'postgres') AS locale, current_setting('listen_addresses') AS listen`,
  )
  t.strictSame(settings, { fsync: 'on', checksums: 'on', encoding: 'UTF8', locale: 'C', listen: '' })
  t.equal(statSync(directory).mode & 0o777, 0o700)
  t.equal(statSync(join(directory, 'password')).mode & 0o777, 0o600)
  const wrong = new URL(server.url)
  wrong.password = 'wrong'
  await t.rejects(ask(wrong.href, 'SELECT 1'), { code: 'index-unavailable', cause: { sqlstate: '28P01' } })
  await ask(server.url, 'CREATE TABLE kept AS SELECT 1 AS one')
  await server.stop()
  await server.stop()
  t.notOk(existsSync(join(directory, 'data', 'postmaster.pid')))
})

t.test('a second process is refused while the first lives, and does not stop its server', async (t) => {
  const server = await startEmbeddedPostgres({ directory })
  t.teardown(() => server.stop())
  await t.rejects(startEmbeddedPostgres({ directory }), { code: 'index-unavailable', cause: /held by process/ })
  t.strictSame(await ask(server.url, 'SELECT one FROM kept'), [{ one: 1 }])
})

t.test('the server of a killed gateway is used again', async (t) => {
  await killedGateway()
  const left = postmaster()
  const server = await startEmbeddedPostgres({ directory })
  t.equal(postmaster(), left)
  t.strictSame(await ask(server.url, 'SELECT one FROM kept'), [{ one: 1 }])
  await server.stop()
})

t.test('gateway and server killed: recovers', async (t) => {
  await killedGateway()
  process.kill(postmaster(), 'SIGKILL')
  const server = await startEmbeddedPostgres({ directory })
  t.strictSame(await ask(server.url, 'SELECT one FROM kept'), [{ one: 1 }])
  await server.stop()
})

t.test('a server that died by itself is stopped already, and starts again', async (t) => {
  const server = await startEmbeddedPostgres({ directory })
  process.kill(postmaster(), 'SIGKILL')
  await server.stop()
  const next = await startEmbeddedPostgres({ directory })
  t.teardown(() => next.stop())
  t.strictSame(await ask(next.url, 'SELECT one FROM kept'), [{ one: 1 }])
})

t.test('a pid file that names another program is no server', async (t) => {
  const lines = [process.pid, join(directory, 'data'), '1', '5432', directory, '', '1 1', 'ready', '']
  writeFileSync(join(directory, 'data', 'postmaster.pid'), lines.join('\n'))
  writeFileSync(join(directory, '.s.PGSQL.5432.lock'), lines.join('\n'))
  const server = await startEmbeddedPostgres({ directory })
  t.strictSame(await ask(server.url, 'SELECT one FROM kept'), [{ one: 1 }])
  await server.stop()
})

t.test('the log names no statement and no value', async (t) => {
  const server = await startEmbeddedPostgres({ directory })
  await t.rejects(ask(server.url, "SELECT 'canary'::int"))
  await server.stop()
  t.notMatch(readFileSync(join(directory, 'server.log'), 'utf8'), /canary|SELECT/)
})

t.test('a path too long for a socket address: a private folder elsewhere, gone after the stop', async (t) => {
  const deep = join(dataFolder(t), 'x'.repeat(60), 'y'.repeat(60))
  mkdirSync(deep, { recursive: true, mode: 0o700 })
  const server = await startEmbeddedPostgres({ directory: deep })
  const socket = new URL(server.url).searchParams.get('host')!
  t.equal(statSync(socket).mode & 0o777, 0o700)
  t.strictSame(await ask(server.url, 'SELECT 1 AS one'), [{ one: 1 }])
  await server.stop()
  t.notOk(existsSync(socket))
})

t.test('a start that fails says so and leaves nothing running', async (t) => {
  const broken = join(dataFolder(t), 'postgres')
  mkdirSync(join(broken, 'data'), { recursive: true })
  writeFileSync(join(broken, 'data', 'PG_VERSION'), '9\n')
  await t.rejects(startEmbeddedPostgres({ directory: broken }), {
    code: 'index-unavailable',
    cause: /did not start; see/,
  })
  t.notOk(readdirSync(broken).includes('lock'))
  const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  t.notMatch(commands, broken)
})

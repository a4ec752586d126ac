/**
 * Which PostgreSQL and Redis the tests run on: those of the npm packages, or with `LIENTHONG_TEST_POSTGRES=/usr/lib/postgresql/15` (the folder whose
 * `bin` has it) a stock server of the system, and for whole gateways its Redis.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../gateway/store/postgres-embedded.ts'
import { freePort } from '../../gateway/store/postgres-listen.ts'

const system = process.env.LIENTHONG_TEST_POSTGRES

export const onSystemStores = system !== undefined

export interface TestPostgres {
  /** Of a database of a superuser. */
  readonly url: string
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root; the system's package has made an account for it. */
function account(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' })))
  return { uid: uid!, gid: gid! }
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('the PostgreSQL of the system did not start')
    const client = new pg.Client(url)
    client.on('error', () => {})
    const up = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (up) return
    await pause(20)
  }
}

/** With the settings that its package gives it, in a folder of its own, on a free loopback port. */
async function startSystemPostgres(native: string): Promise<TestPostgres> {
  const owner = account()
  // The folder for what is temporary may be root's alone.
  const home = mkdtempSync('/tmp/lienthong-test-postgres-')
  if (owner) chownSync(home, owner.uid, owner.gid)
  const [data, password] = [join(home, 'data'), join(home, 'password')]
  writeFileSync(password, 'test')
  const as = { ...owner, cwd: home, stdio: 'ignore' } as const
  const initial = ['-D', data, '-U', 'test', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8']
  execFileSync(join(native, 'bin/initdb'), [...initial, '--locale=C.UTF-8'], as)
  const port = await freePort()
  const listening = ['-D', data, '-p', `${port}`, '-k', home, '-c', 'listen_addresses=127.0.0.1']
  const server = spawn(join(native, 'bin/postgres'), [...listening, '-c', 'max_connections=200'], as)
  const url = `postgresql://test:test@127.0.0.1:${port}/postgres`
  await answers(url, server)
  return {
    url,
    async stop() {
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A new server, its files in `directory` as far as it is the packages'. */
export const startPostgres = (directory: string): Promise<TestPostgres> =>
  system === undefined ? startEmbeddedPostgres({ directory }) : startSystemPostgres(system)

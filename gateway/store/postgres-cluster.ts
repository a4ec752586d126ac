/** The files of an embedded PostgreSQL: made once by initdb, configured anew at every start, read to see whether a server runs. */
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Listen } from './postgres-listen.ts'
import { isRunning } from './process-lock.ts'

export const role = 'lienthong'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Everything in it is durable; what it logs names no statement and no value. */
const configuration = (listen: Listen): string => `# Written at every start.
listen_addresses = ${quoted(listen.socket === undefined ? '127.0.0.1' : '')}
unix_socket_directories = ${quoted(listen.socket ?? '')}
unix_socket_permissions = 0700
port = ${listen.port}
max_connections = 200
shared_buffers = 64MB
fsync = on
full_page_writes = on
synchronous_commit = on
wal_level = minimal
max_wal_senders = 0
io_method = sync
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
`

const access = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
`

/** Makes the cluster in `home`/data unless it is there; `initdb` runs the program with the options given. A half-made one is thrown away. */
export async function makeCluster(
  home: string,
  passwordFile: string,
  initdb: (options: readonly string[]) => Promise<unknown>,
  owner?: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const data = join(home, 'data')
  if (existsSync(join(data, 'PG_VERSION'))) return
  const part = join(home, 'data.part')
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { mode: 0o700 })
  if (owner) chownSync(part, owner.uid, owner.gid)
  await initdb([
    ...['-D', part, '-U', role, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
  ])
  renameSync(part, data)
}

/** Sets where the server in `data` listens and who may log in: the role with its password, nobody else. */
export function configure(data: string, listen: Listen): void {
  writeFileSync(join(data, 'postgresql.conf'), configuration(listen))
  writeFileSync(join(data, 'pg_hba.conf'), access)
}

/** postmaster.pid: pid, data folder, start time, port, socket folder, address, shared memory key, state, one a line. */
function pidFile(data: string): { readonly pid: number; readonly listen: Listen } | undefined {
  try {
    const [pid, , , port, socket] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), listen: socket ? { socket, port: Number(port) } : { port: Number(port) } }
  } catch {
    return undefined
  }
}

/** Whether `pid` is a living PostgreSQL; taken as one where there is no /proc to tell. */
function isPostgres(pid: number): boolean {
  if (!isRunning(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!.endsWith('postgres')
  } catch {
    return !existsSync('/proc/self/cmdline')
  }
}

/**
 * Where the server of `home` listens if its process is there; it may NOT be answering yet. Call only with the folder's process lock held: it
 * removes the lock files of a server that is gone, since PostgreSQL gives up when their pid is now another program's or a zombie's.
 * (That its last processes are gone too, PostgreSQL finds out by its shared memory.)
 */
export function runningServer(home: string): Listen | undefined {
  const data = join(home, 'data')
  const found = pidFile(data)
  if (found && isPostgres(found.pid)) return found.listen
  for (const file of [join(data, 'postmaster.pid'), join(home, '.s.PGSQL.5432.lock'), join(home, '.s.PGSQL.5432')])
    rmSync(file, { force: true })
  return undefined
}

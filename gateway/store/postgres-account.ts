/** Under which account the embedded PostgreSQL runs: it refuses to run as root. */
import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefused } from '../errors/start-refused.ts'

export interface Account {
  /** Put before every command line. */
  readonly prefix: readonly string[]
  /** Numeric ids to run as and to own its files; absent when it is the caller's own. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** Where the binaries and the server's files are for this account. */
  readonly native: string
  readonly home: string
  readonly notice?: string
}

/** `nobody` within a user namespace of its own: root outside, so that it may use root's 0700 folders, and not root inside. */
const namespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const

export const command_environment: NodeJS.ProcessEnv | undefined =
  process.platform === 'win32'
    ? undefined
    : { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

function namespaceWorks(native: string): boolean {
  try {
    const [command, ...options] = namespace
    execFileSync(command, [...options, join(native, 'bin', 'postgres'), '--version'], {
      stdio: 'ignore',
      env: command_environment,
    })
    return true
  } catch {
    return false
  }
}

/** From passwd(5): `postgres`, which Debian's packages also use, else `nobody`. */
function otherUser(): { readonly name: string; readonly uid: number; readonly gid: number } {
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const row = rows.find(([login]) => login === name)
    if (row) return { name, uid: Number(row[2]), gid: Number(row[3]) }
  }
  throw new StartRefused(
    'không có tài khoản để chạy PostgreSQL · user namespaces are refused, and there is no user postgres or nobody to run it as',
  )
}

const isReachable = (path: string): boolean => {
  const parent = dirname(path)
  return (statSync(path).mode & 0o005) === 0o005 && (parent === path || isReachable(parent))
}

function copyReadable(from: string, to: string): void {
  if (existsSync(to)) return
  const part = `${to}.part`
  rmSync(part, { recursive: true, force: true })
  cpSync(from, part, { recursive: true, verbatimSymlinks: true })
  for (const entry of readdirSync(part, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
  chmodSync(part, 0o755)
  renameSync(part, to)
}

/**
 * The account for a server whose files belong in `directory`, with its binaries in `native`. An ordinary user runs it as itself; root runs
 * it in a user namespace; where those are refused root runs it as user `postgres` (or `nobody`), with copies under `shared` wherever that
 * user can't reach the originals, and `notice` says so. Throws when none of these works.
 */
export function accountFor(directory: string, native: string, shared = '/var/lib/lienthong-postgres'): Account {
  if (process.getuid?.() !== 0) return { prefix: [], native, home: directory }
  if (namespaceWorks(native)) return { prefix: namespace, native, home: directory }
  const user = otherUser()
  const mine = join(shared, hash('sha256', directory).slice(0, 16))
  mkdirSync(shared, { recursive: true, mode: 0o755 })
  const reachable = isReachable(native)
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(shared, `binaries-${version}`)
  if (!reachable) copyReadable(native, copy)
  mkdirSync(mine, { recursive: true, mode: 0o700 })
  chownSync(mine, user.uid, user.gid)
  const notice = `User namespaces are refused here: PostgreSQL runs as user ${user.name}, its data is in ${mine} instead of ${directory}.`
  return { prefix: [], user, native: reachable ? native : copy, home: mine, notice }
}

/** Write and sync errors by real means. What was answered is there; what failed was not answered; nothing goes on by itself. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { limits } from '../../../gateway/limits.ts'
import { type AuditChild, startWriter } from '../../support/audit-child.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { missing } from '../../support/missing.ts'

function allThere(t: Test, directory: string, child: AuditChild): void {
  const leaves = Array.from(readEntries(directory), ({ leaf }) => Buffer.from(leaf).toString('base64'))
  t.ok(child.answered.length > 0)
  t.same(
    child.answered.filter(({ index, leaf }) => leaves[index] !== leaf),
    [],
    'every answered append is in the log',
  )
  t.match(verifyLog(directory), { ok: true })
}

/** Reads the child's lines from the failure to the refusal of the next append. */
async function seesFailure(t: Test, child: AuditChild, kind: string): Promise<void> {
  t.equal(await child.until(), `onFailure ${kind}`)
  t.match(await child.until(), new RegExp(`^failed log-unavailable ${kind} false `))
  t.equal(await child.until(), 'again log-unavailable', 'and nothing more is taken')
}

t.test('a write cut short by a limit on file size (EFBIG)', { skip: missing('prlimit', '--version') }, async (t) => {
  const root = dataFolder(t)
  const directory = path.join(root, 'log')
  const child = startWriter(t, root, 'fail', ['prlimit', `--fsize=${2 * 1024 * 1024}:unlimited`])
  await seesFailure(t, child, 'io')
  allThere(t, directory, child)
  t.match(verifyLog(directory), { uncommitted_bytes: Number }, 'a batch was cut short')
  execFileSync('prlimit', ['--pid', String(child.process.pid), '--fsize=unlimited'])
  child.process.stdin!.write('\n')
  t.equal(await child.line(), 'reopened')
  t.match(await child.line(), /^[0-9]+ /)
  t.equal(await child.line(), 'closed')
  t.equal(await child.exited, 0)
  allThere(t, directory, child)
})

const ptrace = missing('strace', '-o', '/dev/null', 'true')

t.test('a sync that fails (EIO)', { skip: ptrace }, async (t) => {
  const root = dataFolder(t)
  const directory = path.join(root, 'log')
  const trace = path.join(root, 'trace')
  const inject = ['-e', 'trace=fdatasync,pwrite64', '-e', 'inject=fdatasync:error=EIO:when=20']
  const child = startWriter(t, root, 'fail', ['strace', '-f', '-qq', '-o', trace, ...inject])
  await seesFailure(t, child, 'io')
  const calls = fs.readFileSync(trace, 'utf8').split('\n')
  const failed = calls.findIndex((line) => line.includes('(INJECTED)'))
  t.ok(failed > 0, 'the error was injected')
  t.notMatch(
    calls.slice(failed + 1).join('\n'),
    /fdatasync|pwrite64\(.*released/,
    'the file was not written or synced again',
  )
  allThere(t, directory, child)
  child.process.stdin!.write('\n')
  t.equal(await child.line(), 'reopened')
  t.match(await child.line(), /^[0-9]+ /)
  t.equal(await child.line(), 'closed')
  allThere(t, directory, child)
})

/** A mount namespace of its own, also where only root may have one. */
const namespace = ['-rm', '-m'].find((own) => !missing('unshare', own, 'mount', '-t', 'tmpfs', 'tmpfs', os.tmpdir()))
const noMount = namespace === undefined ? 'no file system can be mounted here' : false

/** Puts a command on a disk of its own of `size_mb` at `root`. */
const onDisk = (root: string, size_mb: number): string[] => {
  const mount = 'mount -t tmpfs -o size=$1m tmpfs "$0" && shift && exec "$@"'
  return ['unshare', namespace!, 'sh', '-c', mount, root, String(size_mb)]
}

/** The log's folder as that command sees it. An open folder keeps the disk in sight after the process has ended. */
function logOf(t: Test, child: AuditChild, root: string): string {
  const held = fs.openSync(path.join(`/proc/${child.process.pid}/root`, root, 'log'), 'r')
  t.teardown(() => fs.closeSync(held))
  return `/proc/self/fd/${held}`
}

function resize(child: AuditChild, root: string, size_mb: number): void {
  const user = namespace === '-rm' ? ['-U', '--preserve-credentials'] : []
  const remount = ['mount', '--options-mode=ignore', '-o', `remount,size=${size_mb}m`, root]
  execFileSync('nsenter', ['-t', String(child.process.pid), ...user, '-m', ...remount])
}

t.test('a full disk: refused early, the refusal recorded, goes on when there is room', { skip: noMount }, async (t) => {
  const root = dataFolder(t)
  // A little more than what must stay free.
  const size_mb = Math.ceil(limits.log.free_bytes_min / 2 ** 20) + 8
  const child = startWriter(t, root, 'fail', onDisk(root, size_mb))
  await seesFailure(t, child, 'space')
  const directory = logOf(t, child, root)
  t.match(
    Buffer.from([...readEntries(directory)].at(-1)!.bytes).toString(),
    /"disk-full".*"incident"/,
    'the last entry',
  )
  t.notOk(fs.existsSync(path.join(directory, 'reserve')), 'the reserve was spent for it')
  allThere(t, directory, child)

  resize(child, root, size_mb * 2)
  child.process.stdin!.write('\n')
  t.equal(await child.line(), 'reopened')
  t.match(await child.line(), /^[0-9]+ /)
  t.ok(fs.existsSync(path.join(directory, 'reserve')), 'the reserve is back')
  allThere(t, directory, child)
  t.equal(await child.line(), 'closed')
})

t.test('a disk that others filled to the last byte (ENOSPC)', { skip: noMount }, async (t) => {
  const root = dataFolder(t)
  const preload = pathToFileURL(path.join(import.meta.dirname, '../../support/crash/no-room-kept.ts'))
  const child = startWriter(t, root, 'fail', [...onDisk(root, 3), 'env', `NODE_OPTIONS=--import=${preload}`])
  // A batch finds no room, or what is to be published; then the next batch is not taken.
  t.equal(await child.until(), 'onFailure io')
  t.match(await child.until(), /^failed log-unavailable (io|undefined) false /)
  t.equal(await child.until(), 'again log-unavailable', 'and nothing more is taken')
  const directory = logOf(t, child, root)
  t.equal(fs.statfsSync(directory).bavail, 0)
  allThere(t, directory, child)
  resize(child, root, 6)
  child.process.stdin!.write('\n')
  t.equal(await child.line(), 'reopened')
  t.match(await child.line(), /^[0-9]+ /)
  t.equal(await child.line(), 'closed')
  allThere(t, directory, child)
})

t.test(
  'a disk that is full when all that may wait is waiting: each is refused, and the refusal recorded',
  {
    skip: noMount,
  },
  async (t) => {
    const root = dataFolder(t)
    const size_mb = Math.floor(limits.log.free_bytes_min / 2 ** 20) - 4
    const child = startWriter(t, root, 'flood', onDisk(root, size_mb))
    t.equal(await child.line(), `refused ${limits.log.waiting_entries_max}`)
    t.equal(await child.line(), 'size 1')
    t.equal(await child.exited, 0)
  },
)

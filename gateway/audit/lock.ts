/**
 * The lock that keeps a log to one writer: a file that names its holder. Node has no flock, so a holder that was killed is
 * recognised by its process being gone: no process of that id, or one with another start time, or another boot.
 * What holders in another pid namespace (container) do can't be seen: their lock stands until removed by hand.
 * The writer also checks the length of its file before each write, so a second writer that got past this is noticed.
 */
import fs from 'node:fs'
import path from 'node:path'
import { isRunning } from '../store/process-lock.ts'
import { readIfPresent } from './files.ts'
import { LogRefused } from './refusal.ts'

interface Holder {
  readonly pid: number
  /** Start time of the process in clock ticks since boot, from /proc; null where there is none. */
  readonly started: string | null
  readonly boot: string | null
  readonly pid_namespace: string | null
  /** Which log of this process: a new writer thread takes over its predecessor's lock. */
  readonly instance: number
}

export interface Lock {
  readonly release: () => void
}

const firstOf = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

/** Field 22 of /proc/<pid>/stat; the second field may hold spaces and brackets. */
const startOf = (pid: number): string | null =>
  firstOf(() => {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  })

const self = (instance: number): Holder => ({
  pid: process.pid,
  started: startOf(process.pid),
  boot: firstOf(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
  pid_namespace: firstOf(() => fs.readlinkSync('/proc/self/ns/pid')),
  instance,
})

/** Whether the holder is surely gone, or is the same log of this process. */
function isStale(holder: Holder, me: Holder): boolean {
  if (holder.boot !== me.boot) return true
  if (holder.pid_namespace !== me.pid_namespace) return false
  if (!isRunning(holder.pid)) return true
  if (holder.started !== startOf(holder.pid)) return true
  return holder.pid === me.pid && holder.instance === me.instance
}

function parse(text: string): Holder | undefined {
  const value = firstOf(() => JSON.parse(text) as unknown)
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && value.pid > 0
    ? (value as Holder)
    : undefined
}

/**
 * Takes the lock of `directory` for log `instance` of this process. Throws LogRefused `locked` if another holds it.
 * The lock appears whole (by link, of what is on the disk: a power cut must not leave one that names nobody), and a stale one is first
 * moved aside and looked at again, as two may find it at once.
 */
export function takeLock(directory: string, instance: number): Lock {
  const file = path.join(directory, 'lock')
  const mine = path.join(directory, `lock.${process.pid}.${instance}`)
  const me = self(instance)
  const text = `${JSON.stringify(me)}\n`
  fs.rmSync(mine, { force: true })
  fs.writeFileSync(mine, text, { mode: 0o600, flag: 'wx', flush: true })
  try {
    while (!link(mine, file)) {
      const found = readIfPresent(file)
      if (found === undefined) continue
      const holder = parse(found)
      if (!holder || !isStale(holder, me)) throw new LogRefused({ kind: 'locked', pid: holder?.pid ?? 0 })
      const aside = `${mine}.stale`
      if (!rename(file, aside)) continue
      if (fs.readFileSync(aside, 'utf8') !== found) link(aside, file)
      fs.unlinkSync(aside)
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
  return {
    release: () => {
      if (readIfPresent(file) === text) fs.rmSync(file, { force: true })
    },
  }
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function rename(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

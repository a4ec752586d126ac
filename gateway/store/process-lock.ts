/** A lock file that dies with its holder: it names a process, and a process that is gone holds nothing. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Fields of proc(5) `stat` after the command's name: state first, start in clock ticks after boot 20th. Empty where there is no /proc. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Tells a reused pid. */
const startOf = (pid: number): string => statOf(pid)[19] ?? ''

/** Whether process `pid` exists now, whoever owns it. One that has ended and was not reaped (a zombie) does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return statOf(pid)[0] !== 'Z'
}

/** The living process that `line` names. A lock appears whole, so one that names none is what a power cut left. */
function holderOf(line: string): number | undefined {
  const [, digits, start] = /^([1-9]\d*) (\d*)\n$/.exec(line) ?? []
  const pid = Number(digits)
  return digits !== undefined && isRunning(pid) && startOf(pid) === start ? pid : undefined
}

/** Gives what `step` gives; undefined when it fails with `code`. */
function unless<T>(code: 'EEXIST' | 'ENOENT', step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error
    return undefined
  }
}

/**
 * Takes the lock `path` (0600) for this process and gives the function that lets it go. A lock whose holder is gone (kill -9, reboot) is
 * taken over: moved aside and looked at again, as two may find it at once. Throws when a living process holds it, this one included.
 */
export function takeProcessLock(path: string): () => void {
  const mine = `${path}.${process.pid}`
  const aside = `${mine}.stale`
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}\n`, { mode: 0o600 })
  const link = (from: string) => unless('EEXIST', () => [linkSync(from, path)]) !== undefined
  try {
    while (!link(mine)) {
      const found = unless('ENOENT', () => readFileSync(path, 'utf8'))
      if (found === undefined) continue
      const holder = holderOf(found)
      if (holder !== undefined) throw new Error(`${path} is held by process ${holder}`)
      if (!unless('ENOENT', () => [renameSync(path, aside)])) continue
      if (readFileSync(aside, 'utf8') !== found) link(aside)
      rmSync(aside)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(path, { force: true })
}

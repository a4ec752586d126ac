/** A lock file that dies with its holder: it names a process, and a process that is gone holds nothing. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

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

function holderOf(path: string): number | undefined {
  try {
    const [pid, start] = readFileSync(path, 'utf8').trim().split(' ')
    return isRunning(Number(pid)) && startOf(Number(pid)) === (start ?? '') ? Number(pid) : undefined
  } catch {
    return undefined
  }
}

/**
 * Takes the lock `path` (0600) for this process and gives the function that lets it go. A lock whose holder is gone (kill -9, reboot) is
 * taken over. Throws when a living process holds it, this one included.
 */
export function takeProcessLock(path: string): () => void {
  const line = `${process.pid} ${startOf(process.pid)}\n`
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, line, { flag: 'wx', mode: 0o600 })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = holderOf(path)
    if (holder !== undefined) throw new Error(`${path} is held by process ${holder}`)
    rmSync(path, { force: true })
  }
  throw new Error(`${path} was taken by another process`)
}

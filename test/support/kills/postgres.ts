/** The embedded PostgreSQL of a gateway as a supervisor of its own would see it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { accountFor, command_environment } from '../../../gateway/store/postgres-account.ts'
import { postgresBinaries } from '../../../gateway/store/postgres-binaries.ts'

const starts_max = 20

/** postmaster.pid: the pid first, the state eighth. */
function postmaster(home: string): { readonly pid: number; readonly ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

export interface SupervisedPostgres {
  /** kill -9 of the postmaster. */
  kill(): void
  /** Starts it again as it was, and waits until it takes connections. */
  restart(): Promise<void>
}

/** The server of the gateway whose data folder is `data`. */
export function supervisePostgres(data: string): SupervisedPostgres {
  const { prefix, user, native, home } = accountFor(join(data, 'postgres'), postgresBinaries())
  const start = (): ChildProcess => {
    const [command, ...options] = [...prefix, join(native, 'bin/postgres'), '-D', join(home, 'data')]
    const env = command_environment ?? process.env
    return spawn(command!, options, { cwd: home, stdio: 'ignore', detached: true, env, ...user })
  }
  return {
    kill: () => process.kill(postmaster(home)!.pid, 'SIGKILL'),
    async restart() {
      // The last processes of the one that was killed may still hold its shared memory for a moment.
      for (let tries = 1; tries <= starts_max; tries++) {
        const child = start()
        let gone = false
        void once(child, 'exit').then(() => {
          gone = true
        })
        for (;;) {
          const now = postmaster(home)
          if (now?.pid === child.pid && now?.ready) return child.unref()
          if (gone) break
          await pause(5)
        }
        await pause(25 * tries)
      }
      throw new Error('PostgreSQL does not start again')
    },
  }
}

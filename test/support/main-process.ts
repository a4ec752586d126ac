/** gateway/main.ts as a process whose standard streams and end are what is looked at: starts that fail, and what is printed. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { plainNode } from './plain-node.ts'

const root = join(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface MainProcess {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** Starts it with `env` and the path alone; it ends with `t`. */
export function startMain(t: Test, env: Readonly<Record<string, string>>): MainProcess {
  const child = plainNode(join(root, 'gateway/main.ts'), env, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = once(child, 'exit')
  t.teardown(async () => {
    if (child.kill()) await gone
  })
  const ended = Promise.all([gone, text(child.stdout!), text(child.stderr!)]).then(([, stdout, stderr]) => ({
    code: child.exitCode,
    stdout,
    stderr,
  }))
  return { child, ended }
}

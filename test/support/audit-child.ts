/** Starts audit-writer.ts as a process of its own and reads what it says. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

export interface Answered {
  readonly index: number
  readonly leaf: string
}

export interface AuditChild {
  readonly process: ChildProcess
  /** The next line; undefined when there is none any more. */
  readonly line: () => Promise<string | undefined>
  /** Lines up to the first that is no answer, which is given too; the answers are kept in `answered`. */
  readonly until: () => Promise<string | undefined>
  readonly answered: Answered[]
  readonly exited: Promise<number | null>
}

const WRITER = fileURLToPath(new URL('./audit-writer.ts', import.meta.url))

/** Runs the writer in `mode` on the log under `root`, with `wrapper` (a command and its arguments) before it. */
export function startWriter(
  t: Test,
  root: string,
  mode: 'load' | 'fail' | 'flood' | 'hold',
  wrapper: readonly string[] = [],
): AuditChild {
  const [command, ...args] = [...wrapper, process.execPath, WRITER, root, mode]
  const child = spawn(command!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const answered: Answered[] = []
  const line = async () => {
    const { done, value } = await lines.next()
    if (done) return undefined
    const [, index, leaf] = /^([0-9]+) (\S+)$/.exec(value) ?? []
    if (index !== undefined && leaf !== undefined) answered.push({ index: Number(index), leaf })
    return value
  }
  const until = async () => {
    for (;;) {
      const value = await line()
      if (value === undefined || !/^[0-9]/.test(value)) return value
    }
  }
  return { process: child, line, until, answered, exited }
}

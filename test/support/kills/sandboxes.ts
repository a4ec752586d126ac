/** The sandbox systems of a gateway as a supervisor of their own would see them. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { plainNode } from '../plain-node.ts'
import { processesNaming } from '../processes.ts'
import { until } from '../until.ts'

export interface SandboxProcess {
  readonly agency: string
  readonly pid: number
  readonly command: readonly string[]
}

/** The sandbox systems that run on the data folder `data` now, by agency. */
export const sandboxesOf = (data: string): readonly SandboxProcess[] =>
  processesNaming(data, 'pid=,args=')
    .map((line) => ({
      pid: Number.parseInt(line, 10),
      agency: /adapters\/([\w-]+)\/sandbox\/main\.ts /.exec(line)?.[1],
    }))
    .flatMap(({ pid, agency }) =>
      agency === undefined
        ? []
        : [{ agency, pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1) }],
    )
    .sort((a, b) => (a.agency < b.agency ? -1 : 1))

/** Starts a sandbox that was killed again, on the port at which `run` has it. It ends when `child.stdin` does. */
export async function restartSandbox({ agency, command }: SandboxProcess, run: RunFile): Promise<ChildProcess> {
  const [id] = Object.entries(run.clients).find(([, client]) => client.agency === agency) ?? []
  const url = id === undefined ? undefined : run.sources[id]
  const [, main, settings] = command as [string, string, string]
  const port = url === undefined ? 0 : Number(new URL(url).port)
  const child = plainNode(main, {}, { stdio: ['pipe', 'pipe', 'inherit'] }, [
    JSON.stringify({ ...JSON.parse(settings), port }),
  ])
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the sandbox of ${agency} ended with ${code}`)
  })
  ended.catch(() => {})
  await Promise.race([once(child.stdout!, 'data'), ended])
  return child
}

/** Resolves when no sandbox system of `data` runs any more. */
export const sandboxesGone = (data: string): Promise<unknown> => until(() => sandboxesOf(data).length === 0)

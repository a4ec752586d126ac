/** Runs a program that writes files under strace and gives what it did. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import type { Answered } from '../audit-child.ts'
import { dataFolder } from '../data-folder.ts'
import { bytesOf, descriptorOf, type SystemCall, systemCalls, traced } from './system-calls.ts'

export type Preload = 'small-segments' | 'no-file-sync' | 'no-directory-sync'

const string_bytes_max = 16 * 1024 * 1024

/** Why nothing can be traced here, or false. */
export function straceMissing(): string | false {
  const { status, error, stderr } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' })
  if (error) return 'strace is not installed'
  return status === 0 ? false : `ptrace is not allowed here: ${stderr.trim().split('\n')[0]}`
}

export interface Traced {
  readonly root: string
  readonly calls: readonly SystemCall[]
}

/** The calls of a log that is written under `root`, with the modules `preloads` in the process and its threads. */
export const traceLog = (t: Test, preloads: readonly Preload[]): Promise<Traced> =>
  traceWriter(t, 'log-writer.ts', preloads)

/** The calls of `writer`, a file of this folder that is told `root`, an empty folder. */
export async function traceWriter(t: Test, writer: string, preloads: readonly Preload[] = []): Promise<Traced> {
  const folder = dataFolder(t)
  const root = join(folder, 'root')
  const trace = join(folder, 'trace')
  mkdirSync(root)
  const imports = preloads.map((name) => `--import=${pathToFileURL(join(import.meta.dirname, `${name}.ts`))}`)
  const strace = ['-f', '-qq', '-y', '-xx', '-s', `${string_bytes_max}`, '-o', trace, '-e', `trace=${traced.join()}`]
  const program = [process.execPath, join(import.meta.dirname, writer), root]
  const child = spawn('strace', [...strace, ...program], {
    // The runner's own hooks out, ours in: threads take them from here too.
    env: { PATH: process.env.PATH, NODE_OPTIONS: imports.join(' ') },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [status] = await once(child, 'exit')
  t.equal(status, 0, 'it wrote to its end')
  return { root, calls: systemCalls(trace) }
}

/** The append that `call` tells as answered. */
export function answeredIn({ name, arguments: given }: SystemCall): Answered | undefined {
  if (name !== 'write' || descriptorOf(given[0]!) !== 1) return undefined
  const [, index, leaf] = /^(\d+) (\S+)\n$/.exec(bytesOf(given[1]!).toString()) ?? []
  return index === undefined || leaf === undefined ? undefined : { index: Number(index), leaf }
}

/** Runs a program that writes files under strace and gives what it did. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import { dataFolder } from '../data-folder.ts'
import { bytesOf, descriptorOf, type SystemCall, systemCalls, traced } from './system-calls.ts'

export type Preload = 'small-segments' | 'publish-by-count' | 'no-file-sync' | 'no-directory-sync' | 'dies-at-folder'

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

export interface Tracing {
  /** Modules of this folder that are loaded into the process and its threads. */
  readonly preloads?: readonly Preload[]
  /** Where an earlier one wrote; else an empty folder is made. */
  readonly root?: string
  /** Arguments after the root. */
  readonly args?: readonly string[]
  /** The folder at which it is killed (dies-at-folder.ts). */
  readonly diesAt?: string
}

/** The calls of `writer`, a file of this folder that is told its root. */
export async function traceWriter(t: Test, writer: string, tracing: Tracing = {}): Promise<Traced> {
  const { preloads = [], args = [], diesAt } = tracing
  const folder = dataFolder(t)
  const root = tracing.root ?? join(folder, 'root')
  const trace = join(folder, 'trace')
  mkdirSync(root, { recursive: true })
  const imports = preloads.map((name) => `--import=${pathToFileURL(join(import.meta.dirname, `${name}.ts`))}`)
  const strace = ['-f', '-qq', '-y', '-xx', '-s', `${string_bytes_max}`, '-o', trace, '-e', `trace=${traced.join()}`]
  const program = [process.execPath, join(import.meta.dirname, writer), root, ...args]
  const child = spawn('strace', [...strace, ...program], {
    // The runner's own hooks out, ours in: threads take them from here too.
    env: { PATH: process.env.PATH, NODE_OPTIONS: imports.join(' '), DIES_AT: diesAt },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [status, signal] = await once(child, 'exit')
  if (diesAt === undefined) t.equal(status, 0, 'it wrote to its end')
  else t.equal(signal, 'SIGKILL', `killed at ${diesAt}`)
  return { root, calls: systemCalls(trace) }
}

/** What `call` tells on standard output. */
export const toldBy = ({ name, arguments: given }: SystemCall): string =>
  name === 'write' && descriptorOf(given[0]!) === 1 ? bytesOf(given[1]!).toString() : ''

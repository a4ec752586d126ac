/** Each system call that a thread makes on given files, told as strace counts it, and the same run with one of them failing. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { straceMissing } from './traced-log.ts'

/** The `nth` call of `name` on the files, counted from 1 in the one thread that makes such calls. */
export interface Occurrence {
  readonly name: string
  readonly nth: number
  /** As strace shows it. */
  readonly call: string
}

export type Fault = 'EIO' | 'ENOSPC' | 'SIGKILL'

/** By the names that they have on any machine (`?`: strace need not know it). What changes files, what makes it last, what opens and closes. */
const names = [
  ...['openat', 'write', 'pwrite64', 'rename', 'renameat', 'renameat2', 'fsync', 'fdatasync', 'ftruncate'],
  ...['unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir', 'close'],
]
const trace = ['-e', `trace=${names.map((name) => `?${name}`).join()}`]

/** Those that take room on the disk. */
const filling = new Set(['openat', 'write', 'pwrite64', 'rename', 'renameat', 'renameat2', 'mkdir', 'mkdirat'])

/** How a call fails (an `openat` that makes nothing needs no room), and that the process is killed there. */
export const faultsOf = ({ name, call }: Occurrence): readonly Fault[] => [
  filling.has(name) && (name !== 'openat' || call.includes('O_CREAT')) ? 'ENOSPC' : 'EIO',
  'SIGKILL',
]

const works = (...args: string[]) => spawnSync('strace', ['-f', '-o', '/dev/null', ...args]).status === 0

/** Why no call can be made to fail here, or false. */
export function faultsMissing(): string | false {
  const inject = ['-P', '/dev/null', '-e', 'trace=openat', '-e', 'inject=openat:error=EIO:when=1']
  return straceMissing() || (works(...inject, 'cat', '/dev/null') ? 'this strace makes no call fail' : false)
}

/** From 5.3 on: only the calls that are looked for stop the process, for half the time. A signal can't be sent then. */
const quick = works('--seccomp-bpf', 'true') ? ['--seccomp-bpf'] : []

export interface Program {
  /** A file of this folder and its arguments. */
  readonly file: string
  readonly args: readonly string[]
  /** Modules of this folder that are loaded first. */
  readonly preloads: readonly string[]
  readonly trace: string
  /** What its compiled modules are kept in: it is started many times. */
  readonly cache: string
}

/** Runs `program` under strace with `options`. Gives its standard output and the lines of the trace. */
async function traced({ file, args, preloads, ...program }: Program, options: readonly string[]) {
  const imports = preloads.map((name) => `--import=${pathToFileURL(join(import.meta.dirname, `${name}.ts`))}`)
  const command = [process.execPath, join(import.meta.dirname, file), ...args]
  const child = spawn('strace', ['-f', '-qq', '-s', '0', '-o', program.trace, ...options, ...command], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: imports.join(' '), NODE_COMPILE_CACHE: program.cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output] = await Promise.all([text(child.stdout!), once(child, 'close')])
  return { output, lines: readFileSync(program.trace, 'utf8').split('\n') }
}

const quoted = /"((?:[^"\\]|\\.)*)"/g
const LINE = /^(\d+) +(\w+)\(/

/**
 * The files under `folder` that a run of `program` names in its calls. Its arguments must be the same each time, and what it names must
 * not differ from run to run: such files stay out, by `isOther`.
 */
export async function filesOf(program: Program, folder: string, isOther: (path: string) => boolean): Promise<string[]> {
  const { lines } = await traced(program, [...trace, '-s', '4096'])
  const paths = lines.flatMap((line) => Array.from(line.matchAll(quoted), ([, path]) => path!))
  const inside = paths.filter((path) => path === folder || path.startsWith(`${folder}/`))
  return [...new Set(inside)].filter((path) => !isOther(path))
}

const only = (files: readonly string[]) => files.flatMap((file) => ['-P', file])

/** The calls of `program` on `files` and its output. Throws if more than one thread makes them: strace counts by thread. */
export async function occurrencesOf(program: Program, files: readonly string[]) {
  const { output, lines } = await traced(program, [...trace, ...only(files), '-s', '256'])
  const counts = new Map<string, number>()
  const threads = new Set<string>()
  const occurrences = lines.flatMap((line): Occurrence[] => {
    const [, thread, name] = LINE.exec(line) ?? []
    if (thread === undefined || name === undefined) return []
    threads.add(thread)
    const nth = (counts.get(name) ?? 0) + 1
    counts.set(name, nth)
    return [{ name, nth, call: line.slice(line.indexOf(name)) }]
  })
  if (threads.size !== 1) throw new Error(`calls from ${threads.size} threads`)
  return { occurrences, output }
}

/** Runs `program` with `fault` at `occurrence`; gives its output, and whether the trace shows that it came to that. */
export async function withFault(program: Program, files: readonly string[], { name, nth }: Occurrence, fault: Fault) {
  // Killed it makes no call any more: the error stands for that too.
  const what = fault === 'SIGKILL' ? 'error=EIO:signal=SIGKILL' : `error=${fault}`
  const inject = [
    ...(fault === 'SIGKILL' ? [] : quick),
    '-e',
    `trace=${name}`,
    '-e',
    `inject=${name}:${what}:when=${nth}`,
  ]
  const { output, lines } = await traced(program, [...inject, ...only(files)])
  // No call of a dead process returns, so that none can be marked as injected; and nobody else kills it.
  const sign = fault === 'SIGKILL' ? '+++ killed by SIGKILL +++' : '(INJECTED)'
  const happened = lines.some((line) => line.endsWith(sign))
  return { output, happened }
}

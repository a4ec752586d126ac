/** The integrator's page (adapters/README.md), played in a copy of this repository: files written and blocks run as they stand there. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { dataFolder } from './data-folder.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'adapters/README.md'), 'utf8')

/** Commands by name, in the page's order. */
export const pageBlocks: ReadonlyMap<string, string> = new Map(
  [...page.matchAll(/^```bash afternoon:(\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name!, text!]),
)

/** Files that the reader writes, by path. */
export const pageFiles: ReadonlyMap<string, string> = new Map(
  [...page.matchAll(/^```ts file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, path, text]) => [path!, text!]),
)

/** How many blocks of commands or code the page has, whether or not they are played. */
export const pageFences = [...page.matchAll(/^```(bash|ts|sh|console)\b/gm)].length

const copied = ['adapters', 'certs-dev', 'gateway', 'policies', 'schemas', 'test/support/afternoon', 'package.json']

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Played {
  readonly folder: string
  /** Writes the page's files. */
  write(): void
  /** Runs a block to its end. */
  run(name: string): Promise<Ran>
  /** Starts a block that runs until the test ends; resolves with its lines, which grow, once one begins with `ready`. */
  start(name: string): Promise<readonly string[]>
}

/** A copy of what the page needs, in a folder that is removed when `t` ends; `env` is what the reader has set. */
export function playPage(t: Test, env: Readonly<Record<string, string>>): Played {
  const folder = join(dataFolder(t), 'lienthong')
  mkdirSync(join(folder, 'test/support'), { recursive: true })
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const { PATH = '', HOME = '' } = process.env
  const scriptOf = (name: string) => ['-c', `${pageBlocks.get('settings')}\n${pageBlocks.get(name)}`]
  const options = { cwd: folder, env: { PATH, HOME, ...env } }
  return {
    folder,
    write() {
      for (const [path, text] of pageFiles) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    },
    async run(name) {
      const child = spawn('bash', scriptOf(name), options)
      child.stdin.end()
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
      return { status: child.exitCode, stdout, stderr }
    },
    start: (name) => started(t, name, spawn('bash', scriptOf(name), { ...options, detached: true })),
  }
}

async function started(t: Test, name: string, child: ChildProcess): Promise<readonly string[]> {
  t.teardown(() => stopGroup(child))
  const lines: string[] = []
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.startsWith('ready')) resolve()
      })
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended:\n${lines.join('\n')}`)
  })
  ended.catch(() => {})
  await Promise.race([ready, ended])
  return lines
}

/** The block's shell and what it started. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  process.kill(-child.pid!, 'SIGTERM')
  await gone
}

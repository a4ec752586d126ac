/** The export job: writes files to `in/` of the drop directory and reads what is answered in `ack/`, well or badly as it is told. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { SandboxActivity } from '../../sandbox/server.ts'
import { linesOf, type SandboxSettings } from '../../sandbox/settings.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { encodeTcvn3 } from './tcvn3.ts'
import { cellsOf, fileOf } from './writer.ts'

/**
 * `down` lasts until another mode is set; the others spoil the next export only. `slow-write`: in place, in two parts under the
 * final name; `duplicate`: the same bytes again under the next name.
 */
const dropModes = ['none', 'down', 'half', 'garbage', 'wrong-encoding', 'slow-write', 'duplicate'] as const
export type DropMode = (typeof dropModes)[number]

/** Between the two parts of a slow write: long enough to be seen half done. */
const SLOW_WRITE_MS = 400

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

function modeOf(body: string): DropMode | undefined {
  try {
    const asked = (JSON.parse(body) as { mode?: unknown } | null)?.mode
    return dropModes.find((known) => known === asked)
  } catch {
    return undefined
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function writeAll(handle: number, content: Uint8Array): void {
  for (let at = 0; at < content.length; ) at += writeSync(handle, content, at)
}

/** Writes all of `content` and waits until it is on the disk. */
function writeSynced(path: string, content: Uint8Array, flags: 'wx' | 'a'): void {
  const handle = openSync(path, flags, 0o600)
  writeAll(handle, content)
  fsyncSync(handle)
  closeSync(handle)
}

/** Nobody sees it half written: a name with a leading dot first, then the final one. */
function writeAtomically(folder: string, name: string, content: Uint8Array): void {
  const hidden = join(folder, `.${name}.${process.pid}`)
  writeSynced(hidden, content, 'wx')
  renameSync(hidden, join(folder, name))
  sync(folder)
}

/** What came back for a file. */
export interface Acknowledged {
  readonly file: string
  readonly state: unknown
  readonly receipt: unknown
}

function acknowledgement(folder: string, name: string): Acknowledged | undefined {
  try {
    const { file, state, receipt } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>
    return { file: typeof file === 'string' ? file : name.slice(0, -'.json'.length), state, receipt }
  } catch {
    return undefined
  }
}

/**
 * Starts the job: one full export, unless the same content was exported before and still waits or was acknowledged. Throws when
 * there is no drop directory to write to.
 */
export function beginExports(holdings: Holdings, { dropDir }: SandboxSettings): SandboxActivity {
  if (typeof dropDir !== 'string') throw new Error('settings: dropDir (string) expected')
  const [inbox, acks] = [join(dropDir, 'in'), join(dropDir, 'ack')]
  for (const folder of [inbox, acks]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  /** One line per export: name and SHA-256 of the content. */
  const ledger = join(dropDir, '.exports')
  let exported = linesOf(ledger).length
  let mode: DropMode = 'none'
  const pending = new Set<string>()
  const answered = new Map<string, Acknowledged>()

  const nextName = (): string => {
    exported++
    return `TTR_KN_${holdings.today.replaceAll('-', '')}_${String(exported).padStart(4, '0')}.csv`
  }
  /** Before the file, so that no name is given twice. */
  const note = (name: string, content: Uint8Array): void =>
    writeSynced(ledger, Buffer.from(`${name} ${digest(content)}\n`), 'a')
  const write = (content: Uint8Array): void => {
    const name = nextName()
    note(name, content)
    writeAtomically(inbox, name, content)
  }
  const writeSlowly = (content: Uint8Array): void => {
    const name = nextName()
    const half = content.length >> 1
    note(name, content)
    const handle = openSync(join(inbox, name), 'wx', 0o600)
    writeAll(handle, content.subarray(0, half))
    setTimeout(() => {
      writeAll(handle, content.subarray(half))
      closeSync(handle)
    }, SLOW_WRITE_MS)
  }

  /** Gives whether the rows went out whole. */
  const put = (facets: readonly TrueFacet[]): boolean => {
    const now = mode
    if (now === 'down') return false
    mode = 'none'
    const text = fileOf(facets.map(cellsOf))
    const content = encodeTcvn3(text)
    if (now === 'half') write(content.subarray(0, content.length >> 1))
    else if (now === 'wrong-encoding') write(Buffer.from(text, 'utf8'))
    else if (now === 'garbage')
      write(Buffer.from('<html><body>L\xe7i k\xd5t xu\xcat d\xf7 li\xd6u</body></html>\0', 'latin1'))
    else if (now === 'slow-write') writeSlowly(content)
    else for (let copies = now === 'duplicate' ? 2 : 1; copies > 0; copies--) write(content)
    return now !== 'half' && now !== 'wrong-encoding' && now !== 'garbage'
  }
  /** What changed since it last went out whole. */
  const flush = (): void => {
    const facets = [...pending].map((nativeKey) => holdings.get(nativeKey)!)
    if (facets.length > 0 && put(facets)) pending.clear()
  }
  const listAnswers = (): SandboxAnswer => {
    for (const name of readdirSync(acks).filter((entry) => !entry.startsWith('.') && entry.endsWith('.json'))) {
      const found = acknowledgement(acks, name)
      if (found) answered.set(name, found)
    }
    return json(200, [...answered.values()])
  }

  const whole = holdings.all()
  const present = digest(encodeTcvn3(fileOf(whole.map(cellsOf))))
  const stands = linesOf(ledger).some((line) => {
    const [name = '', of] = line.split(' ')
    return of === present && (existsSync(join(inbox, name)) || existsSync(join(acks, `${name}.json`)))
  })
  if (!stands) put(whole)

  return {
    touched: (nativeKey) => {
      pending.add(nativeKey)
      flush()
    },
    control: ({ method, path, body }: SandboxRequest) => {
      if (method === 'GET' && path === '/_sandbox/acknowledged') return listAnswers()
      if (method !== 'POST' || path !== '/_sandbox/misbehave') return undefined
      const asked = modeOf(body)
      if (asked === undefined) return json(400, { error: 'mode expected' })
      const wasDown = mode === 'down'
      mode = asked
      if (wasDown && asked === 'none') flush()
      return json(200, { mode })
    },
  }
}

const digest = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

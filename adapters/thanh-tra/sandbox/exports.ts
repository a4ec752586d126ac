/** The export job: writes files to `in/` of the drop directory and reads what is answered in `ack/`, well or badly as it is told. */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { SandboxActivity } from '../../sandbox/server.ts'
import { linesOf, type SandboxSettings } from '../../sandbox/settings.ts'
import { writeAll, writeAtomically, writeSynced } from './files.ts'
import { watchIncoming } from './incoming.ts'
import { type InspectionHoldings, rowOf } from './intake.ts'
import { encodeTcvn3 } from './tcvn3.ts'
import { fileOf } from './writer.ts'

/**
 * `down` lasts until another mode is set, and nothing that is handed over is picked up meanwhile; the others spoil the next export only. `slow-write`: in
 * place, in two parts under the final name; `duplicate`: the same bytes again under the next name; `changed-format`: a column has another name.
 */
const dropModes = [
  'none',
  'down',
  'half',
  'garbage',
  'wrong-encoding',
  'slow-write',
  'duplicate',
  'changed-format',
] as const
export type DropMode = (typeof dropModes)[number]

/** After which what changed has still to go out. */
const SPOILING: readonly DropMode[] = ['half', 'wrong-encoding', 'garbage', 'changed-format']

/** Between the two parts of a slow write: long enough to be seen half done. */
const SLOW_WRITE_MS = 400

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** The mode of the exports that a control asks for; those that it does not have are for the answers over HTTP alone. */
function modeOf(body: string): DropMode {
  try {
    const asked = (JSON.parse(body) as { mode?: unknown } | null)?.mode
    return dropModes.find((known) => known === asked) ?? 'none'
  } catch {
    return 'none'
  }
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
export function beginExports(holdings: InspectionHoldings, { dropDir }: SandboxSettings): SandboxActivity {
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
  const put = (rows: readonly (readonly string[])[]): boolean => {
    const now = mode
    if (now === 'down') return false
    mode = 'none'
    const text = fileOf(rows)
    const content = encodeTcvn3(text)
    if (now === 'half') write(content.subarray(0, content.length >> 1))
    else if (now === 'wrong-encoding') write(Buffer.from(text, 'utf8'))
    else if (now === 'garbage')
      write(Buffer.from('<html><body>L\xe7i k\xd5t xu\xcat d\xf7 li\xd6u</body></html>\0', 'latin1'))
    else if (now === 'slow-write') writeSlowly(content)
    else if (now === 'changed-format') write(encodeTcvn3(text.replace('Nội dung', 'Nội dung vụ việc')))
    else for (let copies = now === 'duplicate' ? 2 : 1; copies > 0; copies--) write(content)
    return !SPOILING.includes(now)
  }
  /** What changed since it last went out whole. */
  const flush = (): void => {
    const rows = [...pending].map((nativeKey) => rowOf(holdings.get(nativeKey)!))
    if (rows.length > 0 && put(rows)) pending.clear()
  }
  const namesOf = (): readonly string[] => linesOf(ledger).map((line) => line.split(' ', 1)[0]!)
  const lookForAnswers = (): void => {
    const own = new Set(namesOf())
    for (const name of readdirSync(acks).filter((entry) => !entry.startsWith('.') && entry.endsWith('.json'))) {
      const found = acknowledgement(acks, name)
      // Of a file that never went out there is nothing to note.
      if (found && own.has(found.file)) answered.set(name, found)
    }
  }
  const listAnswers = (): SandboxAnswer => {
    lookForAnswers()
    return json(200, [...answered.values()])
  }
  /** Files that went out and have no answer yet. */
  const listUnanswered = (): SandboxAnswer => {
    lookForAnswers()
    const told = new Set([...answered.values()].map(({ file }) => file))
    return json(
      200,
      namesOf().filter((name) => !told.has(name)),
    )
  }

  const whole = holdings.all().map(rowOf)
  const present = digest(encodeTcvn3(fileOf(whole)))
  const stands = linesOf(ledger).some((line) => {
    const [name = '', of] = line.split(' ')
    return of === present && (existsSync(join(inbox, name)) || existsSync(join(acks, `${name}.json`)))
  })
  if (!stands) put(whole)

  const touched = (nativeKey: string): void => {
    pending.add(nativeKey)
    flush()
  }
  watchIncoming(dropDir, holdings, () => mode !== 'down', touched)

  return {
    touched,
    control: ({ method, path, body }: SandboxRequest) => {
      if (method === 'GET' && path === '/_sandbox/acknowledged') return listAnswers()
      if (method === 'GET' && path === '/_sandbox/unacknowledged') return listUnanswered()
      if (method !== 'POST' || path !== '/_sandbox/misbehave') return undefined
      const wasDown = mode === 'down'
      mode = modeOf(body)
      if (wasDown && mode !== 'down') flush()
      // What the answers over HTTP do is for the common controls; of a slow write they know nothing.
      return mode === 'slow-write' ? json(200, { mode }) : undefined
    },
  }
}

const digest = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

/**
 * Generates data of any scale as a process: `node generate.ts '<order as JSON>'` (generating.ts), with `agencies` as well. One process per
 * agency writes its files (native-files.ts); here the matters are listed and, last of all, the manifest is written: where
 * there is one, everything is there. (The disk may still lose it with the power; the sums tell.)
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import {
  type Counts,
  count,
  endWithParent,
  failed,
  inOrder,
  type Listed,
  MATTERS_PER_TURN,
  type Order,
  type Told,
  type Written,
} from './generating.ts'
import { makeLines } from './lines.ts'
import { storyOf } from './stories.ts'
import { factsOf, TODAY } from './world.ts'

/** What came to be in the world, whoever holds it: one line a matter, by the number that the oracles of the agencies have too. */
interface Matters extends Listed {
  readonly stages: Counts
  readonly kinds: Counts
  readonly stories: readonly string[]
  /** Matters that break a limit on purpose, by rule. */
  readonly broken: Counts
}

async function listMatters({ dossiers, out, ...setting }: Order): Promise<Matters> {
  const file = 'oracle/matters.ndjson'
  const list = makeLines(join(out, file))
  const stages: Counts = {}
  const kinds: Counts = {}
  const broken: Counts = {}
  const stories: string[] = []
  for (let n = 0; n < dossiers; n++) {
    const { kind, stage, receivedOn, holders, breaks } = factsOf(setting, n)
    const story = storyOf(n)?.name
    count(stages, stage)
    count(kinds, kind)
    if (story !== undefined) stories.push(story)
    if (breaks !== undefined) count(broken, breaks)
    list.add(
      JSON.stringify({ n, ...(story && { story }), kind, stage, receivedOn, holders, ...(breaks && { breaks }) }),
    )
    if (n % MATTERS_PER_TURN === 0) await setImmediate()
  }
  return { file, ...list.end(), stages: inOrder(stages), kinds: inOrder(kinds), stories, broken: inOrder(broken) }
}

/** What the process of an agency told in the end; rejects when it ended otherwise. */
async function resultOf(agency: string, child: ChildProcess, progress: (done: number) => void): Promise<Written> {
  let written: Written | undefined
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const told = JSON.parse(line) as Told
    if ('written' in told) written = told.written
    else progress(told.done)
  })
  const [code, signal] = await once(child, 'close')
  if (code === 0 && written !== undefined) return written
  throw Object.assign(new Error(`${agency} (${signal ?? code}); dở dang · incomplete, no manifest.json`), {
    code: 'CUT',
  })
}

/** Tells on standard error how much of all is done, in tenths. */
function makeProgress(whole: number): (agency: string, done: number) => void {
  const doneBy = new Map<string, number>()
  let told = 0
  return (agency, done) => {
    doneBy.set(agency, done)
    const tenth = Math.floor(([...doneBy.values()].reduce((sum, of) => sum + of, 0) * 10) / whole)
    if (tenth <= told) return
    told = tenth
    process.stderr.write(`${tenth}0%\n`)
  }
}

function prepare(out: string, agencies: readonly string[]): void {
  mkdirSync(out, { recursive: true })
  if (readdirSync(out).length > 0)
    throw Object.assign(new Error(`thư mục không trống · the folder is not empty: ${out}`), { code: 'ENOTEMPTY' })
  for (const folder of ['oracle', ...agencies]) mkdirSync(join(out, folder))
}

/** Nobody sees it half written. */
function writeManifest(out: string, manifest: object): void {
  const part = join(out, 'manifest.json.part')
  writeFileSync(part, `${JSON.stringify(manifest, null, 2)}\n`)
  const handle = openSync(part, 'r')
  fsyncSync(handle)
  closeSync(handle)
  renameSync(part, join(out, 'manifest.json'))
}

async function generate(order: Order, agencies: readonly string[]): Promise<void> {
  const { seed, today, broken_percent, dossiers, out } = order
  prepare(out, agencies)
  const progress = makeProgress(dossiers * agencies.length)
  const children: ChildProcess[] = []
  const start = async (agency: string): Promise<readonly [string, Written]> => {
    const main = join(import.meta.dirname, '..', agency, 'sandbox/generate.ts')
    const child = spawn(process.execPath, [main, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    return [agency, await resultOf(agency, child, (done) => progress(agency, done))]
  }
  try {
    const [matters, ...written] = await Promise.all([listMatters(order), ...agencies.map(start)])
    writeManifest(out, {
      version: 1,
      seed,
      dossiers,
      today,
      broken_percent,
      matters,
      agencies: Object.fromEntries(written),
    })
  } finally {
    for (const child of children) child.kill()
  }
}

const done = endWithParent()
try {
  const { agencies, ...order } = JSON.parse(process.argv[2] ?? 'null') as Omit<Order, 'today'> &
    Partial<Order> & { readonly agencies: readonly string[] }
  await generate({ today: TODAY, ...order }, agencies)
} catch (error) {
  failed(error)
} finally {
  done()
}

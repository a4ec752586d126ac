/** Durable appends per second to the audit log beside bare write + fdatasync on the same disk in the same run. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checkpointIn } from '../../gateway/audit/checkpoint.ts'
import { encodeEntry } from '../../gateway/audit/encoding.ts'
import type { Entry } from '../../gateway/audit/entry.ts'
import { placeFile } from '../../gateway/audit/files.ts'
import { type Log, openLog } from '../../gateway/audit/log.ts'
import { HASH_BYTES } from '../../gateway/audit/merkle.ts'
import type { Seal } from '../../gateway/audit/seal.ts'
import { TILE_WIDTH } from '../../gateway/audit/tiles.ts'
import { limits } from '../../gateway/limits.ts'
import { copyIn, entryOf, optionsIn } from '../support/audit.ts'
import { testSeal } from '../support/sealing.ts'
import { median } from './statistics.ts'

export interface BenchRow {
  readonly name: string
  readonly ops_per_s: number
  /** Against the bare row of its kind. */
  readonly ratio: number
}

const ROUNDS = 7
const ROUND_MS = 250
const WAITING = [1, 8, 64, 512]

const perSecond = (count: number, begin_ms: number) => (count * 1000) / (performance.now() - begin_ms)

function bareSyncs(fd: number, bytes: Uint8Array, position: number): { rate: number; position: number } {
  const begin = performance.now()
  let count = 0
  for (; performance.now() - begin < ROUND_MS; count++) {
    fs.writeSync(fd, bytes, 0, bytes.length, position + count * bytes.length)
    fs.fdatasyncSync(fd)
  }
  return { rate: perSecond(count, begin), position: position + count * bytes.length }
}

/** What every 256 entries of a tiled log must leave on the disk before a checkpoint may cover them: a bundle and a tile, each synced. */
function bareTiles(folder: string, bytes: Uint8Array): (entries: number) => void {
  const contents = [
    Buffer.concat(Array.from({ length: TILE_WIDTH }, () => bytes)),
    Buffer.alloc(TILE_WIDTH * HASH_BYTES),
  ]
  let [size, files] = [0, 0]
  return (entries) => {
    for (size += entries; size >= TILE_WIDTH; size -= TILE_WIDTH)
      for (const content of contents) placeFile(path.join(folder, `${files++}`), content)
  }
}

/** Group commit and nothing else: what came in one turn of the event loop is written and synced together, in this thread; then `after`. */
function bareGroup(fd: number, bytes: Uint8Array, after: (entries: number) => void = () => {}) {
  let position = 0
  let group: (() => void)[] = []
  const commit = () => {
    const done = group
    group = []
    const batch = Buffer.concat(done.map(() => bytes))
    fs.writeSync(fd, batch, 0, batch.length, position)
    fs.fdatasyncSync(fd)
    position += batch.length
    for (const resolve of done) resolve()
    after(done.length)
  }
  return { append: () => new Promise<void>((resolve) => group.push(resolve) === 1 && setImmediate(commit)) }
}

async function appends(append: () => Promise<unknown>, waiting: number): Promise<number> {
  const begin = performance.now()
  let count = 0
  const writer = async () => {
    for (; performance.now() - begin < ROUND_MS; count++) await append()
  }
  await Promise.all(Array.from({ length: waiting }, writer))
  return perSecond(count, begin)
}

/** A detail of about as many bytes: that of a refusal, of an answer, of the largest. */
const details: Readonly<Record<string, number>> = { small: 0, 'of 4 KB': 80, 'of 40 KB': 800 }

/** Encoding of entries of three sizes, each with nothing sealed and sealed, in turn; the ratio is to the first. Medians of CPU time. About 5 s. */
export function benchEncoding(): BenchRow[] {
  const nothing = `${'a'.repeat(90)}..${'a'.repeat(16)}.a.${'a'.repeat(22)}`
  const unsealed: Seal = (_text, _slack, before = '', after = '') => Buffer.from(before + nothing + after)
  const rates = (entry: Entry, seal: Seal) => {
    const begin = process.cpuUsage()
    let count = 0
    for (const end = performance.now() + ROUND_MS / 2; performance.now() < end; count++) encodeEntry(entry, seal)
    return (count * 1e6) / process.cpuUsage(begin).user
  }
  return Object.entries(details).flatMap(([name, paths]) => {
    const { detail, ...clear } = entryOf('bench')
    const released = Array.from({ length: paths }, (_, index) => `/participants/*/a-field-of-the-record/${index}`)
    const entry: Entry = { ...clear, detail: { ...detail, records: [{ ...detail.records![0]!, released }] } }
    const rounds = Array.from({ length: ROUNDS }, () => [rates(entry, unsealed), rates(entry, testSeal)] as const)
    return ['nothing sealed', 'sealed'].map((how, index) => ({
      name: `entry ${name}, ${how}`,
      ops_per_s: Math.round(median(rounds.map((pair) => pair[index]!))),
      ratio: median(rounds.map((pair) => pair[index]! / pair[0])),
    }))
  })
}

/** Resolves when a checkpoint of all that is in `log` is published: what a burst leaves to be done must not slow what is measured next. */
async function isPublished(log: Log): Promise<void> {
  const covered = () => checkpointIn(log.published())?.size === log.size()
  if (covered()) return
  await new Promise<void>((resolve) => log.onPublished(() => covered() && resolve()))
}

/**
 * Bursts that are over before a checkpoint is due, so that tiles come after them: with 1, 8, 64 and 512 appends waiting, without and with a
 * second copy, in turn with the bare writes since disks vary; medians. About a minute.
 */
export async function benchLog(): Promise<BenchRow[]> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lienthong-bench-log-'))
  const entry = entryOf('bench')
  const bytes = encodeEntry(entry, testSeal)
  const log = await openLog(optionsIn(root))
  const copied = path.join(root, 'copied')
  fs.mkdirSync(copyIn(copied), { recursive: true, mode: 0o700 })
  // On the same disk: what another one costs, that one says.
  const twice = await openLog({ ...optionsIn(copied), copy: copyIn(copied) })
  const fds = ['bare', 'group', 'tiled'].map((name) => fs.openSync(path.join(root, name), 'w'))
  const [fd, groupFd, tiledFd] = fds as [number, number, number]
  const group = bareGroup(groupFd, bytes)
  const tiles = path.join(root, 'tiles')
  fs.mkdirSync(tiles)
  const tiled = bareGroup(tiledFd, bytes, bareTiles(tiles, bytes))
  let position = 0
  const rounds: number[][] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = bareSyncs(fd, bytes, position)
    position = bare.position
    const rates = [bare.rate]
    for (const waiting of WAITING) {
      for (const bare of [group, tiled]) rates.push(await appends(bare.append, waiting))
      for (const target of [log, twice]) {
        rates.push(await appends(() => target.append(entry), waiting))
        await isPublished(target)
      }
    }
    // The first round warms up.
    if (round > 0) rounds.push(rates)
  }
  await Promise.all([log.close(), twice.close()])
  for (const file of fds) fs.closeSync(file)
  fs.rmSync(root, { recursive: true })
  const kinds = ['bare group commit', 'bare, and its tiles', 'log append', 'log append with a second copy']
  const appending = WAITING.flatMap((waiting) => kinds.map((kind) => `${kind}, ${waiting} waiting`))
  const names = ['write + fdatasync, bare', ...appending]
  // Each against the bare group commit with as many waiting.
  const base = (i: number) => (i === 0 ? 0 : i - ((i - 1) % kinds.length))
  return names.map((name, i) => ({
    name,
    ops_per_s: Math.round(median(rounds.map((rates) => rates[i]!))),
    ratio: median(rounds.map((rates) => rates[i]! / rates[base(i)]!)),
  }))
}

/** As often as much is written as may be unpublished. */
const SUSTAINED_BOUNDS = 4
const SUSTAINED_ROUNDS = 3

/**
 * Load that goes on while tiles are made, 64 waiting: the time until all is published counts. Beside the bare group commit, alone and with the
 * same files left behind; in turn, medians. About a minute.
 */
export async function benchSustainedLog(rounds_count = SUSTAINED_ROUNDS): Promise<BenchRow[]> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lienthong-bench-log-'))
  const entry = entryOf('bench')
  const bytes = encodeEntry(entry, testSeal)
  const count = Math.ceil((SUSTAINED_BOUNDS * limits.log.unpublished_bytes_max) / bytes.length)
  const all = async (append: () => Promise<unknown>) => {
    let left = count
    const writer = async () => {
      while (left-- > 0) await append()
    }
    await Promise.all(Array.from({ length: 64 }, writer))
  }
  const bare = async (folder: string, after?: (entries: number) => void) => {
    const fd = fs.openSync(path.join(folder, 'journal'), 'w')
    await all(bareGroup(fd, bytes, after).append)
    fs.closeSync(fd)
  }
  const kinds: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    'bare group commit': (folder) => bare(folder),
    'bare, and its tiles': (folder) => bare(folder, bareTiles(folder, bytes)),
    'log append': async (folder) => {
      const log = await openLog(optionsIn(folder))
      await all(() => log.append(entry))
      await log.close()
    },
  }
  const rounds: number[][] = []
  for (let round = 0; round < rounds_count; round++) {
    const rates: number[] = []
    for (const run of Object.values(kinds)) {
      const folder = fs.mkdtempSync(path.join(root, 'run-'))
      const begin = performance.now()
      await run(folder)
      rates.push(perSecond(count, begin))
      fs.rmSync(folder, { recursive: true })
    }
    rounds.push(rates)
  }
  fs.rmSync(root, { recursive: true })
  return Object.keys(kinds).map((name, i) => ({
    name: `${name}, sustained, 64 waiting`,
    ops_per_s: Math.round(median(rounds.map((rates) => rates[i]!))),
    ratio: median(rounds.map((rates) => rates[i]! / rates[0]!)),
  }))
}

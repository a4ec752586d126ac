/**
 * The machine stops at any moment and the disk keeps only what was synced: whatever was answered is in the log, and the log opens again.
 * A killed process proves little of this, since what it wrote stays in the page cache.
 */
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { makeRandom, type Random } from '../../../adapters/sandbox/random.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { ENTRY, FRAME_OVERHEAD_BYTES, putFrame } from '../../../gateway/audit/frame.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { openWriter } from '../../../gateway/audit/writer.ts'
import { entryOf, optionsIn } from '../../support/audit.ts'
import type { Answered } from '../../support/audit-child.ts'
import { createDisk } from '../../support/crash/disk.ts'
import { bytesOf } from '../../support/crash/system-calls.ts'
import { answeredIn, type Preload, straceMissing, traceLog } from '../../support/crash/traced-log.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testSeal } from '../../support/sealing.ts'

const seed = 20_261_122
const syncs = new Set(['fsync', 'fdatasync'])
const skip = straceMissing()

const after = encodeEntry(entryOf('after-the-crash'), testSeal)
const frame = Buffer.alloc(after.length + FRAME_OVERHEAD_BYTES)
putFrame(frame, 0, ENTRY, after)

/** Opens by real recovery what a crash left in `root`, appends to it, and verifies it. Gives what is wrong, nothing when all is well. */
function recovered(root: string, answered: readonly Answered[]): string | undefined {
  const { directory, origin, signer } = optionsIn(root)
  try {
    const writer = openWriter({ directory, origin, signer, checkpoints: [], instance: 1 })
    writer.append([frame])
    writer.close()
  } catch (error) {
    return (error as Error).message
  }
  const leaves = Array.from(readEntries(directory), ({ leaf }) => Buffer.from(leaf).toString('base64'))
  const lost = answered.filter(({ index, leaf }) => leaves[index] !== leaf)
  if (lost.length > 0) return `lost: ${lost.length} answered entries`
  const verdict = verifyLog(directory)
  return verdict.ok ? undefined : JSON.stringify(verdict.findings)
}

const isNewSegment = (name: string, flags: string) =>
  flags.includes('O_EXCL') && /\/segment-\d+$/.test(bytesOf(name).toString())

interface Tried {
  readonly states: number
  readonly answered: number
  /** Count of segments that were made. */
  readonly segments: number
  readonly failures: readonly string[]
}

/**
 * Stops the machine again and again while a log is written, with all lost that was not synced and with some of it kept, until `enough`
 * has gone wrong.
 */
async function crash(t: Test, preloads: readonly Preload[], enough = 1_000): Promise<Tried> {
  const { root, calls } = await traceLog(t, ['small-segments', ...preloads])
  const folder = dataFolder(t)
  const random = makeRandom(seed)
  const disk = createDisk(root)
  const answered: Answered[] = []
  const failures: string[] = []
  let states = 0
  const stop = (line: number, keep?: Random) => {
    const place = path.join(folder, `${states++}`)
    disk.write(place, keep)
    const wrong = recovered(place, answered)
    if (wrong !== undefined) failures.push(`line ${line}${keep ? ', some kept' : ''}: ${wrong}`)
    fs.rmSync(place, { recursive: true })
  }
  for (const call of calls) {
    // From one sync to the next what is durable stays as it is, and ever more has been answered: the last moment stands for all.
    if (syncs.has(call.name)) stop(call.begun)
    const before = disk.changes()
    disk.apply(call)
    // The first hundred changes make the log's folder: there are few of each kind.
    if (disk.changes() > before) for (let i = 0; i < (before < 100 ? 4 : 1); i++) stop(call.ended, random)
    const answer = answeredIn(call)
    if (answer) answered.push(answer)
    if (failures.length >= enough) break
  }
  stop(calls.length)
  const made = calls.filter(({ name, arguments: given }) => name === 'openat' && isNewSegment(given[1]!, given[2]!))
  return { states, answered: answered.length, segments: made.length, failures }
}

t.comment(`seed ${seed}`)

t.test('what was answered is there, and every state opens', { skip }, async (t) => {
  const { states, answered, segments, failures } = await crash(t, [])
  t.same(failures, [], `${states} states of the disk, ${answered} answered appends`)
  t.ok(segments > 3, `over ${segments} segments`)
})

t.test('control: a log that does not sync its segments is caught', { skip }, async (t) => {
  t.match((await crash(t, ['no-file-sync'], 1)).failures, [/lost: \d+ answered entries|are missing/])
})

t.test('control: a log that does not sync the names of its segments is caught', { skip }, async (t) => {
  t.match((await crash(t, ['no-directory-sync'], 1)).failures, [/lost: \d+ answered entries|are missing/])
})

/**
 * The machine stops at any moment and the disk keeps only what was synced: whatever was answered is in the log, and the log opens again.
 * A killed process proves little of this, since what it wrote stays in the page cache.
 */
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { makeRandom, type Random } from '../../../adapters/sandbox/random.ts'
import { createDisk } from '../../support/crash/disk.ts'
import { bytesOf } from '../../support/crash/system-calls.ts'
import { wrongIn } from '../../support/crash/told.ts'
import { type Preload, straceMissing, toldBy, traceWriter } from '../../support/crash/traced-log.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { every } from '../../support/every.ts'

const seed = 20_261_122
const syncs = new Set(['fsync', 'fdatasync'])
const skip = straceMissing()

const isNewSegment = (name: string, flags: string) =>
  flags.includes('O_EXCL') && /\/segment-\d+$/.test(bytesOf(name).toString())

interface Tried {
  readonly states: number
  /** Its standard output. */
  readonly told: string
  /** Count of segments that were made. */
  readonly segments: number
  readonly failures: readonly string[]
}

/**
 * Stops the machine again and again while a log is written, with all lost that was not synced and with some of it kept, until `enough`
 * has gone wrong.
 */
async function crash(t: Test, preloads: readonly Preload[], enough = 1_000, copied = false): Promise<Tried> {
  const { root, calls } = await traceWriter(t, 'log-writer.ts', {
    preloads: ['small-segments', ...preloads],
    args: copied ? ['copied'] : [],
  })
  const folder = dataFolder(t)
  const random = makeRandom(seed)
  const disk = createDisk(root)
  const failures: string[] = []
  let states = 0
  let told = ''
  let moments = 0
  const stop = (line: number, keep?: Random) => {
    // A log goes through the same again and again, and its copy with it; a control must not miss what it is for.
    if (moments++ % (copied ? 8 * every - 7 : enough === 1 ? 1 : every) !== 0) return
    const place = path.join(folder, `${states++}`)
    disk.write(place, keep)
    const wrong = wrongIn(place, told)
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
    told += toldBy(call)
    if (failures.length >= enough) break
  }
  stop(calls.length)
  const made = calls.filter(({ name, arguments: given }) => name === 'openat' && isNewSegment(given[1]!, given[2]!))
  return { states, told, segments: made.length, failures }
}

t.comment(`seed ${seed}`)

t.test('what was answered, published, cosigned, kept or erased is so, and every state opens', { skip }, async (t) => {
  const { states, told, segments, failures } = await crash(t, [])
  t.same(failures, [], `${states} states of the disk`)
  t.ok(segments > 3, `over ${segments} segments`)
  t.equal(told.match(/^\d+ /gm)?.length, 384)
  t.equal(told.match(/^(cosigned|kept|erased) /gm)?.length, 5)
})

t.test('the same of a log and its second copy on one disk', { skip }, async (t) => {
  const { states, told, failures } = await crash(t, [], 1_000, true)
  t.same(failures, [], `${states} states of the disk`)
  t.equal(told.match(/^\d+ /gm)?.length, 384)
})

t.test('killed as soon as a folder is made, then started again, then the machine stops', { skip }, async (t) => {
  for (const diesAt of ['tile', 'tile/0/000.p']) {
    const preloads = ['publish-by-count'] as const
    const before = await traceWriter(t, 'stepwise-log.ts', {
      args: ['first'],
      preloads: [...preloads, 'dies-at-folder'],
      diesAt,
    })
    const after = await traceWriter(t, 'stepwise-log.ts', { args: ['later'], preloads, root: before.root })
    const disk = createDisk(before.root)
    for (const call of before.calls) disk.apply(call)
    disk.goesOn()
    let told = before.calls.map(toldBy).join('')
    for (const call of after.calls) {
      disk.apply(call)
      told += toldBy(call)
    }
    const place = path.join(dataFolder(t), 'place')
    disk.write(place)
    t.equal(wrongIn(place, told), undefined)
  }
})

t.test('control: a log that does not sync its segments is caught', { skip }, async (t) => {
  t.match((await crash(t, ['no-file-sync'], 1)).failures[0]!, /lost: |are missing/)
})

t.test('control: a log that does not sync the names of its segments is caught', { skip }, async (t) => {
  t.match((await crash(t, ['no-directory-sync'], 1)).failures[0]!, /lost: |are missing/)
})

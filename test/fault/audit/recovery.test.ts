/** What start-up makes of a log that a crash or an intruder left. */
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { epochPath, eraseEpochFile, keepEpochFile } from '../../../gateway/audit/epoch-file.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { EMPTY_RANGE, rootOf } from '../../../gateway/audit/merkle.ts'
import { recover } from '../../../gateway/audit/recovery.ts'
import { readBatches } from '../../../gateway/audit/segments.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { openWriter } from '../../../gateway/audit/writer.ts'
import {
  appendAll,
  bytesIn,
  entryOf,
  forge,
  framesOf,
  optionsIn,
  refused,
  segmentIn,
  writeLog,
} from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testSeal } from '../../support/sealing.ts'

/** A closed log of three batches with four entries, its segment's bytes, and where each batch ends. */
async function fourEntries(t: Test) {
  const root = dataFolder(t)
  await writeLog(root, [['a'], ['b'], ['c', 'd']])
  const directory = path.join(root, 'log')
  const file = segmentIn(directory)
  return {
    root,
    directory,
    file,
    bytes: fs.readFileSync(file),
    ends: Array.from(readBatches(directory), (batch) => batch.end),
  }
}

/** The same with entries of one byte, so that every byte can be tried. */
function fourBytes(t: Test) {
  const directory = forge(
    dataFolder(t),
    [['a'], ['b'], ['c', 'd']].map((batch) => batch.map((text) => Buffer.from(text))),
  )
  const file = segmentIn(directory)
  return {
    directory,
    file,
    bytes: fs.readFileSync(file),
    ends: Array.from(readBatches(directory), (batch) => batch.end),
  }
}

t.test('a tail torn at any byte of the last batch is cut, and the entries before it stay', async (t) => {
  const { directory, file, bytes, ends } = fourBytes(t)
  const second = ends[1]!
  for (let length = second; length < bytes.length; length++) {
    fs.writeFileSync(file, bytes.subarray(0, length))
    const { tree, segment } = recover(directory, [])
    t.ok(tree.size === 2 && segment?.offset === second && fs.statSync(file).size === second, `torn at ${length}`)
  }
  fs.writeFileSync(file, bytes)
  t.equal(recover(directory, []).tree.size, 4, 'the whole batch stays')
  t.ok(fs.readFileSync(file).equals(bytes), 'byte for byte')
})

t.test('one changed bit in any byte of what was committed refuses the start', async (t) => {
  const { directory, file, bytes } = fourBytes(t)
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes)
    damaged[at]! ^= 1 << (at % 8)
    fs.writeFileSync(file, damaged)
    t.throws(() => recover(directory, []), refused({ kind: 'damaged' }), `byte ${at}`)
    if (!fs.readFileSync(file).equals(damaged)) t.fail(`the file was changed: byte ${at}`)
  }
})

t.test('zeros or foreign bytes after the last commit are damage, not a torn tail', async (t) => {
  const { directory, file, bytes } = await fourEntries(t)
  for (const more of [Buffer.alloc(8), Buffer.alloc(5000), Buffer.from('foreign bytes')]) {
    fs.writeFileSync(file, Buffer.concat([bytes, more]))
    t.throws(() => recover(directory, []), refused({ kind: 'damaged', offset: bytes.length }))
  }
})

t.test('the message of a refusal names file and offset', async (t) => {
  const { root, file, bytes } = await fourEntries(t)
  bytes[20]! ^= 1
  fs.writeFileSync(file, bytes)
  await t.rejects(openLog(optionsIn(root)), {
    code: 'log-unavailable',
    message: /segment-0{16} is damaged at byte 0 \(frame checksum\)/,
  })
})

t.test('a start after a torn tail goes on at the right index', async (t) => {
  const { root, directory, file, bytes, ends } = await fourEntries(t)
  const log = await openLog(optionsIn(root))
  await log.close()
  fs.writeFileSync(file, Buffer.concat([bytes, bytes.subarray(ends[0], ends[1]! - 1)]))
  const again = await openLog(optionsIn(root))
  t.match(await again.append(entryOf('e')), { index: 4 })
  await again.close()
  t.match(verifyLog(directory), { ok: true, size: 5, uncommitted_bytes: 0 })
})

t.test('a log rolled back behind its published checkpoint refuses and names what is missing', async (t) => {
  const { root, directory, file, bytes, ends } = await fourEntries(t)
  fs.writeFileSync(file, bytes.subarray(0, ends[1]))
  await t.rejects(openLog(optionsIn(root)), {
    message: /entries 2 to 3 are missing/,
    refusal: { kind: 'missing', first: 2, last: 3 },
  })
  fs.rmSync(file)
  const gone = { kind: 'damaged', file: 'segment-0000000000000004' } as const
  await t.rejects(openLog(optionsIn(root)), refused(gone), 'what came after the published entries was in the journal')
  fs.writeFileSync(path.join(directory, gone.file), '')
  const log = await openLog(optionsIn(root))
  t.match(await log.append(entryOf('e')), { index: 4 }, 'a loss that was accepted: it goes on from the tiles')
  await log.close()
  t.match(verifyLog(directory), { ok: true, size: 5 })
})

t.test('a log rolled back together with its checkpoint refuses against a checkpoint that another kept', async (t) => {
  const root = dataFolder(t)
  await writeLog(root, [['a']])
  const copy = path.join(root, 'copy')
  fs.cpSync(path.join(root, 'log'), copy, { recursive: true })
  const log = await openLog(optionsIn(root))
  await appendAll(log, [['b', 'c']])
  const witnessed = log.checkpoint()
  await log.close()
  fs.rmSync(path.join(root, 'log'), { recursive: true })
  fs.renameSync(copy, path.join(root, 'log'))
  const options = { ...optionsIn(root), checkpoints: [witnessed] }
  await t.rejects(openLog(options), refused({ kind: 'missing', first: 1, last: 2 }))
  const blind = await openLog(optionsIn(root))
  await appendAll(blind, [['x', 'y', 'z']])
  await blind.close()
  await t.rejects(
    openLog(options),
    refused({ kind: 'forked', size: 3 }),
    'nor does a fork that has grown past it start',
  )
  await t.rejects(openLog({ ...options, checkpoints: ['nonsense'] }), refused({ kind: 'checkpoint' }))
})

t.test('a changed log with right markers refuses against its checkpoint', async (t) => {
  const { root, directory, file } = await fourEntries(t)
  const bytes = bytesIn(directory)
  fs.rmSync(file)
  forge(root, [[bytes[1]!, bytes[0]!, bytes[2]!, bytes[3]!]])
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'forked', size: 4 }))
})

t.test('the checkpoint or the key taken away, or changed, refuses', async (t) => {
  const { root, directory } = await fourEntries(t)
  const key = path.join(root, 'log.key')
  fs.renameSync(key, `${key}.away`)
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'key' }))
  t.notOk(fs.existsSync(key), 'and no new key is made')
  await writeLog(path.join(root, 'other'), [])
  fs.copyFileSync(path.join(root, 'other', 'log.key'), key)
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'key' }))
  fs.renameSync(`${key}.away`, key)
  const checkpoint = path.join(directory, 'checkpoint')
  fs.copyFileSync(path.join(root, 'other', 'log', 'checkpoint'), checkpoint)
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'checkpoint' }))
  fs.rmSync(checkpoint)
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'checkpoint' }))
  t.notOk(fs.existsSync(path.join(directory, 'lock')), 'a refused start leaves no lock')
})

t.test('a crash between making a segment and its first batch leaves a log that goes on', async (t) => {
  const { root, directory } = await fourEntries(t)
  fs.writeFileSync(path.join(directory, 'segment-0000000000000004'), '')
  const log = await openLog(optionsIn(root))
  t.match(await log.append(entryOf('e')), { index: 4 })
  await log.close()
  t.match(verifyLog(directory), { ok: true, size: 5 })
})

t.test('a segment of another index refuses', async (t) => {
  const { directory } = await fourEntries(t)
  fs.writeFileSync(path.join(directory, 'segment-0000000000000005'), '')
  t.throws(() => recover(directory, []), refused({ kind: 'damaged', offset: 0 }))
})

t.test('an empty folder is the empty tree', async (t) => {
  const folder = dataFolder(t)
  const { tree, segment } = recover(folder, [{ size: 0, root: rootOf(EMPTY_RANGE) }])
  t.same({ tree, segment }, { tree: EMPTY_RANGE, segment: undefined })
  t.throws(() => recover(folder, [{ size: 0, root: Buffer.alloc(32) }]), refused({ kind: 'forked' }))
})

t.test('entries that fill a tile are whole before the tile is written, and while it is', async (t) => {
  const root = dataFolder(t)
  const { directory, origin, signer } = optionsIn(root)
  const writer = openWriter({ directory, origin, signer, checkpoints: [], instance: 1 })
  const entry = encodeEntry(entryOf('e'), testSeal)
  const append = (count: number) => writer.append([writer.ready(framesOf(Array.from({ length: count }, () => entry)))])
  for (const count of [100, 140]) {
    append(count)
    writer.publish()
  }
  append(20)
  t.match(verifyLog(directory), { ok: true, size: 260, published: 240 }, 'beside its writer')
  writer.tile(writer.backlog_bytes())
  const tile = path.join(directory, 'tile/0/000')
  const bytes = fs.readFileSync(tile)
  fs.rmSync(tile)
  t.match(verifyLog(directory), { ok: true }, 'its bundle is written first')
  fs.writeFileSync(tile, bytes.fill(1, 250 * 32, 251 * 32))
  t.match(verifyLog(directory), { findings: [{ path: 'tile/0/000', why: 'not what the entries give' }] })
  writer.close()
})

t.test('frames that were damaged before they were written: nothing more is taken, and all is read again', async (t) => {
  const { directory, origin, signer } = optionsIn(dataFolder(t))
  const writer = openWriter({ directory, origin, signer, checkpoints: [], instance: 1 })
  const entry = encodeEntry(entryOf('e'), testSeal)
  const good = writer.ready(framesOf([entry, entry]))
  for (const [what, damage] of [
    ['length', (frames: Buffer) => frames.fill(0, 0, 4)],
    ['kind', (frames: Buffer) => frames.fill(1, 8, 9)],
    ['end', (frames: Buffer) => frames.subarray(0, -1)],
  ] as const) {
    t.throws(() => writer.ready(damage(framesOf([entry]))), refused({ kind: 'io' }), what)
    t.throws(() => writer.append([good]), refused({ kind: 'io' }), 'not even what was ready')
    writer.reopen()
    t.equal(writer.size(), 0)
  }
  writer.append([good, good])
  writer.close()
  t.match(verifyLog(directory), { ok: true, size: 4, published: 4 })
})

t.test('erasing again what an erasure took away without coming to its sync makes that durable', async (t) => {
  const directory = dataFolder(t)
  const id = `ep-${'a'.repeat(26)}`
  keepEpochFile(directory, id, Buffer.from('key'))
  fs.rmSync(epochPath(directory, id))
  const synced: number[] = []
  const { fsyncSync } = fs
  t.teardown(() => Object.assign(fs, { fsyncSync }))
  fs.fsyncSync = (fd) => {
    synced.push(fs.fstatSync(fd).ino)
    fsyncSync(fd)
  }
  eraseEpochFile(directory, id)
  t.same(synced, [fs.statSync(path.dirname(epochPath(directory, id))).ino])
  t.doesNotThrow(() => eraseEpochFile(dataFolder(t), id), 'where there never was one')
})

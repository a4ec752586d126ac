/** Files of a tiled log changed by somebody who knows the format and has no key: verifying names what it is, and a start refuses. */
import { createPrivateKey } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { formatCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { inspectFolder } from '../../../gateway/audit/fsck.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { EMPTY_RANGE, extend, leafHash, rootOf } from '../../../gateway/audit/merkle.ts'
import { ed25519Signer, signNote } from '../../../gateway/audit/note.ts'
import { segmentName } from '../../../gateway/audit/segments.ts'
import { putBundle, readBundle } from '../../../gateway/audit/tiles.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { entryOf, forge, forgeTiles, ORIGIN, optionsIn, refused } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { writeLargeLog } from '../../support/large-log.ts'
import { testSeal } from '../../support/sealing.ts'

const COUNT = 600

/** A log of 600 entries in tiles of two levels and an empty journal; `replace` writes one of its files anew. */
async function tiledLog(t: Test) {
  const root = dataFolder(t)
  await writeLargeLog(root, COUNT)
  const directory = path.join(root, 'log')
  const fileAt = (name: string) => path.join(directory, name)
  const replace = (name: string, change: (bytes: Buffer) => Uint8Array) => {
    fs.mkdirSync(path.dirname(fileAt(name)), { recursive: true })
    const bytes = fs.existsSync(fileAt(name)) ? fs.readFileSync(fileAt(name)) : Buffer.alloc(0)
    fs.writeFileSync(fileAt(name), change(bytes), { mode: 0o600 })
  }
  const key = createPrivateKey(fs.readFileSync(path.join(root, 'log.key')))
  const sign = (entries: readonly Uint8Array[]) => {
    const tree = rootOf(extend(EMPTY_RANGE, entries.map(leafHash)))
    return signNote(formatCheckpoint({ origin: ORIGIN, size: entries.length, root: tree }), ed25519Signer(ORIGIN, key))
  }
  const entries = Array.from(readEntries(directory), ({ bytes }) => bytes)
  const found = () => {
    const verdict = verifyLog(directory)
    return verdict.ok ? [] : verdict.findings
  }
  return { root, directory, fileAt, replace, sign, entries, found }
}

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at]! ^= 1
  return bytes
}
const other = encodeEntry(entryOf('other'), testSeal)
/** The bundle with its entry at `index` replaced. */
const exchanged = (width: number, index: number) => (bytes: Buffer) =>
  putBundle(readBundle(bytes, width)!.toSpliced(index, 1, Buffer.from(other)))

t.test('as it was written it holds, and nothing is left over', async (t) => {
  const { directory, found } = await tiledLog(t)
  t.same(found(), [])
  t.same(inspectFolder(directory), [])
})

t.test('an entry changed in its bundle alone', async (t) => {
  const { replace, found } = await tiledLog(t)
  replace('tile/entries/001', exchanged(256, 44))
  t.match(found(), [
    { kind: 'leaf', index: 300, path: 'tile/0/001' },
    { kind: 'forked', by: 'published', size: COUNT },
    { kind: 'tile', path: 'tile/1/000.p/2' },
  ])
})

t.test('a tile changed alone: the entries are those that were signed', async (t) => {
  for (const [name, finding] of [
    ['tile/0/000', { kind: 'leaf', index: 3, path: 'tile/0/000' }],
    ['tile/0/002.p/88', { kind: 'leaf', index: 515, path: 'tile/0/002.p/88' }],
    ['tile/1/000.p/2', { kind: 'tile', path: 'tile/1/000.p/2' }],
  ] as const) {
    const { replace, found } = await tiledLog(t)
    replace(name, flip(name.startsWith('tile/1') ? 40 : 100))
    t.match(found(), [finding], name)
    t.equal(found().length, 1, `${name}: and nothing else`)
  }
})

t.test('an entry changed with its leaf hash and every tile above it', async (t) => {
  const { root, directory, entries, found } = await tiledLog(t)
  forgeTiles(directory, entries.toSpliced(300, 1, other))
  t.match(found(), [{ kind: 'forked', by: 'published', size: COUNT }])
  t.equal(found().length, 1, 'only what was signed tells')
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'damaged', file: 'tile' }), 'and it does not start')
})

t.test('two entries in swapped order, with their tiles', async (t) => {
  const { directory, entries, found } = await tiledLog(t)
  forgeTiles(directory, [entries[1]!, entries[0]!, ...entries.slice(2)])
  t.match(found(), [{ kind: 'forked', by: 'published' }])
})

t.test('a bundle or a tile that is gone, or cut short', async (t) => {
  for (const [name, findings] of [
    ['tile/entries/001', [{ kind: 'tile' }, { kind: 'missing', by: 'published', first: 256, last: COUNT - 1 }]],
    ['tile/entries/002.p/88', [{ kind: 'tile' }, { kind: 'missing', first: 512 }]],
    ['tile/0/001', [{ kind: 'tile' }]],
    ['tile/1/000.p/2', [{ kind: 'tile' }]],
  ] as const) {
    for (const lose of [(file: string) => fs.rmSync(file), (file: string) => fs.truncateSync(file, 31)]) {
      const { fileAt, found } = await tiledLog(t)
      lose(fileAt(name))
      t.match(found(), findings, name)
      t.equal((found()[0] as { path: string }).path, name)
    }
  }
})

t.test('what should not be there', async (t) => {
  const { replace, found, directory } = await tiledLog(t)
  for (const name of ['tile/0/003', 'tile/0/002.p/200', 'tile/entries/002.p/89', 'tile/2/000.p/1', 'tile/0/0x0'])
    replace(name, () => Buffer.alloc(32))
  t.same(
    found()
      .map((finding) => 'path' in finding && finding.path)
      .toSorted(),
    ['tile/0/002.p/200', 'tile/0/003', 'tile/0/0x0', 'tile/2/000.p/1', 'tile/entries/002.p/89'],
  )
  t.match(inspectFolder(directory), [{ kind: 'unknown', path: 'tile/0/0x0' }])
})

t.test('a partial of an earlier size that was changed', async (t) => {
  const { replace, found, fileAt } = await tiledLog(t)
  const right = fs.readFileSync(fileAt('tile/0/002.p/88')).subarray(0, 320)
  replace('tile/0/002.p/10', () => right)
  t.same(found(), [])
  replace('tile/0/002.p/10', flip(0))
  t.match(found(), [{ kind: 'tile', path: 'tile/0/002.p/10', why: 'not what the entries give' }])
})

t.test('a journal that disagrees with the bundles, and one that ends too soon', async (t) => {
  const { root, directory, entries, found, fileAt } = await tiledLog(t)
  fs.rmSync(fileAt(segmentName(COUNT)))
  forge(root, [entries.slice(0, 500), entries.slice(500)])
  t.same(found(), [], 'a segment from before what is published')
  t.same(
    inspectFolder(directory).filter(({ kind }) => kind !== 'mode'),
    [],
  )
  forge(root, [entries.slice(0, 500).toSpliced(300, 1, other), entries.slice(500)])
  t.match(found(), [{ kind: 'disagree', index: 300 }])
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'forked', size: COUNT }))
  forge(root, [entries.slice(0, 500)])
  t.match(found(), [{ kind: 'damaged', why: 'it ends before what is published' }])
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'missing', first: 500, last: COUNT - 1 }))
})

t.test('a right edge that was changed keeps the log from starting', async (t) => {
  for (const [name, file] of [
    ['tile/0/002.p/88', 'tile'],
    ['tile/1/000.p/2', 'tile'],
    ['tile/entries/002.p/88', 'tile/entries/002.p/88'],
  ] as const) {
    const { root, replace } = await tiledLog(t)
    replace(name, flip(31))
    await t.rejects(openLog(optionsIn(root)), refused({ kind: 'damaged', file }), name)
  }
})

t.test('checkpoints that others kept are proved against the tiles at the start', async (t) => {
  const { root, sign, entries } = await tiledLog(t)
  const open = (checkpoint: string) => openLog({ ...optionsIn(root), checkpoints: [checkpoint] })
  for (const size of [1, 255, 256, 511, 599]) await (await open(sign(entries.slice(0, size)))).close()
  const fork = entries.slice(0, 400).toSpliced(399, 1, other)
  await t.rejects(open(sign(fork)), refused({ kind: 'forked', size: 400 }), 'an older one of another history')
  await t.rejects(open(sign([...entries, other])), refused({ kind: 'missing', first: COUNT, last: COUNT }))
})

t.test('what a crash leaves is told as left over, and is no fault', async (t) => {
  const { directory, replace, found, fileAt } = await tiledLog(t)
  const tile = fs.readFileSync(fileAt('tile/0/001'))
  replace('tile/0/001.p/7', () => tile.subarray(0, 7 * 32))
  replace('tile/entries/002.p/88.tmp', () => Buffer.from('half'))
  replace(segmentName(12), () => Buffer.alloc(0))
  for (const name of ['tile/0/001.p', 'tile/entries/002.p']) fs.chmodSync(fileAt(name), 0o700)
  t.same(found(), [])
  t.same(
    inspectFolder(directory)
      .map(({ kind, path }) => `${kind} ${path}`)
      .toSorted(),
    [`left-over ${segmentName(12)}`, 'left-over tile/0/001.p/7', 'left-over tile/entries/002.p/88.tmp'],
  )
})

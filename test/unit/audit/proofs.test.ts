/** Proofs made from tiles, and from what is not in tiles yet, against the definition and against the published vectors' checks. */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { createDurableTree } from '../../../gateway/audit/durable-tree.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import {
  EMPTY_RANGE,
  extend,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../gateway/audit/merkle.ts'
import { consistencyPlan, inclusionPlan, type Node, proofOf, rangeAt } from '../../../gateway/audit/proofs.ts'
import { nodesInTiles } from '../../../gateway/audit/tile-files.ts'
import { appendAll, forgeTiles, optionsIn, refused } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { consistencyProof, inclusionProof } from '../../support/merkle-reference.ts'

const COUNT = 70_000
const entries = Array.from({ length: COUNT }, (_, i) => Buffer.from(`${i}`))
const leaves = entries.map(leafHash)
const root = (size: number) => rootOf(extend(EMPTY_RANGE, leaves.slice(0, size)))

const inMemory = ({ height, index }: Node) =>
  rootOf(extend(EMPTY_RANGE, leaves.slice(index * 2 ** height, (index + 1) * 2 ** height)))

t.test('of every entry in every small tree the proof is the one that RFC 6962 defines', async (t) => {
  for (let size = 1; size <= 70; size++) {
    const all = leaves.slice(0, size)
    for (let i = 0; i < size; i++) {
      const inclusion = proofOf(inclusionPlan(i, size), inMemory)
      const consistency = proofOf(consistencyPlan(i + 1, size), inMemory)
      const same =
        Buffer.concat(inclusion).equals(Buffer.concat(inclusionProof(all, i))) &&
        Buffer.concat(consistency).equals(Buffer.concat(consistencyProof(all, i + 1)))
      if (!same) t.fail(`${i} of ${size}`)
    }
    t.same(rangeAt(size, inMemory), extend(EMPTY_RANGE, all))
  }
  t.throws(() => inclusionPlan(3, 3))
  t.throws(() => consistencyPlan(0, 3))
  t.throws(() => consistencyPlan(4, 3))
})

t.test('from tiles of three levels, with and without a part that is in memory yet', async (t) => {
  const directory = dataFolder(t)
  const sizes = [1, 255, 256, 257, 511, 512, 40_000, 65_535, 65_536, 65_537, COUNT]
  const roots = new Map(sizes.map((size) => [size, root(size)]))
  for (const tiled of [256, 65_536, 65_600, COUNT]) {
    forgeTiles(directory, entries.slice(0, tiled))
    const tree = createDurableTree(directory)
    tree.reset(tiled)
    for (let at = tiled; at < COUNT; at += 4_096) tree.grow(Buffer.concat(leaves.slice(at, at + 4_096)))
    for (const size of sizes) {
      for (const index of [0, 1, 254, 255, 256, 300, 39_999, 65_535, size - 1]) {
        if (index >= size) continue
        const proof = await tree.prove(index, size)
        if (!verifyInclusion(index, size, leaves[index]!, proof, roots.get(size)!)) t.fail(`${index} of ${size}`)
      }
      for (const from of sizes.filter((other) => other <= size)) {
        const proof = await tree.consistency(from, size)
        if (!verifyConsistency(from, size, roots.get(from)!, roots.get(size)!, proof)) t.fail(`${from} to ${size}`)
      }
    }
    t.same(rangeAt(tiled - 1, nodesInTiles(directory, tiled)), extend(EMPTY_RANGE, leaves.slice(0, tiled - 1)))
  }
  const tree = createDurableTree(directory)
  tree.reset(COUNT)
  await t.rejects(tree.prove(COUNT, COUNT), 'no such entry')
  await t.rejects(tree.prove(0, COUNT + 1), 'no such tree')
  await t.rejects(tree.consistency(0, 5), 'from the empty tree there is nothing to prove')
  fs.rmSync(path.join(directory, 'tile/0/000'))
  await t.rejects(tree.prove(3, COUNT), refused({ kind: 'damaged', file: 'tile/0/000' }))
  t.equal((await tree.prove(40_000, COUNT)).length, 17, 'other tiles are not asked')
})

t.test('a log proves what it has answered, before and after it is published', async (t) => {
  const log = await openLog(optionsIn(dataFolder(t)))
  t.teardown(() => log.close())
  const notes: string[] = []
  log.onPublished((note) => notes.push(note))
  const names = Array.from({ length: 300 }, (_, i) => `e-${i}`)
  const appended = await appendAll(log, [names.slice(0, 3), names.slice(3)])
  const own = appended.map(({ leaf }) => Buffer.from(leaf, 'base64'))
  const all = rootOf(extend(EMPTY_RANGE, own))
  const holds = async (index: number) => {
    const { size, hashes } = await log.prove(index)
    return size === 300 && verifyInclusion(index, size, own[index]!, hashes, all)
  }
  t.ok((await Promise.all(appended.map(({ index }) => holds(index)))).every(Boolean), 'at once')
  while (!log.published().includes('\n300\n')) {
    const { promise, resolve } = Promise.withResolvers<string>()
    log.onPublished(resolve)
    await promise
  }
  t.equal(notes.at(-1), log.published())
  t.ok((await Promise.all(appended.map(({ index }) => holds(index)))).every(Boolean), 'from tiles')
  const three = rootOf(extend(EMPTY_RANGE, own.slice(0, 3)))
  t.ok(verifyConsistency(3, 300, three, all, await log.consistency(3, 300)))
})

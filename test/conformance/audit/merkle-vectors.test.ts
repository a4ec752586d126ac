/** Public vectors of transparency-dev/merkle: inclusion and consistency proofs, good and bad. */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import {
  EMPTY_RANGE,
  extend,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../gateway/audit/merkle.ts'
import { consistencyPlan, inclusionPlan, type Node, proofOf } from '../../../gateway/audit/proofs.ts'

const CASES = 196
const root = process.env.LIENTHONG_VECTORS
const folder = root === undefined ? undefined : path.join(root, 'merkle')

interface Inclusion {
  readonly leafIdx: number
  readonly treeSize: number
  readonly root: string
  readonly leafHash: string
  readonly proof: readonly string[] | null
  readonly desc: string
  readonly wantErr: boolean
}

interface Consistency {
  readonly size1: number
  readonly size2: number
  readonly root1: string
  readonly root2: string
  readonly proof: readonly string[] | null
  readonly desc: string
  readonly wantErr: boolean
}

const bytes = (base64: string | null) => Buffer.from(base64 ?? '', 'base64')
const hashes = (proof: readonly string[] | null) => (proof ?? []).map(bytes)

function read<Case>(directory: string): { name: string; vector: Case }[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, vector: JSON.parse(fs.readFileSync(path.join(directory, name), 'utf8')) as Case }))
}

const skip = folder && fs.existsSync(folder) ? false : 'LIENTHONG_VECTORS names no folder with merkle/'

t.test('every public vector is judged as it should be', { skip }, async (t) => {
  const inclusion = read<Inclusion>(path.join(folder!, 'inclusion'))
  const consistency = read<Consistency>(path.join(folder!, 'consistency'))
  t.equal(inclusion.length + consistency.length, CASES)
  for (const { name, vector: v } of inclusion) {
    const holds = verifyInclusion(v.leafIdx, v.treeSize, bytes(v.leafHash), hashes(v.proof), bytes(v.root))
    t.equal(holds, !v.wantErr, `inclusion/${name}: ${v.desc}`)
  }
  for (const { name, vector: v } of consistency) {
    const holds = verifyConsistency(v.size1, v.size2, bytes(v.root1), bytes(v.root2), hashes(v.proof))
    t.equal(holds, !v.wantErr, `consistency/${name}: ${v.desc}`)
  }
})

/** The entries of the tree that most of the vectors are of, from the tests of Certificate Transparency. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex')),
)
const subtree = ({ height, index }: Node) =>
  rootOf(extend(EMPTY_RANGE, leaves.slice(index * 2 ** height, (index + 1) * 2 ** height)))
const rootAt = (size: number) => rootOf(extend(EMPTY_RANGE, leaves.slice(0, size)))
const isOurs = (size: number, root: string) => size <= leaves.length && bytes(root).equals(rootAt(size))

t.test('the proofs that we make are those of the vectors', { skip }, async (t) => {
  let compared = 0
  for (const { name, vector: v } of read<Inclusion>(path.join(folder!, 'inclusion'))) {
    if (v.wantErr || !isOurs(v.treeSize, v.root)) continue
    t.same(proofOf(inclusionPlan(v.leafIdx, v.treeSize), subtree).map(Buffer.from), hashes(v.proof), name)
    compared++
  }
  for (const { name, vector: v } of read<Consistency>(path.join(folder!, 'consistency'))) {
    if (v.wantErr || v.size1 === 0 || !isOurs(v.size1, v.root1) || !isOurs(v.size2, v.root2)) continue
    t.same(proofOf(consistencyPlan(v.size1, v.size2), subtree).map(Buffer.from), hashes(v.proof), name)
    compared++
  }
  t.ok(compared >= 8, `${compared} vectors are of that tree`)
})

/** Public vectors of transparency-dev/merkle: inclusion and consistency proofs, good and bad. */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { verifyConsistency, verifyInclusion } from '../../../gateway/audit/merkle.ts'

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

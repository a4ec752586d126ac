import { hash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import {
  EMPTY_RANGE,
  extend,
  leafHash,
  leafHashOfPrefixed,
  rootOf,
  sameHash,
  verifyConsistency,
  verifyInclusion,
} from '../../../gateway/audit/merkle.ts'
import { consistencyProof, inclusionProof } from '../../support/merkle-reference.ts'

const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
const root = (size: number) => rootOf(extend(EMPTY_RANGE, leaves.slice(0, size)))

t.test('the empty tree has the hash of nothing, one leaf its own', async (t) => {
  t.ok(sameHash(root(0), hash('sha256', '', 'buffer')))
  t.ok(sameHash(root(1), leaves[0]!))
  t.ok(sameHash(leafHash(Buffer.from('a')), leafHashOfPrefixed(Buffer.from('\0a'))))
})

t.test('extending leaves the former range as it was', async (t) => {
  const before = extend(EMPTY_RANGE, leaves.slice(0, 5))
  extend(before, leaves.slice(5, 9))
  t.equal(before.size, 5)
  t.ok(sameHash(rootOf(before), root(5)))
})

t.test('every inclusion proof holds for its own leaf, index, size and root, and for no other', async (t) => {
  for (let size = 1; size <= leaves.length; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(leaves.slice(0, size), index)
      const wrong = [
        verifyInclusion(index, size, leaves[(index + 1) % 40]!, proof, root(size)),
        verifyInclusion((index + 1) % size, size, leaves[index]!, proof, root(size)) && size > 1,
        verifyInclusion(index, size, leaves[index]!, proof, root(size - 1)),
        verifyInclusion(index, size, leaves[index]!, [...proof, leaves[0]!], root(size)),
      ]
      if (wrong.some(Boolean) || !verifyInclusion(index, size, leaves[index]!, proof, root(size))) {
        t.fail(`index ${index} of ${size}`)
      }
    }
  }
})

t.test('every consistency proof holds for its own pair of trees, and no part of it may be missing', async (t) => {
  for (let size2 = 1; size2 <= leaves.length; size2++) {
    for (let size1 = 1; size1 <= size2; size1++) {
      const proof = consistencyProof(leaves.slice(0, size2), size1)
      const holds = verifyConsistency(size1, size2, root(size1), root(size2), proof)
      const shortened = proof.length > 0 && verifyConsistency(size1, size2, root(size1), root(size2), proof.slice(1))
      const other = verifyConsistency(size1, size2, root(size1 - 1), root(size2), proof)
      if (!holds || shortened || other) t.fail(`${size1} to ${size2}`)
    }
  }
})

t.test('arbitrary input never throws and never proves', async () => {
  const bytes = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(fc.double(), fc.double(), bytes, fc.array(bytes), bytes, (a, b, leaf, proof, r) => {
      return !verifyInclusion(a, b, leaf, proof, r) && !(verifyConsistency(a, b, leaf, r, proof) && a !== b)
    }),
  )
})

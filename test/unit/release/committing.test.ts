/** What an entry seals of an answer's commitments leads back to them, however much it is. */
import t from 'tap'
import { evidenceBy } from '../../../gateway/audit/answer-evidence.ts'
import { limits } from '../../../gateway/limits.ts'
import { beginCommitting } from '../../../gateway/release/evidence.ts'
import { portions } from '../../../gateway/release/logged.ts'
import { putBytes } from '../../../gateway/release/projection/output.ts'

t.test('a record with more values of their own than a text has room for, among others of its list', async (t) => {
  const names = Array.from({ length: 3_000 }, (_, n) => `v${n}`)
  const large = Object.fromEntries(names.map((name, n) => [name, n]))
  const rows = [{ v0: 1 }, large, { v0: 2, v1: 3 }, ...Array.from({ length: 1_500 }, () => ({ v0: 4 }))]
  const places = names.map((name) => ({ answer: [`/${name}`], schema: [`/${name}`] }))
  const committing = beginCommitting()
  const text = committing.text((out) => {
    const put = (piece: string) => putBytes(out, Buffer.from(piece))
    put('{"rows":[')
    for (const [index, row] of rows.entries()) {
      if (index > 0) put(',')
      const from = out.length
      const numbers: number[] = []
      put('{')
      for (const [n, [name, value]] of Object.entries(row).entries()) {
        put(`${n > 0 ? ',' : ''}"${name}":`)
        const begun = out.length
        put(String(value))
        // Every second one: no two are neighbours.
        if (n % 2 === 0) numbers.push(n, n, begun, out.length)
      }
      put('}')
      committing.commit(`/rows/${index}`, out, from, { numbers, places })
    }
    put(']}')
  })
  const { key, root, committed } = committing.evidence()!
  const parts = portions(committed, limits.log.committed_bytes_max)
  t.ok(parts.length > 2)
  for (const part of parts) t.ok(JSON.stringify(part).length <= limits.log.committed_bytes_max + part.length + 1)
  for (const { values } of committed) t.ok(values.every(({ length }) => length <= 1_000))
  const evidence = evidenceBy(String(text), { evidence_key: key, committed: parts.flat() })
  t.equal(evidence?.root, root)
  t.equal(evidence?.pointers.length, 1 + 1_500 + 1 + 1_500 + rows.length)
  t.equal(evidenceBy('{"rows":[]}', { evidence_key: key, committed }), undefined)
  t.not(evidenceBy(String(text), { evidence_key: key, committed: committed.slice(1) })?.root, root)
})

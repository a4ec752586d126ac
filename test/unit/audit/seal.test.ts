import { compactDecrypt } from 'jose'
import t from 'tap'
import { sealUnder } from '../../../gateway/audit/seal.ts'
import { limits } from '../../../gateway/limits.ts'

const id = `ep-${'a'.repeat(26)}`
const keyOf = () => Buffer.alloc(32, 7)
const classes = limits.log.detail_bytes_classes

t.test('what is sealed is a JWE that a stock library opens, padded to a length class', async (t) => {
  const { seal } = sealUnder(id, keyOf())
  const sizes = new Set<number>()
  for (const length of [2, 900, classes[0], classes[0] + 1, classes[1], 10_000, 20_000, classes.at(-1)!]) {
    const text = JSON.stringify('x'.repeat(length - 2))
    const { plaintext, protectedHeader } = await compactDecrypt(seal(text, 0), keyOf())
    t.same(protectedHeader, { alg: 'dir', enc: 'A256GCM', kid: id })
    t.equal(JSON.parse(Buffer.from(plaintext).toString()), JSON.parse(text))
    sizes.add(plaintext.length)
  }
  t.same([...sizes], [...classes], 'and in no other length')
})

t.test('many bytes for few characters count as bytes', async (t) => {
  const { seal } = sealUnder(id, keyOf())
  const text = JSON.stringify('ồ'.repeat(340))
  const { plaintext } = await compactDecrypt(seal(text, 0), keyOf())
  t.equal(plaintext.length, classes[0])
  t.equal(JSON.parse(Buffer.from(plaintext).toString()), JSON.parse(text))
  t.throws(() => seal(JSON.stringify('ồ'.repeat(classes.at(-1)! / 2)), 0), { code: 'internal' })
})

t.test('what it stands between is written as UTF-8, whatever was sealed before', async (t) => {
  const { seal } = sealUnder(id, keyOf())
  seal(JSON.stringify('x'.repeat(1000)), 0)
  const [before, after] = ['{"node":"Cổng số 1 \u{1f600}","sealed":"', '","v":"số"}']
  const text = seal('{"a":1}', 0, before, after).toString()
  t.ok(text.startsWith(before) && text.endsWith(after))
  const { plaintext } = await compactDecrypt(text.slice(before.length, -after.length), keyOf())
  t.equal(Buffer.from(plaintext).toString(), '{"a":1}'.padEnd(classes[0]), 'nothing of an earlier one is left in it')
})

t.test('no IV comes twice', async (t) => {
  const { seal } = sealUnder(id, keyOf())
  t.equal(new Set(Array.from({ length: 2_000 }, () => seal('{"a":1}', 0).toString().split('.')[2])).size, 2_000)
})

t.test('a key seals no more than it may, and nothing once it is forgotten', async (t) => {
  const key = keyOf()
  const { seal, count, forget } = sealUnder(id, key, 3)
  t.same(key, Buffer.alloc(32), 'the bytes that were given are overwritten')
  for (let i = 0; i < 3; i++) seal('{"a":1}', 0)
  t.throws(() => seal('{"a":1}', 0), { code: 'log-unavailable' })
  t.equal(count(), 3)
  const other = sealUnder(id, keyOf())
  other.forget()
  t.throws(() => other.seal('{"a":1}', 0), { code: 'log-unavailable' })
  forget()
})

import t from 'tap'
import { random_stream } from '../../../gateway/telemetry/random.ts'

t.test('a stream gives so many bytes at a time, and none of them twice, also where it draws again', async (t) => {
  const next = random_stream(12, 5)
  const given = Array.from({ length: 103 }, next)
  t.ok(given.every(({ length }) => length === 12))
  const places = new Map(given.map((bytes) => [bytes.buffer, new Set<number>()]))
  t.equal(places.size, 21)
  for (const { buffer, byteOffset } of given) places.get(buffer)!.add(byteOffset)
  t.equal(
    [...places.values()].reduce((count, { size }) => count + size, 0),
    given.length,
  )
  t.equal(new Set(given.map((bytes) => bytes.toString('hex'))).size, given.length)
})

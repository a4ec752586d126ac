/** What an answer takes while it comes, however its source cuts it. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import type { Dispatcher, Pool } from 'undici'
import { receive } from '../../../gateway/sources/receiving.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
const held_bytes = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** An exchange of which the answer is in `pieces`; `atEnd` is called when all of them have come. */
function answered(pieces: Iterable<Uint8Array>, bytes_max: number, atEnd = (): void => {}) {
  const abort = () => {}
  const own = { abort } as unknown as Dispatcher.DispatchController
  const pool = {
    dispatch(_, handler) {
      handler.onRequestStart?.(own, {})
      handler.onResponseStart?.(own, 200, {}, 'OK')
      for (const piece of pieces) handler.onResponseData?.(own, Buffer.from(piece))
      atEnd()
      handler.onResponseEnd?.(own, {})
      return true
    },
  } as Partial<Pool> as Pool
  const { signal } = new AbortController()
  return receive(pool, { method: 'GET', path: '/' }, { signal, bytes_max, wanted: () => undefined })
}

t.test('pieces of one byte take no more than a few times their bytes', async (t) => {
  const size = 128 * 1024
  function* bytes() {
    for (let n = 0; n < size; n++) yield Uint8Array.of(n)
  }
  const before = held_bytes()
  let took = 0
  const { body } = await answered(bytes(), size, () => {
    took = held_bytes() - before
  })
  t.ok(took < 8 * size, `${took} bytes are held for ${size}`)
  t.same(
    body,
    Uint8Array.from({ length: size }, (_, n) => n),
  )
})

t.test('a body is whole, alone in its buffer, and never longer than it may be', async (t) => {
  const text = Buffer.from('mười hai đồng')
  for (const cuts of [[], [1], [5], [1, 2, 9], [text.length]]) {
    const ends = [...cuts, text.length]
    const pieces = ends.map((end, n) => text.subarray(ends[n - 1] ?? 0, end))
    const { body } = await answered(pieces, text.length)
    t.ok(body instanceof Uint8Array && text.equals(body), `cut at ${cuts}`)
    t.equal((body as Uint8Array).buffer.byteLength, text.length)
    t.equal((await answered(pieces, text.length - 1)).body, 'answer-too-large')
  }
  t.same((await answered([], 0)).body, new Uint8Array())
})

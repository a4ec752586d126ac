/** What every `Replay` must do, whatever keeps its memory. */
import t, { type Test } from 'tap'
import type { Replay } from '../../../gateway/identity/replay.ts'
import { now_ms } from '../../../gateway/telemetry/clock.ts'

/** `open`: a fresh store of the implementation `name`, closed by the caller's own teardown. */
export function replayContract(name: string, open: (t: Test) => Promise<Replay>): void {
  t.test(`${name}: contract of a replay store`, async (t) => {
    const replay = await open(t)

    t.test('a key is given once while it is taken', async (t) => {
      t.equal(await replay.once('agency\0jti-1', 60, 'cong-an'), true)
      t.equal(await replay.once('agency\0jti-1', 60, 'cong-an'), false)
      t.equal(await replay.once('agency\0jti-1', 1, 'cong-an'), false, 'a shorter time does not free it')
    })

    t.test('of many at once exactly one gets the key', async (t) => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => replay.once('contended', 60, 'cong-an')))
      t.equal(answers.filter(Boolean).length, 1)
    })

    t.test('keys do not run into each other', async (t) => {
      t.equal(await replay.once('a', 60, 'cong-an'), true)
      t.equal(await replay.once('a ', 60, 'cong-an'), true)
      t.equal(await replay.once('A', 60, 'cong-an'), true)
      t.equal(await replay.once('', 60, 'cong-an'), true)
    })

    t.test('hostile keys are keys like others', async (t) => {
      for (const key of [
        'x'.repeat(1_000_000),
        '\r\nFLUSHALL\r\n',
        '__proto__',
        'á'.normalize('NFC'),
        'á'.normalize('NFD'),
        '\ud800',
      ]) {
        t.equal(await replay.once(key, 60, 'cong-an'), true)
        t.equal(await replay.once(key, 60, 'cong-an'), false)
      }
    })

    t.test('a time to live out of bounds is a fault of the program', async (t) => {
      for (const ttl_s of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9])
        await t.rejects(replay.once('ttl', ttl_s, 'cong-an'), RangeError)
    })

    t.test('it says since when it remembers, in whole seconds', async (t) => {
      t.ok(Number.isInteger(replay.healthySince))
      t.ok(replay.healthySince <= Math.ceil(now_ms() / 1000))
    })
  })
}

/** Decisions are kept within a bound, and what is asked for again stays. */
import fc from 'fast-check'
import t from 'tap'
import { twoGenerations } from '../../../gateway/policy/cache.ts'

t.test('gives what was last set, or nothing', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.tuple(fc.nat(12), fc.nat())), (max, steps) => {
      const cache = twoGenerations<number, number>(max)
      const truth = new Map<number, number>()
      for (const [key, value] of steps) {
        const found = cache.get(key)
        if (found !== undefined && found !== truth.get(key)) return false
        cache.set(key, value)
        truth.set(key, value)
        if (cache.get(key) !== value) return false
      }
      // Never more than its bound. (One key may be in both generations; then it counts once.)
      return [...truth.keys()].filter((key) => cache.get(key) !== undefined).length <= Math.max(2, max)
    }),
  )
})

t.test('what is asked for all the time stays, whatever else passes through', async (t) => {
  const cache = twoGenerations<string, number>(100)
  cache.set('hot', 1)
  for (let n = 0; n < 10_000; n++) {
    cache.set(`cold-${n}`, n)
    if (n % 40 === 0 && cache.get('hot') !== 1) t.fail(`forgotten after ${n}`)
  }
  t.equal(cache.get('hot'), 1)
  t.equal(cache.get('cold-0'), undefined)
  t.equal(cache.get('cold-9999'), 9999)
})

t.test('half of the bound is always there', async (t) => {
  const cache = twoGenerations<number, number>(100)
  for (let n = 0; n < 1_000; n++) cache.set(n, n)
  for (let n = 950; n < 1_000; n++) if (cache.get(n) !== n) t.fail(`${n}`)
  t.ok(cache.get(999))
})

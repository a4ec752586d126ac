/** What every `RateStore` must do, whatever keeps its memory. */
import t, { type Test } from 'tap'
import type { RateStore } from '../../../gateway/store/rate.ts'

const hour = { quota: 5, window_s: 3600 }
const strict = { failures_max: 3, window_s: 3600, lock_s_min: 100, lock_s_max: 350 }

/** `open`: a fresh store of the implementation `name`, closed by the caller's own teardown. */
export function rateContract(name: string, open: (t: Test) => Promise<RateStore>): void {
  t.test(`${name}: contract of a rate store`, async (t) => {
    const rates = await open(t)

    t.test('a quota may be used at once, and no more', async (t) => {
      const taken = []
      for (let n = 0; n < 7; n++) taken.push(await rates.take('burst', hour))
      t.strictSame(
        taken.map(({ allowed, remaining }) => [allowed, remaining]),
        [
          [true, 4],
          [true, 3],
          [true, 2],
          [true, 1],
          [true, 0],
          [false, 0],
          [false, 0],
        ],
      )
      const { retry_s, reset_s } = taken.at(-1)!
      t.ok(retry_s > 700 && retry_s <= 720, 'one comes back in a fifth of the window')
      t.ok(reset_s > 3590 && reset_s <= 3600)
      t.equal(taken[0]!.retry_s, 0)
    })

    t.test('of many at once exactly the quota is let through', async (t) => {
      const taken = await Promise.all(Array.from({ length: 60 }, () => rates.take('crowd', { ...hour, quota: 40 })))
      t.equal(taken.filter(({ allowed }) => allowed).length, 40)
    })

    t.test('keys do not run into each other, whatever they are', async (t) => {
      for (const key of ['a', 'a ', 'A', '', '\r\nFLUSHALL\r\n', '__proto__', 'x'.repeat(100_000)])
        t.equal((await rates.take(key, hour)).remaining, 4)
    })

    t.test(
      'a lock begins with the last failure that is allowed; what fails under it does not lengthen it',
      async (t) => {
        const locks = []
        for (let n = 0; n < 6; n++) {
          await rates.fail('who', strict)
          locks.push(await rates.lockedFor_s('who'))
        }
        t.strictSame(locks, [0, 0, 100, 100, 100, 100])
        t.equal(await rates.lockedFor_s('another'), 0, 'nobody else')
        await rates.forgive('who')
        t.equal(await rates.lockedFor_s('who'), 0)
        await rates.fail('who', strict)
        t.equal(await rates.lockedFor_s('who'), 0, 'counted from the beginning')
      },
    )

    t.test('eased, half of the failures are forgotten, and no lock', async (t) => {
      const five = { ...strict, failures_max: 5 }
      const failAndLook = async () => {
        await rates.fail('eased', five)
        return rates.lockedFor_s('eased')
      }
      for (let n = 0; n < 4; n++) t.equal(await failAndLook(), 0)
      await rates.ease('eased')
      t.equal(await failAndLook(), 0, 'three')
      t.equal(await failAndLook(), 0, 'four')
      t.equal(await failAndLook(), 100, 'five')
      await rates.ease('eased')
      t.equal(await rates.lockedFor_s('eased'), 100)
      await rates.ease('never failed')
      t.equal(await rates.lockedFor_s('never failed'), 0)
    })
  })
}

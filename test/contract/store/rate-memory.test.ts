import t from 'tap'
import { createMemoryRates } from '../../../gateway/store/rate-memory.ts'
import { rateContract } from './rate.ts'

rateContract('memory', async () => createMemoryRates())

const minute = { quota: 6, window_s: 60 }

t.test('what was taken comes back evenly', async (t) => {
  let now_ms = 5
  const rates = createMemoryRates({ now_ms: () => now_ms })
  for (let n = 0; n < 6; n++) await rates.take('k', minute)
  now_ms += 9_999
  t.match(await rates.take('k', minute), { allowed: false, retry_s: 1 })
  now_ms += 1
  t.match(await rates.take('k', minute), { allowed: true, remaining: 0 })
  t.match(await rates.take('k', minute), { allowed: false, retry_s: 10 })
  now_ms += 3_600_000
  t.match(await rates.take('k', minute), { allowed: true, remaining: 5, reset_s: 10 })
})

t.test('failures are forgotten a window after the last lock', async (t) => {
  let now_ms = 0
  const rates = createMemoryRates({ now_ms: () => now_ms })
  const lockout = { failures_max: 2, window_s: 60, lock_s_min: 5, lock_s_max: 20 }
  for (const locked of [0, 5, 10]) {
    await rates.fail('k', lockout)
    t.equal(await rates.lockedFor_s('k'), locked)
    now_ms += locked * 1000
  }
  t.equal(await rates.lockedFor_s('k'), 0)
  now_ms += 59_999
  await rates.fail('k', lockout)
  t.equal(await rates.lockedFor_s('k'), 20, 'remembered')
  now_ms += 80_000
  await rates.fail('k', lockout)
  t.equal(await rates.lockedFor_s('k'), 0, 'forgotten')
})

t.test('a thousand locks are no overflow', async (t) => {
  let now_ms = 0
  const rates = createMemoryRates({ now_ms: () => now_ms })
  const lockout = { failures_max: 1, window_s: 60, lock_s_min: 5, lock_s_max: 20 }
  for (let n = 0; n < 1100; n++) {
    await rates.fail('k', lockout)
    now_ms += 20_000
  }
  await rates.fail('k', lockout)
  t.equal(await rates.lockedFor_s('k'), 20)
})

t.test('one failure a minute keeps up the lock of nobody who is also right now and then', async (t) => {
  let now_ms = 0
  const rates = createMemoryRates({ now_ms: () => now_ms })
  const lockout = { failures_max: 50, window_s: 300, lock_s_min: 5, lock_s_max: 300 }
  for (let n = 0; n < 58; n++) {
    await rates.fail('k', lockout)
    now_ms += (await rates.lockedFor_s('k')) * 1000
  }
  for (let minute = 0; minute < 100; minute++) {
    await rates.ease('k')
    await rates.fail('k', lockout)
    t.equal(await rates.lockedFor_s('k'), 0)
    now_ms += 60_000
  }
})

t.test('failures that come slowly lock nobody out, however long they go on', async (t) => {
  let now_ms = 0
  const rates = createMemoryRates({ now_ms: () => now_ms })
  const lockout = { failures_max: 3, window_s: 60, lock_s_min: 5, lock_s_max: 20 }
  for (let n = 0; n < 10; n++) {
    await rates.fail('k', lockout)
    t.equal(await rates.lockedFor_s('k'), 0)
    now_ms += 31_000
  }
})

t.test('full, it forgets the key that was used longest ago', async (t) => {
  const rates = createMemoryRates({ keys_max: 2, now_ms: () => 0 })
  for (const key of ['a', 'b', 'a', 'c']) await rates.take(key, minute)
  t.equal((await rates.take('a', minute)).remaining, 3)
  t.equal((await rates.take('b', minute)).remaining, 5)
})

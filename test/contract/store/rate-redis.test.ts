import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'redis'
import t, { type Test } from 'tap'
import { openRedisRates, type RedisRates } from '../../../gateway/store/rate-redis.ts'
import { redisMissing, redisServer } from '../../support/redis.ts'
import { rateContract } from './rate.ts'

const skip = redisMissing()
const hour = { quota: 5, window_s: 3600 }
const lockout = { failures_max: 1, window_s: 3600, lock_s_min: 100, lock_s_max: 100 }

async function node(t: Test, url: string): Promise<RedisRates> {
  const rates = await openRedisRates(url)
  t.teardown(() => rates.close())
  return rates
}

if (skip) t.test('redis: contract of a rate store', { skip }, () => {})
else rateContract('redis', async (t) => node(t, (await redisServer(t)).url))

t.test('nodes share quotas and locks', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const [a, b] = [await node(t, url), await node(t, url)]
  for (const rates of [a, b, a, b]) await rates.take('k', hour)
  t.match(await a.take('k', hour), { allowed: true, remaining: 0 })
  t.match(await b.take('k', hour), { allowed: false })
  await a.fail('who', lockout)
  t.equal(await b.lockedFor_s('who'), 100)
})

t.test('keys live in Redis for their time only, and are no names', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const rates = await node(t, url)
  await rates.take('dtv-001', hour)
  await rates.fail('dtv-001', lockout)
  const client = await createClient({ url }).connect()
  t.teardown(() => client.destroy())
  const keys = await client.keys('*')
  t.equal(keys.length, 2)
  t.notMatch(keys.join(), /dtv/)
  for (const key of keys) t.ok((await client.ttl(key)) > 0)
})

t.test('a failure too few for a lock does not lengthen the window', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const rates = await node(t, url)
  const client = await createClient({ url }).connect()
  t.teardown(() => client.destroy())
  const strict = { failures_max: 3, window_s: 3600, lock_s_min: 100, lock_s_max: 100 }
  await rates.fail('who', strict)
  const [key] = await client.keys('*')
  await client.pExpire(key!, 1_000_000)
  await rates.fail('who', strict)
  t.ok((await client.pTTL(key!)) <= 1_000_000)
  await rates.fail('who', strict)
  t.ok((await client.pTTL(key!)) > 3_600_000, 'a lock does')
})

t.test('a lock doubles with each failure after it', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const rates = await node(t, url)
  const client = await createClient({ url }).connect()
  t.teardown(() => client.destroy())
  for (const locked of [100, 200, 350, 350]) {
    await rates.fail('who', { ...lockout, lock_s_max: 350 })
    t.equal(await rates.lockedFor_s('who'), locked)
    // The lock is over.
    const [key] = await client.keys('*')
    await client.hSet(key!, 'until', '0')
  }
  await client.hSet((await client.keys('*'))[0]!, 'count', '1100')
  await rates.fail('who', { ...lockout, lock_s_max: 350 })
  t.equal(await rates.lockedFor_s('who'), 350, 'a thousand are no overflow')
  await rates.ease('never failed')
  t.equal((await client.keys('*')).length, 1, 'easing makes no key')
})

t.test('server gone: the node counts by itself; back: they count together again', { skip }, async (t) => {
  const server = await redisServer(t)
  const [a, b] = [await node(t, server.url), await node(t, server.url)]
  await server.stop('SIGKILL')
  for (const remaining of [4, 3, 2, 1, 0]) t.match(await a.take('k', hour), { allowed: true, remaining })
  t.match(await a.take('k', hour), { allowed: false }, 'no door opened')
  t.match(await b.take('k', hour), { allowed: true }, 'each by itself')
  await a.fail('who', lockout)
  t.equal(await a.lockedFor_s('who'), 100)
  await server.start()
  const shared = async (n: number) => {
    await a.take(`back-${n}`, hour)
    return (await b.take(`back-${n}`, hour)).remaining === 3
  }
  for (let n = 0; !(await shared(n)); n++) await pause(20)
  t.pass('together again')
})

t.test('a server that hangs is waited for once, not by every request', { skip }, async (t) => {
  const server = await redisServer(t)
  const rates = await node(t, server.url)
  server.process().kill('SIGSTOP')
  for (const remaining of [4, 3, 2]) t.match(await rates.take('k', hour), { allowed: true, remaining })
})

t.test('no server at all: opens, and counts', async (t) => {
  const rates = await node(t, 'redis://127.0.0.1:1')
  t.match(await rates.take('k', hour), { allowed: true, remaining: 4 })
  t.equal(await rates.lockedFor_s('k'), 0)
})

t.test('clear text to another host is refused', async (t) => {
  await t.rejects(openRedisRates('redis://redis.example:6379'), /rediss/)
})

import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'redis'
import t, { type Test } from 'tap'
import { redisFailureText } from '../../../gateway/store/redis-client.ts'
import { openRedisReplay, type RedisReplay } from '../../../gateway/store/replay-redis.ts'
import { redisMissing, redisServer } from '../../support/redis.ts'
import { until } from '../../support/until.ts'
import { replayContract } from './replay.ts'

const skip = redisMissing()
const lost = { code: 'replay-store-unavailable' }

async function node(t: Test, url: string): Promise<RedisReplay> {
  const replay = await openRedisReplay(url)
  t.teardown(() => replay.close())
  return replay
}

async function operator(t: Test, url: string) {
  const client = await createClient({ url }).connect()
  t.teardown(() => client.destroy())
  return client
}

if (skip) t.test('redis: contract of a replay store', { skip }, () => {})
else replayContract('redis', async (t) => node(t, (await redisServer(t)).url))

t.test('nodes share what was used', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const [a, b] = [await node(t, url), await node(t, url)]
  t.equal(await a.once('jti', 60, 'cong-an'), true)
  t.equal(await b.once('jti', 60, 'cong-an'), false)
})

t.test('a key lives in Redis for its time only', { skip }, async (t) => {
  const { url } = await redisServer(t)
  const client = await operator(t, url)
  await (await node(t, url)).once('jti', 77, 'cong-an')
  const times = await Promise.all((await client.keys('*')).map((key) => client.ttl(key)))
  t.strictSame(
    times.toSorted((a, b) => a - b),
    [-1, 77],
    'the marker stays',
  )
})

t.test(
  'memory lost without a broken connection: found at the next use, and everything before is suspect',
  { skip },
  async (t) => {
    const { url } = await redisServer(t)
    const [a, b] = [await node(t, url), await node(t, url)]
    const client = await operator(t, url)
    await a.once('jti', 60, 'cong-an')
    await client.flushAll()
    for (const [replay, next] of [
      [a, 'next-a'],
      [b, 'next-b'],
    ] as const) {
      const before = replay.healthySince
      await t.rejects(replay.once('jti', 60, 'cong-an'), lost, 'not "first time"')
      t.ok(replay.healthySince >= before)
      t.equal(await replay.once(next, 60, 'cong-an'), true, 'serves again')
    }
  },
)

t.test('server gone: refuses; back and empty: serves, healthy only since then', { skip }, async (t) => {
  const server = await redisServer(t)
  const replay = await node(t, server.url)
  await replay.once('jti', 60, 'cong-an')
  await server.stop('SIGKILL')
  await t.rejects(replay.once('other', 60, 'cong-an'), lost)
  const away_s = Date.now() / 1000
  await server.start()
  let answer: boolean | undefined
  for (let n = 0; answer === undefined; n++) {
    answer = await replay.once(`back-${n}`, 60, 'cong-an').catch(() => pause(20, undefined))
  }
  t.equal(answer, true)
  t.ok(replay.healthySince >= away_s, 'what was issued before the loss is no longer accepted')
})

t.test('a server that hangs is unavailable', { skip }, async (t) => {
  const server = await redisServer(t)
  const replay = await node(t, server.url)
  t.equal(await replay.remembers(), true)
  server.process().kill('SIGSTOP')
  await t.rejects(replay.once('jti', 60, 'cong-an'), lost)
  t.equal(await replay.remembers(), false)
})

t.test('asking whether it remembers takes nothing, finds a loss, and finds that it is over', { skip }, async (t) => {
  const server = await redisServer(t)
  const replay = await node(t, server.url)
  const client = await operator(t, server.url)
  await client.flushAll()
  t.equal(await replay.remembers(), false, 'with nobody else asking for anything')
  t.equal(await replay.remembers(), true)
  t.same(await client.keys('*'), ['lienthong:replay:marker'])
  client.destroy()
  await server.stop('SIGKILL')
  t.equal(await replay.remembers(), false)
  await server.start()
  await until(() => replay.remembers())
})

t.test('a server that may evict keys is not used', { skip }, async (t) => {
  const { url } = await redisServer(t, ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'])
  const replay = await node(t, url)
  await t.rejects(replay.once('jti', 60, 'cong-an'), lost)
  t.equal(replay.healthySince, Number.POSITIVE_INFINITY)
  t.equal(await replay.remembers(), false)
})

t.test('what is lost, why, and that it is back, is told once each', { skip }, async (t) => {
  const server = await redisServer(t)
  const told: string[] = []
  const replay = await openRedisReplay(server.url, (failure) =>
    told.push(failure === undefined ? 'ok' : redisFailureText(failure)),
  )
  t.teardown(() => replay.close())
  t.same(told, [])
  await server.stop('SIGKILL')
  await until(() => told.length > 0)
  await t.rejects(replay.once('jti', 60, 'cong-an'), lost)
  await server.start()
  await until(() => told.includes('ok'))
  t.match(told, [/no tokens until Redis can be used/, /^ok$/])
  t.equal(told.length, 2)
})

t.test('why a server is not fit for use is told by a code, without what it was sent', { skip }, async (t) => {
  const evicting = await redisServer(t, ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'])
  const closed = await redisServer(t, ['--requirepass', 'another'])
  const wrong = closed.url.replace('//', '//:canary@')
  for (const [url, why] of [
    [evicting.url, / · Redis must not evict, set: maxmemory-policy noeviction$/],
    [closed.url, /: NOAUTH$/],
    [wrong, /: WRONGPASS$/],
    ['redis://127.0.0.1:1', /: ECONNREFUSED$/],
  ] as const) {
    const told: string[] = []
    const replay = await openRedisReplay(url, (failure) => told.push(redisFailureText(failure)))
    t.teardown(() => replay.close())
    t.match(told[0], why)
    t.notMatch(told[0], /canary/)
  }
})

t.test('no server at all: opens, and refuses', async (t) => {
  const replay = await node(t, 'redis://127.0.0.1:1')
  await t.rejects(replay.once('jti', 60, 'cong-an'), lost)
  t.equal(replay.healthySince, Number.POSITIVE_INFINITY)
})

t.test('clear text to another host is refused', async (t) => {
  await t.rejects(openRedisReplay('redis://redis.example:6379'), /rediss/)
  await t.rejects(openRedisReplay('redis://127.0.0.1.example:6379'), /rediss/)
})

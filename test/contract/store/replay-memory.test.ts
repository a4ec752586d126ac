import t from 'tap'
import { createMemoryReplay } from '../../../gateway/store/replay-memory.ts'
import { replayContract } from './replay.ts'

replayContract('memory', async () => createMemoryReplay())

t.test('a key is free again after its time, not before', async (t) => {
  let now_ms = 1_000_000_400
  const replay = createMemoryReplay({ now_ms: () => now_ms })
  t.equal(replay.healthySince, 1_000_001)
  await replay.once('k', 10, 'cong-an')
  now_ms += 9_999
  t.equal(await replay.once('k', 10, 'cong-an'), false)
  now_ms += 1_000
  t.equal(await replay.once('k', 10, 'cong-an'), true)
})

t.test('a clock set back frees nothing early', async (t) => {
  let now_ms = 2_000_000_000
  const replay = createMemoryReplay({ now_ms: () => now_ms })
  await replay.once('before', 100, 'cong-an')
  now_ms -= 1_000_000
  await replay.once('after', 100, 'cong-an')
  now_ms += 1_000_000
  t.equal(await replay.once('before', 100, 'cong-an'), false)
  t.equal(await replay.once('after', 100, 'cong-an'), false)
})

t.test('full: refuses new keys rather than forget one, and takes them again when room comes', async (t) => {
  let now_ms = 0
  const replay = createMemoryReplay({ keys_max: 3, now_ms: () => now_ms })
  for (const key of ['a', 'b', 'c']) await replay.once(key, 5, 'cong-an')
  await t.rejects(replay.once('d', 5, 'cong-an'), { code: 'replay-store-unavailable' })
  t.equal(await replay.once('a', 5, 'cong-an'), false, 'what it knows it still refuses')
  now_ms = 3_600_000
  t.equal(await replay.once('d', 5, 'cong-an'), true)
  t.equal(await replay.once('a', 5, 'cong-an'), true)
})

t.test('no agency fills it for the others', async (t) => {
  let now = 0
  const replay = createMemoryReplay({ keys_max: 10, share_max: 2, now_ms: () => now })
  for (const key of ['a', 'b']) await replay.once(key, 5, 'cong-an')
  await t.rejects(replay.once('c', 5, 'cong-an'), { code: 'replay-store-unavailable' })
  t.equal(await replay.once('c', 5, 'mttq'), true, 'another agency goes on')
  now = 7_000
  t.equal(await replay.once('d', 5, 'cong-an'), true, 'and so does the first, once its keys have ended')
})

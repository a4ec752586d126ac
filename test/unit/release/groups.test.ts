/** Work of many callers that goes together: in order, one group at a time, and none fails because of another. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { inGroups } from '../../../gateway/store/groups.ts'

t.test('what comes in one turn goes together, and what comes while one is under way as the next', async (t) => {
  const groups: number[][] = []
  let running = 0
  const double = inGroups(async (items: readonly number[]) => {
    t.equal(++running, 1, 'one at a time')
    groups.push([...items])
    await new Promise(setImmediate)
    running--
    return items.map((item) => item * 2)
  })
  const { group_max } = limits.store
  const items = Array.from({ length: group_max + 3 }, (_, number) => number)
  const doubled = items.map(double)
  await new Promise(setImmediate)
  doubled.push(double(-1))
  t.strictSame(
    await Promise.all(doubled),
    [...items, -1].map((item) => item * 2),
  )
  t.strictSame(groups, [items.slice(0, group_max), [...items.slice(group_max), -1]])
  t.equal(await double(5), 10, 'and again when nothing was under way')
})

t.test('no more bytes go together than may; what has more goes alone', async (t) => {
  const groups: number[][] = []
  const { group_bytes_max } = limits.store
  const sizes = [0, 0.5, 0.5, 0.25, 2, 0.25].map((share) => share * group_bytes_max)
  const same = inGroups(
    async (items: readonly number[]) => {
      groups.push([...items])
      await Promise.resolve()
      return items
    },
    (size) => size,
  )
  t.strictSame(await Promise.all(sizes.map(same)), sizes)
  t.strictSame(
    groups.map((group) => group.length),
    [3, 1, 1, 1],
  )
})

t.test('one that can not be done fails alone', async (t) => {
  const work = inGroups(async (items: readonly string[]) => {
    await Promise.resolve()
    if (items.includes('bad')) throw new GatewayError('internal')
    return items
  })
  const outcomes = await Promise.allSettled(['first', 'a', 'bad', 'b'].map(work))
  t.strictSame(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
})

t.test('one that can not be done is found in few tries, and in fewer when the store goes away meanwhile', async (t) => {
  let [calls, away] = [0, false]
  const work = inGroups(async (items: readonly number[]) => {
    calls++
    await Promise.resolve()
    if (away && calls > 1) throw new GatewayError('index-unavailable')
    if (items.includes(5)) throw new GatewayError('internal')
    return items
  })
  const { group_max } = limits.store
  const items = Array.from({ length: group_max }, (_, number) => number)
  const failed = async () =>
    (await Promise.allSettled(items.map(work))).filter(({ status }) => status === 'rejected').length
  t.equal(await failed(), 1)
  t.ok(calls <= 1 + 2 * Math.ceil(Math.log2(group_max)), `${calls} for ${group_max}`)
  calls = 0
  away = true
  t.equal(await failed(), group_max)
  t.ok(calls <= 3, `${calls}: nobody waits for each of the others`)
})

t.test('where the store is away all fail at once, and the next go on', async (t) => {
  let [calls, away] = [0, true]
  const work = inGroups(async (items: readonly string[]) => {
    calls++
    await Promise.resolve()
    if (away) throw new GatewayError('index-unavailable')
    return items
  })
  const outcomes = await Promise.allSettled(['first', 'a', 'b'].map(work))
  t.ok(outcomes.every(({ status }) => status === 'rejected'))
  t.equal(calls, 1, 'nobody waits for each of the others')
  away = false
  t.equal(await work('later'), 'later')
})

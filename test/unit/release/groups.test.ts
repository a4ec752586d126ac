/** Work of many callers that goes together: in order, one group at a time, and none fails because of another. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { inGroups } from '../../../gateway/store/groups.ts'

t.test('what comes while one is under way goes together as the next', async (t) => {
  const groups: number[][] = []
  let running = 0
  const double = inGroups(async (items: readonly number[]) => {
    t.equal(++running, 1, 'one at a time')
    groups.push([...items])
    await Promise.resolve()
    running--
    return items.map((item) => item * 2)
  })
  const { group_max } = limits.store
  const items = Array.from({ length: group_max + 3 }, (_, number) => number)
  t.strictSame(
    await Promise.all(items.map(double)),
    items.map((item) => item * 2),
  )
  t.strictSame(groups, [[0], items.slice(1, group_max + 1), items.slice(group_max + 1)])
  t.equal(await double(5), 10, 'and again when nothing was under way')
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
  t.equal(calls, 2, 'nobody waits for each of the others')
  away = false
  t.equal(await work('later'), 'later')
})

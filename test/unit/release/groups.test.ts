/** Work of many callers that goes together: in order, one group at a time unless one is stuck, and none fails because of another. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { inGroups } from '../../../gateway/store/groups.ts'
import { SqlFailure } from '../../../gateway/store/sql-failure.ts'
import { fakeTimers } from '../../support/fake-timers.ts'

const turn = () => new Promise(setImmediate)

/** As many turns of the event loop as anything here takes, without any time. */
async function turns(): Promise<void> {
  for (let count = 0; count < 20; count++) await turn()
}

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

t.test('beside one that is stuck the others go on, in so many groups at most, and together still', async (t) => {
  const timers = fakeTimers()
  const { group_beside_ms, groups_max } = limits.store
  const stuck = new Map<string, () => void>()
  const groups: string[][] = []
  const work = inGroups(
    async (items: readonly string[]) => {
      groups.push([...items])
      for (const item of items)
        if (item.startsWith('stuck')) await new Promise<void>((resolve) => stuck.set(item, resolve))
      return items
    },
    undefined,
    timers,
  )
  const first = work('stuck 0')
  await turns()
  const others = ['a', 'b', 'c'].map(work)
  timers.advance(group_beside_ms - 1)
  await turns()
  t.strictSame(groups, [['stuck 0']], 'for so long they wait for each other')
  timers.advance(1)
  t.strictSame(await Promise.all(others), ['a', 'b', 'c'])
  t.strictSame(groups.splice(0), [['stuck 0'], ['a', 'b', 'c']])
  t.strictSame(await Promise.all(['d', 'e'].map(work)), ['d', 'e'], 'and what comes later for nothing')
  t.strictSame(groups.splice(0), [['d', 'e']])
  const more: Promise<string>[] = []
  for (let number = 1; number < groups_max; number++) {
    more.push(work(`stuck ${number}`))
    await turns()
    timers.advance(group_beside_ms)
    await turns()
  }
  t.equal(groups.splice(0).length, groups_max - 1)
  const last = ['f', 'g'].map(work)
  await turns()
  timers.advance(group_beside_ms)
  await turns()
  t.strictSame(groups, [], 'no more than so many at once')
  stuck.get('stuck 1')!()
  t.strictSame(await Promise.all(last), ['f', 'g'])
  t.strictSame(groups, [['f', 'g']])
  for (const release of stuck.values()) release()
  t.strictSame(await Promise.all([first, ...more]), [...stuck.keys()])
})

t.test('while none is stuck all that comes goes together, a statement for each time that all have asked', async (t) => {
  const timers = fakeTimers()
  let [calls, running] = [0, 0]
  const read = inGroups(
    async (items: readonly number[]) => {
      calls++
      t.equal(++running, 1)
      await turns()
      timers.advance(limits.store.group_beside_ms / 2)
      running--
      return items
    },
    undefined,
    timers,
  )
  const readers = Array.from({ length: 50 }, async (_, number) => {
    for (let count = 0; count < 10; count++) await read(number)
  })
  await Promise.all(readers)
  t.equal(calls, 10, 'for 500 reads')
})

t.test(
  'what fails on a lock is done by each alone, and the others do not wait for the one that is locked out',
  async (t) => {
    const timers = fakeTimers()
    const groups: string[][] = []
    let unlock = () => {}
    const locked = new Promise<void>((resolve) => {
      unlock = resolve
    })
    const work = inGroups(
      async (items: readonly string[]) => {
        groups.push([...items])
        await turn()
        if (!items.includes('locked out')) return items
        if (items.length === 1) await locked
        throw new GatewayError('index-unavailable', { cause: new SqlFailure('55P03', undefined) })
      },
      undefined,
      timers,
    )
    const [a, out, b] = ['a', 'locked out', 'b'].map(work)
    t.equal(await a, 'a')
    await turns()
    timers.advance(limits.store.group_beside_ms)
    t.equal(await b, 'b')
    t.strictSame(groups, [['a', 'locked out', 'b'], ['a'], ['locked out'], ['b']])
    unlock()
    await t.rejects(out!, { code: 'index-unavailable' })
  },
)

t.test('however many are locked out, others that come later go on', async (t) => {
  const timers = fakeTimers()
  const { group_beside_ms, groups_max } = limits.store
  let unlock = () => {}
  const locked = new Promise<void>((resolve) => {
    unlock = resolve
  })
  const work = inGroups(
    async (items: readonly string[]) => {
      await turn()
      if (!items.includes('locked out')) return items
      if (items.length > 1) throw new GatewayError('index-unavailable', { cause: new SqlFailure('55P03', undefined) })
      await locked
      return items
    },
    undefined,
    timers,
  )
  const out = Array.from({ length: 2 * groups_max }, () => work('locked out'))
  for (let count = 0; count < 2 * groups_max; count++) {
    await turns()
    timers.advance(group_beside_ms)
  }
  t.equal(await work('later'), 'later')
  unlock()
  t.equal((await Promise.all(out)).length, 2 * groups_max)
})

t.test('what fails since the store took too long is not done by each alone', async (t) => {
  let calls = 0
  const work = inGroups(async () => {
    calls++
    throw new GatewayError('index-unavailable', { cause: new SqlFailure('57014', undefined) })
  })
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(work))
  t.ok(outcomes.every(({ status }) => status === 'rejected'))
  t.equal(calls, 1)
})

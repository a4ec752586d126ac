/** When it is looked for what is to be pushed: all that is due, then again and again, for each receiver apart. */
import { once } from 'node:events'
import t, { type Test } from 'tap'
import type { DeliveryDeclaration } from '../../../adapters/sdk/adapter.ts'
import { startPushing } from '../../../gateway/exchange/pushing.ts'
import { limits } from '../../../gateway/limits.ts'
import type { Pusher } from '../../../gateway/release/transfers/pushing.ts'
import { fakeTimers } from '../../support/fake-timers.ts'

const retry = { attemptsMax: 3, backoff_ms: 1_000, backoffMax_ms: 4_000 }
const takes: DeliveryDeclaration = { idempotency: 'reference', retry }
const told = { id: 'cg-1', receiver: 'a', attempts: 1, outcome: 'taken' } as const

/** Loops over `next`, for `agencies`, that end with the test. */
function pushing(t: Test, next: Pusher['next'], agencies: Record<string, DeliveryDeclaration | undefined>) {
  const timers = fakeTimers()
  const faults: unknown[] = []
  const reports: unknown[] = []
  const loops = startPushing({
    ...{ timers, pusher: { next } },
    registered: () => Object.keys(agencies),
    takesAt: (agency) => agencies[agency],
    report: (report) => reports.push(report),
    fault: (error) => faults.push(error),
  })
  t.teardown(loops.stop)
  return { timers, faults, reports, loops }
}

/** Until all that is settled by now has had its effects. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

t.test('all that is due goes, then it is looked again', async (t) => {
  let due = 3
  let looks = 0
  const next = async () => {
    looks++
    return due-- > 0 ? told : undefined
  }
  const { loops, timers, reports } = pushing(t, next, { a: takes })
  await loops.first
  t.equal(reports.length, 3)
  t.equal(looks, 4)
  due = 1
  timers.advance(limits.handing.look_interval_ms)
  await settled()
  t.equal(reports.length, 4)
})

t.test('who takes nothing, or nothing twice, is not looked for; a slow receiver keeps nobody waiting', async (t) => {
  const asked: string[] = []
  const next = async (receiver: string, signal?: AbortSignal) => {
    asked.push(receiver)
    if (receiver === 'slow') await once(signal!, 'abort')
    return undefined
  }
  const agencies = { slow: takes, quick: takes, none: undefined, once: { ...takes, idempotency: 'none' } as const }
  const { timers, loops } = pushing(t, next, agencies)
  await settled()
  timers.advance(limits.handing.look_interval_ms)
  await settled()
  t.same(asked, ['slow', 'quick', 'quick'])
  t.same([...loops.states().keys()], ['slow', 'quick'])
})

t.test('a store that can’t be asked is told of once, and looked at again', async (t) => {
  let fails = true
  const next = async () => {
    if (fails) throw new Error('down')
    return undefined
  }
  const { loops, timers, faults } = pushing(t, next, { a: takes })
  await loops.first
  timers.advance(limits.handing.look_interval_ms)
  await settled()
  t.equal(faults.length, 1)
  t.equal(loops.states().get('a'), 'failed')
  fails = false
  timers.advance(limits.handing.look_interval_ms)
  await settled()
  t.equal(loops.states().get('a'), 'ok')
})

t.test('its end cuts what is being sent, and nothing is looked for any more', async (t) => {
  let looks = 0
  const next = (_: string, signal?: AbortSignal) => {
    looks++
    return new Promise<typeof told>((resolve) => signal!.addEventListener('abort', () => resolve(told)))
  }
  const { loops, timers } = pushing(t, next, { a: takes })
  await loops.stop()
  timers.advance(10 * limits.handing.look_interval_ms)
  t.equal(looks, 1)
})

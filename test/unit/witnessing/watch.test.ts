import t from 'tap'
import { createWatch } from '../../../gateway/witnessing/watch.ts'
import { fakeTimers } from '../../support/fake-timers.ts'

const minute = 60_000
const set = (age_ms = 0) => {
  const timers = fakeTimers()
  const told: string[] = []
  const watch = createWatch({
    ...{ timers, alert_ms: 5 * minute, refuse_ms: 60 * minute, age_ms },
    onChange: (state, age) => void told.push(`${state} ${age / minute}`),
  })
  return { timers, told, watch }
}

t.test('degraded after the first time, restricted after the second, each told once and at its time', async (t) => {
  const { timers, told, watch } = set()
  t.equal(watch.state(), 'witnessed')
  timers.advance(5 * minute - 1)
  t.equal(watch.state(), 'witnessed')
  timers.advance(1)
  t.equal(watch.state(), 'degraded')
  timers.advance(55 * minute - 1)
  t.equal(watch.state(), 'degraded')
  timers.advance(1)
  t.equal(watch.state(), 'restricted')
  timers.advance(600 * minute)
  t.strictSame(told, ['degraded 5', 'restricted 60'])
})

t.test('a quorum begins the time anew, and its end is told', async (t) => {
  const { timers, told, watch } = set()
  for (let passed = 0; passed < 10; passed++) {
    timers.advance(4 * minute)
    watch.quorum()
  }
  t.strictSame(told, [], 'nothing to tell of')
  timers.advance(70 * minute)
  watch.quorum()
  t.equal(watch.state(), 'witnessed')
  t.strictSame(told, ['degraded 5', 'restricted 60', 'witnessed 70'])
  timers.advance(5 * minute)
  t.equal(watch.state(), 'degraded', 'and it is watched again')
  watch.end()
  timers.advance(600 * minute)
  t.equal(told.length, 4, 'no more once it has ended')
})

t.test('what an earlier run left counts on', async (t) => {
  t.strictSame(set(61 * minute).told, ['restricted 61'])
  const { timers, told } = set(59 * minute)
  timers.advance(minute)
  t.strictSame(told, ['degraded 59', 'restricted 60'])
})

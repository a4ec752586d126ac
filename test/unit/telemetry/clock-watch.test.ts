import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { watchClock } from '../../../gateway/telemetry/clock-watch.ts'

const { step_ms_max } = limits.clock

t.test('a wall clock that is set forward or back is told once, and stepped until it is set right', async (t) => {
  const clocks = { wall: 1_000_000, passed: 0 }
  const watch = watchClock({ now_ms: () => clocks.wall, monotonic_ms: () => clocks.passed })
  const steps: number[] = []
  watch.onStep((step) => {
    steps.push(step)
    t.equal(watch.state(), clocks.wall === 2_000_000 ? 'steady' : 'stepped', 'whoever is told may ask')
  })
  const pass = (ms: number) => {
    clocks.wall += ms
    clocks.passed += ms
  }
  t.equal(watch.state(), 'steady')
  pass(1_000_000)
  clocks.wall += step_ms_max
  t.equal(watch.state(), 'steady', 'as far as it may')
  clocks.wall += 3_600_000 - step_ms_max
  t.same([watch.state(), watch.state()], ['stepped', 'stepped'])
  t.same(steps, [3_600_000])
  clocks.wall = 2_000_000
  t.equal(watch.state(), 'steady')
  clocks.wall -= 5_000
  t.equal(watch.state(), 'stepped')
  t.same(steps, [3_600_000, -3_600_000, -5_000])
})

t.test('small steps add up', async (t) => {
  let wall = 0
  const watch = watchClock({ now_ms: () => wall, monotonic_ms: () => 0 })
  const steps: number[] = []
  watch.onStep((step) => steps.push(step))
  for (; wall < 2 * step_ms_max; wall += step_ms_max / 4) watch.state()
  t.ok(steps.length > 0)
  t.equal(watch.state(), 'stepped')
})

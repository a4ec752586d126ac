import t from 'tap'
import { wait_ms } from '../../../gateway/telemetry/backoff.ts'

t.test('waits double up to their maximum, and are cut by up to half at random', async (t) => {
  const bounds = { backoff_ms: 100, backoffMax_ms: 700 }
  for (const [failures, longest_ms] of [
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 700],
    [2000, 700],
  ] as const) {
    const waits = Array.from({ length: 50 }, () => wait_ms(bounds, failures))
    t.ok(
      waits.every((wait) => wait > longest_ms / 2 && wait <= longest_ms),
      String(failures),
    )
    t.ok(new Set(waits).size > 1, 'not all at one time')
  }
})

/** Targets beside each other in one run: round by round in turn, so that what else the machine does meets all of them. */
import { clientOf, type Round, type Target } from './load.ts'
import { median, quartiles, table } from './statistics.ts'

export interface Comparison {
  readonly title: string
  /** The first is what the others are held against. */
  readonly targets: readonly Target[]
  readonly connections: number
  /**
   * Before the first round, for each target, as many whatever the machine does beside: the CPU time of a request falls by half over
   * its first thousand, and goes on falling a little for two more. Not counted.
   */
  readonly warm_up_requests: number
  readonly rounds: number
  readonly round_ms: number
}

/** Runs the comparison and gives it as text: medians, and the ratio to the first target's round of the same turn. */
export async function compare(comparison: Comparison): Promise<string> {
  const { title, targets, connections, warm_up_requests, rounds, round_ms } = comparison
  const clients = targets.map((target) => clientOf(target, connections))
  try {
    for (const client of clients)
      for (let asked = 0; asked < warm_up_requests; ) asked += (await client.round(round_ms)).requests
    const turns: Round[][] = []
    for (let turn = 0; turn < rounds; turn++) {
      const given: Round[] = []
      // There and back, so that a machine that slows down favours none.
      const order = turn % 2 === 0 ? [...clients.keys()] : [...clients.keys()].reverse()
      for (const index of order) given[index] = await clients[index]!.round(round_ms)
      turns.push(given)
    }
    const rows = targets.map(({ name }, index) => row(name, turns, index))
    const heads = ['', 'ops/s', 'ratio', 'quartiles', 'step', 'CPU ms/op', 'CPU ratio']
    return `${title} (${connections} connections, ${rounds} rounds of ${round_ms} ms)\n${table([heads, ...rows])}\n`
  } finally {
    await Promise.all(clients.map((client) => client.close()))
  }
}

function row(name: string, turns: readonly (readonly Round[])[], index: number): string[] {
  const ratios = turns.map((turn) => turn[index]!.ops_per_s / turn[0]!.ops_per_s)
  const [low, high] = quartiles(ratios)
  const step = turns.map((turn) => turn[index]!.ops_per_s / turn[Math.max(0, index - 1)]!.ops_per_s)
  const cpu = (at: number) => median(turns.map((turn) => turn[at]!.cpu_ms_per_op ?? Number.NaN))
  return [
    name,
    median(turns.map((turn) => turn[index]!.ops_per_s)).toFixed(0),
    median(ratios).toFixed(2),
    `${low.toFixed(2)}–${high.toFixed(2)}`,
    median(step).toFixed(2),
    cpu(index).toFixed(2),
    (cpu(index) / cpu(0)).toFixed(2),
  ]
}

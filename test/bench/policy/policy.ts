/** What policies cost between records and the bytes of the answer, beside Mercurius without any and what its users protect fields with. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { median, quartiles, table } from '../statistics.ts'
import type { Round } from './process.ts'
import { policy, records } from './records.ts'
import { ways } from './ways.ts'

const warm_up_ms = 1_500
const rounds = 21
const round_ms = 100

interface Runner {
  round(duration_ms: number): Promise<Round>
  end(): void
}

function runnerOf(name: string): Runner {
  const child = fork(new URL('process.ts', import.meta.url), [name], { execArgv: [] })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended`)
  })
  ended.catch(() => {})
  return {
    async round(duration_ms) {
      child.send(duration_ms)
      const [given] = await Promise.race([once(child, 'message'), ended])
      return given as Round
    },
    end: () => child.kill(),
  }
}

/** Leaves with a value. */
const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 0)
    : Number(value !== null)

/** The data of an answer. Throws when not every record has exactly `given` fields. */
function dataOf({ text }: Round, name: string, given: number): string {
  const { data } = JSON.parse(text) as { data: { dossier: { facets: readonly unknown[] } } }
  const found = data.dossier.facets.map(valuesIn)
  if (found.length !== records.length || found.some((count) => count !== given))
    throw new Error(`${name}: ${found.length} records of ${found[0]} values, not of ${given}`)
  return JSON.stringify(data)
}

/**
 * Runs the ways in turn and gives them as text: medians, and the ratio to Mercurius' round of the same turn. About 50 s. Rejects when a way
 * gives something else than the others that give as much.
 */
export async function benchPolicy(): Promise<string> {
  const all = Object.entries(ways)
  const runners = all.map(([name]) => runnerOf(name))
  try {
    const answers = new Map<number, string>()
    for (const [index, [name, { given }]] of all.entries()) {
      const data = dataOf(await runners[index]!.round(warm_up_ms), name, given)
      if ((answers.get(given) ?? data) !== data) throw new Error(`${name} gives something else`)
      answers.set(given, data)
    }
    const turns: number[][] = []
    for (let turn = 0; turn < rounds; turn++) {
      const rates: number[] = []
      // There and back, so that a machine that slows down favours none.
      const order = turn % 2 === 0 ? [...all.keys()] : [...all.keys()].reverse()
      for (const index of order) rates[index] = (await runners[index]!.round(round_ms)).rate
      turns.push(rates)
    }
    const rows = all.map(([name], index) => row(name, turns, index))
    const title = `${records.length} records of 30 fields to the bytes of JSON text, under the shipped policies (${policy.version})`
    const heads = ['', 'ops/CPU s', 'ratio', 'quartiles']
    return `${title}\nEach in a process of its own, ${rounds} rounds of ${round_ms} ms in turn\n${table([heads, ...rows])}\n`
  } finally {
    for (const runner of runners) runner.end()
  }
}

function row(name: string, turns: readonly (readonly number[])[], index: number): string[] {
  const ratios = turns.map((rates) => rates[index]! / rates[0]!)
  const [low, high] = quartiles(ratios)
  const rate = median(turns.map((rates) => rates[index]!))
  return [name, rate.toFixed(0), median(ratios).toFixed(2), `${low.toFixed(2)}–${high.toFixed(2)}`]
}

/** What policies cost between records and the bytes of the answer, beside Mercurius without any and what its users protect fields with. */
import { median, quartiles, table } from '../statistics.ts'
import { abilityOf, asked, caslApp, mercuriusApp, mercuriusAuthApp } from './peers.ts'
import { clerk, dossier, investigator, openLabels, policy, records } from './records.ts'
import { gateway, gatewayLogged, inTwoSteps } from './ways.ts'

const warm_up_ms = 1_000
const rounds = 21
const round_ms = 100

interface Way {
  readonly name: string
  readonly give: () => Buffer | Promise<Buffer>
  /** Of thirty fields, how many come with a value. */
  readonly given: number
}

async function ways(): Promise<readonly Way[]> {
  const [bare, auth, casl, quietCasl] = [
    await mercuriusApp(),
    await mercuriusAuthApp(),
    await caslApp(true),
    await caslApp(false),
  ]
  const contextOf = (caller: typeof clerk) => {
    const open = openLabels(caller)
    return { dossier, open, ability: abilityOf(open) }
  }
  const [whole, part] = [contextOf(investigator), contextOf(clerk)]
  return [
    { name: 'unprotected: Mercurius, jit', give: asked(bare, whole), given: 30 },
    { name: 'gateway, all released', give: gateway(investigator), given: 30 },
    { name: 'gateway, a third withheld', give: gateway(clerk), given: 20 },
    { name: 'gateway, a third withheld, and the log told', give: gatewayLogged(clerk), given: 20 },
    { name: 'masks first, then Mercurius: all released', give: inTwoSteps(bare, investigator), given: 30 },
    { name: 'masks first, then Mercurius: a third withheld', give: inTwoSteps(bare, clerk), given: 20 },
    { name: 'mercurius-auth per field, all released', give: asked(auth, whole), given: 30 },
    { name: 'mercurius-auth per field, a third: null and error', give: asked(auth, part), given: 20 },
    { name: 'CASL per field, all released', give: asked(casl, whole), given: 30 },
    { name: 'CASL per field, a third: null and error', give: asked(casl, part), given: 20 },
    { name: 'CASL per field, a third: null alone', give: asked(quietCasl, part), given: 20 },
  ]
}

/** Leaves with a value. */
const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 0)
    : Number(value !== null)

/** Throws when a way does not give each record with exactly the fields that it should. */
async function check({ name, give, given }: Way): Promise<string> {
  const { data } = JSON.parse((await give()).toString()) as { data: { dossier: { facets: readonly unknown[] } } }
  const found = data.dossier.facets.map(valuesIn)
  if (found.length !== records.length || found.some((count) => count !== given))
    throw new Error(`${name}: ${found.length} records of ${found[0]} values, not of ${given}`)
  return JSON.stringify(data)
}

/** User and system time of this process, all threads: nobody is asked and nothing waited for, and others use the machine too. */
function cpu_ms(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Answers per second of CPU time. */
async function round({ give }: Way, duration_ms: number): Promise<number> {
  const from = cpu_ms()
  let count = 0
  for (; cpu_ms() - from < duration_ms; count++) await give()
  return (count * 1000) / (cpu_ms() - from)
}

/** Runs the ways beside each other and gives them as text: medians, and the ratio to Mercurius' round of the same turn. About 45 s. */
export async function benchPolicy(): Promise<string> {
  const all = await ways()
  const answers = new Map<number, string>()
  for (const way of all) {
    await round(way, warm_up_ms)
    const data = await check(way)
    if ((answers.get(way.given) ?? data) !== data) throw new Error(`${way.name} gives something else`)
    answers.set(way.given, data)
  }
  const turns: number[][] = []
  for (let turn = 0; turn < rounds; turn++) {
    const rates: number[] = []
    // There and back, so that a machine that slows down favours none.
    const order = turn % 2 === 0 ? [...all.keys()] : [...all.keys()].reverse()
    for (const index of order) rates[index] = await round(all[index]!, round_ms)
    turns.push(rates)
  }
  const rows = all.map(({ name }, index) => {
    const ratios = turns.map((rates) => rates[index]! / rates[0]!)
    const [low, high] = quartiles(ratios)
    return [
      name,
      median(turns.map((rates) => rates[index]!)).toFixed(0),
      median(ratios).toFixed(2),
      `${low.toFixed(2)}–${high.toFixed(2)}`,
    ]
  })
  const title = `${records.length} records of 30 fields to the bytes of JSON text, under the shipped policies (${policy.version}, ${rounds} rounds of ${round_ms} ms)`
  return `${title}\n${table([['', 'ops/CPU s', 'ratio', 'quartiles'], ...rows])}\n`
}

if (import.meta.main) console.log(await benchPolicy())

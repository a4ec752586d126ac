/**
 * kill -9 at random moments under load from all agencies at once: of the gateway (also while it starts), of a source, of PostgreSQL.
 * What any client has whole is in the log, exactly; a dead source takes its own facets away and nothing else; it all goes on afterwards.
 *
 * LIENTHONG_KILLS is how often (default: half a dozen, two of each kind); LIENTHONG_KILLS_SEED chooses others: the same seed kills the same things
 * after as many answers. Hundreds take longer than the runner lets a file have, so without it:
 * `LIENTHONG_KILLS=200 node test/fault/gateway/random-kills.test.ts`.
 */
import { join } from 'node:path'
import t from 'tap'
import { makeRandom } from '../../../adapters/sandbox/random.ts'
import { isAsked } from '../../support/agencies.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { readBaseline } from '../../support/kills/baseline.ts'
import { type Answer, type Load, readOnce, startLoad } from '../../support/kills/load.ts'
import { createRecorded } from '../../support/kills/recorded.ts'
import { superviseGateway } from '../../support/kills/supervised.ts'
import { processesNaming } from '../../support/processes.ts'
import { type Reader, readersIn } from '../../support/readers.ts'
import { until } from '../../support/until.ts'

const wanted = process.env.LIENTHONG_KILLS
const kills = Number(wanted ?? 6)
const seed = Number(process.env.LIENTHONG_KILLS_SEED ?? 1)
const kinds = ['gateway', 'source', 'postgres'] as const
/** When nothing was wished for: then no further kill, as soon as each kind has had its turn. A machine may have much to do. */
const patience_ms = 10_000
const dossiers_count = 12
/** Longer than a start takes whose files are all there. */
const start_ms_max = 3_000

t.setTimeout(0)

t.test(`${kills} kills, seed ${seed}`, { timeout: 0 }, async (t) => {
  const random = makeRandom(seed)
  // Its turns depend on what is answered when, so it has its own.
  const asking = makeRandom(seed, 1)
  const begin_ms = performance.now()
  const data = join(dataFolder(t), 'data')
  const gateway = superviseGateway(t, data)
  const recorded = createRecorded()
  const counts = { starting: 0, gateway: 0, source: 0, postgres: 0, missing_facets: 0 }

  const killStarting = async () => {
    await gateway.killStarting(random.int(50, start_ms_max))
    counts.starting++
  }
  for (let i = 0; i < 2; i++) await killStarting()
  await gateway.start()

  const readers = readersIn(gateway.run())
  const dossiers = gateway
    .run()
    .dossiers.map((id) => ({ id, place: random.int(0, 1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, dossiers_count)
    .map(({ id }) => id)
  const baseline = await readBaseline(gateway.run(), readers, dossiers)
  t.ok(readers.length >= 2 && baseline.facets > dossiers.length, `${readers.length} readers, ${baseline.facets} facets`)
  const [reader, dossier] = [readers[0]!, dossiers[0]!]
  const answersAgain = () =>
    until(async () => (await readOnce(gateway.run(), reader, dossier)).reply.json?.code !== 'index-unavailable')

  /** Agencies whose documents the gateway keeps, in PostgreSQL. */
  const kept = new Set(gateway.agencies().filter((agency) => !isAsked(agency)))
  /** Agencies whose source was killed in this life of the gateway: it leaves one that failed alone for a while. */
  const disturbed = new Set<string>()
  const rounds = {
    async gateway(load: Load) {
      load.ending()
      await gateway.killGateway()
      await load.ended()
      disturbed.clear()
      if (random.chance(0.3)) await killStarting()
      await gateway.start()
    },
    async source(load: Load, add: (answer: Answer) => void) {
      const agency = random.pick(gateway.agencies())
      disturbed.add(agency)
      await gateway.killSource(agency)
      await load.more(random.int(1, 40))
      const holding = baseline.holding(agency)
      if (holding && isAsked(agency)) {
        const answer = await readOnce(gateway.run(), holding.reader, holding.dossier)
        add(answer)
        t.ok(baseline.missing(answer).includes(agency), `${agency} is not there`)
      }
      await gateway.restartSource(agency)
      await load.more(random.int(1, 40))
    },
    async postgres(load: Load) {
      gateway.killPostgres()
      await load.more(random.int(1, 40))
      await gateway.restartPostgres()
      await answersAgain()
      await load.more(random.int(1, 40))
    },
  }

  let deck: (typeof kinds)[number][] = []
  for (let kill = 1; kill <= kills; kill++) {
    if (deck.length === 0) deck = [...kinds]
    const [kind] = deck.splice(random.int(0, deck.length - 1), 1) as [(typeof kinds)[number]]
    const answers: Answer[] = []
    const differences: string[] = []
    const index = kind === 'postgres'
    const disturbance = { index, sources: index ? new Set([...disturbed, ...kept]) : disturbed }
    const add = (answer: Answer) => {
      answers.push(answer)
      counts.missing_facets += baseline.missing(answer).length
      const difference = baseline.difference(answer, disturbance)
      if (difference !== undefined) differences.push(`${answer.reader.system} ${answer.operation}: ${difference}`)
    }
    const load = startLoad(gateway.run(), readers, dossiers, asking, add)
    await load.more(random.int(1, 120))
    await rounds[kind](load, add)
    await load.ended()
    await answersAgain()
    counts[kind]++
    recorded.check(t, gateway.run(), answers, `kill ${kill}, ${kind}`)
    t.same(differences, [], 'what came is what came before')
    if (wanted === undefined && kill >= kinds.length && performance.now() - begin_ms > patience_ms) break
  }

  const whole = async (reader: Reader) => {
    for (const dossier of dossiers)
      await until(async () => baseline.missing(await readOnce(gateway.run(), reader, dossier)).length === 0)
  }
  await Promise.all(readers.map(whole))
  t.equal(await gateway.stop(), 0)
  t.same(processesNaming(data), [], 'no sandbox and no PostgreSQL remains')
  t.equal(recorded.lost(), 0, `${recorded.found()} answers found in the log; ${JSON.stringify(counts)}`)
})

/**
 * Durable transfers per second beside bare commits of one row of as many bytes, on the same PostgreSQL through a pool of the same size, with as
 * many callers at once. A transfer is read and written by workers, stored, told to the log, and has its receipt before it counts.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../../gateway/audit/log.ts'
import { createIndexKeys } from '../../gateway/dossiers/keys.ts'
import { loadRegistry } from '../../gateway/identity/registry.ts'
import { signReceipt } from '../../gateway/identity/transfer-receipt.ts'
import { createPolicy } from '../../gateway/policy/policy.ts'
import { openKeeping } from '../../gateway/release/keeping.ts'
import { type Sealed, seal } from '../../gateway/release/sealed.ts'
import { handedOver, recordsIn } from '../../gateway/release/transfers/handed.ts'
import { createReceipting } from '../../gateway/release/transfers/receipting.ts'
import { createTransfers, type Transfers, type TransfersOptions } from '../../gateway/release/transfers/transfers.ts'
import { createSources, type SourceSystem } from '../../gateway/sources/sources.ts'
import { migrate } from '../../gateway/store/migrations.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { startEmbeddedPostgres } from '../../gateway/store/postgres-embedded.ts'
import { optionsIn } from '../support/audit.ts'
import { standing } from '../support/deposits.ts'
import { shippedRegistry } from '../support/identity.ts'
import { shipped } from '../support/policy.ts'
import { inquiry, messageKey } from '../support/transfers.ts'
import { median, quartiles, table } from './statistics.ts'

const callers = [8, 32]
const rounds = 9
const round_ms = 700
/** A compiler needs some hundreds, in each worker. */
const warm_up_count = 1_500

/** Of as many matters, each received at a time of its own: limits of one matter that begin together wait for each other. */
const petitions_count = 64
const golden = readFileSync(join(import.meta.dirname, '../../adapters/mttq/golden/vni-day-du.json'), 'utf8')
const petitions = Array.from({ length: petitions_count }, (_, number) => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const receivedAt = `11/02/2026 ${two(8 + number / 60)}:${two(number % 60)}`
  return Buffer.from(golden.replaceAll('001104', `0020${two(number)}`).replace('11/02/2026 13:31', receivedAt))
})

const system = (agency: string, agencyCode: string, url?: string): SourceSystem => ({
  ...{ agency, agencyCode, adapter: agency, url },
  ...{ ca: '', cert: '', key: '', crl: '', serverUri: '' },
})

/**
 * Transfers of the Front's petition to the police, all that a gateway does between its pipeline and its answer: `whole`, and `kept` without what
 * adapters and policies do with a document.
 */
async function openTaking(root: string, databaseUrl: string) {
  const options = optionsIn(root)
  const log = await openLog(options)
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(Buffer.alloc(32, 3))
  const keeping = openKeeping({
    ...{ db, keys, log, standing, secret: Buffer.alloc(32, 5), directory: options.directory },
  })
  const systems = [system('mttq', 'MTTQ'), system('cong-an', 'CA', 'https://127.0.0.1:9')]
  const sources = await createSources<Sealed>({ systems, seal })
  const registry = await loadRegistry(shippedRegistry)
  const policy = createPolicy(shipped)
  const receipting = createReceipting({
    ...{ keeping, origin: log.origin, issuer: 'https://localhost:8443' },
    sign: (claims) => signReceipt(messageKey, claims),
  })
  const common = { keeping, receipting, inForce: () => ({ policy: policy.version, registry: registry.version }) }
  const recordOf = recordsIn(keeping)
  const handOver: TransfersOptions['handOver'] = (ask) => handedOver({ policy, registry, sources, recordOf }, ask)
  const read: ReturnType<typeof sources.retranslate>[] = []
  const handed = new Map<Sealed, ReturnType<typeof handOver>>()
  let turn = 0
  const whole = createTransfers({ ...common, sources, handOver })
  const kept = createTransfers({
    ...common,
    sources: { retranslate: (ask) => (read[turn++ % petitions_count] ??= sources.retranslate(ask)) },
    handOver(ask) {
      const before = handed.get(ask.translation) ?? handOver(ask)
      handed.set(ask.translation, before)
      return before
    },
  })
  let count = 0
  const taker = (transfers: Transfers) => async () => {
    const document = { mediaType: 'application/json', body: petitions[count % petitions_count]! }
    const message = { to: 'cong-an', key: `khoa-${count++}`, document }
    const taken = await transfers.take(inquiry(), message)
    if (taken.state !== 'receipted' || taken.again) throw new Error(`not taken: ${JSON.stringify(taken)}`)
  }
  return {
    ...{ whole: taker(whole), kept: taker(kept) },
    async close() {
      await sources.close()
      await db.close()
      await log.close()
    },
  }
}

/** Commits of one row each, of as many bytes in as many sealed parts as that of the transfer in `databaseUrl`. */
async function openBare(databaseUrl: string) {
  const db = openDatabase(databaseUrl)
  const [like] = await db.query<Record<'native' | 'translated' | 'facts' | 'receipt', Buffer>>(
    'SELECT native, translated, facts, receipt FROM transfer LIMIT 1',
  )
  await db.query('CREATE TABLE bare (id text PRIMARY KEY, native bytea, translated bytea, facts bytea, receipt bytea)')
  const { native, translated, facts, receipt } = like!
  let count = 0
  return {
    async commit() {
      const values = [`cg-${count++}`, native, translated, facts, receipt]
      await db.query('INSERT INTO bare VALUES ($1, $2, $3, $4, $5)', values, 'bare')
    },
    /** What a server does by itself within a minute: until then it plans as for the few rows that there were. */
    analyze: () => db.query('ANALYZE'),
    close: () => db.close(),
  }
}

/** CPU time for one, in milliseconds. */
interface Cpu {
  /** Of the thread that decides, seals, signs and asks the store. */
  readonly main: number
  /** Of all others: adapters' workers, the log's writer, what collects garbage and compiles. */
  readonly threads: number
  /** NaN where the system does not tell. */
  readonly postgres: number
}

interface Rate {
  readonly per_s: number
  readonly cpu: Cpu
}

const layers = ['main', 'threads', 'postgres'] as const
const wholeOf = (cpu: Cpu): number => layers.reduce((sum, layer) => sum + cpu[layer], 0)

const clock_ticks_per_s = 100

/** CPU time in milliseconds that the server in `home` and its sessions have taken (proc_pid_stat(5)). */
function postgresCpu_ms(home: string): number {
  if (process.platform !== 'linux') return Number.NaN
  const [postmaster] = readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')
  const ticks = readdirSync('/proc').map((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return parent === postmaster ? Number(fields[9]) + Number(fields[10]) : 0
    } catch {
      // No process, or one that has just ended.
      return 0
    }
  })
  return (ticks.reduce((sum, of) => sum + of) * 1000) / clock_ticks_per_s
}

/** As `Cpu`, of all since the start. */
function cpuNow(home: string): Cpu {
  const ms = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000
  const main = ms(process.threadCpuUsage())
  return { main, threads: ms(process.cpuUsage()) - main, postgres: postgresCpu_ms(home) }
}

async function rate(
  home: string,
  one: () => Promise<void>,
  at_once: number,
  until: (count: number, ms: number) => boolean,
): Promise<Rate> {
  const [begin_ms, begin_cpu] = [performance.now(), cpuNow(home)]
  let count = 0
  const caller = async () => {
    for (; !until(count, performance.now() - begin_ms); count++) await one()
  }
  await Promise.all(Array.from({ length: at_once }, caller))
  const per_s = (count * 1000) / (performance.now() - begin_ms)
  const end = cpuNow(home)
  const each = (layer: keyof Cpu) => (end[layer] - begin_cpu[layer]) / count
  return { per_s, cpu: { main: each('main'), threads: each('threads'), postgres: each('postgres') } }
}

/** On a PostgreSQL of its own. Medians of rounds in turn. About a minute. */
export async function benchTransfers(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'lienthong-bench-'))
  const home = join(root, 'postgres')
  const postgres = await startEmbeddedPostgres({ directory: home })
  await migrate(postgres.url)
  const taking = await openTaking(root, postgres.url)
  await taking.whole()
  const bare = await openBare(postgres.url)
  const kinds = {
    'bare commits': bare.commit,
    'transfers, document as it is': taking.kept,
    'transfers, read and written': taking.whole,
  }
  const rows: string[][] = []
  for (const one of Object.values(kinds)) await rate(home, one, callers[0]!, (count) => count >= warm_up_count)
  await bare.analyze()
  for (const at_once of callers) {
    const turns: Rate[][] = []
    for (let round = 0; round < rounds; round++) {
      const rates: Rate[] = []
      for (const one of Object.values(kinds)) rates.push(await rate(home, one, at_once, (_, ms) => ms >= round_ms))
      turns.push(rates)
    }
    for (const [index, name] of Object.keys(kinds).entries()) {
      const ratios = turns.map((turn) => turn[index]!.per_s / turn[0]!.per_s)
      const spread = quartiles(ratios).map((ratio) => ratio.toFixed(2))
      const per_s = median(turns.map((turn) => turn[index]!.per_s)).toFixed(0)
      const cpu = (of: (turn: Rate[]) => number) => median(turns.map(of)).toFixed(2)
      const each = layers.map((layer) => cpu((turn) => turn[index]!.cpu[layer]))
      const share = cpu((turn) => wholeOf(turn[0]!.cpu) / wholeOf(turn[index]!.cpu))
      rows.push([`${name}, ${at_once} callers`, per_s, median(ratios).toFixed(2), spread.join('–'), ...each, share])
    }
  }
  await Promise.all([bare.close(), taking.close()])
  await postgres.stop()
  rmSync(root, { recursive: true })
  const heads = [
    '',
    'ops/s',
    'ratio',
    'quartiles',
    'CPU ms/op: main',
    'other threads',
    'PostgreSQL',
    'ratio of all CPU',
  ]
  return `Durable transfers beside bare commits of one row of the same size\n${table([heads, ...rows])}\n`
}

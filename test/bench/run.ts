/**
 * `npm run bench`: ratios of one run on this machine. Absolute numbers mean nothing elsewhere. About eight minutes; less for the named parts
 * alone: `npm run bench -- identity`.
 */
import { availableParallelism } from 'node:os'
import { benchAgencies } from './agencies.ts'
import { benchConcealed } from './concealed.ts'
import { benchDecode } from './decode.ts'
import { benchIdentity } from './identity.ts'
import { type BenchRow, benchEncoding, benchLog, benchSustainedLog } from './log.ts'
import { benchLogSize } from './log-size.ts'
import { benchParse } from './parse.ts'
import { benchPolicy } from './policy/policy.ts'
import { benchSecuredPath } from './secured-path.ts'
import { openStage, type Stage } from './stage.ts'
import { table } from './statistics.ts'
import { benchTransfers } from './transfers.ts'

const rowsOf = (rows: readonly BenchRow[]) =>
  table([
    ['', 'ops/s', 'ratio'],
    ...rows.map(({ name, ops_per_s, ratio }) => [name, ops_per_s.toFixed(0), ratio.toFixed(2)]),
  ])

async function* logTables() {
  yield `Audit log, durable appends in bursts\n${rowsOf(await benchLog())}`
  yield `Audit log, sustained load\n${rowsOf(await benchSustainedLog())}`
  yield `Audit log, encoding of an entry (per second of CPU; ratio: to nothing sealed)\n${rowsOf(benchEncoding())}`
  yield benchLogSize()
}

type Tables = AsyncIterable<string> | Iterable<string | Promise<string>>

/** In their order. */
const parts: Readonly<Record<string, (stage: () => Promise<Stage>) => Tables | Promise<Tables>>> = {
  parse: () => [benchParse(), benchDecode()],
  policy: () => [benchPolicy()],
  path: async (stage) => benchSecuredPath(await stage()),
  identity: async (stage) => [benchIdentity(await stage())],
  concealed: async (stage) => [benchConcealed(await stage())],
  agencies: async (stage) => benchAgencies(await stage()),
  log: logTables,
  transfers: () => [benchTransfers()],
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}`)

console.log(`Node ${process.version}, ${availableParallelism()} cores shared by client, servers, sources and PostgreSQL.
ratio: ops/s against the first row of the same turn; step: against the row above; CPU: of the server's own process. Medians.
Layers are the gateway's own modules, each row with one more of them, in a process of its own.\n`)
let opened: Promise<Stage> | undefined
const stage = (): Promise<Stage> => {
  opened ??= openStage()
  return opened
}
try {
  for (const [name, run] of Object.entries(parts))
    if (named.length === 0 || named.includes(name)) for await (const text of await run(stage)) console.log(text)
} finally {
  await (await opened)?.close()
}

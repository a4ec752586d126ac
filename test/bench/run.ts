/** `npm run bench`: ratios of one run on this machine. Absolute numbers mean nothing elsewhere. About three minutes. */
import { availableParallelism } from 'node:os'
import { benchAgencies } from './agencies.ts'
import { benchLog } from './log.ts'
import { benchParse } from './parse.ts'
import { benchSecuredPath } from './secured-path.ts'
import { openStage } from './stage.ts'
import { table } from './statistics.ts'

console.log(`Node ${process.version}, ${availableParallelism()} cores shared by client, servers, sources and PostgreSQL.
ratio: ops/s against the first row of the same turn; step: against the row above; CPU: of the server's own process. Medians.
Layers are the gateway's own modules, each row with one more of them, in a process of its own.\n`)
console.log(benchParse())
const stage = await openStage()
try {
  for await (const text of benchSecuredPath(stage)) console.log(text)
  for await (const text of benchAgencies(stage)) console.log(text)
} finally {
  await stage.close()
}

const rows = (await benchLog()).map(({ name, ops_per_s, ratio }) => [name, ops_per_s.toFixed(0), ratio.toFixed(2)])
console.log(`Audit log, durable appends\n${table([['', 'ops/s', 'ratio'], ...rows])}`)

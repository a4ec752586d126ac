/** `npm run bench`: ratios of one run on this machine. Absolute numbers mean nothing elsewhere. About 90 s. */
import { availableParallelism } from 'node:os'
import { benchLog } from './log.ts'
import { benchSecuredPath } from './secured-path.ts'
import { table } from './statistics.ts'

console.log(`Node ${process.version}, ${availableParallelism()} cores shared by client, servers, sources and PostgreSQL.
ratio: ops/s against the first row of the same turn; step: against the row above. Medians over the rounds.\n`)
for await (const text of benchSecuredPath()) console.log(text)

const rows = (await benchLog()).map(({ name, ops_per_s, ratio }) => [name, ops_per_s.toFixed(0), ratio.toFixed(2)])
console.log(`Audit log, durable appends\n${table([['', 'ops/s', 'ratio'], ...rows])}`)

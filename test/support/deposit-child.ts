/**
 * A process that takes one document and kills itself (SIGKILL) on the way: node deposit-child.ts ROOT DATABASE_URL DOCUMENT POINT
 *
 * POINT: `committed` (the store has it, the log nothing), `between` (the log has the first of two entries), `logged` (the log has all, the store
 * does not know it), `stored` (the store knows it, nobody was answered). Else it prints what was taken.
 */
import type { Log } from '../../gateway/audit/log.ts'
import { newEventId } from '../../gateway/telemetry/ids.ts'
import { openDeposits } from './deposits.ts'

const [root = '', databaseUrl = '', document = '', point = ''] = process.argv.slice(2)
const { deposits, log, close } = await openDeposits(root, databaseUrl, 'nop-tep')
const die = () => process.kill(process.pid, 'SIGKILL')
const { appendEncoded } = log
const all: ReturnType<Log['appendEncoded']>[] = []

Object.assign(log, {
  appendEncoded: async (entry) => {
    if (point === 'committed') die()
    if (point === 'between' && all.length > 0) {
      await all[0]
      die()
    }
    const appended = appendEncoded(entry)
    all.push(appended)
    await appended
    // In the next turn: when every entry of this one is in.
    if (point === 'logged') await Promise.all(all).then(die)
    return appended
  },
} satisfies Partial<Log>)
const taken = await deposits.take({
  agency: 'thanh-tra',
  transport: 'directory',
  document: Buffer.from(document),
  mediaType: 'text/csv',
  event: newEventId(),
})
if (point === 'stored') die()
process.stdout.write(JSON.stringify(taken))
await close()

/**
 * A process that takes one transfer under KEY and kills itself (SIGKILL) on the way: node transfer-child.ts ROOT DATABASE_URL KEY POINT
 *
 * POINT: `committed` (the store has it, the log nothing), `logged` (the log has it, the store does not know), `signing` (its receipt is not
 * yet signed), `receipted` (there is one, nobody was answered). Else it prints the receipt.
 */
import type { Log } from '../../gateway/audit/log.ts'
import { signReceipt } from '../../gateway/identity/transfer-receipt.ts'
import { messageKey, openTransfers } from './transfers.ts'

const [root = '', databaseUrl = '', key = '', point = ''] = process.argv.slice(2)
const die = () => process.kill(process.pid, 'SIGKILL')
const { take, log, close } = await openTransfers(root, databaseUrl, {
  sign: (claims) => {
    if (point === 'signing') die()
    return signReceipt(messageKey, claims)
  },
})
const { appendEncoded } = log
Object.assign(log, {
  appendEncoded: async (entry) => {
    if (point === 'committed') die()
    const appended = await appendEncoded(entry)
    if (point === 'logged') die()
    return appended
  },
} satisfies Partial<Log>)
const taken = await take(key, `của ${key}`)
if (point === 'receipted') die()
process.stdout.write(taken.state === 'receipted' ? taken.receipt : taken.code)
await close()

/**
 * A process that takes a log through all that its files go through, one step after the other: `node stepwise-log.ts ROOT SESSION`. What it was
 * told of each step it writes to standard output, each in one call:
 *
 *   INDEX LEAF · published NOTE · cosigned NOTE · kept EPOCH · erased EPOCH     it is durable (notes in base64)
 *   failed WHY · refused WHY · reopened · closed
 *
 * After a failure it opens the log again and goes on with the next step.
 */
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import { entryOf, optionsIn, withCopy } from '../audit.ts'
import { a, b, cosign, erase, keep, say, tellPublished } from './telling.ts'

const [root, session] = process.argv.slice(2)

const why = (error: unknown) => (error as Error).message

const appending = (name: string, count: number) => async (log: Log) => {
  const made = Array.from({ length: count }, async (_, i) => {
    const { index, leaf } = await log.append(entryOf(`${name}-${i}`))
    say(`${index} ${leaf}`)
  })
  const failed = (await Promise.allSettled(made)).find((settled) => settled.status === 'rejected')
  if (failed) throw failed.reason
}

const keeping = (epoch: string) => (log: Log) => keep(log, epoch)
const erasing = (epoch: string) => (log: Log) => erase(log, epoch)

type Step = (log: Log) => Promise<void>

const first: readonly Step[] = [appending('first', 1), keeping(a), appending('second', 1)]

const later: readonly Step[] = [
  appending('new-segment', 4),
  // With what was there before this fills the first tiles, and the next segment.
  appending('full-tile', 12),
  keeping(a),
  appending('next-tile', 3),
  cosign,
  keeping(b),
  appending('same-segment', 2),
  erasing(a),
  appending('last', 1),
]

async function reopen(log: Log): Promise<void> {
  try {
    await log.reopen()
    say('reopened')
  } catch (error) {
    say(`refused ${why(error)}`)
  }
}

try {
  const log = await openLog(withCopy(optionsIn(root!)))
  tellPublished(log)
  for (const step of session === 'first' ? first : later) {
    try {
      await step(log)
    } catch (error) {
      say(`failed ${why(error)}`)
    }
    if (!log.healthy()) await reopen(log)
  }
  await log.close()
  say('closed')
} catch (error) {
  say(`failed ${why(error)}`)
}

/**
 * A process that appends to a log, for tests that kill or starve it: node audit-writer.ts ROOT MODE. With a second copy when there is a
 * folder for it.
 *
 * - `load`: 32 appends always waiting, until killed. A line `index leaf` for each one answered, written synchronously.
 * - `fail`: the same until an append is rejected; then a line `failed CODE KIND`, then waits for a line on stdin, reopens,
 *   appends once more and closes: lines `reopened` or `refused KIND`, `index leaf`, `closed`.
 * - `flood`: as many appends at once as may wait; lines `refused COUNT` and, closed, `size SIZE`.
 * - `hold`: a line `held`, then waits.
 */

import { once } from 'node:events'
import fs from 'node:fs'
import { type Log, openLog } from '../../gateway/audit/log.ts'
import { LogRefused } from '../../gateway/audit/refusal.ts'
import { limits } from '../../gateway/limits.ts'
import { copyIn, entryOf, optionsIn } from './audit.ts'

const WAITING = 32
const LONG_NOTE = 'x'.repeat(1000)

/** Synchronous, so that a killed process has said it; the pipe doesn't block, so again while its reader is behind. */
function say(line: string): void {
  let rest = Buffer.from(`${line}\n`)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(1, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

async function appendUntilRejected(log: Log): Promise<unknown> {
  let failure: unknown
  const appendOn = async (name: string) => {
    for (let i = 0; failure === undefined; i++) {
      const { index, leaf } = await log.append(entryOf(`${name}-${i}`, LONG_NOTE))
      say(`${index} ${leaf}`)
    }
  }
  const writers = Array.from({ length: WAITING }, (_, i) =>
    appendOn(`w-${process.pid}-${i}`).catch((error) => {
      failure ??= error
    }),
  )
  await Promise.all(writers)
  return failure
}

async function fail(log: Log): Promise<void> {
  log.onFailure((refusal) => say(`onFailure ${refusal.kind}`))
  const failure = await appendUntilRejected(log)
  const { code, refusal, message } = failure as LogRefused
  say(`failed ${code} ${refusal?.kind} ${log.healthy()} ${message}`)
  const again = await log.append(entryOf('again')).catch((error) => error.code)
  say(`again ${again}`)
  await once(process.stdin, 'data')
  process.stdin.pause()
  try {
    await log.reopen()
    say('reopened')
    const { index, leaf } = await log.append(entryOf('after'))
    say(`${index} ${leaf}`)
  } catch (error) {
    say(`refused ${error instanceof LogRefused ? error.refusal.kind : error}`)
  }
  await log.close().then(
    () => say('closed'),
    () => say('closed badly'),
  )
}

async function flood(log: Log): Promise<void> {
  const appends = Array.from({ length: limits.log.waiting_entries_max }, (_, i) => log.append(entryOf(`f-${i}`)))
  const settled = await Promise.allSettled(appends)
  say(`refused ${settled.filter(({ status }) => status === 'rejected').length}`)
  await log.close()
  say(`size ${log.size()}`)
}

const [root, mode] = process.argv.slice(2)
const copy = fs.existsSync(copyIn(root!)) ? copyIn(root!) : undefined
const log = await openLog({
  ...optionsIn(root!),
  copy,
  refusal: () => ({ ...entryOf('disk-full'), phase: 'incident' }),
})
if (mode === 'load') await appendUntilRejected(log)
else if (mode === 'fail') await fail(log)
else if (mode === 'flood') await flood(log)
else say('held')

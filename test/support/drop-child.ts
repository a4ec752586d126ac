/**
 * A process that serves a drop folder and kills itself (SIGKILL) at a step: node drop-child.ts ROOT DATABASE_URL NAME STEP
 *
 * Steps are counted from 1: every call that changes or opens something of the file NAME, and being taken, before and after. It prints
 * `done STEPS` and ends when everything in the folder is settled.
 */
import { readdirSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { startDirectory } from '../../gateway/exchange/directory.ts'
import { folderAt } from '../../gateway/exchange/folder.ts'
import { tooLargeRecorder } from '../../gateway/exchange/too-large.ts'
import { createReturns } from '../../gateway/release/quarantine/returns.ts'
import { openDeposits } from './deposits.ts'
import { until } from './until.ts'

const [root = '', databaseUrl = '', name = '', last = '0'] = process.argv.slice(2)
let steps = 0

function step(what: readonly unknown[]): void {
  if (!what.some((part) => typeof part === 'string' && part.includes(name))) return
  steps++
  if (steps === Number(last)) process.kill(process.pid, 'SIGKILL')
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the calls take and give
type Call = (...args: any[]) => Promise<any>
const counted =
  (call: Call): Call =>
  (...args) => {
    step(args)
    return call(...args)
  }

const calls = fs as unknown as Record<'rename' | 'rm' | 'open' | 'lstat', Call>
for (const call of ['rename', 'rm'] as const) calls[call] = counted(calls[call])
const { open } = calls
calls.open = async (path: string, ...more) => {
  step([path])
  const handle = await open(path, ...more)
  for (const method of ['read', 'writeFile', 'sync', 'close'] as const) {
    const own = handle[method].bind(handle)
    handle[method] = (...args: unknown[]) => {
      step([path])
      return own(...args)
    }
  }
  return handle
}
syncBuiltinESMExports()

const { deposits, keeping, log, standing, close } = await openDeposits(root, databaseUrl, 'nop-tep')
const folder = folderAt(join(root, 'drop'))
const directory = startDirectory({
  agency: 'thanh-tra',
  folder,
  inForce: () => true,
  mediaType: 'text/csv',
  bytes_max: 1000,
  retry: { backoff_ms: 1_000, backoffMax_ms: 60_000 },
  deposits: {
    async take(delivery) {
      const about = [Buffer.from(delivery.document).toString('utf8')]
      step(about)
      const taken = await deposits.take(delivery)
      step(about)
      return taken
    },
  },
  returns: createReturns(keeping),
  recordTooLarge: tooLargeRecorder(log, standing),
  report: (state, _odd, cause) => state !== 'ok' && process.stderr.write(`${state} ${cause}\n`),
  bounds: { look_interval_ms: 1 },
})
await until(() => directory.state() === 'ok' && readdirSync(folder.in).length + readdirSync(folder.work).length === 0)
await directory.stop()
await close()
process.stdout.write(`done ${steps}\n`)

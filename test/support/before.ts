/** tap runs this before the first test file: it puts the keeper of this run in place (see keeper.ts). */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { runFolder } from './keeper-socket.ts'

const folder = runFolder()
// Left by an earlier process of the same number.
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { mode: 0o700 })
const keeper = fork(new URL('keeper.ts', import.meta.url), [folder, `${process.ppid}`], {
  detached: true,
  execArgv: [],
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
await Promise.race([
  once(keeper, 'message'),
  once(keeper, 'exit').then(() => Promise.reject(new Error('the keeper ended'))),
])
keeper.disconnect()
keeper.unref()

/**
 * Runs the checks of one adapter in a thread from which clock, randomness, network and process are taken (forbidden.ts). The thread that
 * started it watches what it writes into `shared`: an adapter that never answers is told by what it was asked last.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Adapter } from '../sdk/adapter.ts'
import { checks } from './checks.ts'
import type { Failure } from './failures.ts'
import { forbid } from './forbidden.ts'
import { loadAdapter, notLoaded } from './load.ts'
import { loadSubject } from './load-subject.ts'
import type { FromWorker, Order } from './protocol.ts'
import type { Subject } from './subject.ts'
import { announcer } from './watch.ts'

const { folder, module, seed, every, only, shared } = workerData as Order
const tell = (message: FromWorker): void => parentPort!.postMessage(message)
const announce = announcer(shared)

let used = (): readonly string[] => []
let current = 'purity'

async function load(): Promise<Adapter> {
  used = forbid()
  announce('adapter.ts')
  try {
    return await loadAdapter(module)
  } finally {
    announce(undefined)
  }
}

async function runAll(subject: Subject): Promise<void> {
  for (const { name, run } of checks.filter((check) => only === undefined || only.includes(check.name))) {
    current = name
    tell({ kind: 'started', name })
    tell({ kind: 'result', name, failures: await run(subject) })
    // Whatever was asked for meanwhile, and by whichever document.
    const late = used().map((detail): Failure => ({ code: 'global-used', at: 'adapter.ts', detail }))
    if (late.length > 0) tell({ kind: 'result', name: 'purity', failures: late })
  }
}

try {
  const progress = (done: number, total: number): void => tell({ kind: 'progress', done, total })
  await runAll(await loadSubject(folder, { seed, every, load, called: announce, progress }))
} catch (error) {
  tell({ kind: 'result', name: current, failures: [notLoaded(folder, error)] })
}
tell({ kind: 'done' })

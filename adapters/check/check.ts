/** Checks an adapter (`lienthong adapter check`): runs the table of checks.ts in a thread of its own and watches it. */

import { Worker } from 'node:worker_threads'
import type { Text } from '../../schemas/validation/texts.ts'
import { checks } from './checks.ts'
import type { Failure } from './failures.ts'
import { moduleOf } from './load.ts'
import type { FromWorker, Order } from './protocol.ts'
import { watched, watchedMemory } from './watch.ts'

export interface CheckOptions {
  readonly seed?: number
  /** One in so many fields and mutants is tried, for a short run; without it all. */
  readonly every?: number
  /** Names of checks; all when there are none. */
  readonly only?: readonly string[]
  /** How long one call of the adapter may take. */
  readonly call_ms_max?: number
  readonly progress?: (name: string, done: number, total: number) => void
}

export interface CheckResult {
  readonly name: string
  readonly title: Text
  /** `not-run`: a check before it ended the run. */
  readonly state: 'passed' | 'failed' | 'not-run'
  readonly failures: readonly Failure[]
}

export interface CheckReport {
  readonly passed: boolean
  readonly seed: number
  readonly results: readonly CheckResult[]
}

const CALL_MS_MAX = 5000
const HEAP_MB_MAX = 1024

/** The checks by name, in their order. */
export const checkNames: readonly string[] = checks.map(({ name }) => name)

/**
 * Runs the checks of the adapter in `folder` (absolute). An adapter that does not answer within `call_ms_max` fails the check that asked
 * it, and what follows is not run. Throws what the system throws; a folder without a manifest that can be read is a result.
 */
export async function checkAdapter(folder: string, options: CheckOptions = {}): Promise<CheckReport> {
  const { seed = 1, every = 1, only, call_ms_max = CALL_MS_MAX, progress } = options
  const shared = watchedMemory()
  const found = new Map<string, Failure[]>()
  let current = 'manifest'
  let ended = false
  const order: Order = {
    folder,
    module: moduleOf(folder),
    seed,
    every,
    shared,
    ...(only && { only }),
  }
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), {
    workerData: order,
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  })
  const add = (name: string, failures: readonly Failure[]): void => {
    const said = (one: Failure): string => JSON.stringify([one.at, one.measured, one.detail, one.place])
    const all = [...(found.get(name) ?? []), ...failures]
    found.set(name, [...new Map(all.map((one) => [said(one), one])).values()])
  }
  let last = -1
  const watching = setInterval(() => {
    const { calls, about } = watched(shared)
    if (calls === last && about !== '') {
      add(current, [{ code: 'time-unbounded', at: 'adapter.ts', place: about }])
      void worker.terminate()
    }
    last = calls
  }, call_ms_max)
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'started') current = message.name
        else if (message.kind === 'progress') progress?.(current, message.done, message.total)
        else if (message.kind === 'result') add(message.name, message.failures)
        else ended = true
      })
      worker.once('error', (error) => {
        add(current, [{ code: 'not-loaded', at: 'adapter.ts', place: watched(shared).about, detail: `${error}` }])
        resolve()
      })
      worker.once('messageerror', reject)
      worker.once('exit', () => resolve())
    })
  } finally {
    clearInterval(watching)
    await worker.terminate()
  }
  const wanted = checks.filter(({ name }) => only === undefined || only.includes(name) || found.has(name))
  const results = wanted.map(({ name, title }): CheckResult => {
    const failures = found.get(name)
    const state = failures === undefined ? 'not-run' : failures.length > 0 ? 'failed' : 'passed'
    return { name, title, state, failures: failures ?? [] }
  })
  return { passed: ended && results.every(({ state }) => state === 'passed'), seed, results }
}

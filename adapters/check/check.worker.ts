/**
 * Runs the checks of one adapter in a thread from which clock, randomness, network and process are taken (forbidden.ts). The thread that
 * started it watches what it writes into `shared`: an adapter that never answers is told by what it was asked last.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Adapter } from '../sdk/adapter.ts'
import { asking } from './asking.ts'
import { checks } from './checks.ts'
import type { Failure } from './failures.ts'
import { Forbidden, forbid } from './forbidden.ts'
import { fieldsOf, readGoldens, readKit, readManifest } from './load.ts'
import { openNative } from './native/open.ts'
import type { FromWorker, Order } from './protocol.ts'
import { randomOf } from './random.ts'
import type { Subject } from './subject.ts'
import { announcer } from './watch.ts'

const { folder, module, seed, only, shared } = workerData as Order
const tell = (message: FromWorker): void => parentPort!.postMessage(message)
const announce = announcer(shared)

const manifest = readManifest(folder)
const kit = await readKit(folder)
const goldens = readGoldens(folder, manifest, kit)
const used = forbid()
const uses = (): readonly Failure[] => used().map((name) => ({ code: 'global-used', at: 'adapter.ts', detail: name }))

async function load(): Promise<Adapter | Failure> {
  announce('loading')
  try {
    const { adapter } = (await import(module)) as { adapter: Adapter }
    return adapter
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : 'thrown'
    return { code: error instanceof Forbidden ? 'global-used' : 'not-loaded', at: 'adapter.ts', detail }
  }
}

const adapter = await load()
if ('code' in adapter) tell({ kind: 'result', name: 'purity', failures: [adapter] })
else {
  const subject: Subject = {
    folder,
    manifest,
    kit,
    ...goldens,
    ...fieldsOf(manifest),
    seed,
    random: () => randomOf(seed),
    ...asking(adapter, manifest, announce),
    open: (bytes) => openNative(manifest, kit, bytes),
    progress: (done, total) => tell({ kind: 'progress', done, total }),
  }
  for (const { name, run } of checks.filter((check) => only === undefined || only.includes(check.name))) {
    tell({ kind: 'started', name })
    const failures = await run(subject)
    tell({ kind: 'result', name, failures })
    // Whatever was asked for meanwhile, and by whichever document.
    const late = uses()
    if (late.length > 0) tell({ kind: 'result', name: 'purity', failures: late })
  }
}
announce(undefined)
tell({ kind: 'done' })

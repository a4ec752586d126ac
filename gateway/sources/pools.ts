/** The workers that have the adapters of the open sources loaded: replaced when another adapter is needed, and ended when nobody uses them. */
import type { InstalledAdapter } from './adapters.ts'
import type { SourceLimits } from './source-system.ts'
import { startWorkers, type WorkerPool } from './workers.ts'

/** Workers with the adapters that they were started with. */
export interface Pool {
  readonly workers: WorkerPool
  /** By folder name. */
  readonly adapters: ReadonlyMap<string, InstalledAdapter>
  /** Runs `work`; until it is over, its workers stay. Rejects as `work`. */
  use<T>(work: (workers: WorkerPool) => Promise<T>): Promise<T>
  /** No more work will come: resolves when what is under way is finished and the workers have ended. */
  retire(): Promise<void>
  /** Ends the workers, whatever they do. */
  close(): Promise<void>
}

export interface PoolOptions {
  readonly count: number
  readonly limits: SourceLimits
  /** Rejects when one of `adapters` is not in its folder any more as it was installed. */
  readonly unchanged: (adapters: readonly InstalledAdapter[]) => Promise<void>
}

/** Starts workers that load `adapters`. Rejects when one of these is not what its manifest says. */
export async function startPool(
  adapters: readonly InstalledAdapter[],
  { count, limits, unchanged }: PoolOptions,
): Promise<Pool> {
  const workers = await startWorkers({
    adapters: Object.fromEntries(
      adapters.map(({ name, module, manifest: { transport, native, directions, delivery, fields } }) => [
        name,
        { module, transport, native, directions, ...(delivery && { delivery }), fields },
      ]),
    ),
    ...{ count, limits, findings_max: limits.findings_max },
    unchanged: () => unchanged(adapters),
  })
  let users = 0
  let unused: (() => void) | undefined
  return {
    workers,
    adapters: new Map(adapters.map((adapter) => [adapter.name, adapter])),
    async use(work) {
      users += 1
      try {
        return await work(workers)
      } finally {
        users -= 1
        if (users === 0) unused?.()
      }
    },
    async retire() {
      if (users > 0) await new Promise<void>((resolve) => (unused = resolve))
      await workers.close()
    },
    close: workers.close,
  }
}

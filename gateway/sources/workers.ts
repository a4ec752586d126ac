/** A pool of translation workers. A task that outlives its bound takes its worker with it; another one is started. */
import { Worker } from 'node:worker_threads'
import { compileCache } from '../config/compile-cache.ts'
import type { FromWorker, Reply, Task, WorkerSettings } from './protocol.ts'
import type { SourceLimits } from './source-system.ts'

export interface WorkerPool {
  /** The reply to `task`, in turn; a document's bytes are copied. Never rejects: `busy` when too many wait, or it waited too long. */
  run(task: Task): Promise<Reply>
  /** Adapters of deposits that have a paged feed. */
  readonly feeds: readonly string[]
  close(): Promise<void>
}

export interface WorkerPoolOptions extends WorkerSettings {
  readonly count: number
  readonly limits: SourceLimits
  /** Asked before a worker is started in place of another, which loads what lies in the folders by then: rejects when that is not what the first ones loaded. */
  readonly unchanged: () => Promise<void>
}

interface Job {
  readonly task: Task
  readonly settle: (reply: Reply) => void
  /** While it waits. */
  timer?: NodeJS.Timeout
}

interface Slot {
  worker?: Worker
  state: 'starting' | 'idle' | 'working' | 'dead'
  job?: Job
  timer?: NodeJS.Timeout
}

const none = (reason: 'adapter-timeout' | 'adapter-crashed' | 'busy' | 'cancelled'): Reply => ({
  kind: 'none',
  reason,
  findings: [],
})

const isDeposit = ({ task }: Job): boolean => task.kind === 'translate' && task.to === 'deposits'

/** Starts the workers and waits until each has loaded every adapter. Rejects when one can't, or an adapter is not what its manifest says. */
export async function startWorkers(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { count, limits, adapters, findings_max } = options
  const workerData: WorkerSettings = { adapters, findings_max }
  const slots: Slot[] = Array.from({ length: count }, () => ({ state: 'dead' }))
  const waiting: Job[] = []
  /** A document of many records takes long: one worker is left to those who wait for an answer. */
  const deposits_max = Math.max(1, count - 1)
  /** Whose document was begun last: that of another goes before its next. */
  let served: string | undefined
  let feeds: readonly string[] = []
  let closed = false

  function settle(slot: Slot, reply: Reply): void {
    clearTimeout(slot.timer)
    const { job } = slot
    delete slot.job
    job?.settle(reply)
  }

  const mayBegin = (job: Job): boolean =>
    !isDeposit(job) || slots.filter((slot) => slot.job && isDeposit(slot.job)).length < deposits_max

  function nextInTurn(): number {
    const first = waiting.findIndex(mayBegin)
    const job = waiting[first]
    if (!job || !isDeposit(job) || job.task.adapter !== served) return first
    const other = waiting.findIndex((waits) => isDeposit(waits) && waits.task.adapter !== served)
    return other < 0 ? first : other
  }

  function begin(slot: Slot): void {
    if (!slot.worker) return
    const at = nextInTurn()
    const [job] = at < 0 ? [] : waiting.splice(at, 1)
    if (!job) return
    if (isDeposit(job)) served = job.task.adapter
    clearTimeout(job.timer)
    slot.state = 'working'
    slot.job = job
    const timeout_ms = isDeposit(job) ? limits.deposit_timeout_ms : limits.translate_timeout_ms
    slot.timer = setTimeout(() => replace(slot, none('adapter-timeout')), timeout_ms)
    // Copied, not transferred: what can't be translated is kept as it came.
    slot.worker.postMessage(job.task)
  }

  function beginIdle(): void {
    for (const slot of slots) if (slot.state === 'idle') begin(slot)
  }

  function wait(job: Job): void {
    waiting.push(job)
    job.timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(job), 1)
      job.settle(none('busy'))
    }, limits.translate_wait_timeout_ms)
  }

  /** What waits will not be served. */
  function dismiss(reply: Reply): void {
    for (const job of waiting.splice(0)) {
      clearTimeout(job.timer)
      job.settle(reply)
    }
  }

  function replace(slot: Slot, reply: Reply): void {
    const { worker } = slot
    delete slot.worker
    slot.state = 'dead'
    void worker?.terminate()
    settle(slot, reply)
    if (!closed) restart(slot).catch(giveUp)
  }

  async function restart(slot: Slot): Promise<void> {
    slot.state = 'starting'
    try {
      await options.unchanged()
    } catch (error) {
      slot.state = 'dead'
      throw error
    }
    if (!closed) await start(slot)
  }

  /** No worker can be started: nothing that waits will be served. */
  function giveUp(): void {
    if (slots.some(({ state }) => state !== 'dead')) return
    dismiss(none('adapter-crashed'))
  }

  function start(slot: Slot): Promise<void> {
    slot.state = 'starting'
    const worker = new Worker(new URL('./translate.worker.ts', import.meta.url), {
      workerData,
      env: compileCache(),
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.worker_heap_mb_max },
    })
    // Unread output would wait in memory, and may repeat content.
    worker.stdout.resume()
    worker.stderr.resume()
    slot.worker = worker
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error('worker did not start in time')), limits.worker_start_timeout_ms)
      function fail(error: Error): void {
        clearTimeout(timer)
        reject(error)
        if (slot.worker !== worker) return
        if (slot.state === 'starting') {
          delete slot.worker
          slot.state = 'dead'
          void worker.terminate()
        } else replace(slot, none('adapter-crashed'))
      }
      worker.on('message', (message: FromWorker) => {
        if (slot.worker !== worker) return
        if (message.kind === 'unfit') return fail(new Error(message.why))
        if (message.kind === 'ready') {
          clearTimeout(timer)
          feeds = message.feeds
          resolve()
        } else settle(slot, message.reply)
        slot.state = 'idle'
        beginIdle()
      })
      worker.on('messageerror', fail)
      worker.on('error', fail)
      worker.on('exit', () => fail(new Error('worker ended')))
    })
  }

  const started = await Promise.allSettled(slots.map(start))
  const failed = started.find((outcome) => outcome.status === 'rejected')
  if (failed) {
    closed = true
    await Promise.all(slots.map(({ worker }) => worker?.terminate()))
    throw failed.reason
  }

  return {
    feeds,
    run(task) {
      if (closed) return Promise.resolve(none('cancelled'))
      return new Promise((resolve) => {
        const job: Job = { task, settle: resolve }
        const idle = slots.some(({ state }) => state === 'idle') && mayBegin(job)
        if (!idle && waiting.length >= limits.translations_waiting_max) return resolve(none('busy'))
        wait(job)
        if (idle) beginIdle()
        else for (const slot of slots) if (slot.state === 'dead') restart(slot).catch(giveUp)
      })
    },
    async close() {
      closed = true
      dismiss(none('cancelled'))
      const workers = slots.map((slot) => {
        const { worker } = slot
        delete slot.worker
        settle(slot, none('cancelled'))
        return worker?.terminate()
      })
      await Promise.all(workers)
    },
  }
}

/** A pool of translation workers. A task that outlives its bound takes its worker with it; another one is started. */
import { Worker } from 'node:worker_threads'
import type { SourceLimits } from './options.ts'
import type { FromWorker, Reply, Task, WorkerSettings } from './protocol.ts'

export interface WorkerPool {
  /** The reply to `task`, in turn; the answer's body is handed over. Never rejects: `busy` when too many wait. */
  run(task: Task): Promise<Reply>
  close(): Promise<void>
}

export interface WorkerPoolOptions extends WorkerSettings {
  readonly count: number
  readonly limits: SourceLimits
}

interface Job {
  readonly task: Task
  readonly settle: (reply: Reply) => void
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

/** Starts the workers and waits until each has loaded every adapter. Rejects when one can't. */
export async function startWorkers(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { count, limits, adapters, findings_max } = options
  const workerData: WorkerSettings = { adapters, findings_max }
  const slots: Slot[] = Array.from({ length: count }, () => ({ state: 'dead' }))
  const waiting: Job[] = []
  let closed = false

  function settle(slot: Slot, reply: Reply): void {
    clearTimeout(slot.timer)
    const { job } = slot
    delete slot.job
    job?.settle(reply)
  }

  function begin(slot: Slot): void {
    const job = waiting.shift()
    if (!job || !slot.worker) return
    slot.state = 'working'
    slot.job = job
    slot.timer = setTimeout(() => replace(slot, none('adapter-timeout')), limits.translate_timeout_ms)
    const { task } = job
    slot.worker.postMessage(task, task.kind === 'translate' ? [task.answer.body.buffer as ArrayBuffer] : [])
  }

  function replace(slot: Slot, reply: Reply): void {
    const { worker } = slot
    delete slot.worker
    slot.state = 'dead'
    void worker?.terminate()
    settle(slot, reply)
    if (!closed) start(slot).catch(giveUp)
  }

  /** No worker can be started: nothing that waits will be served. */
  function giveUp(): void {
    if (slots.some(({ state }) => state !== 'dead')) return
    for (const job of waiting.splice(0)) job.settle(none('adapter-crashed'))
  }

  function start(slot: Slot): Promise<void> {
    slot.state = 'starting'
    const worker = new Worker(new URL('./translate.worker.ts', import.meta.url), {
      workerData,
      env: {},
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
        if (message.kind === 'ready') {
          clearTimeout(timer)
          resolve()
        } else settle(slot, message.reply)
        slot.state = 'idle'
        begin(slot)
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
    run(task) {
      if (closed) return Promise.resolve(none('cancelled'))
      const idle = slots.find(({ state }) => state === 'idle')
      if (!idle && waiting.length >= limits.translations_waiting_max) return Promise.resolve(none('busy'))
      return new Promise((resolve) => {
        waiting.push({ task, settle: resolve })
        if (idle) begin(idle)
        else for (const slot of slots) if (slot.state === 'dead') start(slot).catch(giveUp)
      })
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.settle(none('cancelled'))
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

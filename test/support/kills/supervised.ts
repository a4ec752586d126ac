/** A gateway with its own PostgreSQL and sandboxes, whose processes are killed one at a time and started again as a supervisor would. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { startGateway, type TestGateway } from '../gateway.ts'
import { startMain } from '../main-process.ts'
import { supervisePostgres } from './postgres.ts'
import { restartSandbox, sandboxesGone, sandboxesOf } from './sandboxes.ts'

export interface Supervised {
  readonly run: () => RunFile
  readonly agencies: () => readonly string[]
  /** Starts the gateway and kills it `after_ms`, wherever it may be by then; what it leaves is left. */
  killStarting(after_ms: number): Promise<void>
  start(): Promise<void>
  killGateway(): Promise<void>
  killSource(agency: string): Promise<void>
  /** On the same port. */
  restartSource(agency: string): Promise<void>
  killPostgres(): void
  restartPostgres(): Promise<void>
  /** Ends it as an operator would; gives the exit code. */
  stop(): Promise<number | null>
}

/** On the data folder `data`. Nothing is started yet. */
export function superviseGateway(t: Test, data: string): Supervised {
  let gateway: TestGateway | undefined
  const postgres = supervisePostgres(data)
  const killed = new Map<string, ReturnType<typeof sandboxesOf>[number]>()
  /** Restarted ones are not the gateway's children: they do not end with it. */
  const ours: ChildProcess[] = []

  async function endOurs(): Promise<void> {
    for (const child of ours.splice(0)) {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
      child.stdin?.end()
      await gone
    }
  }

  const current = () => {
    if (!gateway) throw new Error('the gateway was not started')
    return gateway
  }
  t.teardown(endOurs)
  return {
    run: () => current().run,
    agencies: () => sandboxesOf(data).map(({ agency }) => agency),
    async killStarting(after_ms) {
      const { child, ended } = startMain(t, {
        LIENTHONG_DATA: data,
        LIENTHONG_PORT: '0',
        LIENTHONG_WITNESS_POLICY: 'none',
      })
      await Promise.race([pause(after_ms), ended])
      child.kill('SIGKILL')
      await ended
      await sandboxesGone(data)
    },
    async start() {
      gateway = await startGateway(t, { data, databaseUrl: '' })
    },
    async killGateway() {
      await current().stop('SIGKILL')
      await endOurs()
      await sandboxesGone(data)
    },
    async killSource(agency) {
      const sandbox = sandboxesOf(data).find((one) => one.agency === agency)!
      killed.set(agency, sandbox)
      process.kill(sandbox.pid, 'SIGKILL')
    },
    async restartSource(agency) {
      ours.push(await restartSandbox(killed.get(agency)!, current().run))
    },
    killPostgres: postgres.kill,
    restartPostgres: postgres.restart,
    async stop() {
      const code = await current().stop()
      await endOurs()
      return code
    },
  }
}

/** A gateway for the length of the demonstration: its own data folder, its own port, nothing left behind. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operatorLog } from '../../operator-log.ts'
import { runDevelopment } from '../run.ts'
import type { RunFile } from '../run-file.ts'

/** Starts it. What the operator's log has to say below an error is not shown. Rejects when it can't be started. */
export async function temporaryGateway(
  config: Parameters<typeof runDevelopment>[0],
): Promise<{ readonly run: RunFile; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lienthong-demo-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(join(dataDir, 'keys'), { mode: 0o700 })
  try {
    const { run, stop } = await runDevelopment({ ...config, dataDir, port: 0 }, operatorLog('error'))
    return { run, stop: () => stop().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

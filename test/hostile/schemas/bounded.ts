/** Runs a program of this folder in a process of its own, with little heap and a time after which it is killed. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const HEAP_MB = 192
/** Far beyond what is linear, far below what is not. */
const TIME_MS = 60_000

/**
 * What `program` wrote to its standard output, as JSON. Rejects when it died of its heap or its stack, or was killed
 * after `time_ms`.
 */
export async function bounded(program: string, argument = '', time_ms = TIME_MS): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, join(import.meta.dirname, program), argument],
    { timeout: time_ms, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024 },
  )
  return JSON.parse(stdout)
}

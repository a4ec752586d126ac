/** The signer that a gateway starts for itself: another process, so that no fault of the gateway reads the key. Started again when it ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ML_DSA_KEY_FILE, VERIFIER_KEY_FILE } from '../audit/key.ts'
import { LogRefused } from '../audit/refusal.ts'
import { compileCache } from '../config/compile-cache.ts'
import { limits } from '../limits.ts'
import type { SignerSettings } from './run.ts'

export interface SignerChild {
  readonly socket: string
  close(): Promise<void>
}

export interface SignerChildOptions {
  readonly origin: string
  /** The log's, and that of the keys. */
  readonly directory: string
  readonly keysDir: string
  readonly mlDsa: boolean
  /** Hears that it ended, and that it runs again. */
  readonly onChange: (state: 'ended' | 'restarted') => void
}

/** Longest path of a unix socket that every system takes, in bytes. */
const socket_path_max = 100

/** Starts it. Rejects with LogRefused `signer` when it does not get ready; what it says of why is on standard error. */
export async function startSignerChild(options: SignerChildOptions): Promise<SignerChild> {
  const { origin, directory, keysDir, mlDsa, onChange } = options
  const beside = join(keysDir, 'signer.sock')
  const short = Buffer.byteLength(beside) <= socket_path_max ? undefined : mkdtempSync(join(tmpdir(), 'lienthong-'))
  const socket = short === undefined ? beside : join(short, 'signer.sock')
  const settings = (): SignerSettings => ({
    ...{ origin, socket, keyFile: join(keysDir, 'log-signing.key') },
    ...(mlDsa && { mlDsaKeyFile: join(keysDir, 'log-signing.ml-dsa-44.key') }),
    mayCreate: [
      ...(existsSync(join(directory, VERIFIER_KEY_FILE)) ? [] : (['ed25519'] as const)),
      ...(existsSync(join(directory, ML_DSA_KEY_FILE)) ? [] : (['ml-dsa-44'] as const)),
    ],
  })
  let child: ChildProcess
  let closing = false

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), JSON.stringify(settings())], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: compileCache(),
    })
    child = started
    started.stdin!.on('error', () => {})
    const lines = createInterface({ input: started.stdout! })
    const gone = once(started, 'exit')
    const ended = gone.then(() => {
      throw new LogRefused({ kind: 'signer', why: 'its process ended before it was ready' })
    })
    await Promise.race([once(lines, 'line'), ended])
    gone.then(() => {
      if (closing) return
      onChange('ended')
      restart()
    })
  }

  const restart = (): void => {
    const again = () => {
      if (!closing) start().then(() => onChange('restarted'), restart)
    }
    setTimeout(again, limits.signer.retry_interval_ms).unref()
  }

  await start()
  return {
    socket,
    async close() {
      closing = true
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }
      if (short !== undefined) rmSync(short, { recursive: true, force: true })
    },
  }
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { freePort } from '../../gateway/store/postgres-listen.ts'
import { dataFolder } from './data-folder.ts'

export interface RedisServer {
  readonly url: string
  readonly process: () => ChildProcess
  /** Ends it by `signal`, with whatever it keeps in memory. */
  stop(signal: NodeJS.Signals): Promise<void>
  start(): Promise<void>
}

/** Why Redis tests can't run here, or false. */
export function redisMissing(): string | false {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'redis-server is not installed'
  }
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = createConnection(port, '127.0.0.1')
    const up = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (up) return
    await pause(10)
  }
}

/** A Redis of the test's own on a free loopback port, without persistence; ended with the test. */
export async function redisServer(t: Test, options: readonly string[] = []): Promise<RedisServer> {
  const directory = dataFolder(t)
  const port = await freePort()
  const fixed = [
    '--bind',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--dir',
    directory,
    '--save',
    '',
    '--appendonly',
    'no',
    '--daemonize',
    'no',
  ]
  let child: ChildProcess
  const start = async () => {
    child = spawn('redis-server', [...fixed, ...options], { stdio: 'ignore' })
    await listening(port)
  }
  const stop = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  await start()
  t.teardown(() => stop('SIGKILL'))
  return { url: `redis://127.0.0.1:${port}`, process: () => child, start, stop }
}

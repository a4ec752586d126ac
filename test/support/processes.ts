import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import type { Test } from 'tap'
import { until } from './until.ts'

/** The living processes whose command line names `text`, for example a data folder, as `ps` prints them. Zombies have none. */
export const processesNaming = (text: string, columns = 'args='): readonly string[] =>
  execFileSync('ps', ['-A', '-ww', '-o', columns], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text))

/** A process that has ended and that its parent does not reap while `t` runs: its id, and its start time in clock ticks. Linux only. */
export async function zombie(t: Test): Promise<{ readonly pid: number; readonly started: string }> {
  const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  t.teardown(() => parent.kill())
  const [line] = await once(createInterface({ input: parent.stdout! }), 'line')
  const pid = Number(line)
  const stat = () =>
    readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
  // Only then: a shell would reap it, `sleep` does not.
  await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n')
  ;(parent.stdio[3] as Writable).end()
  await until(() => stat()[0] === 'Z')
  return { pid, started: stat()[19]! }
}

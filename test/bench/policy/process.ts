/** One way in a process of its own: what one makes the compiler believe is not the others' loss. Does a round for each message. */
import { ways } from './ways.ts'

export interface Round {
  /** Answers per second of CPU time. */
  readonly rate: number
  /** The last answer. */
  readonly text: string
}

/** User and system time of this process, all threads: nobody is asked and nothing waited for, and others use the machine too. */
function cpu_ms(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const give = await ways[process.argv[2]!]!.make()
process.on('message', async (duration_ms: number) => {
  const from = cpu_ms()
  let answer = await give()
  let count = 1
  for (; cpu_ms() - from < duration_ms; count++) answer = await give()
  const rate = (count * 1000) / (cpu_ms() - from)
  process.send!({ rate, text: answer.toString() } satisfies Round)
})

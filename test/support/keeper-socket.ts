import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export type Question = 'certificates' | 'database' | 'end'
/** `url` of the server, or `folder` with the certificates. */
export type Answer = { readonly url?: string; readonly folder?: string; readonly error?: string }

export const socketIn = 'keeper'

/** The folder of the run whose runner started this process: test files and the before and after modules all have the same parent. */
export const runFolder = (): string => join(tmpdir(), `lienthong-test-run-${process.ppid}`)

/** What the keeper of this run says; undefined when there is none. Throws when it could not do what was asked. */
export async function askKeeper(question: Question): Promise<Answer | undefined> {
  const socket = createConnection(join(runFolder(), socketIn))
  socket.write(question)
  let answer: Answer
  try {
    answer = JSON.parse(await text(socket)) as Answer
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
  if (answer.error !== undefined) throw new Error(answer.error)
  return answer
}

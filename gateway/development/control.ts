/** The controls of the sandbox systems of a running gateway. They serve the gateway's certificate only, so that is what this shows. */
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { RunFile } from './run-file.ts'

/**
 * Sends `body` as JSON to the control `path` (such as `/_sandbox/misbehave`) of the sandbox system of `agency`; without a
 * body it only asks. Gives status and text. Throws when there is no such sandbox or it can't be reached.
 */
export async function control(
  run: RunFile,
  agency: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly text: string }> {
  const [system] = Object.entries(run.clients).find(([id, client]) => client.agency === agency && run.sources[id]) ?? []
  if (system === undefined) throw new Error(`no sandbox of ${agency} is running`)
  const file = (name: string) => readFileSync(join(run.data, 'certs/gateway', name))
  const sent = request(`${run.sources[system]}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ca: readFileSync(run.ca),
    cert: file('client.pem'),
    key: file('client.key'),
    // Its certificate names the system, not the address.
    checkServerIdentity: () => undefined,
    agent: false,
  })
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  const answer = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>((resolve, reject) =>
    sent.on('response', resolve).on('error', reject),
  )
  return { status: answer.statusCode ?? 0, text: await text(answer) }
}

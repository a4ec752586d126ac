/** How a sandbox behaves badly on request, so that the gateway can be shown what real systems do. */
import type { ServerResponse } from 'node:http'
import type { SandboxAnswer } from './message.ts'

/**
 * `cursor-back` and, in its lists, `duplicate` are for the system itself to do (its feed leads in a circle; it tells rows twice); as an answer
 * they are sent well. What is handed over: `slow` and `down` take nothing; `lost` says that it was taken and has lost it; `duplicate`
 * has taken it and says that it failed. `changed-format`: the system calls one of its fields otherwise.
 */
export const modes = [
  'none',
  'slow',
  'down',
  'half',
  'garbage',
  'wrong-encoding',
  'cursor-back',
  'lost',
  'duplicate',
  'changed-format',
] as const
export type Mode = (typeof modes)[number]

/** The switch as it stands; with `dossier` only requests for that native key are answered badly. */
export interface Misbehaviour {
  readonly mode: Mode
  readonly dossier?: string
}

/** Reads a control request's body; undefined when it is not one. */
export function parseMisbehaviour(body: string): Misbehaviour | undefined {
  try {
    const given = JSON.parse(body) as { mode?: unknown; dossier?: unknown } | null
    const mode = modes.find((known) => known === given?.mode)
    if (mode === undefined) return undefined
    return typeof given?.dossier === 'string' ? { mode, dossier: given.dossier } : { mode }
  } catch {
    return undefined
  }
}

/** A field by its name until yesterday and its name from today, both as they stand in a document and in ASCII. */
export type Renamed = readonly [before: string, after: string]

/** The answer with a field under its other name, wherever it stands. */
export function withRenamed({ body, ...answer }: SandboxAnswer, [before, after]: Renamed): SandboxAnswer {
  const text = Buffer.from(body).toString('latin1').replaceAll(before, after)
  return { ...answer, body: Buffer.from(text, 'latin1') }
}

/** What a system says that fails after it has taken what was handed over. */
export const failedAfter: SandboxAnswer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Lỗi hệ thống, đề nghị gửi lại',
}

/** Sends an answer in the manner of the mode. */
export function send(response: ServerResponse, answer: SandboxAnswer, mode: Mode): void {
  const body = Buffer.from(answer.body)
  switch (mode) {
    case 'none':
    case 'cursor-back':
    case 'lost':
    case 'duplicate':
    case 'changed-format':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length }).end(body)
      return
    case 'slow':
      return
    case 'down':
      response.socket?.destroy()
      return
    case 'half':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length })
      response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy())
      return
    case 'garbage':
      response.writeHead(200, answer.headers).end('<!DOCTYPE html><html><body><h1>Hệ thống đang bảo trì</h1>\u0000')
      return
    case 'wrong-encoding':
      // What an old single-byte system does: every character above U+00FF is cut to its low byte.
      response.writeHead(answer.status, answer.headers).end(Buffer.from(body.toString('utf8'), 'latin1'))
      return
  }
}

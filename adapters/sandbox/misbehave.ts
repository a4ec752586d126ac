/** How a sandbox behaves badly on request, so that the gateway can be shown what real systems do. */
import type { ServerResponse } from 'node:http'
import type { SandboxAnswer } from './message.ts'

/** `cursor-back` is for the system itself to do (its feed leads in a circle); as an answer it is sent well. */
export const modes = ['none', 'slow', 'down', 'half', 'garbage', 'wrong-encoding', 'cursor-back'] as const
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

/** Sends an answer in the manner of the mode. */
export function send(response: ServerResponse, answer: SandboxAnswer, mode: Mode): void {
  const body = Buffer.from(answer.body)
  switch (mode) {
    case 'none':
    case 'cursor-back':
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

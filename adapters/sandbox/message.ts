/** Requests and answers as a sandbox system sees them. */
import type { IncomingMessage } from 'node:http'

export interface SandboxRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The body as it came, of a request that came over the wire. */
  readonly bytes?: Uint8Array
}

export interface SandboxAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

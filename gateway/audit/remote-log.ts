/** The log of a gateway that serves it (`/log/…`), over mutual TLS. */
import { Agent, request } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import { limits } from '../limits.ts'
import { BUNDLE_BYTES_MAX } from './tiles.ts'

export interface RemoteLog {
  /**
   * The file at `path` under the prefix; undefined when there is none. Waits where the gateway asks to. Rejects with the system's errors, or
   * an Error with the status as `code`, that says what the gateway said.
   */
  file(path: string): Promise<Buffer | undefined>
  close(): void
}

const TRIES_MAX = 20
const WAIT_S_MAX = 120

interface Answer {
  readonly status: number
  readonly retry_s: number | undefined
  readonly body: Buffer
}

/** A refusal in one line (RFC 9457), or whatever came. */
function saidIn(body: Buffer): string {
  const text = body.toString().slice(0, 500)
  try {
    const { code, title, detail } = JSON.parse(text) as Record<string, unknown>
    return `${code}: ${title}. ${detail}`
  } catch {
    return text
  }
}

/** `prefix` ends before `/checkpoint`; certificates and keys in PEM. One connection: so it is one reading session. Nothing is asked yet. */
export function openRemoteLog(
  prefix: string,
  credentials: { readonly ca: string; readonly cert: string; readonly key: string },
): RemoteLog {
  const agent = new Agent({ ...credentials, keepAlive: true, maxSockets: 1, minVersion: 'TLSv1.3' })
  const ask = (path: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(`${prefix}/${path}`, { agent, timeout: limits.request.request_timeout_ms }, (answer) => {
        const parts: Buffer[] = []
        let length = 0
        answer.on('data', (part: Buffer) => {
          length += part.length
          if (length > BUNDLE_BYTES_MAX) answer.destroy(new Error(`${path} is longer than any file of a log`))
          else parts.push(part)
        })
        answer.on('error', reject)
        answer.on('end', () => {
          const retry = Number(answer.headers['retry-after'])
          const retry_s = Number.isFinite(retry) ? retry : undefined
          resolve({ status: answer.statusCode ?? 0, retry_s, body: Buffer.concat(parts) })
        })
      })
      sent.on('error', reject)
      sent.on('timeout', () =>
        sent.destroy(Object.assign(new Error(`no answer from ${prefix}`), { code: 'ETIMEDOUT' })),
      )
      sent.end()
    })
  return {
    async file(path) {
      for (let tries = 1; ; tries++) {
        const { status, retry_s, body } = await ask(path)
        if (status === 200) return body
        if (status === 404) return undefined
        const waits = (status === 429 || status === 503) && tries < TRIES_MAX
        if (!waits)
          throw Object.assign(new Error(`${prefix}/${path}: ${status} ${saidIn(body)}`), { code: `HTTP-${status}` })
        await pause(1000 * Math.min(WAIT_S_MAX, retry_s ?? 1))
      }
    },
    close: () => agent.destroy(),
  }
}

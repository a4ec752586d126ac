/** One POST of the portal to the gateway over mutual TLS, tried again for a while when nobody is there. */
import { request } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'

export interface Message {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

export interface Target {
  readonly url: string
  /** PEM texts: the authority of the gateway, and the portal's own certificate and key. */
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export interface Posted {
  readonly attempts: number
  /** Of the last answer; absent when there was none. */
  readonly status?: number
  readonly answer?: unknown
  /** Code of the last failure to get an answer. */
  readonly error?: string
}

const ANSWER_BYTES_MAX = 64 * 1024
const TIMEOUT_MS = 10_000
/** Pauses before the next attempts. What is still not delivered then, the feed tells. */
const PAUSES_MS: readonly number[] = [200, 400, 800, 1600, 3200]
const LATER = [429, 502, 503, 504]

type Answer = Omit<Posted, 'attempts'>

function parsed(text: string): { readonly answer?: unknown } {
  try {
    return { answer: JSON.parse(text) }
  } catch {
    return {}
  }
}

function once({ url, ...tls }: Target, { body, headers }: Message): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.name })
    const options = { ...tls, method: 'POST', minVersion: 'TLSv1.3', agent: false, timeout: TIMEOUT_MS } as const
    const sent = request(
      url,
      { ...options, headers: { ...headers, 'content-length': body.byteLength } },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('error', failed)
        response.on('data', (chunk: string) => {
          if (text.length < ANSWER_BYTES_MAX) text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, ...parsed(text) }))
      },
    )
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    sent.on('error', failed).end(body)
  })
}

/**
 * Sends the same bytes and headers until an answer comes that is not "later", once more after each pause; never
 * rejects.
 */
export async function post(target: Target, message: Message, pauses_ms = PAUSES_MS): Promise<Posted> {
  for (let attempts = 1; ; attempts++) {
    const answer = await once(target, message)
    const again = pauses_ms[attempts - 1]
    const later = answer.status === undefined || LATER.includes(answer.status)
    if (!later || again === undefined) return { attempts, ...answer }
    await pause(again)
  }
}

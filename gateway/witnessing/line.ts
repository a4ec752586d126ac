/** The way to one server: HTTP/1.1 in mutual TLS 1.3, bounded in time and bytes, on certificates that may be replaced. */
import { buildConnector, Pool } from 'undici'

/** What the gateway shows, and what it trusts. Texts are PEM. */
export interface LineTrust {
  readonly ca: string
  readonly crl: string | readonly string[]
  readonly cert: string
  readonly key: string
}

export interface LineLimits {
  readonly request_timeout_ms: number
  readonly keep_alive_timeout_ms: number
  readonly answer_bytes_max: number
}

export interface Request {
  readonly method: 'GET' | 'POST'
  /** After the prefix, with its slash; empty: the address itself. */
  readonly path: string
  readonly mediaType?: string
  readonly body?: string | Uint8Array
}

export interface Reply {
  readonly status: number
  readonly mediaType: string
  readonly body: Buffer
}

export interface Line {
  /** Sends once. Rejects when there is no whole answer in time, or one of another form than was asked for: too long, encoded. */
  send(request: Request): Promise<Reply>
  /** From the next connection on; those that are open are cut. */
  trust(next: LineTrust): void
  close(): Promise<void>
}

/** `trust` is left out for a server that asks for no certificate, and whose own is of an authority that Node knows. Opens no connection yet. */
export function openLine(url: string, limits: LineLimits, trust?: LineTrust): Line {
  const { origin, pathname, search } = new URL(url)
  const poolWith = (by: LineTrust | undefined) =>
    new Pool(origin, {
      connections: 1,
      pipelining: 1,
      keepAliveTimeout: limits.keep_alive_timeout_ms,
      allowH2: false,
      // The deadline of the whole request bounds both.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: buildConnector({
        ...(by && { ...by, crl: typeof by.crl === 'string' ? by.crl : [...by.crl] }),
        minVersion: by ? 'TLSv1.3' : 'TLSv1.2',
        timeout: limits.request_timeout_ms,
        allowH2: false,
        // A resumed session would not show its certificate again.
        maxCachedSessions: 0,
      }),
    })
  let pool = poolWith(trust)

  return {
    async send({ method, path, mediaType, body }) {
      const response = await pool.request({
        method,
        path: path === '' ? `${pathname}${search}` : `${pathname.replace(/\/$/, '')}${path}`,
        headers: { 'accept-encoding': 'identity', ...(mediaType !== undefined && { 'content-type': mediaType }) },
        body: body ?? null,
        signal: AbortSignal.timeout(limits.request_timeout_ms),
      })
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        bytes += chunk.length
        if (bytes > limits.answer_bytes_max) throw new RangeError('the answer is too long')
        chunks.push(chunk)
      }
      const type = response.headers['content-type']
      return {
        status: response.statusCode,
        mediaType: typeof type === 'string' ? type : '',
        body: Buffer.concat(chunks),
      }
    },
    trust(next) {
      const former = pool
      pool = poolWith(next)
      void former.destroy().catch(() => {})
    },
    close: () => pool.destroy(),
  }
}

/** What a failure of `send` says, in a word for the operator: codes of undici, TLS and the system. */
export function lineFailure(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  if (name === 'TimeoutError') return 'timeout'
  return typeof code === 'string' ? code : String(name)
}

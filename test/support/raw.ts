/** HTTP/1.1 over TLS by hand: sends exactly the bytes it is given, which a client library would tidy up or refuse. */
import { readFileSync } from 'node:fs'
import { connect, createSecureContext, type SecureContext } from 'node:tls'
import type { RunFile } from '../../gateway/development/run-file.ts'

export interface RawReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** `text` as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly json: any
}

export interface RawConnection {
  /** The handshake is done on this side; never resolves when it fails. */
  readonly opened: Promise<unknown>
  send(bytes: string | Uint8Array): void
  /** The next answer; undefined when the connection ended before one was whole. `headOnly`: to HEAD, which gets no body. */
  next(headOnly?: boolean): Promise<RawReply | undefined>
  /** Resolves when the gateway has closed its side; gives what it sent beyond the answers that were read. */
  ended(): Promise<string>
  /** Whether everything received was read as an answer. */
  drained(): boolean
  close(): void
}

export interface RawRequest {
  readonly method?: string
  readonly target: string
  /** As they are written; Host comes by itself unless given, Content-Length with a body unless it or Transfer-Encoding is given. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Uint8Array
}

/** The bytes of a request. Header values are written as latin1, so that any byte can be sent. */
export function bytesOf({ method = 'GET', target, headers = [], body }: RawRequest): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const content = Buffer.from(body ?? '')
  const lines = [
    ...(given.has('host') ? [] : [['Host', 'gateway']]),
    ...headers,
    ...(body === undefined || given.has('content-length') || given.has('transfer-encoding')
      ? []
      : [['Content-Length', content.length]]),
  ]
  const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), content])
}

/** `body` in chunked coding (RFC 9112 §7.1). */
export const chunked = (body: string, chunk_bytes = 8192): string => {
  const parts: string[] = []
  for (let at = 0; at < body.length; at += chunk_bytes) {
    const part = body.slice(at, at + chunk_bytes)
    parts.push(`${part.length.toString(16)}\r\n${part}\r\n`)
  }
  return `${parts.join('')}0\r\n\r\n`
}

const contexts = new Map<string, SecureContext>()

/** Made once for what the files hold now: to parse them costs as much as a handshake. */
function contextOf(run: RunFile, files: { readonly cert: string; readonly key: string } | undefined): SecureContext {
  const ca = readFileSync(run.ca, 'utf8')
  const own = files && { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') }
  const name = ca + (own?.cert ?? '') + (own?.key ?? '')
  const context = contexts.get(name) ?? createSecureContext({ ca, ...own })
  contexts.set(name, context)
  return context
}

/** Opens a connection with the certificate in `files`; with none when undefined. */
export function rawConnection(
  run: RunFile,
  files: { readonly cert: string; readonly key: string } | undefined,
): RawConnection {
  const { hostname, port } = new URL(run.url)
  const socket = connect({ host: hostname, port: Number(port), secureContext: contextOf(run, files) })
  let received = Buffer.alloc(0)
  let over = false
  let wake = () => {}
  let changed = new Promise<void>((resolve) => (wake = resolve))
  const notify = () => {
    wake()
    changed = new Promise((resolve) => (wake = resolve))
  }
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part])
    notify()
  })
  // A reset after the answer is a way of closing; before it, `next` gives undefined and the test fails there.
  socket.on('error', () => {})
  for (const event of ['end', 'close'] as const)
    socket.on(event, () => {
      over = true
      notify()
    })
  return {
    opened: new Promise((resolve) => socket.once('secureConnect', resolve)),
    send: (bytes) => void socket.write(bytes),
    async next(headOnly = false) {
      for (;;) {
        const found = replyIn(received, headOnly)
        if (found) {
          received = received.subarray(found.length)
          return found.reply
        }
        if (over) return undefined
        await changed
      }
    },
    async ended() {
      while (!over) await changed
      return received.toString('latin1')
    },
    drained: () => received.length === 0,
    close: () => socket.destroy(),
  }
}

/** The first whole answer in `bytes`. Every answer of the gateway says its length. */
function replyIn(bytes: Buffer, headOnly: boolean): { readonly reply: RawReply; readonly length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const start = end + 4
  const length = start + (headOnly || status < 200 ? 0 : Number(headers['content-length'] ?? 0))
  if (bytes.length < length) return undefined
  const text = bytes.subarray(start, length).toString('utf8')
  return { reply: { status, headers, text, json: parsed(text) }, length }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

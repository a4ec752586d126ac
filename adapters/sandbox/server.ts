/**
 * What the sandbox systems of all agencies have in common: an HTTPS server with mutual TLS 1.3 in a process of its own,
 * a list of the requests it got, and switches for behaving badly. It ends when its parent does (standard input closes).
 */
import { openSync, readFileSync, writeSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type Holdings, makeHoldings } from './holdings.ts'
import type { SandboxAnswer, SandboxRequest } from './message.ts'
import { type Misbehaviour, type Mode, parseMisbehaviour, send } from './misbehave.ts'
import { linesOf, parseSettings, type SandboxSettings } from './settings.ts'
import type { AgencyId } from './stories.ts'
import { makeWorld } from './world.ts'

/** The one client that a source system serves: the gateway. */
const GATEWAY_URI = 'urn:lienthong:gateway:truy-van'
const BODY_BYTES_MAX = 64 * 1024
const KEEP_ALIVE_MS = 65_000

export interface SandboxSystem {
  readonly agency: AgencyId
  /** The native answer to a request; must not throw. `mode` is for what a system does wrong in the content itself. */
  handle(request: SandboxRequest, holdings: Holdings, mode: Mode): SandboxAnswer
  /** The native key that a request asks for, if it asks for one dossier: misbehaviour can be bound to it. */
  nativeKeyOf(request: SandboxRequest): string | undefined
  /** For a system that also acts by itself (writes files, pushes): called once, before it listens. */
  begin?(holdings: Holdings, settings: SandboxSettings, now: () => Date): SandboxActivity
}

export interface SandboxActivity {
  /** A dossier was changed by `/_sandbox/touch`; the holdings have the change. */
  touched(nativeKey: string): void
  /** Answers a control under `/_sandbox/` that is the system's own; undefined leaves it to the common ones. */
  control(request: SandboxRequest): SandboxAnswer | undefined | Promise<SandboxAnswer | undefined>
}

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** The body as UTF-8 text, or undefined beyond the bound. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `POST /_sandbox/touch` `{"ma": nativeKey}` changes a dossier; the change is remembered for the next run. */
function touch(body: string, holdings: Holdings, changed: (nativeKey: string) => void): SandboxAnswer {
  let nativeKey: unknown
  try {
    nativeKey = (JSON.parse(body) as { ma?: unknown } | null)?.ma
  } catch {
    return json(400, { error: 'JSON expected' })
  }
  if (typeof nativeKey !== 'string' || !holdings.touch(nativeKey)) return json(404, { error: 'no such dossier' })
  changed(nativeKey)
  return json(200, { cursor: holdings.cursor() })
}

/**
 * Runs a sandbox system until its standard input closes or SIGTERM comes. Settings are the process's only argument
 * (settings.ts). Prints `{"ready":true,"port":N}` on standard output when it listens. Throws on settings that are wrong.
 */
export function runSandbox(system: SandboxSystem): void {
  const settings = parseSettings(process.argv[2])
  const holdings = makeHoldings(
    makeWorld({ ...settings, only: system.agency }),
    system.agency,
    linesOf(settings.changesFile),
  )
  const requests = openSync(settings.requestsFile, 'a', 0o600)
  const changes = settings.changesFile === undefined ? undefined : openSync(settings.changesFile, 'a', 0o600)
  const activity = system.begin?.(holdings, settings, () => new Date())
  let misbehaviour: Misbehaviour = { mode: 'none' }

  const note = (request: IncomingMessage, client: string): void => {
    const { 'lienthong-event-id': event, traceparent } = request.headers
    const line = { at: new Date().toISOString(), method: request.method, path: request.url, event, traceparent, client }
    writeSync(requests, `${JSON.stringify(line)}\n`)
  }

  const changed = (nativeKey: string): void => {
    if (changes !== undefined) writeSync(changes, `${nativeKey}\n`)
    activity?.touched(nativeKey)
  }

  const answer = async (request: SandboxRequest): Promise<SandboxAnswer> => {
    const own = await activity?.control(request)
    if (own !== undefined) return own
    if (request.method === 'POST' && request.path === '/_sandbox/touch') return touch(request.body, holdings, changed)
    if (request.method !== 'POST' || request.path !== '/_sandbox/misbehave')
      return json(404, { error: 'no such control' })
    const asked = parseMisbehaviour(request.body)
    if (!asked) return json(400, { error: 'mode expected' })
    misbehaviour = asked
    return json(200, asked)
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const names = (request.socket as TLSSocket).getPeerCertificate().subjectaltname
    // The sandbox's own controls are nothing that an agency's system is asked.
    if (!request.url?.startsWith('/_sandbox/')) note(request, names ?? '')
    if (names !== `URI:${GATEWAY_URI}`)
      return send(response, json(403, { error: 'only the gateway is served' }), 'none')
    const body = await bodyOf(request)
    if (body === undefined) return send(response, json(413, { error: 'body too large' }), 'none')
    const asked: SandboxRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
    }
    if (asked.path.startsWith('/_sandbox/')) return send(response, await answer(asked), 'none')
    const { mode, dossier } = misbehaviour
    const manner = dossier === undefined || dossier === system.nativeKeyOf(asked) ? mode : 'none'
    send(response, system.handle(asked, holdings, manner), manner)
  }

  const server = createServer(
    {
      ca: readFileSync(settings.ca),
      cert: readFileSync(settings.cert),
      key: readFileSync(settings.key),
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      respond(request, response).catch(() => response.socket?.destroy())
    },
  )
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.listen(settings.port, settings.host, () => {
    const { port } = server.address() as AddressInfo
    process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
  })
  const stop = (): never => process.exit(0)
  process.on('SIGTERM', stop)
  process.stdin.on('end', stop).on('error', stop).resume()
}

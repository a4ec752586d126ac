/**
 * What the sandbox systems of all agencies have in common: an HTTPS server with mutual TLS 1.3 in a process of its own,
 * a list of the requests it got, and switches for behaving badly. It ends when its parent does (standard input closes).
 */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { codeLists } from '../../schemas/generated/codes.ts'
import { changeLine, type Holdings, makeHoldings } from './holdings.ts'
import { look, lookAt } from './look.ts'
import type { SandboxAnswer, SandboxRequest } from './message.ts'
import {
  failedAfter,
  type Misbehaviour,
  type Mode,
  modes,
  parseMisbehaviour,
  type Renamed,
  send,
  withRenamed,
} from './misbehave.ts'
import { openRecords } from './records.ts'
import { parseSettings, type SandboxSettings } from './settings.ts'
import type { AgencyId } from './stories.ts'
import { makeWorld } from './world.ts'

/** The one client that a source system serves: the gateway. */
const GATEWAY_URI = 'urn:lienthong:gateway:truy-van'
const BODY_BYTES_MAX = 64 * 1024
const KEEP_ALIVE_MS = 65_000

/** `Facts`: what its lists tell of a document that was handed over to it, when it takes any. */
export interface SandboxSystem<Facts = never> {
  readonly agency: AgencyId
  /** Of the largest body that it reads, when documents are handed over to it that are larger than 64 KiB. */
  readonly bodyBytesMax?: number
  /** What `changed-format` does to its answers. */
  readonly renamed?: Renamed
  /**
   * The native answer to a request; must not throw. What is handed over goes to `holdings.receive`, once the system has understood it.
   * `mode` is for what a system does wrong in the content itself.
   */
  handle(request: SandboxRequest, holdings: Holdings<Facts>, mode: Mode): SandboxAnswer
  /** The native key that a request asks for, or the number of what it hands over: misbehaviour can be bound to it. */
  nativeKeyOf(request: SandboxRequest): string | undefined
  /** For a system that also acts by itself (writes files, pushes): called once, before it listens. */
  begin?(holdings: Holdings<Facts>, settings: SandboxSettings, now: () => Date): SandboxActivity
}

export interface SandboxActivity {
  /** A dossier was changed by `/_sandbox/touch`, or received over HTTP; the holdings have the change. */
  touched(nativeKey: string): void
  /** Answers a control under `/_sandbox/` that is the system's own; undefined leaves it to the common ones. */
  control(request: SandboxRequest): SandboxAnswer | undefined | Promise<SandboxAnswer | undefined>
}

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** The body, or undefined beyond the bound. */
async function bodyOf(request: IncomingMessage, bytes_max: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytes_max) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What the holder of a matter can be made to decide. */
const decisions: readonly string[] = codeLists.decisions.codes
  .map(({ code }) => code)
  .filter((code) => codeLists.stages.codes.some((stage) => stage.code === code))

/** `POST /_sandbox/touch` `{"ma": nativeKey, "quyetDinh"?: code}` changes a dossier; the change is remembered for the next run. */
function touch<Facts>(
  body: string,
  holdings: Holdings<Facts>,
  changed: (nativeKey: string, decision?: string) => void,
): SandboxAnswer {
  let asked: { ma?: unknown; quyetDinh?: unknown } | null
  try {
    asked = JSON.parse(body)
  } catch {
    return json(400, { error: 'JSON expected' })
  }
  const { ma: nativeKey, quyetDinh: decision } = asked ?? {}
  if (decision !== undefined && (typeof decision !== 'string' || !decisions.includes(decision)))
    return json(400, { error: `DECISION: ${decisions.join(' | ')}` })
  if (typeof nativeKey !== 'string' || !holdings.touch(nativeKey, decision))
    return json(404, { error: 'no such dossier' })
  changed(nativeKey, decision)
  return json(200, { cursor: holdings.cursor() })
}

/** `GET /_sandbox/look[?ma=KEY]`: what the system holds, received and was asked, or one dossier (look.ts). */
function looked<Facts>(search: string, holdings: Holdings<Facts>, whole: () => unknown): SandboxAnswer {
  const nativeKey = new URLSearchParams(search).get('ma')
  if (nativeKey === null) return json(200, whole())
  const one = lookAt(holdings, nativeKey)
  return one === undefined ? json(404, { error: 'no such dossier' }) : json(200, one)
}

/** The system's answer as it behaves: what it takes, loses, or has taken without saying so. */
function answered<Facts>(
  system: SandboxSystem<Facts>,
  asked: SandboxRequest,
  holdings: Holdings<Facts>,
  mode: Mode,
): SandboxAnswer {
  const takesNothing = mode === 'lost' || mode === 'down' || mode === 'slow'
  const before = holdings.cursor()
  const answer = system.handle(asked, takesNothing ? { ...holdings, receive: holdings.weigh } : holdings, mode)
  if (mode === 'duplicate' && holdings.cursor() > before) return failedAfter
  return mode === 'changed-format' && system.renamed !== undefined ? withRenamed(answer, system.renamed) : answer
}

/**
 * Runs a sandbox system until its standard input closes or SIGTERM comes. Settings are the process's only argument
 * (settings.ts). Prints `{"ready":true,"port":N}` on standard output when it listens. Throws on settings that are wrong.
 */
export function runSandbox<Facts = never>(system: SandboxSystem<Facts>): void {
  const settings = parseSettings(process.argv[2])
  const records = openRecords<Facts>(settings)
  const world = makeWorld({ ...settings, only: system.agency })
  const holdings = makeHoldings(world, system.agency, records.earlier, records.shelf)
  const activity = system.begin?.(holdings, settings, () => new Date())
  let misbehaviour: Misbehaviour = { mode: 'none' }

  const changed = (nativeKey: string, decision?: string): void => {
    records.changed(changeLine(nativeKey, decision))
    activity?.touched(nativeKey)
  }

  const control = async (request: SandboxRequest): Promise<SandboxAnswer> => {
    const own = await activity?.control(request)
    if (own !== undefined) return own
    const { method, path, body } = request
    const [place, search = ''] = path.split('?')
    if (method === 'GET' && place === '/_sandbox/look')
      return looked(search, holdings, () => look(holdings, misbehaviour, records.lastAsked))
    if (method === 'POST' && path === '/_sandbox/touch') return touch(body, holdings, changed)
    if (method !== 'POST' || path !== '/_sandbox/misbehave') return json(404, { error: 'no such control' })
    const asked = parseMisbehaviour(body)
    if (!asked) return json(400, { error: `MODE: ${modes.join(' | ')}` })
    misbehaviour = asked
    return json(200, asked)
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const names = (request.socket as TLSSocket).getPeerCertificate().subjectaltname
    // The sandbox's own controls are nothing that an agency's system is asked.
    if (!request.url?.startsWith('/_sandbox/')) records.asked(request, names ?? '', new Date())
    if (names !== `URI:${GATEWAY_URI}`)
      return send(response, json(403, { error: 'only the gateway is served' }), 'none')
    const bytes = await bodyOf(request, system.bodyBytesMax ?? BODY_BYTES_MAX)
    if (bytes === undefined) return send(response, json(413, { error: 'body too large' }), 'none')
    const asked: SandboxRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: bytes.toString('utf8'),
      bytes,
    }
    if (asked.path.startsWith('/_sandbox/')) return send(response, await control(asked), 'none')
    const { mode, dossier } = misbehaviour
    const manner = dossier === undefined || dossier === system.nativeKeyOf(asked) ? mode : 'none'
    const before = holdings.cursor()
    send(response, answered(system, asked, holdings, manner), manner)
    for (const { nativeKey } of holdings.changesSince(before)!) activity?.touched(nativeKey)
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

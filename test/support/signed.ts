/** Signed requests made by hand, on all surfaces that want a signature: each must be refused for its one reason, and have no effect. */
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import { catalogue, type ErrorCode } from '../../gateway/errors/catalogue.ts'
import type { Attack } from './attacks.ts'
import { officers } from './client.ts'
import { now_s } from './forged.ts'
import { assertRefusal, assertServes, neverId, startTarget, type Target } from './hostile.ts'
import { coveredComponents, headersOf, type Push, signedMessage, signerOf } from './push.ts'
import { bytesOf, type RawReply, rawConnection } from './raw.ts'

const noLink = {
  dossiers: [neverId, `hs-${'b'.repeat(26)}`],
  decision: { number: '1', decidedOn: '2026-03-05' },
  reason: 'x',
}

const noItem = `cl-${'a'.repeat(26)}`

type Lines = readonly (readonly [name: string, value: string])[]

export interface Surface {
  readonly path: string
  readonly system: string
  readonly body: string
  /** What the honest request is answered with. */
  readonly status: number
  /** The headers of the request signed with `change`. */
  headers(change?: Partial<Push>): Lines
  /** Over a connection of its own. */
  send(headers: Lines, body?: string): Promise<RawReply | undefined>
}

export interface Surfaces {
  readonly target: Target
  /** Seconds since 1970, when the gateway had not started yet. */
  readonly before_s: number
  readonly all: readonly Surface[]
}

export type SignatureAttack = Attack<Surfaces>

async function surfaceOf(
  { run }: Target,
  { path, system, body, status }: Pick<Surface, 'path' | 'system' | 'body' | 'status'>,
  usual: Partial<Push>,
): Promise<Surface> {
  const signer = await signerOf(readFileSync(run.clients[system]!.assertion_key, 'utf8'))
  return {
    ...{ path, system, body, status },
    headers: (change = {}) =>
      Object.entries(
        headersOf(
          signedMessage({ signer, targetUri: `${run.url}${path}`, body, created: now_s(), ...usual, ...change }),
        ),
      ),
    async send(headers, sent = body) {
      const connection = rawConnection(run, run.clients[system]!)
      connection.send(bytesOf({ method: 'POST', target: path, headers, body: sent }))
      const reply = await connection.next()
      connection.close()
      return reply
    },
  }
}

/** A deposit and a transfer that are no document, an acknowledgement and a recall of nothing, a revocation of nothing, an act upon nothing, a link of what is not there: what is refused before either is what the signature is refused for. */
export async function startSurfaces(t: Test): Promise<Surfaces> {
  const before_s = now_s()
  const target = await startTarget(t)
  const wish = { ...officers.police, dossiers: noLink.dossiers, actions: ['dossier:link'] }
  const authorization = `Bearer ${await target.police.bearer(wish)}`
  const handling = `Bearer ${await target.police.bearer({ ...officers.police, actions: ['quarantine:settle'] })}`
  const all = [
    await surfaceOf(target, { path: '/v1/deposits', system: 'mttq:tiep-nhan', body: '{}', status: 422 }, {}),
    await surfaceOf(
      target,
      { path: '/oauth2/revoke', system: 'cong-an:dieu-tra', body: 'token=x', status: 200 },
      { tag: 'lienthong-request', contentType: 'application/x-www-form-urlencoded' },
    ),
    await surfaceOf(
      target,
      { path: `/v1/quarantine/${noItem}/release`, system: officers.police.system, body: '{"reason":"x"}', status: 404 },
      { tag: 'lienthong-request', authorization: handling, covered: `${coveredComponents} "authorization"` },
    ),
    await surfaceOf(
      target,
      { path: '/v1/links', system: officers.police.system, body: JSON.stringify(noLink), status: 404 },
      { tag: 'lienthong-request', authorization, covered: `${coveredComponents} "authorization"` },
    ),
    await surfaceOf(
      target,
      { path: '/v1/transfers?to=cong-an&dry-run', system: 'mttq:tiep-nhan', body: '{}', status: 422 },
      { tag: 'lienthong-transfer' },
    ),
    await surfaceOf(
      target,
      {
        ...{ path: `/v1/inbox/cg-${'a'.repeat(26)}/acknowledgement`, system: officers.police.system },
        ...{ body: 'x.b.c', status: 404 },
      },
      { tag: 'lienthong-request', contentType: 'application/jose' },
    ),
    await surfaceOf(
      target,
      {
        ...{ path: `/v1/transfers/cg-${'a'.repeat(26)}/recall`, system: 'mttq:tiep-nhan' },
        ...{ body: '{"reason":{"code":"superseded","text":"x"}}', status: 404 },
      },
      { tag: 'lienthong-request' },
    ),
  ]
  return { target, before_s, all }
}

/** Name, and the headers and body to send in place of the honest ones. */
export type SignedForgery = readonly [name: string, headers: Lines, body?: string]

/** Each is refused with `code`, an honest one is taken before and after. */
export async function refusesSigned(
  t: Test,
  { target, all }: Surfaces,
  code: ErrorCode,
  forgeries: (surface: Surface) => readonly SignedForgery[],
): Promise<void> {
  for (const surface of all) {
    t.equal((await surface.send(surface.headers()))?.status, surface.status, `${surface.path}: an honest one`)
    for (const [name, headers, body] of forgeries(surface)) {
      const reply = await surface.send(headers, body)
      assertRefusal(t, `${surface.path}: ${name}`, reply, { status: catalogue[code].status, code })
    }
    t.equal((await surface.send(surface.headers()))?.status, surface.status, `${surface.path}: an honest one, after`)
  }
  await assertServes(t, target)
}

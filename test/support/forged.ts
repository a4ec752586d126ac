/** Tokens and assertions made by hand, shown to a running gateway over a TLS socket of their own: each must be refused for its one reason. */
import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CryptoKey, decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import type { Test } from 'tap'
import type { ErrorCode } from '../../gateway/errors/catalogue.ts'
import { catalogue } from '../../gateway/errors/catalogue.ts'
import { keyIdOf } from '../../gateway/identity/assertion.ts'
import { signRequest } from '../../gateway/identity/request-signature.ts'
import { jwtBearerGrant } from '../../gateway/identity/token-form.ts'
import { now_ms } from '../../gateway/telemetry/clock.ts'
import type { Attack } from './attacks.ts'
import { officers } from './client.ts'
import { asDescribed } from './described.ts'
import { assertRefusal, assertServes, startTarget, type Target } from './hostile.ts'
import { bytesOf, type RawConnection, type RawReply } from './raw.ts'

export interface Forge {
  readonly target: Target
  /** The key that the gateway signs with, and its public half as PEM. */
  readonly key: KeyObject
  readonly publicPem: string
  /** The claims of the good token, with `change`. */
  claims(change?: object): JWTPayload
  /** An access token like the good one but for header and key. */
  sign(payload: JWTPayload, header?: object, key?: KeyObject | CryptoKey | Uint8Array): Promise<string>
}

export const now_s = (): number => Math.floor(now_ms() / 1000)

/** A gateway, and the means to make tokens that differ from its own in one thing. */
export async function startForge(t: Test): Promise<Forge> {
  const target = await startTarget(t)
  const key = createPrivateKey(readFileSync(join(target.run.data, 'keys/token.key')))
  const own = { claims: decodeJwt(target.token), header: decodeProtectedHeader(target.token) }
  return {
    target,
    key,
    publicPem: createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string,
    claims: (change = {}) => ({ ...own.claims, ...change }),
    sign: (payload, header = {}, by = key) =>
      new SignJWT(payload)
        .setProtectedHeader({ ...own.header, alg: 'ES256', ...header })
        .sign(by, { crit: { x: true, exp: true } }),
  }
}

export type TokenAttack = Attack<Forge>

/** What is tried: a name, and the token. */
export type Forgery = readonly [name: string, token: string | Promise<string>]

async function read(target: Target, connection: RawConnection, token: string): Promise<RawReply | undefined> {
  const headers = [['Authorization', `Bearer ${token}`]] as const
  connection.send(bytesOf({ target: `/v1/dossiers/${target.run.stories['to-giac-mat']}`, headers }))
  return connection.next()
}

/** Each forgery is refused with `code`, cold and after the good token on one connection, which is taken before and after. */
export async function refusesTokens(
  t: Test,
  { target }: Pick<Forge, 'target'>,
  code: ErrorCode,
  forgeries: readonly Forgery[],
): Promise<void> {
  const expected = { status: catalogue[code].status, code }
  for (const [name, made] of forgeries) {
    const token = await made
    const connection = target.connect()
    assertRefusal(t, `${name} (cold)`, await read(target, connection, token), expected)
    t.equal((await read(target, connection, target.token))?.status, 200, `${name}: the good token is taken beside it`)
    assertRefusal(t, `${name} (after the good one)`, await read(target, connection, token), expected)
    connection.close()
  }
  await assertServes(t, target)
}

/** What a police officer asks for. */
export const access = {
  type: 'case_access',
  purpose: officers.police.purpose,
  legal_basis: officers.police.legalBasis,
  actions: ['dossier:list'],
}

export interface AssertionForge {
  readonly key: KeyObject
  readonly kid: string
  claims(change?: object): JWTPayload
  sign(payload: JWTPayload, header?: object, key?: KeyObject | Uint8Array): Promise<string>
}

/** Assertions of the agency of `system`. */
export async function assertionForge(
  { run }: Target,
  system: string = officers.police.system,
): Promise<AssertionForge> {
  const { assertion_key, agency, officers: known } = run.clients[system]!
  const pem = readFileSync(assertion_key, 'utf8')
  const key = createPrivateKey(pem)
  const kid = await keyIdOf(pem)
  return {
    key,
    kid,
    claims: (change = {}) => ({
      iss: agency,
      sub: known[0]!.id,
      aud: run.token_endpoint,
      iat: now_s(),
      exp: now_s() + 300,
      jti: randomUUID(),
      clearance: known[0]!.clearance,
      ...change,
    }),
    sign: (payload, header = {}, by = key) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header })
        .sign(by, { crit: { x: true } }),
  }
}

/** A token request of the police, with `change`, over `connection`. */
export async function requestToken(
  connection: RawConnection,
  assertion: string,
  change: Readonly<Record<string, string>> = {},
): Promise<RawReply | undefined> {
  const form = {
    grant_type: jwtBearerGrant,
    client_id: officers.police.system,
    assertion,
    authorization_details: JSON.stringify([access]),
    ...change,
  }
  return postForm(connection, '/oauth2/token', form)
}

export async function postForm(
  connection: RawConnection,
  target: string,
  form: Readonly<Record<string, string>>,
): Promise<RawReply | undefined> {
  const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const
  connection.send(bytesOf({ method: 'POST', target, headers, body: new URLSearchParams(form).toString() }))
  return asDescribed('POST', target, await connection.next())
}

/** The same, signed by `system`. */
export async function postSigned(
  { run }: Target,
  system: string,
  connection: RawConnection,
  target: string,
  form: Readonly<Record<string, string>>,
): Promise<RawReply | undefined> {
  const body = new URLSearchParams(form).toString()
  const headers = await signRequest({
    keyPem: readFileSync(run.clients[system]!.assertion_key, 'utf8'),
    targetUri: `${run.url}${target}`,
    contentType: 'application/x-www-form-urlencoded',
    body,
    created_s: now_s(),
  })
  connection.send(bytesOf({ method: 'POST', target, headers: Object.entries(headers), body }))
  return asDescribed('POST', target, await connection.next())
}

export type AssertionAttack = Attack<{ readonly target: Target }>

/** Each assertion is refused with `code` and gives no token; good ones are taken after all of them. */
export async function refusesAssertions(
  t: Test,
  target: Target,
  code: ErrorCode,
  forgeries: readonly Forgery[],
  change: Readonly<Record<string, string>> = {},
): Promise<void> {
  const expected = { status: catalogue[code].status, code }
  for (const [name, made] of forgeries) {
    const connection = target.connect()
    const reply = await requestToken(connection, await made, change)
    assertRefusal(t, name, reply, expected)
    t.notOk(reply?.json?.access_token, `${name}: no token`)
    connection.close()
  }
  const { sign, claims } = await assertionForge(target)
  // Of the officer in whose name most were made, too: what has failed in one attack does not count in the next.
  for (const good of [claims({ sub: 'cb-002', clearance: 'NOI_BO' }), claims()])
    t.equal((await requestToken(target.connect(), await sign(good)))?.status, 200, 'a good one is taken')
  await assertServes(t, target)
}

/**
 * Seeded changes to tokens, assertions, signatures and headers of good requests, over TLS sockets by hand. None gives data, a fault, or a word
 * more than the catalogue has for its code. MUTATIONS_SEED=<number> runs the same ones again; LIENTHONG_EVERY=1 makes ten thousand.
 */
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { type Random, randomOf } from '../../../adapters/check/random.ts'
import { catalogue, type ErrorCode } from '../../../gateway/errors/catalogue.ts'
import { type Language, problemOf } from '../../../gateway/errors/problem.ts'
import type { ClearanceLevel } from '../../../gateway/identity/clearance.ts'
import { jwtBearerGrant } from '../../../gateway/identity/token-form.ts'
import { limits } from '../../../gateway/limits.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { every } from '../../support/every.ts'
import { assertionForge } from '../../support/forged.ts'
import { assertUnharmed, startTarget } from '../../support/hostile.ts'
import { changedHeaders, changedOfficer, changedToken } from '../../support/mutations.ts'
import { headersOf, signedMessage, signerOf } from '../../support/push.ts'
import { bytesOf, type RawConnection, type RawReply, type RawRequest, rawConnection } from '../../support/raw.ts'
import { type Reader, readersIn } from '../../support/readers.ts'

/** Enough for each check to be met by more than a few, whatever the seed. */
const mutations_count = Math.max(800, Math.ceil(10_000 / every))
const connections_count = 12
const front = 'mttq:tiep-nhan'

const seed = Number(process.env.MUTATIONS_SEED ?? randomInt(2 ** 32))
const target = await startTarget(t, {
  env: { LIENTHONG_RATE_SYSTEM: '100000000', LIENTHONG_RATE_OFFICER: '100000000' },
})
const { run, police, token } = target
const procuracy = agencyClient(run, officers.procuracy.system)
const others = [
  await procuracy.bearer({ ...officers.procuracy, dossiers: dossiersIn(run) }),
  await police.bearer({ ...officers.policeClerk }),
]
procuracy.close()
/** A system that forges no token here, so that nothing but its assertions counts against it. */
interface Asker {
  readonly reader: Reader
  readonly assertions: readonly [string, string]
  /** Its own: another's names an officer who gets no token here, and whose failures nothing ends. */
  readonly token: string
  /** What it asks, one after the other; before the lock-out would meet it its officers get tokens, which is what ends one. */
  inTurn<T>(ask: () => Promise<T>): Promise<T>
}

async function askerOf(reader: Reader): Promise<Asker> {
  const { sign, claims } = await assertionForge(target, reader.system)
  const client = agencyClient(run, reader.system)
  t.teardown(() => client.close())
  const clearance = run.clients[reader.system]!.officers[0]!.clearance as ClearanceLevel
  const token = await client.bearer({ ...reader, clearance })
  let failures = 0
  let turn: Promise<unknown> = Promise.resolve()
  const ease = async () => {
    for (const officer of [reader.officer, changedOfficer]) await client.bearer({ ...reader, officer, clearance })
    failures = 0
  }
  return {
    reader,
    assertions: [await sign(claims({ sub: reader.officer })), await sign(claims({ sub: reader.officer }))],
    token,
    inTurn(ask) {
      const asked = turn.then(async () => {
        // Well before: a token's request that is slow to be counted must not meet the lock.
        if (++failures >= limits.lockout.officer_failures_max / 2) await ease()
        return ask()
      })
      turn = asked
      return asked
    },
  }
}
const askers = await Promise.all(
  readersIn(run)
    .filter(({ system }) => system !== officers.police.system && system !== front)
    .map(askerOf),
)
const signer = await signerOf(readFileSync(run.clients[front]!.assertion_key, 'utf8'))

/** On whose certificate. */
interface Mutation {
  readonly system: string
  readonly request: RawRequest
  readonly inTurn?: Asker['inTurn']
}
/** Undefined: the changed request means the same as the good one, and may well be answered. */
type Make = (random: Random) => Mutation | undefined

const same = (one: string, two: string): boolean => one.trim() === two
const json = ['Content-Type', 'application/json'] as const
const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const
const query = JSON.stringify({ query: `{ dossier(id: "${run.stories['to-giac-mat']}") { id facets { agency } } }` })
const read: RawRequest = { target: `/v1/dossiers/${run.stories['to-giac-mat']}` }
const graphql: RawRequest = { method: 'POST', target: '/graphql', body: query }
const system = officers.police.system

const withToken =
  (base: RawRequest, more: NonNullable<RawRequest['headers']>): Make =>
  (random) => {
    const changed = changedToken(random, token, others)
    if (same(changed, token)) return undefined
    return { system, request: { ...base, headers: [...more, ['Authorization', `Bearer ${changed}`]] } }
  }

/** A header that means the same to RFC 9110: other case or space round a scheme, a media type or its charset. */
const plain = (headers: NonNullable<RawRequest['headers']>): string =>
  JSON.stringify(
    headers
      .map(([name, value]) => {
        const text = value
          .replace(/\s+/g, ' ')
          .trim()
          .replace(/^bearer /i, 'Bearer ')
        return [name.toLowerCase(), /^content-type$/i.test(name) ? text.replace(/ ?; ?/g, ';').toLowerCase() : text]
      })
      .sort(),
  )

const withHeaders =
  (on: string, base: RawRequest, good: NonNullable<RawRequest['headers']>, names: readonly string[]): Make =>
  (random) => {
    const headers = changedHeaders(random, good, names)
    return plain(headers) === plain(good) ? undefined : { system: on, request: { ...base, headers } }
  }

const good = ['Authorization', `Bearer ${token}`] as const
const deposit: Make = (random) => {
  const body = '{}'
  const message = signedMessage({
    signer,
    targetUri: run.deposit_endpoint,
    body,
    created: Math.floor(Date.now() / 1000),
  })
  const headers = Object.entries(headersOf(message))
  const names = headers.map(([name]) => name)
  return withHeaders(front, { method: 'POST', target: '/v1/deposits', body }, headers, names)(random)
}
const grant: Make = (random) => {
  const { reader, assertions, token, inTurn } = random.of(askers)
  const changed = changedToken(random, assertions[0], [assertions[1], token])
  if (same(changed, assertions[0]) || same(changed, assertions[1])) return undefined
  const fields = {
    grant_type: jwtBearerGrant,
    client_id: reader.system,
    assertion: changed,
    authorization_details: JSON.stringify([
      { type: 'case_access', purpose: reader.purpose, legal_basis: reader.legalBasis, actions: ['dossier:list'] },
    ]),
  }
  const body = new URLSearchParams(fields).toString()
  return { system: reader.system, inTurn, request: { method: 'POST', target: '/oauth2/token', headers: [form], body } }
}

const makers: readonly Make[] = [
  ...Array(3).fill(withToken(read, [])),
  ...Array(2).fill(withToken(graphql, [json])),
  withHeaders(system, read, [good], ['Authorization']),
  withHeaders(system, graphql, [json, good], ['Authorization', 'Content-Type']),
  ...Array(2).fill(deposit),
  grant,
]

function mutation(random: Random): Mutation {
  for (;;) {
    const made = random.of(makers)(random)
    if (made) return made
  }
}

const told = new Set([
  ...[
    'date',
    'connection',
    'keep-alive',
    'content-length',
    'content-type',
    'cache-control',
    'content-language',
    'audit-receipt',
  ],
  ...[
    'www-authenticate',
    'ratelimit',
    'ratelimit-policy',
    'retry-after',
    'allow',
    'content-digest',
    'signature-input',
    'signature',
  ],
])
const oauthErrors =
  /^(?:invalid_(?:request|client|grant|authorization_details)|unauthorized_client|unsupported_grant_type|temporarily_unavailable|slow_down)$/

/** What a refusal may tell beside its problem: names that the gateway knows and bounds of its own, and of what came a name alone. */
const tellable: Readonly<Record<string, RegExp>> = {
  parameter: /^"[A-Za-z][A-Za-z0-9_-]{0,39}"$/,
  claim: /^"(?:iss|sub|aud|exp|iat|nbf|jti|clearance)"$/,
  member: /^"(?:type|purpose|legal_basis|actions|dossiers)"$/,
  takes: /^"application\/(?:json|jose|x-www-form-urlencoded)"$/,
  tag: /^"lienthong-(?:deposit|request|transfer|attachment)"$/,
  components: /^\["@method","@target-uri","content-type","content-digest"(?:,"(?:authorization|idempotency-key)")?\]$/,
  bytes_max: /^\d+$/,
}

/** The problem in a refusal, whatever the form of its surface. Members that the form adds must be what the code says. */
// biome-ignore lint/suspicious/noExplicitAny: whatever came
function problemIn(document: any): unknown {
  if (Array.isArray(document?.errors)) {
    const [{ message, extensions }, ...more] = document.errors
    return more.length > 0 || Object.keys(document).length > 1 ? undefined : { title: message, ...extensions }
  }
  const { error, error_description, ...problem } = document ?? {}
  return error === undefined || (oauthErrors.test(error) && error_description === problem.code) ? problem : undefined
}

/** What is wrong with the answer; undefined when it is a refusal as it should be. */
function wrongWith(reply: RawReply | undefined): string | undefined {
  if (!reply) return 'no answer'
  const { status, json: document, headers, text } = reply
  if (status < 400 || status >= 500) return `status ${status}: ${text.slice(0, 300)}`
  const problem = problemIn(document) as Record<string, string> | undefined
  const event = /ev-[a-z2-7]{26}$/.exec(problem?.instance ?? '')?.[0]
  if (!problem || event === undefined || !Object.hasOwn(catalogue, problem.code!))
    return `no problem: ${text.slice(0, 300)}`
  const language = (headers['content-language'] ?? 'vi') as Language
  const expected = problemOf(problem.code as ErrorCode, language, event)
  if (!Object.entries(expected).every(([name, value]) => (problem[name] as unknown) === value))
    return `other words: ${text}`
  const more = Object.entries(problem).filter(([name]) => !Object.hasOwn(expected, name))
  if (!more.every(([name, value]) => tellable[name]?.test(JSON.stringify(value))))
    return `more than its problem: ${text}`
  if (expected.status !== status) return `status ${status} for ${problem.code}`
  return Object.keys(headers).find((name) => !told.has(name))
}

t.test('mutations', async (t) => {
  t.comment(`MUTATIONS_SEED=${seed}`)
  const random = randomOf(seed)
  const codes = new Map<string, number>()
  const wrong: unknown[] = []
  let left = mutations_count
  const asker = async () => {
    const open = new Map<string, RawConnection>()
    while (left > 0 && wrong.length < 5) {
      left -= 1
      const { system: on, request, inTurn = (ask) => ask() } = mutation(random)
      const connection = open.get(on) ?? rawConnection(run, run.clients[on]!)
      const reply = await inTurn(() => {
        connection.send(bytesOf(request))
        return connection.next()
      })
      const fault = wrongWith(reply) ?? (connection.drained() ? undefined : 'more than one answer')
      if (fault) wrong.push({ fault, on, request: bytesOf(request).toString('latin1').slice(0, 4_000) })
      const code = reply?.json?.code ?? reply?.json?.errors?.[0]?.extensions.code
      codes.set(code, (codes.get(code) ?? 0) + 1)
      if (reply && reply.headers.connection !== 'close') open.set(on, connection)
      else {
        open.delete(on)
        connection.close()
      }
    }
    for (const connection of open.values()) connection.close()
  }
  await Promise.all(Array.from({ length: connections_count }, asker))
  t.same(wrong, [], `with MUTATIONS_SEED=${seed}`)
  t.comment(Object.fromEntries(codes))
  for (const code of [
    'token-invalid',
    'token-missing',
    'request-malformed',
    'signature-invalid',
    'oauth-invalid-grant',
  ])
    t.ok((codes.get(code) ?? 0) > 10, `${code} was met`)
  t.equal(codes.get('oauth-locked-out') ?? 0, 0, 'each met the check that it was made for')
  t.equal(
    (await police.get(`/v1/dossiers/${run.stories['to-giac-mat']}`, token)).status,
    200,
    'the good token is good still',
  )
})

t.test('unharmed', (t) => assertUnharmed(t, target))

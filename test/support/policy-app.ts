/**
 * The gateway in this process, without sockets: its own pipeline, release, index on PostgreSQL and log, with sources that give what the
 * test puts there and callers that the test makes. Only the token is not looked at: who asks is what the test says.
 */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { IndexEntry, Translation } from '../../adapters/sdk/adapter.ts'
import { pipeline, routes } from '../../gateway/app.ts'
import type { Entry } from '../../gateway/audit/entry.ts'
import { openLog } from '../../gateway/audit/log.ts'
import { nativeKeyMac } from '../../gateway/dossiers/facet.ts'
import { createFinder } from '../../gateway/dossiers/find.ts'
import { GatewayError } from '../../gateway/errors/problem.ts'
import { buildServer } from '../../gateway/http/server.ts'
import type { Services, Step } from '../../gateway/http/services.ts'
import { limitOfficer, limitSystem } from '../../gateway/http/steps/rate-limit.ts'
import { verifyToken } from '../../gateway/http/steps/verify-token.ts'
import { signAccessToken } from '../../gateway/identity/access-token.ts'
import type { Caller } from '../../gateway/identity/caller.ts'
import { confirmationOf } from '../../gateway/identity/certificate.ts'
import type { Registry } from '../../gateway/identity/registry.ts'
import { tokenBasis } from '../../gateway/identity/token-basis.ts'
import { createPolicy, type Policy } from '../../gateway/policy/policy.ts'
import { createDoor } from '../../gateway/release/door.ts'
import type { Reader } from '../../gateway/release/reading.ts'
import { seal } from '../../gateway/release/sealed.ts'
import { createServed } from '../../gateway/release/served.ts'
import type { Asked } from '../../gateway/sources/sources.ts'
import type { Sql } from '../../gateway/store/pool.ts'
import { macKey } from '../../gateway/telemetry/mac.ts'
import { noTracing } from '../../gateway/telemetry/tracing.ts'
import { entry, type Index, indexFor } from '../contract/dossiers/index-world.ts'
import { manifestOf } from './agencies.ts'
import { authoritiesOf, identitySetup, issuer, readSystemTls, systemOf } from './identity.ts'
import { labelKeeping } from './labels.ts'
import { noQuarantine } from './no-quarantine.ts'
import { shipped } from './policy.ts'
import { testSeal } from './sealing.ts'
import { nativeAnswer } from './translations.ts'

export interface Answer {
  readonly status: number
  /** Without what changes from one answer to the next alone. */
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly bytes: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly json: any
  /** What the log took for it, and how long that is. */
  readonly entries: readonly { readonly entry: Entry; readonly bytes: number }[]
}

export interface Question {
  readonly path: string
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface PolicyApp {
  readonly index: Index
  readonly registry: Registry
  /** What is in force; a test may replace it. */
  readonly now: { policy: Policy; registry: Registry }
  /** Statements and decisions since they were last taken, in order. */
  readonly trace: string[]
  /** Attributes of every span, by name. */
  readonly spans: object[]
  /** `agency` comes to hold a record; gives its dossier. The document is what its source answers with. */
  hold(agency: string, nativeKey: string, change: Partial<IndexEntry>, document?: Translation): Promise<string>
  /** What the source of `agency` answers with from now on. */
  put(agency: string, nativeKey: string, document: Translation | undefined): void
  /** Called each time a source is asked, before it answers. */
  whenAsked(work: () => Promise<void> | void): void
  /** Called each time a record is durable, before its answer leaves. */
  whenRecorded(work: () => Promise<void> | void): void
  /** By GET, or by POST when there is a GraphQL query. With real tokens `jti` is the token. */
  ask(caller: Pick<Caller, 'system' | 'jti'>, question: Question): Promise<Answer>
  /** An access token of `system`, as it would be issued now. */
  token(system: string, wish: { readonly purpose: string; readonly dossiers: readonly string[] }): Promise<string>
}

export const graphql = (query: string, variables: Readonly<Record<string, unknown>> = {}): Question => ({
  path: '/graphql',
  query,
  variables,
})

/** When every source of these tests was asked. */
export const asOf = '2031-01-02T03:04:05.678Z'

/** Every change from one answer to the next that says nothing: the event, its receipt, the time. */
const lasting = (text: string): string => text.replace(/ev-[a-z2-7]{26}/g, 'ev')
const passing = new Set(['date', 'audit-receipt'])

/** What TLS says of a connection with this certificate. */
const connectionOf = (certificate: X509Certificate) => ({
  authorized: true,
  getPeerX509Certificate: () => certificate,
  isSessionReused: () => false,
})

/** `tokens`: they are verified, so that only real ones will do. */
export async function policyApp(t: Test, { tokens = false } = {}): Promise<PolicyApp> {
  const setup = await identitySetup(t)
  const index = await indexFor(t)
  const log = await openLog({
    directory: join(setup.dir, 'audit'),
    origin: 'test/log',
    signer: { keyFile: join(setup.dir, 'log.key') },
    seal: testSeal,
  })
  t.teardown(() => log.close())
  /** By index, and by event. */
  const written = new Map<number, Entry>()
  const ofEvent = new Map<string, Entry[]>()
  const documents = new Map<string, Translation>()
  const callers = new Map<string, Pick<Caller, 'system' | 'jti'>>()
  const trace: string[] = []
  const spans: object[] = []
  let whenAsked: () => Promise<void> | void = () => {}
  let whenRecorded: () => Promise<void> | void = () => {}

  const traced = <S extends Sql>(sql: S): S => ({
    ...sql,
    query: (text: string, values?: readonly unknown[], prepared?: string) => {
      trace.push(prepared ?? text)
      return sql.query(text, values, prepared)
    },
  })
  const db = {
    ...traced(index.db),
    transaction: <T>(work: (tx: Sql) => Promise<T>) => index.db.transaction((tx) => work(traced(tx))),
  }
  const decided = (policy: Policy): Policy => ({
    ...policy,
    mayKnow: (...given) => {
      trace.push('decision')
      return policy.mayKnow(...given)
    },
    mask: (...given) => {
      trace.push('mask')
      return policy.mask(...given)
    },
  })
  const now = { policy: createPolicy(shipped), registry: setup.registry }
  const found = { findings: [], adapter: 'thu-nghiem@1' } as const
  const sources = {
    agencies: ['cong-an', 'mttq', 'thanh-tra', 'toa-an', 'vien-kiem-sat'],
    async facet({ agency, nativeKey }: { agency: string; nativeKey: string }) {
      trace.push('source')
      await whenAsked()
      const document = documents.get(`${agency} ${nativeKey}`)
      if (!document) return { agency, state: 'failed', reason: 'timeout', findings: [] } as unknown as Asked<never>
      return { ...found, agency, state: 'ok', sealed: seal(document), document: seal(nativeAnswer), asOf }
    },
    registered: (agency: string) => now.registry.participantOf(agency) !== undefined,
    keeps: () => false,
    manifestOf: (agency: string) => ({ ...manifestOf('cong-an'), agency: setup.registry.participantOf(agency)?.code }),
  } as unknown as Reader['sources']
  const policies = new WeakMap<Policy, Policy>()
  const inForce = () => {
    const known = policies.get(now.policy) ?? decided(now.policy)
    policies.set(now.policy, known)
    return known
  }
  const standing = {
    node: { name: 'thu-nghiem', build: '1', config: '1' },
    versions: () => ({ policy: now.policy.version, registry: now.registry.version, schema: 's' }),
    clock: () => 'steady' as const,
  }
  const authorities = await authoritiesOf(setup)
  const trusts = new WeakMap<Registry, ReturnType<Services['trust']>>()
  const trust = () => {
    const known = trusts.get(now.registry) ?? { registry: now.registry, authorities }
    trusts.set(now.registry, known)
    return known
  }
  const services = {
    issuer,
    tokenKeys: () => setup.keys,
    revocations: { isRevoked: () => false },
    reader: {
      ...{ db, keys: index.keys, finder: createFinder(db, index.keys), nameKey: macKey(Buffer.alloc(32, 9)), sources },
      quarantine: noQuarantine(t),
      labels: labelKeeping(db, index.keys),
      served: createServed(db),
      policy: inForce,
    },
    door: createDoor(
      {
        ...log,
        origin: log.origin,
        async append(entry: Entry) {
          const appended = await log.append(entry)
          await whenRecorded()
          written.set(appended.index, entry)
          ofEvent.set(entry.event, [...(ofEvent.get(entry.event) ?? []), entry])
          return appended
        },
      },
      standing,
      sources.registered,
    ),
    tracing: {
      ...noTracing,
      span: (name, _parent, attributes, work) => {
        spans.push({ name, ...attributes })
        return noTracing.span(name, undefined, attributes, ({ context }) =>
          work({ context, note: (more) => void spans.push({ name, ...more }) }),
        )
      },
    } satisfies Services['tracing'],
    registry: () => now.registry,
    trust,
    draining: () => false,
    witnessed: () => true,
    fault: (error: unknown) => {
      if (!(error instanceof GatewayError)) t.fail(String(error), { error })
    },
  } as unknown as Services

  const certificates = new Map<string, X509Certificate>()
  const certificateOf = (system: string): X509Certificate => {
    const known =
      certificates.get(system) ?? new X509Certificate(readFileSync(setup.certificates.systems[system]!.client.cert))
    certificates.set(system, known)
    return known
  }
  const sockets = new Map<string, Socket>()
  const callerOf = (authorization: unknown) => callers.get(String(authorization).slice('Bearer '.length))!
  const connected: Step = ({ raw, headers }) => {
    const { system } = callerOf(headers.authorization)
    // One connection of each system, so that its certificate is looked at once.
    const socket = sockets.get(system) ?? Object.assign(raw.socket, connectionOf(certificateOf(system)))
    sockets.set(system, socket)
    Object.defineProperty(raw, 'socket', { value: socket })
    const distinct = Object.entries(headers).map(([name, value]) => [name, [value].flat()])
    Object.defineProperty(raw, 'headersDistinct', { value: Object.fromEntries(distinct) })
  }
  const identified: Step = ({ inquiry, headers }) => {
    inquiry.caller = callerOf(headers.authorization) as Caller
  }
  const all = pipeline[0]!.on
  const app = await buildServer({
    tls: await readSystemTls(setup.certificates),
    pipeline: [
      { phase: 'headers', step: connected, on: all },
      ...pipeline.flatMap((check) => {
        if (check.step === verifyToken && !tokens) return [{ ...check, step: identified }]
        return check.step === limitSystem || check.step === limitOfficer ? [] : [check]
      }),
    ],
    routes,
    services,
  })
  t.teardown(() => app.close())

  return {
    ...{ index, registry: setup.registry, now, trace, spans },
    async hold(agency, nativeKey, change, document) {
      await index.take(agency, [entry(nativeKey, [nativeKey], change)])
      if (document) documents.set(`${agency} ${nativeKey}`, document)
      const [row] = await index.db.query<{ dossier: string }>(
        'SELECT dossier FROM facet WHERE agency = $1 AND native_key_mac = $2',
        [agency, nativeKeyMac(index.keys, agency, nativeKey)],
      )
      return row!.dossier
    },
    put(agency, nativeKey, document) {
      if (document) documents.set(`${agency} ${nativeKey}`, document)
      else documents.delete(`${agency} ${nativeKey}`)
    },
    token: (system, { purpose, dossiers }) =>
      signAccessToken(
        {
          jti: `jti-${callers.size}`,
          system: systemOf(setup.registry, system, confirmationOf(certificateOf(system))),
          registryVersion: tokenBasis(now.registry, system.split(':')[0]!),
          behalf: {
            ...{ officer: 'cb', clearance: 'HAN_CHE', tags: setup.registry.participantOf(system.split(':')[0]!)!.tags },
            access: {
              type: 'case_access',
              purpose,
              legal_basis: 'x',
              actions: ['dossier:read', 'dossier:list'],
              dossiers,
            },
          },
        },
        { keys: setup.keys, issuer, now_s: Math.floor(Date.now() / 1000) },
      ),
    whenAsked(work) {
      whenAsked = work
    },
    whenRecorded(work) {
      whenRecorded = work
    },
    async ask(caller, { path, query, variables, headers = {} }) {
      callers.set(caller.jti, caller)
      const authorization = `Bearer ${caller.jti}`
      const reply = await app.inject({
        url: path,
        headers: {
          host: 'localhost',
          authorization,
          ...(query !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(query === undefined
          ? { method: 'GET' }
          : { method: 'POST', payload: JSON.stringify({ query, variables }) }),
      })
      const last = Number(/index=(\d+)/.exec(String(reply.headers['audit-receipt']))?.[1])
      const event = written.get(last)?.event ?? ''
      const entries = ofEvent.get(event) ?? []
      written.delete(last)
      ofEvent.delete(event)
      const kept = Object.entries(reply.headers).filter(([name]) => !passing.has(name))
      return {
        status: reply.statusCode,
        headers: Object.fromEntries(kept),
        text: lasting(reply.payload),
        bytes: reply.rawPayload.length,
        json: JSON.parse(lasting(reply.payload)),
        entries: entries.map((entry) => ({ entry, bytes: log.encode(entry).length })),
      }
    },
  }
}

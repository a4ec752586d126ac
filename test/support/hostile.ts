/** A gateway under attack: asks cold and hot, on fresh and on kept connections, and looks at what no answer may show. */
import { once } from 'node:events'
import type { Test } from 'tap'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import type { RunFile } from '../../gateway/development/run-file.ts'
import { catalogue, type ErrorCode } from '../../gateway/errors/catalogue.ts'
import { type AgencyClient, agencyClient, officers } from './client.ts'
import { asDescribed } from './described.ts'
import { dossiersIn } from './dossiers.ts'
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts'
import { bytesOf, type RawConnection, type RawReply, type RawRequest, rawConnection } from './raw.ts'

/** Well-formed, in the token, and never given to any dossier. */
export const neverId = 'hs-aaaaaaaaaaaaaaaaaaaaaaaaaa'

export interface Target {
  readonly gateway: TestGateway
  readonly run: RunFile
  readonly police: AgencyClient
  /** A police officer's, for every dossier of the sandbox and for `neverId`. */
  readonly token: string
  readonly authorization: readonly [name: string, value: string]
  /** On the police's certificate. */
  connect(): RawConnection
}

export async function startTarget(t: Test, options: TestGatewayOptions = {}): Promise<Target> {
  const gateway = await startGateway(t, { agencies: ['cong-an', 'vien-kiem-sat'], ...options })
  const { run } = gateway
  const police = agencyClient(run, officers.police.system)
  t.teardown(() => police.close())
  const token = await police.bearer({ ...officers.police, dossiers: [...dossiersIn(run), neverId] })
  const connect = () => rawConnection(run, run.clients[officers.police.system]!)
  return { gateway, run, police, token, authorization: ['Authorization', `Bearer ${token}`], connect }
}

export interface HostileCase {
  readonly name: string
  readonly request: RawRequest | string | Uint8Array
  readonly status: number
  readonly code: ErrorCode
  /** The gateway must close the connection after its answer. */
  readonly closes?: true
}

const wire = ({ request }: HostileCase): string | Uint8Array =>
  typeof request === 'string' || request instanceof Uint8Array ? request : bytesOf(request)

/** The body without what changes from one answer to the next: the event, and when sources were asked. */
export const lastingText = ({ text }: Pick<RawReply, 'text'>): string =>
  text.replace(/ev-[a-z2-7]{26}/g, 'ev').replace(/"(as_of|receivedAt)":"[^"]*"/g, '"$1":""')

/** Headers that follow from the time, the event, its receipt or the quotas: only that they are there lasts. */
const passing = new Set(['date', 'audit-receipt', 'ratelimit', 'content-digest', 'signature-input', 'signature'])

/** What must be the same cold and hot. */
export function essence(reply: RawReply): unknown {
  const headers = Object.entries(reply.headers).map(([name, value]) => [name, passing.has(name) ? '' : value])
  return { status: reply.status, headers: Object.fromEntries(headers), text: lastingText(reply) }
}

/** Good requests enough for every cache and every compiled form to be in use. */
export async function warm({ run, police, token }: Target, rounds = 12): Promise<void> {
  const id = run.stories['to-giac-mat']!
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all([
      police.get(`/v1/dossiers/${id}`, token),
      police.get('/v1/dossiers?first=3', token),
      police.graphql('query($id: ID!) { dossier(id: $id) { facets { report { summary } } } }', token, { id }),
    ])
    const wrong = answers.find(({ status }) => status !== 200)
    if (wrong) throw new Error(`a good request got ${wrong.status}`)
  }
}

/**
 * Asks every case of every group cold, each group as a subtest. Gives what asks them again when the gateway is hot, on a fresh connection and
 * on one that served before.
 */
export async function askCold(
  t: Test,
  target: Target,
  groups: Readonly<Record<string, readonly HostileCase[]>>,
): Promise<(t: Test) => Promise<void>> {
  const cold = new Map<HostileCase, unknown>()
  for (const [group, cases] of Object.entries(groups))
    await t.test(group, async (t) => {
      for (const hostile of cases)
        cold.set(hostile, await askedOn(t, `${hostile.name} (cold)`, target.connect(), hostile))
    })
  return async (t) => {
    for (const [group, cases] of Object.entries(groups))
      await t.test(group, async (t) => {
        let kept: RawConnection | undefined
        for (const hostile of cases) {
          const fresh = await askedOn(t, `${hostile.name} (hot)`, target.connect(), hostile)
          t.same(fresh, cold.get(hostile), `${hostile.name}: hot as cold`)
          kept ??= await served(t, target)
          const again = await askOn(t, `${hostile.name} (kept)`, kept, hostile)
          t.same(again.essence, cold.get(hostile), `${hostile.name}: on a kept connection as on a fresh one`)
          if (again.open) continue
          kept.close()
          kept = undefined
        }
        kept?.close()
      })
  }
}

/** A connection on which a good request was answered. */
async function served(t: Test, target: Target): Promise<RawConnection> {
  const connection = target.connect()
  connection.send(bytesOf({ target: '/v1/dossiers?first=1', headers: [target.authorization] }))
  t.equal((await connection.next())?.status, 200)
  return connection
}

async function askedOn(t: Test, name: string, connection: RawConnection, hostile: HostileCase): Promise<unknown> {
  const asked = await askOn(t, name, connection, hostile)
  connection.close()
  return asked.essence
}

/** `open`: the connection may be asked again. */
async function askOn(
  t: Test,
  name: string,
  connection: RawConnection,
  hostile: HostileCase,
): Promise<{ readonly essence: unknown; readonly open: boolean }> {
  connection.send(wire(hostile))
  const reply = await connection.next()
  const { request } = hostile
  if (typeof request === 'object' && 'target' in request) asDescribed(request.method ?? 'GET', request.target, reply)
  assertRefusal(t, name, reply, hostile)
  const closes = reply?.headers.connection === 'close'
  if (hostile.closes && closes) t.equal(await connection.ended(), '', `${name}: closed with nothing more`)
  else t.notOk(hostile.closes, `${name}: stays open`)
  return { essence: reply && essence(reply), open: reply !== undefined && !closes && connection.drained() }
}

/** A 4xx of the catalogue that names the party, is recorded, and shows nothing of a record or of the gateway's inside. */
export function assertRefusal(t: Test, name: string, reply: RawReply | undefined, expected: Refusal): void {
  t.same(reply ? wrongWith(reply, expected) : ['no answer'], [], name)
}

export type Refusal = Pick<HostileCase, 'status' | 'code'>

function wrongWith(reply: RawReply, { status, code }: Refusal): string[] {
  const { code: told, party, instance } = problemIn(reply) ?? {}
  const leak = leakIn(reply.text)
  const checks: readonly (readonly [holds: boolean, otherwise: string])[] = [
    [reply.status === status && told === code, `${reply.status} ${told}, not ${status} ${code}: ${reply.text}`],
    [catalogue[code].status === status && status >= 400 && status < 500, 'another status than the catalogue'],
    [party === catalogue[code].party, `party ${party}`],
    [/^urn:lienthong:event:ev-[a-z2-7]{26}$/.test(String(instance)), `instance ${instance}`],
    [reply.headers['cache-control'] === 'no-store', 'may be stored'],
    [/^origin=".+", index=\d+, leaf=:/.test(reply.headers['audit-receipt'] ?? ''), 'not recorded'],
    [leak === undefined, `shows ${leak}`],
  ]
  return checks.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]))
}

interface ProblemMembers {
  readonly code?: unknown
  readonly party?: unknown
  readonly instance?: unknown
}

/** The problem itself, an OAuth error with its members, or the first of GraphQL's errors, which come without data. */
function problemIn({ json }: RawReply): ProblemMembers | undefined {
  if (json?.errors === undefined) return json
  return json.data === undefined ? json.errors[0]?.extensions : undefined
}

const telling = new Set(['fullName', 'summary', 'personalId', 'phone', 'birth', 'note', 'text', 'signer', 'officer'])

function textsOf(value: unknown, into: Set<string>, name = ''): Set<string> {
  if (typeof value === 'string' && telling.has(name) && value.length > 5) into.add(value)
  else if (typeof value === 'object' && value !== null)
    for (const [member, below] of Object.entries(value)) textsOf(below, into, Array.isArray(value) ? name : member)
  return into
}

const recordTexts = [...textsOf(makeWorld({ seed: 1 }), new Set())]
const inside =
  /\n? {4}at |node_modules|\.[mc]?[tj]s\b|\/(?:gateway|tmp|home|work|usr)\/|SELECT |(?:Type|Range|Syntax|Gateway)Error/

/** What of `text` must not leave: something of the sandbox's records, a stack, a path, a statement. */
const leakIn = (text: string): string | undefined =>
  recordTexts.find((record) => text.includes(record)) ?? inside.exec(text)?.[0]

const faultsIn = ({ gateway }: Target): string[] =>
  gateway.stderr.filter((line) => /"level":"(?:error|fatal)"/.test(line) || /^\s+at |Warning/.test(line))

/** The process lives, still serves, and has met no fault of its own so far. */
export async function assertServes(t: Test, target: Target): Promise<void> {
  t.equal((await target.police.call('/healthz')).status, 200, 'still serves')
  t.same(faultsIn(target), [], 'no fault of its own')
}

/** The process lives, still serves, met no fault of its own, and ends in good order. Ends the gateway. */
export async function assertUnharmed(t: Test, target: Target): Promise<void> {
  const { child, stop } = target.gateway
  t.equal((await target.police.call('/healthz')).status, 200, 'still serves')
  const closed = once(child, 'close')
  t.equal(await stop(), 0, 'ends in good order')
  await closed
  t.same(faultsIn(target), [], 'no fault of its own')
}

/** What the gateway is between agencies: beside asking a source system itself, and for clients of all agencies at once. */
import { adapter } from '../../adapters/cong-an/adapter.ts'
import { agencyClient, type Reply } from '../../gateway/development/client.ts'
import { officers } from '../support/client.ts'
import { type Reader, readersIn } from '../support/readers.ts'
import { type Comparison, compare } from './compare.ts'
import { type Asker, hasFacets, type Question, type Target } from './load.ts'
import { graphqlQuestions, restQuestions } from './query.ts'
import type { Stage } from './stage.ts'

const connections = 15
/** Of one client: enough that none is asked for all the time. */
const dossiers_max = 8
const turns = { rounds: 6, warm_up_requests: 500, round_ms: 500 }

/** Tables, one after the other as they are done. About 50 s. Rejects when any answer is not 200 and whole. */
export async function* benchAgencies(stage: Stage): AsyncGenerator<string> {
  yield* directly(stage)
  yield await allAtOnce(stage)
}

/**
 * Dossiers that Công an alone holds, asked of its system in its own format (what the gateway itself asks it, on the gateway's
 * certificate), and through the gateway by its own officer.
 */
async function* directly(stage: Stage): AsyncGenerator<string> {
  if (!('requests' in adapter)) throw new Error('the system of cong-an is not asked')
  const { run, gateway } = stage
  const { certificates, ...system } = stage.source('cong-an')
  const held = stage.heldBy('cong-an')
  const native = Object.values(held).map((keys): Question => {
    const { method, path, headers = {}, body } = adapter.requests.dossier(keys['cong-an']!)
    return { method, path, headers, ...(body !== undefined && { body }) }
  })
  const dossiers = Object.keys(held)
  const client = agencyClient(run, officers.police.system)
  const token = await client.bearer({ ...officers.police, dossiers })
  client.close()
  const own = { ca: run.ca, ...run.clients[officers.police.system]! }
  const through = (name: string, questions: readonly Question[]): Target => ({
    name,
    ...gateway,
    askers: [{ certificates: own, questions, whole: hasFacets(1) }],
  })
  const targets: readonly Target[] = [
    {
      name: 'the sandbox system itself, native',
      ...system,
      askers: [{ certificates, questions: native, whole: (text) => text.length > 0 }],
    },
    through('through the gateway, REST', restQuestions(dossiers, token)),
    through('through the gateway, GraphQL', graphqlQuestions(dossiers, token)),
  ]
  const title = 'One dossier, directly from the sandbox system (mutual TLS, no gateway) and through the gateway'
  const comparisons: readonly Comparison[] = [
    { title: `${title}, one at a time`, targets, connections: 1, ...turns },
    { title, targets, connections, ...turns },
  ]
  for (const comparison of comparisons) yield await compare(comparison)
}

interface SourceState {
  readonly state: string
}

const answersWhole = ({ status, json }: Reply) =>
  status === 200 && (json.meta.sources as readonly SourceState[]).every(({ state }) => state === 'ok')

const isWhole = (text: string) =>
  (JSON.parse(text) as { meta: { sources: readonly SourceState[] } }).meta.sources.every(({ state }) => state === 'ok')

/** A client of `reader`'s system, which asks for dossiers that it may see. */
async function askerOf({ run }: Stage, reader: Reader): Promise<Asker> {
  const client = agencyClient(run, reader.system)
  const seen: string[] = []
  for (const id of run.dossiers) {
    if (seen.length === dossiers_max) break
    const reply = await client.get(`/v1/dossiers/${id}`, await client.bearer({ ...reader, dossiers: [id] }))
    if (answersWhole(reply)) seen.push(id)
  }
  if (seen.length === 0) throw new Error(`${reader.system} may read no dossier`)
  const token = await client.bearer({ ...reader, dossiers: seen })
  client.close()
  const certificates = { ca: run.ca, ...run.clients[reader.system]! }
  return { certificates, questions: restQuestions(seen, token), whole: isWhole }
}

/** Each agency's client alone, and then all of them together on as many connections. */
async function allAtOnce(stage: Stage): Promise<string> {
  const readers = readersIn(stage.run)
  const askers: Asker[] = []
  for (const reader of readers) askers.push(await askerOf(stage, reader))
  const target = (name: string, first: Asker, ...more: readonly Asker[]): Target => ({
    name,
    ...stage.gateway,
    askers: [first, ...more],
  })
  const [first, ...more] = askers
  if (!first) throw new Error('no agency reads')
  const targets = [
    ...askers.map((asker, index) => target(`${readers[index]!.agency} alone`, asker)),
    target(`${askers.length} clients of ${askers.length} agencies at once`, first, ...more),
  ]
  const title = 'REST, own dossiers, one client alone and clients of all agencies at once'
  return compare({ title, targets, connections, ...turns })
}

/** The gateway's way from records to bytes, and the same in two steps: masks first, then Mercurius on what is left. */
import type { FastifyInstance } from 'fastify'
import { buildSchema, getVariableValues } from 'graphql'
import { documentCache } from '../../../gateway/http/graphql/prepare.ts'
import { typeDefs } from '../../../gateway/http/graphql/schema.ts'
import { rootsOf } from '../../../gateway/http/graphql/selection.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { writeDossier } from '../../../gateway/release/dossier-text.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { joined } from '../../../gateway/release/projection/output.ts'
import { beginReading, type Reader, type Reading } from '../../../gateway/release/reading.ts'
import type { Selection } from '../../../gateway/release/selection.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { maskRecord, metaOf } from '../../support/masked-record.ts'
import { dossier, facets, policy, query, variables } from './records.ts'

const schema = buildSchema(typeDefs)
const prepare = documentCache(schema)

function selected(): Selection {
  const prepared = prepare(query, undefined)
  const { coerced = {} } = getVariableValues(schema, prepared.operation.variableDefinitions ?? [], variables)
  const [root] = rootsOf(schema, prepared, coerced)
  if (root?.kind !== 'dossier') throw new Error('no dossier is asked for')
  return root.selection
}

const reader = { policy: () => policy } as Reader
/** As the pipeline has opened it. */
const inquiry: Inquiry = { event: 'ev-bench', language: 'vi', trace: childOf(undefined), operation: 'graphql' }

/** What the handler of GraphQL does with facets that are there. */
function answered(caller: Caller): { readonly body: Buffer; readonly reading: Reading } {
  const reading = beginReading(reader, { ...inquiry, caller })
  const asked = { selection: selected(), absence: 'null', pointer: '/dossier' } as const
  const data = reading.text((out) => writeDossier(out, reading, asked, variables.id, facets))
  return { body: joined('{"data":{"dossier":', data, '},"extensions":{"lienthong":', reading.meta(), '}}'), reading }
}

export const gateway = (caller: Caller) => (): Buffer => answered(caller).body

/** The same, the log's records of it, and the commitments to it when `evidence` says so. */
export const gatewayLogged = (caller: Caller, evidence: boolean) => (): Buffer => {
  const { body, reading } = answered(caller)
  if (evidence && !reading.evidence()) throw new Error('nothing is committed to')
  if (reading.detail().records?.length === 0) throw new Error('nothing is told to the log')
  return body
}

/** `app` has Mercurius with `dossier` in its context. */
export const inTwoSteps = (app: FastifyInstance, caller: Caller) => async (): Promise<Buffer> => {
  const asking = selected().find(({ field }) => field.name === 'facets')!
  const outcomes = facets.map(({ facet, known }, at) => {
    const maskOf = (label: Parameters<typeof policy.mask>[1]) => policy.mask(caller, label, known.facts)
    const { row, outcome } = maskRecord(facet.value, asking.of!, facet.marks, maskOf)
    return { row, outcome, pointer: `/dossier/facets/${at}` }
  })
  const masked = { ...dossier, facets: outcomes.map(({ row }) => row) }
  const { data } = await app.graphql(query, { dossier: masked }, { ...variables })
  const meta = metaOf(outcomes, [], policy.version)
  return Buffer.from(JSON.stringify({ data, extensions: { lienthong: meta } }))
}

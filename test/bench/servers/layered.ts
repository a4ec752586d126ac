/**
 * The gateway's own modules put together with the later ones left out: which, says `layer`. Before `record` the door's entries go to
 * a log that keeps nothing. For measuring only: what it gives out is not what a caller may see.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { pipeline } from '../../../gateway/app.ts'
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import { createFinder, findFacets } from '../../../gateway/dossiers/find.ts'
import { createIndexKeys } from '../../../gateway/dossiers/keys.ts'
import { graphqlRequest } from '../../../gateway/http/graphql/request.ts'
import { createPlaces } from '../../../gateway/http/places.ts'
import { buildServer } from '../../../gateway/http/server.ts'
import type { Handler, Services, Step } from '../../../gateway/http/services.ts'
import { limitOfficer, limitSystem } from '../../../gateway/http/steps/rate-limit.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { loadTokenKeys } from '../../../gateway/identity/keys.ts'
import { createMessageKey, messageSeed_bytes } from '../../../gateway/identity/message-key.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { createDoor, prepareAnswer } from '../../../gateway/release/door.ts'
import { createLogReadings } from '../../../gateway/release/log-readings.ts'
import { open, type Sealed, seal } from '../../../gateway/release/sealed.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { createMemoryRates } from '../../../gateway/store/rate-memory.ts'
import { openRedisRates } from '../../../gateway/store/rate-redis.ts'
import { createMemoryReplay } from '../../../gateway/store/replay-memory.ts'
import { secretFile } from '../../../gateway/store/secret-file.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { formatTraceparent } from '../../../gateway/telemetry/traceparent.ts'
import { noTracing } from '../../../gateway/telemetry/tracing.ts'
import { labelKeeping } from '../../support/labels.ts'
import { testSeal } from '../../support/sealing.ts'
import { keptSources } from './kept.ts'
import { bareFacet, policiesDir, registryOf, serve, serverFiles, settings, tlsOf } from './settings.ts'

const given = settings()
const { ca, crl } = await serverFiles(given)
const [registry, authorities, tokenKeys, sources] = await Promise.all([
  registryOf(given),
  readAuthorities(ca, [crl].flat().join('\n')),
  loadTokenKeys(given.data),
  keptSources<Sealed>(given, seal),
])
const trust = { registry, authorities }
const db = openDatabase(given.databaseUrl)
const keys = createIndexKeys(secretFile(join(given.data, 'keys/index.key'), 32))
const nameKey = macKey(secretFile(join(given.data, 'keys/names.key'), 32))
const cedar = join(policiesDir, 'cedar')
const policy = createPolicy({
  schema: readFileSync(join(policiesDir, 'lienthong.cedarschema'), 'utf8'),
  sources: readdirSync(cedar).map((name) => readFileSync(join(cedar, name), 'utf8')),
})
const forgetful = { origin: 'bench/log', append: async () => ({ index: 0, leaf: '' }) } satisfies Partial<Log>
const directory = join(given.data, 'bench-log')
const log =
  given.layer === 'record'
    ? await openLog({ directory, origin: forgetful.origin, signer: { keyFile: `${directory}.key` }, seal: testSeal })
    : (forgetful as unknown as Log)
const version = { policy: policy.version, registry: registry.version, schema: 'bench' }
const standing = {
  node: { name: 'bench', build: 'bench', config: 'bench' },
  versions: () => version,
  clock: () => 'steady' as const,
}

/** Counted, and never used up. */
const plenty = { quota: 1e9, window_s: 60 }
const services: Services = {
  issuer: given.issuer,
  tokenKeys: () => tokenKeys,
  revocations: { isRevoked: () => false, revoke: async () => {}, close: async () => {} },
  rates: given.redisUrl === undefined ? createMemoryRates() : await openRedisRates(given.redisUrl),
  quotas: { system: plenty, officer: plenty },
  messageKey: await createMessageKey(secretFile(join(given.data, 'keys/message.key'), messageSeed_bytes)),
  keyHistory: async () => [],
  replay: createMemoryReplay(),
  tracing: noTracing,
  reader: {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey,
    sources,
    quarantine: { take: async () => {} },
    labels: labelKeeping(db, keys),
    served: createServed(db),
    policy: () => policy,
  },
  door: createDoor(log, standing),
  deposits: { take: async () => ({ state: 'unavailable', reason: 'internal' }), status: async () => undefined },
  transfers: {} as never,
  handling: {} as never,
  inbox: {} as never,
  recalls: {} as never,
  pushes: {} as never,
  uploadPace: { window_ms: 1, bytes_min: 1 },
  supervisedDirectives: { list: async () => ({ views: [], next: undefined }), find: async () => undefined },
  toldRecords: { dossiers: async () => new Map(), numbers: async () => {} },
  uploads: {} as never,
  directives: {} as never,
  actPlaces: createPlaces({ per_agency_max: 1, all_max: 1 }),
  uploadPlaces: createPlaces({ per_agency_max: 1, all_max: 1 }),
  links: {
    make: async () => Promise.reject(new Error('nothing is linked')),
    undo: async () => Promise.reject(new Error('nothing is linked')),
    listOf: async () => [],
  },
  receipts: { proofFor: async () => undefined },
  log,
  logDirectory: directory,
  readings: createLogReadings(log, standing),
  pushChannels: new Map(),
  registry: () => registry,
  trust: () => trust,
  readiness: async () => ({ ready: true, problems: [] }),
  draining: () => false,
  witnessed: () => true,
  fault: (error) => console.error(error),
}

const facetsOf = async (id: string): Promise<readonly { agency: string; nativeKey: string }[]> =>
  given.layer === 'index'
    ? findFacets(db, keys, id)
    : Object.entries(given.held[id] ?? {}).map(([agency, nativeKey]) => ({ agency, nativeKey }))

/** What the one resolver finds. */
interface Found {
  readonly dossier: object
}

/** The query on the sources' data as they are, with the pipeline's checks before and the door after. */
const unmasked: Handler = async ({ server, decoded, inquiry }) => {
  const { query, variables } = graphqlRequest(decoded)
  const id = String(variables.id)
  const facets = await Promise.all(
    (await facetsOf(id)).map(async ({ agency, nativeKey }) => {
      const traceparent = formatTraceparent(inquiry.trace)
      const answer = await sources.facet({ agency, nativeKey, eventId: inquiry.event, traceparent })
      if (answer.state !== 'ok') throw new Error(`${agency}: ${answer.state}`)
      return bareFacet(agency, open<Translation>(answer.sealed))
    }),
  )
  const { data } = await server.graphql(query, { dossier: { id, facets } } satisfies Found, { ...variables })
  return prepareAnswer(inquiry, { body: JSON.stringify({ data }), detail: {} })
}

const quotas: readonly Step[] = [limitSystem, limitOfficer]
const checks = given.layer === 'unlimited' ? pipeline.filter(({ step }) => !quotas.includes(step)) : pipeline
const handler = given.layer === 'masks' || given.layer === 'record' ? 'graphql' : unmasked
const routes = [{ method: 'POST', url: '/graphql', surface: 'graphql', operation: 'graphql', handler }] as const
const app = await buildServer({ tls: await tlsOf(given), pipeline: checks, routes, services })
// The gateway itself executes nothing that concerns dossiers.
app.graphql.defineResolvers({
  Query: { dossier: (_root: unknown, _args: unknown, { dossier }: Found) => dossier },
} as never)
await serve(app)

/**
 * Fastify with Mercurius (jit) as one would build it without a gateway: mutual TLS and the sources' data as they are. Nothing of
 * identity, index, policy, masks, record or log.
 */
import Fastify, { type FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { typeDefs } from '../../../gateway/http/graphql/schema.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { keptSources } from './kept.ts'
import { bareFacet, serve, settings, sourcesOf, tlsOf } from './settings.ts'

const given = settings()
const db = openDatabase(given.databaseUrl)
const sources = await (given.layer === 'memory' ? keptSources : sourcesOf)(given, (value) => value as Translation)

async function dossierOf(id: string) {
  const eventId = newEventId()
  const facets = await Promise.all(
    Object.entries(given.held[id] ?? {}).map(async ([agency, nativeKey]) => {
      const answer = await sources.facet({ agency, nativeKey, eventId })
      if (answer.state !== 'ok') throw new Error(`${agency}: ${answer.state}`)
      return bareFacet(agency, answer.sealed)
    }),
  )
  return { id, facets }
}

/** The first dossiers in order of receipt, with what the index has of each facet. */
async function listOf(first: number) {
  const rows = await db.query<{ dossier: string }>(
    `SELECT f.dossier, f.agency, f.kind, f.stage, f.received_at, f.updated_at, f.corruption_field, f.due_on, f.label_level, f.label_tags
     FROM facet f JOIN (SELECT dossier, min(received_at) AS at FROM facet GROUP BY dossier ORDER BY at, dossier LIMIT $1) l USING (dossier)
     ORDER BY l.at, f.dossier`,
    [first],
  )
  const facets = Map.groupBy(rows, ({ dossier }) => dossier)
  return [...facets].map(([id, of]) => ({ id, facets: of.map(({ dossier: _, ...facet }) => facet) }))
}

const https = { ...(await tlsOf(given)), rejectUnauthorized: true }
const app = Fastify({ https } as never) as unknown as FastifyInstance
await app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: { dossier: (_root: unknown, { id }: { id: string }) => dossierOf(id) } },
  jit: 1,
})
app.get('/v1/dossiers/:id', async (request) => ({ dossier: await dossierOf((request.params as { id: string }).id) }))
app.get('/v1/dossiers', async (request) => ({
  dossiers: await listOf(Number((request.query as { first: string }).first)),
}))
await serve(app)

/**
 * Fastify with Mercurius (jit) as one would build it without a gateway: mutual TLS and the sources' data as they are. Nothing of
 * identity, index, policy, masks, record or log.
 */
import Fastify, { type FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { typeDefs } from '../../../gateway/http/graphql/schema.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { keptSources } from './kept.ts'
import { bareFacet, serve, settings, sourcesOf, tlsOf } from './settings.ts'

const given = settings()
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

const https = { ...(await tlsOf(given)), rejectUnauthorized: true }
const app = Fastify({ https } as never) as unknown as FastifyInstance
await app.register(mercurius, {
  schema: typeDefs,
  resolvers: { Query: { dossier: (_root: unknown, { id }: { id: string }) => dossierOf(id) } },
  jit: 1,
})
app.get('/v1/dossiers/:id', async (request) => ({ dossier: await dossierOf((request.params as { id: string }).id) }))
await serve(app)

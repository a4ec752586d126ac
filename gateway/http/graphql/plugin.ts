import type { FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import { typeDefs } from './schema.ts'

/**
 * Registers Mercurius for the schema and for introspection: requests, statuses, errors and limits are ours, and dossiers are written
 * by the release (gateway/http/graphql/answer.ts). To execution they are not there: nothing resolves them.
 */
export async function registerGraphql(app: FastifyInstance): Promise<void> {
  await app.register(mercurius, {
    schema: typeDefs,
    routes: false,
    graphiql: false,
    jit: 1,
  })
}

import type { FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import type { Roots } from './answer.ts'
import { typeDefs } from './schema.ts'

/** The root values were read and masked before execution; a resolver only picks its own, by the answer's name for it. */
const pick = (
  _root: unknown,
  _args: unknown,
  { roots }: Roots,
  { path }: { path: { key: string | number } },
): unknown => roots.get(String(path.key)) ?? null

/** Registers Mercurius for execution only: requests, statuses, errors and limits are ours (gateway/http/graphql/answer.ts). */
export async function registerGraphql(app: FastifyInstance): Promise<void> {
  await app.register(mercurius, {
    schema: typeDefs,
    resolvers: { Query: { dossier: pick, dossiers: pick } } as never,
    routes: false,
    graphiql: false,
    jit: 1,
  })
}

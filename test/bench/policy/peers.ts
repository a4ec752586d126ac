/** The same records behind Mercurius (jit): unprotected, and with what its users protect fields with. */
import { createMongoAbility, ForbiddenError, type MongoAbility } from '@casl/ability'
import Fastify, { type FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import mercuriusAuth from 'mercurius-auth'
import { typeDefs } from '../../../gateway/http/graphql/schema.ts'
import type { Row } from '../../../gateway/release/mask.ts'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { query, variables } from './records.ts'

interface Context {
  readonly dossier: Row
  /** Labels that are open to the caller. */
  readonly open: ReadonlySet<number>
  readonly ability: MongoAbility
}

const Query = { dossier: (_root: unknown, _args: unknown, { dossier }: Context) => dossier }

/** Of every type of the schema. */
const eachType = <T>(of: (type: TypeName) => T): Record<string, T> =>
  Object.fromEntries((Object.keys(fields) as TypeName[]).map((type) => [type, of(type)]))

export async function mercuriusApp(resolvers: object = {}): Promise<FastifyInstance> {
  const app = Fastify() as unknown as FastifyInstance
  await app.register(mercurius, {
    schema: typeDefs,
    resolvers: { Query, ...resolvers } as never,
    routes: false,
    jit: 1,
  })
  return app
}

/** In place of a field that is not allowed: null and an error. (Its mode without errors takes fields of type String alone.) */
export async function mercuriusAuthApp(): Promise<FastifyInstance> {
  const app = await mercuriusApp()
  await app.register(mercuriusAuth as never, {
    mode: 'external',
    policy: eachType((type) => Object.fromEntries(fields[type].map(({ name, label }) => [name, label]))),
    // Its types want a promise; without one it is faster.
    applyPolicy: (label: number, _parent: unknown, _args: unknown, { open }: Context) => open.has(label),
  })
  return app
}

export const abilityOf = (open: ReadonlySet<number>): MongoAbility =>
  createMongoAbility(
    Object.entries(fields)
      .map(([subject, of]) => ({
        action: 'read',
        subject,
        fields: of.filter(({ label }) => open.has(label)).map(({ name }) => name),
      }))
      .filter(({ fields }) => fields.length > 0),
  )

/** CASL asked in the resolver of every field. In place of one that is not allowed: null and an error, or null alone. */
export const caslApp = (told: boolean): Promise<FastifyInstance> =>
  mercuriusApp(
    eachType((type) =>
      Object.fromEntries(
        fields[type].map(({ name }) => [
          name,
          (parent: Row, _args: unknown, { ability }: Context) => {
            if (told) ForbiddenError.from(ability).throwUnlessCan('read', type, name)
            else if (!ability.can('read', type, name)) return null
            return parent[name]
          },
        ]),
      ),
    ),
  )

/** The answer of `app`, errors and all. */
export const asked = (app: FastifyInstance, context: Context) => async (): Promise<Buffer> =>
  Buffer.from(JSON.stringify(await app.graphql(query, context as never, { ...variables })))

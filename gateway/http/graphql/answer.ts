/** `POST /graphql`: reads the roots through the release, then lets Mercurius execute the query on the masked rows. */
import type { FastifyInstance } from 'fastify'
import { execute, GraphQLError, getVariableValues } from 'graphql'
import type { EntryDetail } from '../../audit/entry.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { GatewayError, problemOf } from '../../errors/problem.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { listPage } from '../../release/list-dossiers.ts'
import type { Row } from '../../release/mask.ts'
import { readDossier } from '../../release/read-dossier.ts'
import { beginReading, type Reader, type Reading } from '../../release/reading.ts'
import { isDossierId, listParameters } from '../rest/parameters.ts'
import type { Handler } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'
import { documentCache, QueryInvalid } from './prepare.ts'
import { answerMediaType, graphqlRequest } from './request.ts'
import { type Root, rootsOf } from './selection.ts'

/** What the resolvers find, by answer name of the root. Masked already: nothing more is decided during execution. */
export interface Roots {
  readonly roots: ReadonlyMap<string, Row | undefined>
}

/** Only `first` and `after` and the filter's own members, under the same checks as REST's parameters. */
function listArguments({ filter, first, after }: Readonly<Record<string, unknown>>) {
  return listParameters({ ...(filter as object | null | undefined), first, after })
}

async function readRoot(reader: Reader, reading: Reading, root: Root): Promise<Row | undefined> {
  const pointer = `/${root.answer}`
  if (root.kind === 'dossier') return readDossier(reader, reading, { id: root.id, selection: root.selection, pointer })
  const { filter, first, after } = listArguments(root.args)
  // Aliases of `nodes` are parts of one and the same page.
  const asked = root.nodes.map(({ answer, selection }) => ({ selection, pointer: `${pointer}/${answer}` }))
  const { rows, next } = await listPage(reader, reading, { filter, first, after, asked })
  return { nodes: rows, next }
}

function requireRootsCovered(inquiry: Inquiry, roots: readonly Root[]): void {
  for (const root of roots) {
    if (root.kind === 'dossiers') {
      listArguments(root.args)
      requireCovered(inquiry.caller, 'dossier:list')
    } else if (!isDossierId(root.id)) throw new GatewayError('parameter-invalid')
    else requireCovered(inquiry.caller, 'dossier:read', root.id)
  }
}

/** The handler, once `app` has Mercurius. */
export function graphqlHandler(app: FastifyInstance): Handler {
  const { schema } = app.graphql
  const prepare = documentCache(schema)
  return async (request, { reader }) => {
    const { inquiry } = request
    const { query, variables, operationName } = graphqlRequest(request.decoded)
    const prepared = prepare(query, operationName)
    const coerced = getVariableValues(schema, prepared.operation.variableDefinitions ?? [], variables, {
      maxErrors: 5,
    })
    if (coerced.errors)
      throw new QueryInvalid(
        coerced.errors.map(({ nodes }) => new GraphQLError('Variable not valid', { nodes: nodes ?? null })),
      )
    if ([...prepared.nonNull].some((name) => coerced.coerced[name] === null)) throw new QueryInvalid([])
    const roots = rootsOf(schema, prepared, coerced.coerced)
    requireRootsCovered(inquiry, roots)

    const reading = beginReading(reader, inquiry)
    const rows = new Map<string, Row | undefined>()
    for (const root of roots) rows.set(root.answer, await readRoot(reader, reading, root))
    const missing = roots.filter(({ answer }) => rows.get(answer) === undefined).map(({ answer }) => answer)
    if (missing.length > 0 && missing.length === roots.length)
      return graphqlProblem(inquiry, 'dossier-not-found', request.headers.accept, undefined, reading.detail())

    const { document, text, conditional } = prepared
    const { data, errors: faults } = conditional
      ? await execute({ schema, document, contextValue: { roots: rows }, variableValues: variables })
      : await app.graphql(text, { roots: rows }, { ...variables }, operationName)
    // Execution only picks and renders: an error in it is ours.
    if (faults && faults.length > 0) throw new Error('GraphQL execution failed', { cause: faults[0] })
    const errors = missing.map((answer) => ({ ...graphqlError(inquiry, 'dossier-not-found'), path: [answer] }))
    return prepareAnswer(inquiry, {
      body: JSON.stringify({ data, ...(errors.length > 0 && { errors }), extensions: { lienthong: reading.meta() } }),
      mediaType: answerMediaType(request.headers.accept)!,
      detail: reading.detail(),
    })
  }
}

function graphqlError(inquiry: Inquiry, code: ErrorCode) {
  const { title, ...problem } = problemOf(code, inquiry.language, inquiry.event)
  return { message: title, extensions: problem }
}

/** A refusal in GraphQL's form: `errors` without `data` (GraphQL over HTTP §6.4). A faulty query is told where. */
export function graphqlProblem(
  inquiry: Inquiry,
  code: ErrorCode,
  accept: string | undefined,
  cause: unknown,
  detail?: EntryDetail,
): Prepared {
  const general = graphqlError(inquiry, code)
  const found = cause instanceof QueryInvalid ? cause.errors : []
  const errors =
    found.length > 0 ? found.map(({ message, locations }) => ({ ...general, message, locations })) : [general]
  return prepareProblem(inquiry, code, {
    body: JSON.stringify({ errors }),
    mediaType: answerMediaType(accept) ?? 'application/json; charset=utf-8',
    ...(detail && { detail }),
  })
}

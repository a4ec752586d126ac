/** `POST /graphql`: the roots are read through the release, which writes them as they were asked for; only introspection is executed. */
import type { FastifyInstance } from 'fastify'
import { execute, GraphQLError, getVariableValues } from 'graphql'
import type { EntryDetail } from '../../audit/detail.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { GatewayError, problemOf, type Told } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { listPage } from '../../release/list-dossiers.ts'
import { joined } from '../../release/projection/output.ts'
import { readDossier } from '../../release/read-dossier.ts'
import { beginReading, type Reader, type Reading } from '../../release/reading.ts'
import { dossierId } from '../contract/ids.ts'
import { listParameters } from '../rest/parameters.ts'
import type { Handler } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'
import { documentCache, type PreparedDocument, QueryInvalid } from './prepare.ts'
import { answerMediaType, graphqlRequest } from './request.ts'
import { type Member, type Root, rootsOf } from './selection.ts'

/** Only `first` and `after` and the filter's own members, under the same checks as REST's parameters. */
function listArguments({ filter, first, after }: Readonly<Record<string, unknown>>) {
  return listParameters({ ...(filter as object | null | undefined), first, after })
}

type OfDossiers = Extract<Root, { readonly args: unknown }>
const isOfDossiers = (root: Root): root is OfDossiers => root.kind === 'dossier' || root.kind === 'dossiers'

/** JSON text of one root; undefined when there is no such dossier. */
async function readRoot(reader: Reader, reading: Reading, root: OfDossiers): Promise<Buffer | undefined> {
  const pointer = `/${root.answer}`
  const { args } = root
  if (root.kind === 'dossier')
    return readDossier(reader, reading, { id: String(args.id), selection: root.selection, absence: 'null', pointer })
  const { filter, first, after } = listArguments(args)
  // Aliases of `nodes` are parts of one and the same page.
  const asked = root.members.flatMap((member) =>
    member.kind === 'nodes'
      ? [{ selection: member.selection, absence: 'null' as const, pointer: `${pointer}/${member.answer}` }]
      : [],
  )
  const { texts, next } = await listPage(reader, reading, { filter, first, after, asked })
  const nodes = [...texts]
  const textOf = ({ kind }: Member): string | Buffer => {
    if (kind === 'nodes') return nodes.shift()!
    return kind === 'next' ? JSON.stringify(next ?? null) : '"DossierPage"'
  }
  return object(root.members.map((member) => [member.answer, textOf(member)]))
}

/** An object of members that are JSON text already. */
const object = (members: readonly (readonly [string, string | Buffer])[]): Buffer =>
  joined('{', ...members.flatMap(([name, value], at) => [`${at > 0 ? ',' : ''}${JSON.stringify(name)}:`, value]), '}')

function requireRootsCovered(inquiry: Inquiry, roots: readonly OfDossiers[]): void {
  for (const { kind, args } of roots) {
    if (kind === 'dossiers') {
      listArguments(args)
      requireCovered(inquiry.caller, 'dossier:list')
    } else {
      const id = dossierId.read(args.id, 'id')
      requireCovered(inquiry.caller, 'dossier:read', id)
    }
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
    const ofDossiers = roots.filter(isOfDossiers)
    requireRootsCovered(inquiry, ofDossiers)

    const reading = beginReading(reader, inquiry)
    const read = new Map<string, Buffer | undefined>()
    let bytes = 0
    for (const root of ofDossiers) {
      const text = await readRoot(reader, reading, root)
      bytes += text?.length ?? 0
      if (bytes > limits.release.answer_bytes_max) throw new GatewayError('answer-too-large')
      read.set(root.answer, text)
    }
    const missing = ofDossiers.filter(({ answer }) => read.get(answer) === undefined).map(({ answer }) => answer)
    if (missing.length > 0 && missing.length === ofDossiers.length)
      return graphqlProblem(inquiry, 'dossier-not-found', { accept: request.headers.accept }, reading.detail())

    const described = roots.some(({ kind }) => kind === 'introspection')
      ? await describe(app, prepared, variables, operationName)
      : {}
    const textOf = ({ kind, answer }: Root): string | Buffer => {
      if (kind === 'introspection') return JSON.stringify(described[answer])
      return kind === 'typename' ? '"Query"' : (read.get(answer) ?? 'null')
    }
    const data = object(roots.map((root) => [root.answer, textOf(root)]))
    const errors = missing.map((answer) => ({ ...graphqlError(inquiry, 'dossier-not-found'), path: [answer] }))
    const told = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : ''
    return prepareAnswer(inquiry, {
      body: joined('{"data":', data, told, ',"extensions":{"lienthong":', reading.meta(), '}}'),
      mediaType: answerMediaType(request.headers.accept)!,
      detail: reading.detail(),
      evidence: reading.evidence(),
    })
  }
}

/** What the operation asks of the schema itself, by answer name: public, and the one thing that is executed. */
async function describe(
  app: FastifyInstance,
  { document, text, conditional }: PreparedDocument,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const { data, errors } = conditional
    ? await execute({ schema: app.graphql.schema, document, variableValues: variables })
    : await app.graphql(text, {}, { ...variables }, operationName)
  if (!data || (errors && errors.length > 0)) throw new Error('GraphQL execution failed', { cause: errors?.[0] })
  return data
}

function graphqlError(inquiry: Inquiry, code: ErrorCode, told?: Told) {
  const { title, ...problem } = problemOf(code, inquiry.language, inquiry.event)
  return { message: title, extensions: { ...told, ...problem } }
}

/** A refusal in GraphQL's form: `errors` without `data` (GraphQL over HTTP §6.4). A faulty query is told where. */
export function graphqlProblem(
  inquiry: Inquiry,
  code: ErrorCode,
  { accept, cause, told }: { accept: string | undefined; cause?: unknown; told?: Told },
  detail?: EntryDetail,
): Prepared {
  const general = graphqlError(inquiry, code, told)
  const found = cause instanceof QueryInvalid ? cause.errors : []
  const errors =
    found.length > 0 ? found.map(({ message, locations }) => ({ ...general, message, locations })) : [general]
  return prepareProblem(inquiry, code, {
    body: JSON.stringify({ errors }),
    mediaType: answerMediaType(accept) ?? 'application/json; charset=utf-8',
    ...(detail && { detail }),
  })
}

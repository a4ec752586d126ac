/** The OpenAPI 3.1 description of the routes: from the table of routes and checks, and what each route is declared to take and answer. */
import type { Text } from '../../../schemas/validation/texts.ts'
import { catalogue, type ErrorCode } from '../../errors/catalogue.ts'
import type { JsonSchema } from '../forms.ts'
import { type Check, type RefusalForm, refusalFormOf } from '../pipeline.ts'
import type { Route } from '../server.ts'
import type { Surface } from '../services.ts'
import { type Contract, type Contracts, withTitles } from './contract.ts'
import { directives } from './directives.ts'
import { depositing, gateway, log } from './gateway.ts'
import { handingOver } from './handing-over.ts'
import { answerHeaders, type HeaderName, type RequestHeaderName, requestHeaders } from './headers.ts'
import { parts } from './parts.ts'
import { problemParts, refusalForms, refusalHeaders } from './problems.ts'
import { quarantine } from './quarantine.ts'
import { reading } from './reading.ts'
import { always, ofBodies, ofForms, ofStore, type Wanted, wantedBy } from './steps.ts'
import { titleOf } from './titles.ts'
import { tokens } from './tokens.ts'

const contracts: Contracts = {
  ...reading,
  ...depositing,
  ...handingOver,
  ...directives,
  ...quarantine,
  ...tokens,
  ...log,
  ...gateway,
}

const both = ({ vi, en }: Text): string => `${vi} · ${en}`
const paragraphs = (...texts: readonly (Text | undefined)[]): string => {
  const said = texts.filter((text) => text !== undefined)
  return `${said.map(({ vi }) => vi).join(' ')}\n\n${said.map(({ en }) => en).join(' ')}`
}

/** As a path template of OpenAPI. */
export const templateOf = (url: string): string => url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}')

/** Throws an Error that names a check of which nothing is told. */
const wantedOn = (pipeline: readonly Check[], surface: Surface): readonly Wanted[] =>
  pipeline
    .filter(({ on }) => on[surface])
    .map(({ step }) => {
      const wanted = wantedBy.get(step)
      if (!wanted) throw new Error(`gateway/http/contract/steps.ts: nothing is told of ${step.name || 'a step'}`)
      return wanted
    })

const headerRefs = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const contentOf = (mediaTypes: readonly string[], schema: JsonSchema) =>
  Object.fromEntries(mediaTypes.map((type) => [type, { schema }]))

/** Of answers about somebody, which are recorded; public documents and hashes of the log are not (release/door.ts). */
const isRecorded = ({ surface, operation }: Route): boolean => surface !== 'public' && operation !== 'log:follow'

const quotas = ['RateLimit', 'RateLimit-Policy'] as const
const signature = ['Content-Digest', 'Signature-Input', 'Signature'] as const

/** A refusal with `status`, which has one of `codes`. */
function refusalOf(form: RefusalForm, status: number, codes: readonly ErrorCode[]) {
  const { mediaTypes, of } = refusalForms[form]
  // Where no route was found yet, and by the door, whatever the surface.
  const plain = refusalForms.problem
  return {
    description: codes.map((code) => `${code}: ${both(catalogue[code].title)}`).join('\n\n'),
    headers: headerRefs(['Audit-Receipt', ...refusalHeaders(status), ...quotas, ...signature]),
    content: { ...contentOf(plain.mediaTypes, plain.of(codes)), ...contentOf(mediaTypes, of(codes)) },
  }
}

/** Refusals that are the same on several routes: those that the checks of a surface give. Under the name of the first surface that has them. */
class SharedRefusals {
  readonly responses: Record<string, object> = {}
  readonly #names = new Map<string, string>()

  of(surface: Surface, status: number, refusal: object): object {
    const text = JSON.stringify(refusal)
    const name = this.#names.get(text) ?? `${surface}-${status}`
    if (this.responses[name] && !this.#names.has(text)) return refusal
    this.#names.set(text, name)
    this.responses[name] = refusal
    return { $ref: `#/components/responses/${name}` }
  }
}

const mediaTypeOf = (wanted: readonly Wanted[]): string | undefined =>
  wanted.find(({ body }) => body !== undefined)?.body

function responsesOf(route: Route, contract: Contract, wanted: readonly Wanted[], shared: SharedRefusals): object {
  const { method, surface } = route
  const ofChecks = new Set([
    ...wanted.flatMap(({ refuses }) => refuses),
    ...always,
    ...(surface === 'public' || surface === 'hashes' ? [] : ofStore),
    ...(method === 'POST' ? ofBodies : []),
    ...(contract.path || contract.query || mediaTypeOf(wanted) === 'application/json' ? ofForms : []),
  ])
  const codes = [...new Set([...ofChecks, ...(contract.refuses ?? [])])]
  const refusals = [...Map.groupBy(codes, (code) => catalogue[code].status)].map(([status, codes]) => {
    const refusal = refusalOf(refusalFormOf(surface), status, codes)
    const isShared = codes.every((code) => ofChecks.has(code)) && contract.answers[status] === undefined
    return [status, isShared ? shared.of(surface, status, refusal) : refusal] as const
  })
  const answers = Object.entries(contract.answers).map(([text, answer]) => {
    const status = Number(text)
    const { schema, mediaTypes = ['application/json'], headers = [] } = answer
    const refused = codes.filter((code) => catalogue[code].status === status)
    const of = isRecorded(route) ? (['Audit-Receipt'] as const) : []
    return [
      status,
      {
        description: both(contract.title),
        headers: headerRefs([...of, ...headers, ...quotas, ...signature]),
        content: {
          ...(refused.length > 0 && refusalOf(refusalFormOf(surface), status, refused).content),
          ...contentOf(mediaTypes, schema),
        },
      },
    ] as const
  })
  return Object.fromEntries([...refusals, ...answers])
}

function parametersOf(
  { path = {}, query = {}, queryRequired = [], queryRepeated = [] }: Contract,
  wanted: readonly Wanted[],
): object[] {
  const parameter = (where: 'path' | 'query', name: string, schema: JsonSchema) => {
    const required = where === 'path' || queryRequired.includes(name)
    return { name, in: where, description: both(titleOf(name)), required, schema }
  }
  const headers = new Set<RequestHeaderName>([
    ...(['Accept-Language', 'traceparent'] as const),
    ...wanted.flatMap(({ headers }) => headers ?? []),
  ])
  return [
    ...Object.entries(path).map(([name, { schema }]) => parameter('path', name, schema)),
    ...Object.entries(query).map(([name, { schema }]) =>
      parameter('query', name, queryRepeated.includes(name) ? { type: 'array', items: schema } : schema),
    ),
    ...[...headers].map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ]
}

/** By which signature a request is signed, in words. */
const signedAs = (tag: string): Text => ({
  vi: `Ký theo RFC 9421 với tag "${tag}".`,
  en: `Signed by RFC 9421 with the tag "${tag}".`,
})

function operationOf(route: Route, contract: Contract, wanted: readonly Wanted[], shared: SharedRefusals): object {
  const mediaType = mediaTypeOf(wanted)
  const tag = wanted.find(({ signed }) => signed)?.signed?.tag
  const { id, title, note, body } = contract
  return {
    ...{ operationId: id, tags: [contract.tag], summary: both(title) },
    description: paragraphs(
      { vi: `${title.vi}.`, en: `${title.en}.` },
      note,
      tag === undefined ? undefined : signedAs(tag),
    ),
    parameters: parametersOf(contract, wanted),
    ...(body && { requestBody: { required: true, content: { [mediaType ?? '*/*']: { schema: withTitles(body) } } } }),
    responses: responsesOf(route, contract, wanted, shared),
    security: [{ certificate: [], ...(wanted.some(({ bearer }) => bearer) && { token: [] }) }],
  }
}

const tags: Readonly<Record<Contract['tag'], Text>> = {
  reading: { vi: 'Đọc', en: 'Reading' },
  depositing: { vi: 'Nộp', en: 'Depositing' },
  'handing-over': { vi: 'Chuyển giao', en: 'Handing over' },
  directives: { vi: 'Yêu cầu về hồ sơ đã đưa ra', en: 'Directives' },
  quarantine: { vi: 'Những gì chưa chuyển đổi được', en: 'What could not be translated' },
  tokens: { vi: 'Token', en: 'Tokens' },
  log: { vi: 'Nhật ký', en: 'The log' },
  gateway: { vi: 'Chính cổng', en: 'The gateway itself' },
}

const securitySchemes = {
  certificate: {
    type: 'mutualTLS',
    description: paragraphs({
      vi: 'TLS 1.3; chứng thư của hệ thống nêu urn:lienthong:<cơ quan>:<hệ thống>.',
      en: "TLS 1.3; the system's certificate names urn:lienthong:<agency>:<system>.",
    }),
  },
  token: {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    description: paragraphs({
      vi: 'Token của POST /oauth2/token, chỉ dùng được với chính chứng thư đã lấy nó (RFC 8705).',
      en: 'A token of POST /oauth2/token, which works only with the certificate that it was issued to (RFC 8705).',
    }),
  },
} as const

const about = paragraphs(
  {
    vi: 'Mọi địa chỉ của cổng. Trường bị giữ lại thì vắng mặt và được nêu trong `meta`, nên chỉ các mã định danh là bắt buộc. Bỏ qua thành phần không biết: phiên bản sau có thể thêm.',
    en: 'Every route of the gateway. A withheld field is absent and named in `meta`, so only ids are required. Ignore members that you do not know: later versions may add some.',
  },
  {
    vi: 'Lỗi theo RFC 9457: `code` không đổi, `party` là bên phải xử lý.',
    en: 'Refusals are RFC 9457: `code` is stable, `party` is who must act.',
  },
)

/** What the case schema gives (schemas/generate/openapi.ts). */
export interface CaseDocument {
  readonly info: { readonly version: string }
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

/**
 * The document. Throws an Error that names a route without a contract, a contract without a route, a check of which nothing is told, or a component that
 * there would be twice.
 */
export function describe(routes: readonly Route[], pipeline: readonly Check[], ofCases: CaseDocument): object {
  const left = new Set(Object.keys(contracts))
  const paths: Record<string, Record<string, object>> = {}
  const shared = new SharedRefusals()
  for (const route of routes) {
    const path = templateOf(route.url)
    const name = `${route.method} ${path}`
    const contract = contracts[name]
    if (!contract) throw new Error(`gateway/http/contract: nothing is told of ${name}`)
    left.delete(name)
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationOf(route, contract, wantedOn(pipeline, route.surface), shared),
    }
  }
  if (left.size > 0) throw new Error(`gateway/http/contract: no route ${[...left].join(', ')}`)
  const { schemas } = ofCases.components
  const own = { ...parts, ...problemParts }
  const twice = Object.keys(own).find((name) => Object.hasOwn(schemas, name))
  if (twice !== undefined) throw new Error(`gateway/http/contract: the case schema has a ${twice} too`)
  return {
    ...ofCases,
    info: { ...ofCases.info, title: 'Liên thông', description: about },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, title]) => ({ name, description: both(title) })),
    paths,
    components: {
      schemas: { ...own, ...schemas },
      responses: shared.responses,
      headers: Object.fromEntries(
        Object.entries(answerHeaders).map(([name, { schema, title }]) => [name, { description: both(title), schema }]),
      ),
      parameters: Object.fromEntries(
        Object.entries(requestHeaders).map(([name, { schema, title, required }]) => [
          name,
          { name, in: 'header', required, description: both(title), schema },
        ]),
      ),
      securitySchemes,
    },
  }
}

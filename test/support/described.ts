/** Answers held against the API description: what a generated client relies on. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Reply } from '../../gateway/development/client.ts'
import { descriptionFile } from '../../gateway/http/public/openapi.ts'
import { formats } from '../../schemas/validation/formats.ts'

interface Response {
  readonly $ref?: string
  readonly headers: Readonly<Record<string, { readonly $ref: string }>>
  readonly content: Readonly<Record<string, unknown>>
}
interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Response>>
}
export interface Description {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, never>>>>
}

export const description = JSON.parse(readFileSync(descriptionFile, 'utf8')) as Description

const base = 'https://description.test/'
const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Every object is closed, so that a member of which the description does not tell is found; but not one half of a composition. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const node = Object.fromEntries(Object.entries(value).map(([name, of]) => [name, closed(of)]))
  return node.type === 'object' && node.properties ? { unevaluatedProperties: false, ...node } : node
}

let compiler: Ajv2020 | undefined
function ajv(): Ajv2020 {
  if (compiler) return compiler
  compiler = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
  for (const [name, validate] of Object.entries(formats)) compiler.addFormat(name, validate)
  compiler.addFormat('uri', (text: string) => URL.canParse(text))
  const ours = [
    'x-title',
    'x-label',
    'x-mask',
    'x-codes',
    'x-ref',
    'x-assigned',
    'x-enum-varnames',
    'x-enum-descriptions',
  ]
  compiler.addVocabulary([
    ...ours,
    'x-labels',
    'paths',
    'components',
    'openapi',
    'info',
    'servers',
    'tags',
    'jsonSchemaDialect',
  ])
  compiler.addSchema({
    $id: base,
    ...(closed({ paths: description.paths, components: description.components }) as object),
  })
  return compiler
}

const patterns = Object.keys(description.paths)
  .sort((a, b) => Number(a.endsWith('{path}')) - Number(b.endsWith('{path}')) || b.length - a.length)
  .map((path) => {
    const form = path
      .replaceAll('.', '\\.')
      .replace('{path}', '.+')
      .replace(/\{\w+\}/g, '[^/]+')
    return [path, new RegExp(`^${form}$`)] as const
  })

type Answered = Pick<Reply, 'status' | 'headers' | 'json'>

/** What an answer has that its description does not, or lacks that it has; undefined when no route was asked. */
export function undescribed(method: string, url: string, reply: Answered): string[] | undefined {
  const { status, headers, json } = reply
  const path = patterns.find(([, form]) => form.test(url.split('?')[0]!))?.[0]
  const operation = path === undefined ? undefined : description.paths[path]![method.toLowerCase()]
  if (path === undefined || !operation) return undefined
  const given = operation.responses[status]
  if (!given) return [`${operation.operationId}: no ${status} (${json?.code ?? ''})`]
  const shared = given.$ref?.split('/').at(-1)
  const response = shared === undefined ? given : (description.components.responses![shared] as unknown as Response)
  const at =
    shared === undefined
      ? `#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`
      : `#/components/responses/${escaped(shared)}`
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  const mediaType = response.content[type] ? type : '*/*'
  if (!response.content[mediaType]) return [`${operation.operationId} ${status}: no ${type}`]
  return [
    ...headersOf(operation, response, reply),
    ...bodyOf(operation, status, `${at}/content/${escaped(mediaType)}/schema`, json),
  ]
}

/** Gives the answer. Throws an Error that says what of it its description does not have. */
export function asDescribed<R extends Answered | undefined>(method: string, url: string, reply: R): R {
  const odd = reply && undescribed(method, url, reply)
  if (odd && odd.length > 0) throw new Error(`not as gateway/http/openapi.json tells:\n${odd.join('\n')}`)
  return reply
}

/** Of HTTP itself and of the connection. */
const plain = new Set([
  'content-type',
  'content-length',
  'cache-control',
  'date',
  'connection',
  'keep-alive',
  'pragma',
  'transfer-encoding',
  'x-content-type-options',
])

function headersOf({ operationId }: Operation, response: Response, { headers: given, json }: Answered): string[] {
  const known = new Set(Object.keys(response.headers).map((name) => name.toLowerCase()))
  const more = Object.keys(given).filter((name) => !known.has(name) && !plain.has(name))
  // Without a log there is no entry to name.
  const isRecorded = known.has('audit-receipt') && json?.code !== 'log-unavailable'
  const missing = isRecorded && !given['audit-receipt'] ? ['audit-receipt'] : []
  return [
    ...more.map((name) => `${operationId}: header ${name} more`),
    ...missing.map((name) => `${operationId}: no ${name}`),
  ]
}

function bodyOf({ operationId }: Operation, status: number, pointer: string, json: unknown): string[] {
  if (json === undefined) return []
  const validate = ajv().getSchema(`${base}${pointer}`)
  if (!validate) return [`${operationId}: no schema ${pointer}`]
  if (validate(json)) return []
  return validate.errors!.map(
    ({ instancePath, message, params }) =>
      `${operationId} ${status}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

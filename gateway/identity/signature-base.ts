/**
 * The text that an HTTP message signature is made over (RFC 9421 §2). Of component parameters `sf` and `tr` are not known here: the gateway
 * knows no field's type by name, and takes no trailers.
 */
import { GatewayError } from '../errors/problem.ts'
import { type Item, memberOf, serializeItem } from './structured-field.ts'

/** A request (with `method` and `targetUri`) or an answer (with `status`), as it was or will be sent. */
export interface HttpMessage {
  readonly method?: string
  /** Absolute, with the query. */
  readonly targetUri?: string
  readonly status?: number
  /** By name in lower case: the values of its lines, in order. */
  readonly fields: Readonly<Record<string, readonly string[] | undefined>>
  /** Of an answer: the request that it answers (§2.4). */
  readonly request?: HttpMessage
}

type Parameters = ReadonlyMap<string, unknown>

const invalid = (cause: string): GatewayError => new GatewayError('signature-invalid', { cause })

const uriOf = ({ targetUri }: HttpMessage): URL | undefined =>
  targetUri === undefined ? undefined : new URL(targetUri)

/** WHATWG URL's application/x-www-form-urlencoded percent-encode set, a space as %20 (§2.2.8). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

function queryParameter(message: HttpMessage, parameters: Parameters): string | undefined {
  const wanted = parameters.get('name')
  const found = [...(uriOf(message)?.searchParams ?? [])].filter(([name]) => encoded(name) === wanted)
  return found.length === 1 ? encoded(found[0]![1]) : undefined
}

/** §2.2 */
const derived: Readonly<Record<string, (message: HttpMessage, parameters: Parameters) => string | undefined>> = {
  '@method': ({ method }) => method,
  '@target-uri': ({ targetUri }) => targetUri,
  '@authority': (message) => uriOf(message)?.host,
  '@scheme': (message) => uriOf(message)?.protocol.slice(0, -1),
  '@request-target': (message) => uriOf(message) && `${uriOf(message)!.pathname}${uriOf(message)!.search}`,
  '@path': (message) => uriOf(message)?.pathname,
  '@query': (message) => uriOf(message) && `?${uriOf(message)!.search.slice(1)}`,
  '@query-param': queryParameter,
  '@status': ({ status }) => status?.toString(),
}

/** §2.1, §2.1.2, §2.1.3 */
function fieldValue({ fields }: HttpMessage, name: string, parameters: Parameters): string | undefined {
  const lines = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!lines || lines.length === 0) return undefined
  const values = lines.map((line) => line.trim())
  if (parameters.has('bs'))
    return values.map((value) => `:${Buffer.from(value, 'latin1').toString('base64')}:`).join(', ')
  const text = values.join(', ')
  return parameters.has('key') ? memberOf(text, String(parameters.get('key'))) : text
}

const parametersKnown = (name: string): readonly string[] =>
  name === '@query-param'
    ? ['name', 'req']
    : name === '@status'
      ? []
      : name.startsWith('@')
        ? ['req']
        : ['key', 'bs', 'req']

/** The value of one component (§2.5). Throws GatewayError `signature-invalid` for one that is unknown, absent, or not one line of ASCII. */
function componentValue([name, parameters]: Item, message: HttpMessage): string {
  if (typeof name !== 'string') throw invalid('component')
  const known = parametersKnown(name)
  for (const [parameter, value] of parameters)
    if (!known.includes(parameter) || ((parameter === 'req' || parameter === 'bs') && value !== true))
      throw invalid('component parameter')
  if (parameters.has('key') && parameters.has('bs')) throw invalid('component parameter')
  const of = parameters.has('req') ? message.request : message
  const derive = Object.hasOwn(derived, name) ? derived[name] : undefined
  if (!derive && !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) throw invalid('component')
  const value = of && (derive ? derive(of, parameters) : fieldValue(of, name, parameters))
  if (value === undefined) throw invalid('a covered component is missing')
  if (!/^[\x20-\x7e\t]*$/.test(value)) throw invalid('component value')
  return value
}

const identity = ([name, parameters]: Item): string =>
  JSON.stringify([name, [...parameters].map(([key, value]) => [key, String(value)]).sort()])

/**
 * The signature base of `message` over the `covered` component identifiers; `written` is the serialised value of `@signature-params`, which
 * must be of the same list. Throws GatewayError `signature-invalid` when a component is there twice or can't be had.
 */
export function signatureBase(covered: readonly Item[], written: string, message: HttpMessage): string {
  if (new Set(covered.map(identity)).size !== covered.length) throw invalid('a component twice')
  const lines = covered.map((component) => `${serializeItem(component)}: ${componentValue(component, message)}`)
  return [...lines, `"@signature-params": ${written}`].join('\n')
}

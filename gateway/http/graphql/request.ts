/** GraphQL over HTTP: the request (specification §5). POST only; the answers' media types by Accept. */
import { GatewayError } from '../../errors/problem.ts'
import { rangesOf } from '../accept.ts'
import type { Step } from '../services.ts'
import { graphqlMediaTypes } from './media-types.ts'

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

const [legacyMediaType, graphqlMediaType] = graphqlMediaTypes.map((type) => `${type}; charset=utf-8`) as [
  string,
  string,
]

/**
 * The media type of the answer (RFC 9110 §12.5.1). No Accept, or `*`, gives application/json: what a client of before 2025 expects
 * (GraphQL over HTTP §6.1.1). Undefined when none of ours is accepted.
 */
export function answerMediaType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept.trim() === '') return legacyMediaType
  const ranges = rangesOf(accept)
  const refused = (type: string) => ranges.some(({ name, weight }) => weight === 0 && type.startsWith(`${name};`))
  const types = [legacyMediaType, graphqlMediaType].filter((type) => !refused(type))
  let best: { type: string; weight: number } | undefined
  for (const { name, weight } of ranges) {
    const type = types.find((own) => own.startsWith(`${name};`) || name === 'application/*' || name === '*/*')
    if (type !== undefined && weight > (best?.weight ?? 0)) best = { type, weight }
  }
  return best?.type
}

export const requireAcceptable: Step = (request) => {
  if (answerMediaType(request.headers.accept) === undefined) throw new GatewayError('not-acceptable')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Throws GatewayError `body-malformed` for anything but the four members of the specification, batches included. */
export function graphqlRequest(body: unknown): GraphqlRequest {
  if (!isObject(body)) throw new GatewayError('body-malformed')
  const { query, variables, operationName, extensions, ...others } = body
  const formed =
    typeof query === 'string' &&
    (variables === undefined || variables === null || isObject(variables)) &&
    (operationName === undefined || operationName === null || typeof operationName === 'string') &&
    (extensions === undefined || extensions === null || isObject(extensions)) &&
    Object.keys(others).length === 0
  if (!formed) throw new GatewayError('body-malformed')
  return {
    query,
    variables: (variables as Record<string, unknown> | null | undefined) ?? {},
    operationName: (operationName as string | null | undefined) ?? undefined,
  }
}

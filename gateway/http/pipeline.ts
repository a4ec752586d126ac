/** Runs the table of gateway/app.ts: each check of a surface in order, then its handler; refusals in the surface's own form. */
import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '../errors/catalogue.ts'
import { GatewayError, type Told } from '../errors/problem.ts'
import { type Prepared, prepareProblem } from '../release/door.ts'
import { graphqlProblem } from './graphql/answer.ts'
import { tokenProblem } from './oauth/token.ts'
import type { Services, Step, Surface } from './services.ts'

/** `headers`: before the body is read. `body`: after. */
export type Phase = 'headers' | 'body'

export interface Check {
  readonly phase: Phase
  readonly step: Step
  readonly on: Readonly<Record<Surface, boolean>>
}

const surfaceOf = (request: FastifyRequest): Surface => request.routeOptions.config.surface ?? 'unrouted'

/** Gives a function that runs the checks of one phase for a request's surface. It throws what the failing check throws. */
export function checksOf(
  pipeline: readonly Check[],
  phase: Phase,
  services: Services,
): (request: FastifyRequest) => Promise<void> {
  const rows = pipeline.filter((check) => check.phase === phase)
  const bySurface = (surface: Surface) => rows.filter(({ on }) => on[surface]).map(({ step }) => step)
  const steps: Readonly<Record<Surface, readonly Step[]>> = {
    token: bySurface('token'),
    change: bySurface('change'),
    act: bySurface('act'),
    rest: bySurface('rest'),
    graphql: bySurface('graphql'),
    deposit: bySurface('deposit'),
    transfer: bySurface('transfer'),
    attachment: bySurface('attachment'),
    receipt: bySurface('receipt'),
    inbox: bySurface('inbox'),
    acknowledging: bySurface('acknowledging'),
    recalling: bySurface('recalling'),
    hashes: bySurface('hashes'),
    entries: bySurface('entries'),
    quarantine: bySurface('quarantine'),
    handling: bySurface('handling'),
    public: bySurface('public'),
    unrouted: bySurface('unrouted'),
  }
  return async (request) => {
    for (const step of steps[surfaceOf(request)]) await step(request, services)
  }
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request-malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-malformed',
  FST_ERR_BAD_URL: 'request-malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'parameter-invalid',
  ECONNRESET: 'request-malformed',
}

/** The catalogue code of anything thrown on the way of a request. What is not ours is `internal`. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof GatewayError) return error.code
  return fastifyCodes[String((error as { code?: unknown } | undefined)?.code)] ?? 'internal'
}

/** What a refusal tells beside its problem; of a body that the server did not read on, how much it would have. */
function toldOf({ routeOptions }: FastifyRequest, error: unknown): Told {
  if (error instanceof GatewayError) return error.told ?? {}
  return codeOf(error) === 'body-too-large' ? { bytes_max: routeOptions.bodyLimit } : {}
}

export type RefusalForm = 'problem' | 'token' | 'graphql'

/** In what form a surface refuses. */
export const refusalFormOf = (surface: Surface): RefusalForm => {
  if (surface === 'token' || surface === 'change') return 'token'
  return surface === 'graphql' ? 'graphql' : 'problem'
}

/** The refusal of `request` for `error`, in the form of its surface. Faults of the gateway are told to the operator. */
export function refusalOf(request: FastifyRequest, error: unknown, services: Services): Prepared {
  const code = codeOf(error)
  const { inquiry } = request
  if (error instanceof GatewayError && error.retry_s !== undefined) request.retry_s = error.retry_s
  if (code === 'internal' || (error instanceof GatewayError && error.status >= 500))
    services.fault(error, inquiry.event)
  const form = refusalFormOf(surfaceOf(request))
  const told = toldOf(request, error)
  if (form === 'token') return tokenProblem(inquiry, code, told)
  if (form === 'graphql') return graphqlProblem(inquiry, code, { accept: request.headers.accept, cause: error, told })
  return prepareProblem(inquiry, code, { told })
}

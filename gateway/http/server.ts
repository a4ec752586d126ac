/** Fastify as the carrier of the pipeline: nothing it would say by itself reaches a client. */
import type { SecureServerOptions } from 'node:http2'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { TlsOptions } from 'node:tls'
import fastifyJwt from '@fastify/jwt'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { GatewayError } from '../errors/problem.ts'
import { isSurplus } from '../identity/connections.ts'
import { tokenVerifyOptions } from '../identity/token.ts'
import { limits } from '../limits.ts'
import { outcomeOf, prepareProblem, type Released } from '../release/door.ts'
import type { Operation } from '../release/inquiry.ts'
import { attributes, spans } from '../telemetry/names.ts'
import { noKeyByDefault } from './access-token.ts'
import { graphqlHandler } from './graphql/answer.ts'
import { registerGraphql } from './graphql/plugin.ts'
import { linger } from './linger.ts'
import { type Check, checksOf, refusalOf } from './pipeline.ts'
import { holdUntilAnswered } from './places.ts'
import { rateHeaders } from './rate-headers.ts'
import { answerConnect, answerMalformed, answerUnroutable } from './raw.ts'
import type { Handler, Services, Surface } from './services.ts'
import { signatureOf } from './signed-answer.ts'
import { requireStillAdmitted } from './steps/admit-certificate.ts'
import { openInquiry } from './steps/open-inquiry.ts'
import { requireStillGood } from './steps/verify-token.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly surface: Exclude<Surface, 'unrouted'>
  /** How the log calls it. */
  readonly operation: Operation
  /** `graphql` is made once Mercurius is there. */
  readonly handler: Handler | 'graphql'
  /** Default: what its surface allows. */
  readonly body_bytes_max?: number
  /** Its handler takes the body as it comes. */
  readonly streams?: true
}

export interface ServerOptions {
  readonly tls: TlsOptions
  readonly pipeline: readonly Check[]
  readonly routes: readonly Route[]
  readonly services: Services
  /** Default: limits.request. */
  readonly bounds?: RequestLimits
}

export type RequestLimits = { readonly [Name in keyof (typeof limits)['request']]: number }

/** Where it is not limits.request.body_bytes_max. */
const bodyLimits: Partial<Record<Surface, number>> = {
  token: limits.token.form_bytes_max,
  change: limits.token.form_bytes_max,
  act: limits.token.form_bytes_max,
  deposit: limits.deposit.body_bytes_max,
  transfer: limits.transfer.body_bytes_max,
  acknowledging: limits.receipt.acknowledgement_bytes_max,
  recalling: limits.transfer.recall_body_bytes_max,
  handling: limits.quarantine.act_body_bytes_max,
}

/** The gateway's HTTP server, not listening yet. */
export async function buildServer({
  tls,
  pipeline,
  routes,
  services,
  bounds = limits.request,
}: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    serverFactory: (handler) => {
      const server = createServer(
        {
          ...(tls as SecureServerOptions),
          maxHeaderSize: bounds.header_bytes_max,
          headersTimeout: bounds.headers_timeout_ms,
          requestTimeout: bounds.request_timeout_ms,
          keepAliveTimeout: bounds.keep_alive_timeout_ms,
          connectionsCheckingInterval: bounds.headers_timeout_ms / 2,
          insecureHTTPParser: false,
          // Node would refuse by itself, before the certificate and unrecorded: steps/well-formed.ts does it.
          requireHostHeader: false,
        },
        handler as never,
      )
      // 0: none is dropped unseen. maxHeaderSize bounds them, and steps/well-formed.ts counts.
      server.maxHeadersCount = 0
      server.maxConnections = bounds.connections_max
      // Of a client that neither sends nor takes what it asked for.
      server.setTimeout(bounds.silence_timeout_ms)
      // RFC 9110 §10.1.1: an expectation that isn't known may be ignored; Node would answer 417 by itself.
      server.on('checkExpectation', handler)
      server.on('connect', (_request, socket) => void answerConnect(socket as Socket, services))
      return server
    },
    bodyLimit: bounds.body_bytes_max,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    trustProxy: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 100 },
    clientErrorHandler: (error, socket) => void answerMalformed(error, socket, services),
    frameworkErrors: (error, request, reply) => void answerUnroutable(error, request, reply, services),
  }) as unknown as FastifyInstance

  app.decorateRequest('inquiry', null as never)
  app.decorateRequest('prepared', undefined)
  app.decorateRequest('decoded', undefined)
  app.decorateRequest('quotas', undefined)
  app.decorateRequest('retry_s', undefined)
  app.decorateRequest('place', undefined)
  app.decorateRequest('signed', undefined)
  app.decorateRequest('answerWish', undefined)
  // One parser for whatever comes: the media type was checked as a whole, and the bytes are decoded by our own step.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  await app.register(fastifyJwt, {
    secret: { public: noKeyByDefault as never, private: '' },
    verify: tokenVerifyOptions(services.issuer) as never,
  })
  await registerGraphql(app)

  const checkHeaders = checksOf(pipeline, 'headers', services)
  const checkBody = checksOf(pipeline, 'body', services)
  app.addHook('onRequest', async (request, reply) => {
    request.inquiry = openInquiry(request.headers, request.routeOptions.config.operation)
    try {
      await checkHeaders(request)
    } finally {
      // Also when the connection is gone by now.
      if (request.place) holdUntilAnswered(reply, request.place)
    }
  })
  app.addHook('preHandler', checkBody)
  app.setErrorHandler((error, request, reply) => {
    request.prepared = refusalOf(request, error, services)
    reply.send('')
  })
  // The last hook of every answer, whatever was to be sent: only what the door passes leaves, and only after its record.
  app.addHook('onSend', async (request, reply) => {
    try {
      return await answer(request, reply, services)
    } catch (error) {
      // Fastify would answer by itself. Of what was made so far nothing leaves, and that it failed is recorded after it.
      services.fault(error, request.inquiry.event)
      const { status, headers, body } = await services.door.pass(request.inquiry, undefined)
      for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name)
      reply.code(status).headers({ ...headers, connection: 'close' })
      return body
    }
  })

  app.setNotFoundHandler((request, reply) => {
    const allowed = routes
      .filter(({ url }) => patternOf(url).test(request.url.split('?')[0]!))
      .map(({ method }) => method)
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    request.prepared = refusalOf(
      request,
      new GatewayError(allowed.length > 0 ? 'method-not-allowed' : 'route-not-found'),
      services,
    )
    reply.send('')
  })
  const add = (scope: FastifyInstance, route: Route) => {
    const { method, url, surface, operation, handler, body_bytes_max = bodyLimits[surface] } = route
    const handle = handler === 'graphql' ? graphqlHandler(app) : handler
    const inSpan: Handler = (request) => {
      const { inquiry } = request
      const facts = {
        [attributes.event]: inquiry.event,
        [attributes.surface]: surface,
        [attributes.operation]: operation,
      }
      return services.tracing.span(spans.request, inquiry.trace, facts, async ({ context, note }) => {
        inquiry.trace = context
        const prepared = await handle(request, services)
        note({ [attributes.code]: outcomeOf(prepared) })
        return prepared
      })
    }
    scope.route({
      method,
      url,
      config: { surface, operation, handler: inSpan },
      ...(body_bytes_max !== undefined && { bodyLimit: body_bytes_max }),
      handler: async (request, reply) => {
        // Whoever hangs up does not end what it asked for.
        const leave = request.place?.hold()
        request.prepared = await inSpan(request, services).finally(leave)
        reply.send('')
        return reply
      },
    })
  }
  for (const route of routes) if (!route.streams) add(app, route)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    for (const route of routes) if (route.streams) add(scope as unknown as FastifyInstance, route)
  })
  return app
}

/** The answer that `request` is to have by what is in force now: recorded, then its head is set, and its body given. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<Released['body'] | Readable> {
  const { released, admitted } = await leaving(request, services)
  const { status, headers, body, stream } = released
  reply.code(status).headers({ ...headers, ...rateHeaders(request), ...signatureOf(request, released, services) })
  // A body that was left in the middle is followed by no other request.
  const isLeft = request.body instanceof Readable && !request.raw.complete
  if (!admitted || isLeft || services.draining()) reply.header('connection', 'close')
  if (!request.raw.complete && reply.getHeader('connection') === 'close') linger(request.raw)
  return stream ? streamed(stream, (error) => services.fault(error, request.inquiry.event)) : body
}

/** What is opened as it is sent. One that can't be opened to its end is cut off there: whoever asked sees that by its length. */
function streamed({ chunks }: NonNullable<Released['stream']>, fault: (error: unknown) => void): Readable {
  const body = Readable.from(chunks(), { objectMode: false, highWaterMark: limits.attachment.chunk_bytes })
  return body.on('error', fault)
}

/** What leaves is decided by what is in force then, not when it was begun: else it is decided anew, and its sources are asked again. */
async function leaving(
  request: FastifyRequest,
  services: Services,
): Promise<{ readonly released: Released; readonly admitted: boolean }> {
  const { inquiry } = request
  const isCurrent = () => inquiry.isCurrent?.() !== false
  for (let round = 0; ; round++) {
    const admitted = await confirm(request, services)
    if (isCurrent()) {
      const released = await services.door.pass(inquiry, request.prepared)
      if (isCurrent()) return { released, admitted }
      // Something was loaded while the record was written: that what it names did not leave is recorded after it.
      const { sources: _, ...detail } = inquiry.attempted?.() ?? {}
      await services.door.pass(inquiry, prepareProblem(inquiry, 'policy-changed', { detail }))
      delete inquiry.earlier
      // As whoever asks now may.
      await confirm(request, services)
      if (isCurrent()) continue
    } else {
      const { sources } = inquiry.attempted?.() ?? {}
      if (sources) inquiry.earlier = sources
    }
    delete inquiry.isCurrent
    request.prepared =
      round < limits.policy.rounds_max
        ? await request.routeOptions.config.handler!(request, services).catch((error) =>
            refusalOf(request, error, services),
          )
        : refusalOf(request, new GatewayError('policy-changed'), services)
  }
}

/** Whoever asked may no longer: then the refusal is what is to leave. Gives whether the connection is one to keep. */
async function confirm(request: FastifyRequest, services: Services): Promise<boolean> {
  const refuse = (error: unknown) => {
    delete request.inquiry.isCurrent
    request.prepared = refusalOf(request, error, services)
  }
  try {
    requireStillAdmitted(request, services)
  } catch (error) {
    refuse(error)
    return false
  }
  if (request.inquiry.system === undefined || isSurplus(request.raw.socket)) return false
  await requireStillGood(request, services).catch(refuse)
  return true
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+').replace('*', '.+')}$`)

import type { FastifyRequest } from 'fastify'
import type { HttpMessage } from '../identity/signature-base.ts'
import type { Services } from './services.ts'

/** A request as signatures see it (RFC 9421 §2): its URL is what the gateway calls itself and the path and query as they were sent. */
export const messageOf = ({ raw }: FastifyRequest, { issuer }: Pick<Services, 'issuer'>): HttpMessage => ({
  method: raw.method ?? '',
  targetUri: `${issuer}${raw.url ?? ''}`,
  fields: raw.headersDistinct,
})

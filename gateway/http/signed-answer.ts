import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { signAnswer } from '../identity/answer-signature.ts'
import type { Released } from '../release/door.ts'
import { now_ms } from '../telemetry/clock.ts'
import { messageOf } from './message.ts'
import type { Services } from './services.ts'

/** The headers that sign what leaves (RFC 9421), refusals too; none when the request is not signed and asks for none. */
export function signatureOf(
  request: FastifyRequest,
  { status, headers, body, stream }: Released,
  services: Services,
): Readonly<Record<string, string>> {
  if (!request.answerWish) return {}
  const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const sha256 = stream?.sha256 ?? hash('sha256', body, 'base64')
  const answer = { status, fields, sha256, request: messageOf(request, services) }
  return signAnswer(answer, request.answerWish, { key: services.messageKey, now_s: Math.floor(now_ms() / 1000) })
}

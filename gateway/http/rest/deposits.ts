/** `/v1/deposits`: documents that an agency's system pushes, and what became of them. Told by places and codes, never by content. */
import type { ErrorCode } from '../../errors/catalogue.ts'
import { GatewayError, problemOf } from '../../errors/problem.ts'
import type { Taken } from '../../release/deposits/deposits.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { formatTraceparent } from '../../telemetry/traceparent.ts'
import { eventId } from '../contract/ids.ts'
import { requireNoQuery } from '../forms.ts'
import type { Handler } from '../services.ts'
import { channelOf } from '../steps/push.ts'

const refusals: Partial<Record<Taken['state'], ErrorCode>> = {
  quarantined: 'document-rejected',
  refused: 'state-secret-in-clear',
}

/** What is told as it is; everything else is only that it can't be taken now. */
const unavailable = ['index-unavailable', 'log-unavailable'] as const

/** Signature and digest have been verified by the pipeline. Taken and durable, with its receipt, before it is answered. */
export const postDeposit: Handler = async (request, services) => {
  const { inquiry } = request
  const { agency, mediaType } = channelOf(request, services)
  const { id: system, thumbprint: certificate } = inquiry.system!
  const taken = await services.deposits.take({
    agency,
    transport: 'https-push',
    document: request.decoded as Uint8Array,
    mediaType,
    event: inquiry.event,
    traceparent: formatTraceparent(inquiry.trace),
    who: { agency, system, certificate },
  })
  if (taken.state === 'unavailable')
    throw new GatewayError(unavailable.find((code) => code === taken.reason) ?? 'deposits-unavailable')
  const refusal = refusals[taken.state]
  if (refusal) return refused(inquiry, refusal, taken)
  const { state, event, rejected, receipt } = taken
  return prepareAnswer(inquiry, {
    body: JSON.stringify({ state, event, taken: taken.taken, rejected, receipt }),
    detail: { rows: taken.taken },
  })
}

/** `GET /v1/deposits/{event}`: what has become of a document since, for the systems of its agency; with the certificate alone. */
export const getDeposit: Handler = async ({ inquiry, params, query }, { deposits }) => {
  const event = eventId.read((params as { event: string }).event, 'event')
  requireNoQuery(query)
  const { system } = inquiry
  const status = system!.roles.includes('exchange') && (await deposits.status(system!.agency, event))
  if (!status) throw new GatewayError('deposit-not-found')
  return prepareAnswer(inquiry, { body: JSON.stringify(status), detail: { note: event } })
}

/** The problem of `code` (RFC 9457 §3.2) with the places of the findings and the receipt of what is recorded. */
function refused(inquiry: Inquiry, code: ErrorCode, taken: Exclude<Taken, { state: 'unavailable' }>): Prepared {
  const { event, rejected: findings, receipt } = taken
  const body = JSON.stringify({ ...problemOf(code, inquiry.language, inquiry.event), event, findings, receipt })
  return prepareProblem(inquiry, code, { body })
}

import type { IncomingMessage } from 'node:http'
import type { Inquiry, Operation } from '../../release/inquiry.ts'
import { newEventId } from '../../telemetry/ids.ts'
import { childOf, parseTraceparent } from '../../telemetry/traceparent.ts'
import { languageOf } from '../accept.ts'

/** Starts the record of one request: event id, language, trace. Trusts nothing of the headers but their form. */
export function openInquiry(headers: IncomingMessage['headers'], operation: Operation = 'unrouted'): Inquiry {
  const { traceparent, 'accept-language': acceptLanguage } = headers
  return {
    event: newEventId(),
    language: languageOf(acceptLanguage),
    trace: childOf(parseTraceparent(typeof traceparent === 'string' ? traceparent : undefined)),
    operation,
  }
}

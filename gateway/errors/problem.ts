/** Problems as they leave the gateway: RFC 9457 problem details made from the catalogue. */
import { catalogue, type ErrorCode, type Party } from './catalogue.ts'

export type Language = 'vi' | 'en'

/** A failure with a catalogue code. `cause` is for the operator's log only and never leaves. */
export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly status: number
  constructor(code: ErrorCode, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'GatewayError'
    this.code = code
    this.status = catalogue[code].status
  }
}

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ErrorCode
  readonly party: Party
  readonly instance: string
}

/** The problem document of `code`. `instance` is the event id of the request (RFC 9457 §3.1.5). */
export function problemOf(code: ErrorCode, language: Language, instance: string): Problem {
  const { title, detail, status, party } = catalogue[code]
  return {
    type: `urn:lienthong:error:${code}`,
    title: title[language],
    status,
    detail: detail[language],
    code,
    party,
    instance: `urn:lienthong:event:${instance}`,
  }
}

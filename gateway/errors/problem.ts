/** Problems as they leave the gateway: RFC 9457 problem details made from the catalogue. */
import { catalogue, type ErrorCode, type Party } from './catalogue.ts'

export type Language = 'vi' | 'en'

/** Members of a problem beside those of every one (RFC 9457 §3.2): names and codes, never a value that came. */
export type Told = Readonly<Record<string, unknown>>

/** A failure with a catalogue code. `cause` is for the operator's log only and never leaves. */
export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly told: Told | undefined
  /** Seconds after which it is worth asking again, in place of those of the catalogue. */
  readonly retry_s: number | undefined
  constructor(code: ErrorCode, { told, retry_s, ...options }: { cause?: unknown; told?: Told; retry_s?: number } = {}) {
    super(code, options)
    this.name = 'GatewayError'
    this.code = code
    this.status = catalogue[code].status
    this.told = told
    this.retry_s = retry_s
  }
}

/** Whether what may be the caller's own could be the name of a parameter; anything else is not said again. */
export const couldBeName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(text)

/** `name`: of the parameter, header or member; it may be the caller's own, and is told only if it could be the name of one. */
export const parameterInvalid = (name?: string): GatewayError =>
  name !== undefined && couldBeName(name)
    ? new GatewayError('parameter-invalid', { told: { parameter: name } })
    : new GatewayError('parameter-invalid')

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

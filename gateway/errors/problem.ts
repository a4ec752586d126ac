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

/** RFC 9110 §12.4.2. */
const qvalue = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/

/** RFC 9110 §12.5.4, for the two languages we have: English when it is asked for above Vietnamese, else Vietnamese. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'vi'
  const weight = { vi: 0, en: 0 }
  for (const part of acceptLanguage.slice(0, 200).split(',')) {
    const [range, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const tag = range?.split('-')[0]
    if (tag !== 'vi' && tag !== 'en') continue
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
    if (qvalue.test(q)) weight[tag] = Math.max(weight[tag], Number(q))
  }
  return weight.en > weight.vi ? 'en' : 'vi'
}

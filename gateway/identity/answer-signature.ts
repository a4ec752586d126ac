/** The gateway's signature over its answer and the request that it answers (RFC 9421 §2.4, §5), with RFC 9530 Content-Digest. */
import { GatewayError } from '../errors/problem.ts'
import type { MessageKey } from './message-key.ts'
import { nonceForm, signatureLabel } from './message-signature.ts'
import { signBase } from './signature-algorithms.ts'
import { type HttpMessage, signatureBase } from './signature-base.ts'
import {
  dictionaryIn,
  type Item,
  isInnerList,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
} from './structured-field.ts'

const answerTag = 'lienthong-answer'
const answerAlgorithm = 'ed25519'

/** How the asker wants the answer signed. */
export interface AnswerWish {
  readonly label: string
  /** The asker's own, to know the answer as new. */
  readonly nonce?: string
}

export const plainWish: AnswerWish = { label: signatureLabel }

const ofRequest = new Map([['req', true]])
const component = (name: string): Item => [name, new Map()]
const requestComponent = (name: string): Item => [name, ofRequest]

const coverableOf = (request: HttpMessage | undefined): readonly Item[] => [
  requestComponent('@method'),
  requestComponent('@target-uri'),
  ...(request?.fields.signature ? [requestComponent('signature')] : []),
]

/** All that can be covered: what is not there is left out, and nothing else. */
const coverable = (answer: HttpMessage): readonly Item[] => [
  component('@status'),
  component('content-type'),
  component('content-digest'),
  ...(answer.fields['audit-receipt'] ? [component('audit-receipt')] : []),
  ...coverableOf(answer.request),
]

const unsupported = (cause: string): GatewayError => new GatewayError('accept-signature-unsupported', { cause })

const whatever = {
  created: (value: unknown) => value === true,
  nonce: (value: unknown) => typeof value === 'string' && nonceForm.test(value),
  alg: (value: unknown) => value === answerAlgorithm,
  tag: (value: unknown) => value === answerTag,
} as const

/** What an answer to `request` is covered by; the receipt when it is recorded, as every answer about anybody is. */
const offered = (request: HttpMessage): ReadonlySet<string> =>
  new Set(coverable({ fields: { 'audit-receipt': [''] }, request }).map((item) => serializeItem(item)))

/**
 * What `Accept-Signature` (§5.1) of `request` asks for: one signature, of components and parameters that this gateway signs with. Throws GatewayError
 * `accept-signature-unsupported` for anything else: who relies on a signature is not to get an answer without; `signature-invalid` when the
 * request's own signature is none that an answer could cover.
 */
export function answerWish(text: string, request: HttpMessage, { kid }: MessageKey): AnswerWish {
  const [[label, asked] = [], ...others] = [...(dictionaryIn(text) ?? [])]
  if (label === undefined || !asked || others.length > 0 || !isInnerList(asked)) throw unsupported('form')
  const [components, parameters] = asked
  const known = offered(request)
  if (!components.every((item) => known.has(serializeItem(item)))) throw unsupported('components')
  for (const [name, value] of parameters) {
    const holds = name === 'keyid' ? value === kid : Object.hasOwn(whatever, name) && whatever[name as 'tag'](value)
    if (!holds) throw unsupported(name)
  }
  // Now, and not when the answer is recorded and on its way.
  signatureBase(coverableOf(request), '', { fields: {}, request })
  const nonce = parameters.get('nonce')
  return { label, ...(typeof nonce === 'string' && { nonce }) }
}

/**
 * The headers that sign an answer: Content-Digest, Signature-Input and Signature. `answer` is what will be sent, its fields without these, `sha256` of its body in base64;
 * `now_s` seconds since 1970. Covered are status, media type, digest and receipt, and method, URL and signature of the request.
 */
export function signAnswer(
  answer: HttpMessage & { readonly sha256: string },
  wish: AnswerWish,
  { key, now_s }: { readonly key: MessageKey; readonly now_s: number },
): Readonly<Record<'content-digest' | 'signature-input' | 'signature', string>> {
  const digest = `sha-256=:${answer.sha256}:`
  const whole: HttpMessage = { ...answer, fields: { ...answer.fields, 'content-digest': [digest] } }
  const covered = coverable(whole)
  const parameters = new Map<string, string | number>([
    ['created', now_s],
    ...(wish.nonce === undefined ? [] : [['nonce', wish.nonce] as const]),
    ['keyid', key.kid],
    ['alg', answerAlgorithm],
    ['tag', answerTag],
  ])
  const written = serializeInnerList([[...covered], parameters])
  const bytes = signBase(key.privateKey).sign(signatureBase(covered, written, whole))
  return {
    'content-digest': digest,
    'signature-input': `${wish.label}=${written}`,
    signature: serializeDictionary(new Map([[wish.label, [bytes, new Map()]]])),
  }
}

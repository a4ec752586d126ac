/** What an answer, a page or a push of the portal is before its content is read. */
import { decodeJson, type JsonObject } from '../codecs/json.ts'
import type { NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import manifest from './manifest.json' with { type: 'json' }

export type Refusal = { readonly ok: false; readonly findings: readonly [Finding, ...Finding[]] }

export const refuse = (code: string, expected: string): Refusal => ({
  ok: false,
  findings: [{ code, effect: 'reject-document', pointer: '', expected }],
})

/** The object of a 200 answer; every other status is a refusal. */
export function contentOf(answer: NativeAnswer): Outcome<JsonObject> {
  if (answer.status === 410) return refuse('cursor-unknown', 'a bookmark that the source still knows')
  if (answer.status !== 200) return refuse('status-unexpected', '200')
  const mediaType = answer.mediaType.split(';')[0]!.trim().toLowerCase()
  if (mediaType !== manifest.native.mediaType) return refuse('media-type-unexpected', manifest.native.mediaType)
  const decoded = decodeJson(answer.body, { ...manifest.native, mixedEncodings: true })
  if (!decoded.ok) return decoded
  return decoded.value.type === 'object'
    ? { ok: true, value: decoded.value, findings: [] }
    : refuse('field-type', 'object')
}

/** What an HTTP answer of the procuracy's system is before its content is read. */
import { decodeJson, type JsonObject } from '../codecs/json.ts'
import type { NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import manifest from './manifest.json' with { type: 'json' }

type Refusal = { readonly ok: false; readonly findings: readonly [Finding, ...Finding[]] }

const refuse = (code: string, expected: string): Refusal => ({
  ok: false,
  findings: [{ code, effect: 'reject-document', pointer: '', expected }],
})

/** The object that a JSON answer of any status holds. */
export function objectOf(answer: NativeAnswer): Outcome<JsonObject> {
  const mediaType = answer.mediaType.split(';')[0]!.trim().toLowerCase()
  if (mediaType !== manifest.native.mediaType) return refuse('media-type-unexpected', manifest.native.mediaType)
  const decoded = decodeJson(answer.body, manifest.native)
  if (!decoded.ok) return decoded
  return decoded.value.type === 'object'
    ? { ok: true, value: decoded.value, findings: decoded.findings }
    : refuse('field-type', 'object')
}

/** The object of a 200 answer; every other status is a refusal. */
export function contentOf(answer: NativeAnswer): Outcome<JsonObject> {
  if (answer.status === 200) return objectOf(answer)
  if (answer.status === 410) return refuse('cursor-unknown', 'a bookmark that the source still knows')
  return refuse('status-unexpected', '200')
}

/** The source itself says that it has no such dossier: not the page of something in between. */
export function saysAbsent(answer: NativeAnswer): boolean {
  if (answer.status !== 404) return false
  const said = objectOf(answer)
  const reason = said.ok ? said.value.members.get('loi') : undefined
  return reason?.type === 'string' && reason.value === 'KHONG_TIM_THAY'
}

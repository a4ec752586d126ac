/** The files that prove a handing over, as people keep them. */
import { checkedJson } from '../identity/checked-json.ts'
import { type KeyHistory, keyHistoryIn } from '../identity/key-history.ts'
import type { KeySet, ParticipantFile, RegisteredKey } from '../identity/participant.ts'
import { weaknessOf } from '../identity/public-key.ts'
import { parseStrictJson } from '../identity/strict-json.ts'
import { collector, type Violation, violationLine } from '../identity/violation.ts'
import { limits } from '../limits.ts'
import { Usage } from './command.ts'
import { bytesOf } from './given-file.ts'

const refused = (violations: readonly Violation[]): Usage => new Usage(violations.map(violationLine).join('\n'))

/** A JWS in `text`: alone, or in the member `name` of the gateway's answer. Nothing of it has been looked at. */
export function jwsIn(text: string, name: 'receipt' | 'acknowledgement'): string {
  if (!text.trimStart().startsWith('{')) return text.trim()
  const answer = parseStrictJson(Buffer.from(text))
  const member =
    answer.ok && (answer.value as Readonly<Record<string, string | { readonly jws?: unknown } | null>>)[name]
  const jws = typeof member === 'object' ? member?.jws : member
  return typeof jws === 'string' ? jws : ''
}

/** The sender's key in its answer of the gateway, of a receipt that is kept as such; undefined where there is none. Nothing of it has been looked at. */
export function senderKeyIn(text: string): string | undefined {
  const answer = parseStrictJson(Buffer.from(text))
  const key = answer.ok && (answer.value as { readonly sender_key?: unknown } | null)?.sender_key
  return typeof key === 'string' ? key : undefined
}

/** The keys in `file`, as `/.well-known/lienthong-keys` gives them. Throws Usage when they are none. */
export async function historyIn(file: string): Promise<KeyHistory> {
  const { report, violations } = collector()
  const history = await keyHistoryIn(bytesOf(file, limits.receipt.history_bytes_max), file, report)
  if (!history) throw refused(violations)
  return history
}

export interface GivenKeys {
  readonly keys: readonly RegisteredKey[]
  /** The file says whose they are. Of a key set without a name that is the word of who gives it. */
  readonly named: boolean
}

/** The keys by which `agency` may sign messages: in its file of the registry, or a key set. Weak ones are left out. Throws Usage when it is neither, or another agency's. */
export function messageKeysIn(file: string, agency: string): GivenKeys {
  const bytes = bytesOf(file, limits.registry.file_bytes_max)
  const { report, violations } = collector()
  const parsed = parseStrictJson(bytes)
  const named = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null && 'id' in parsed.value
  const name = named ? 'participant.json' : 'participant.json#/$defs/jwks'
  const content = checkedJson(bytes, name, file, report) as ParticipantFile | KeySet | undefined
  if (!content) throw refused(violations)
  const sound = (keys: readonly RegisteredKey[]) => keys.filter((key) => weaknessOf(key) === undefined)
  if (!('id' in content)) return { keys: sound(content.keys), named: false }
  if (content.id !== agency)
    throw new Usage(`--participant: ${content.id}; bên nhận là · the receiver is: ${agency} (${file})`)
  return { keys: sound((content.messageJwks ?? content.jwks)?.keys ?? []), named: true }
}

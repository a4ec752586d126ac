/** What a witness policy asks of a log, a proof or an exhibit: whether its checkpoint has the quorum; and what a witness itself saw. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKPOINT_FILE } from '../audit/checkpoint.ts'
import { readIfPresent } from '../audit/files.ts'
import { VERIFIER_KEY_FILE } from '../audit/key.ts'
import type { Verifier } from '../audit/note.ts'
import { openWitnessed, quorumTime_s } from '../audit/quorum.ts'
import { parseWitnessPolicy, policyFaultText, type WitnessPolicy } from '../audit/witness-policy.ts'
import { readWitnessed } from '../audit/witnessed.ts'
import { now_ms, timestamp } from '../telemetry/clock.ts'
import { Usage } from './command.ts'

/** Throws Usage when the file is not a policy, or can't be read. */
export function policyIn(file: string): WitnessPolicy {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    throw new Usage(`--policy: không đọc được · can't be read: ${file}`)
  }
  const parsed = parseWitnessPolicy(bytes)
  if (!parsed.ok) throw new Usage(`--policy: ${parsed.faults.map(policyFaultText).join('; ')}`)
  return parsed.policy
}

/** The verifier key that lies beside the log, where whoever changed the log could change it too. */
const keyBeside = (directory: string): string | undefined => readIfPresent(join(directory, VERIFIER_KEY_FILE))?.trim()

/** The key of the log in `directory` by the policy; undefined when it names no logs. Who has the policy need not trust the one beside the log. */
export function policyKey({ logs }: WitnessPolicy, directory: string): string | undefined {
  const beside = keyBeside(directory)
  return (logs.find(({ verifierKey }) => verifierKey === beside) ?? logs[0])?.verifierKey
}

/** The key of the log named `origin` by the policy; undefined when it names none such. */
export const policyKeyOf = ({ logs }: WitnessPolicy, origin: string): string | undefined =>
  logs.find(({ verifier }) => verifier.name === origin)?.verifierKey

/** A checkpoint that somebody kept: `text` itself, or what the state of a witness has of the log `origin`. Throws Usage when it has none. */
export function keptNote(text: string, origin: string | undefined): string {
  if (!text.trimStart().startsWith('{')) return text
  const none = new Usage(
    `--checkpoint: nhân chứng này chưa ký nhật ký · this witness has cosigned nothing of: ${origin ?? '–'}`,
  )
  try {
    const note: unknown = JSON.parse(text).checkpoints[origin ?? '']
    if (typeof note === 'string') return note
  } catch {
    throw none
  }
  throw none
}

/** What to do about a proof whose checkpoint has no quorum. */
export const proveAgain =
  'Làm gì tiếp: lấy lại chứng minh khi các nhân chứng đã ký (GET /v1/audit/receipts/{index}, hoặc audit prove). · What next: get the proof again once they have cosigned (GET /v1/audit/receipts/{index}, or audit prove).'

/** Said where nothing of a witness was given, by any of the options `by`. */
export const unwitnessed = (by: string): string =>
  `  chưa kiểm nhân chứng (${by}): ai giữ khóa của nhật ký có thể đã viết lại nó · witnesses not looked at (${by}): whoever has the key of the log could have rewritten it`

const unseen =
  'Làm gì tiếp: hỏi từng nhân chứng còn thiếu đã ký điểm kiểm tra nào mới nhất rồi đưa vào --checkpoint; đến khi khớp, đây có thể là lịch sử chỉ cho riêng bạn xem. · What next: ask each witness that is missing which checkpoint it cosigned last, and give that as --checkpoint; until it agrees this may be a history that was made for you alone.'

/** From then on it is told that there must be newer ones. */
const OLD_MS = 60 * 60_000

const old =
  '  đã hơn một giờ: nếu nhận bản này sau đó thì nó là bản cũ, hãy đòi bản mới, hoặc dùng điểm kiểm tra mới nhất của một nhân chứng (--checkpoint) · over an hour ago: if you were given this later, it is an older one; ask for a new one, or give the newest checkpoint of a witness (--checkpoint)'

export type QuorumFound =
  /** `at_ms`: since when there is a quorum; undefined where none is asked for. */
  | { readonly ok: true; readonly line: string; readonly at_ms?: number }
  /** A sentence in both languages. */
  | { readonly ok: false; readonly why: string }

/**
 * Who cosigned the newest witnessed checkpoint of the log in `directory`, and whether they are enough. `verifier`: of the log. That the
 * entries give its root is what verifyLog finds.
 */
export function quorumOf(
  directory: string,
  policy: WitnessPolicy,
  verifier: Verifier | 'missing' | undefined,
): QuorumFound {
  const note = readWitnessed(directory) ?? readIfPresent(join(directory, CHECKPOINT_FILE))
  if (note === undefined || verifier === undefined || verifier === 'missing')
    return { ok: false, why: 'không có điểm kiểm tra · there is no checkpoint' }
  const found = quorumIn(note, policy, verifier)
  if (!found.ok) return { ok: false, why: `${found.why}\n${unseen}` }
  const isOld = found.at_ms !== undefined && now_ms() - found.at_ms > OLD_MS
  return isOld ? { ...found, line: `${found.line}\n${old}` } : found
}

/** The same of the checkpoint of a proof. */
export function quorumIn(note: string, policy: WitnessPolicy, verifier: Verifier): QuorumFound {
  const opened = openWitnessed(note, policy, verifier)
  if (!opened.ok) return { ok: false, why: `điểm kiểm tra sai · the checkpoint is wrong: ${opened.reason}` }
  const { checkpoint, times_s, quorum } = opened
  const names = [...times_s.keys()].join(', ')
  if (!quorum)
    return { ok: false, why: `không đủ nhân chứng · no quorum of witnesses: ${checkpoint.size} (${names || '–'})` }
  const at_s = quorumTime_s(policy.quorum, times_s)
  const since = at_s === undefined ? '' : `, ${timestamp(at_s * 1000)}`
  const line = `  witnessed  ${checkpoint.size} (${names}${since})`
  return { ok: true, line, ...(at_s !== undefined && { at_ms: at_s * 1000 }) }
}

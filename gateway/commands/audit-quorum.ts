/** The part of `audit verify` that a witness policy asks for: whether the newest cosigned checkpoint has its quorum. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKPOINT_FILE } from '../audit/checkpoint.ts'
import { readIfPresent } from '../audit/files.ts'
import { VERIFIER_KEY_FILE } from '../audit/key.ts'
import type { Verifier } from '../audit/note.ts'
import { openWitnessed, quorumTime_s } from '../audit/quorum.ts'
import { parseWitnessPolicy, policyFaultText, type WitnessPolicy } from '../audit/witness-policy.ts'
import { readWitnessed } from '../audit/witnessed.ts'
import { timestamp } from '../telemetry/clock.ts'
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

export type QuorumFound =
  | { readonly ok: true; readonly line: string }
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
  const opened = openWitnessed(note, policy, verifier)
  if (!opened.ok) return { ok: false, why: `điểm kiểm tra sai · the checkpoint is wrong: ${opened.reason}` }
  const { checkpoint, times_s, quorum } = opened
  const names = [...times_s.keys()].join(', ')
  if (!quorum)
    return { ok: false, why: `không đủ nhân chứng · no quorum of witnesses: ${checkpoint.size} (${names || '–'})` }
  const at_s = quorumTime_s(policy.quorum, times_s)
  const since = at_s === undefined ? '' : `, ${timestamp(at_s * 1000)}`
  return { ok: true, line: `  witnessed  ${checkpoint.size} (${names}${since})` }
}

/** Which witnesses cosigned a checkpoint, and whether a policy is content with them. */
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { cosignedAt_s } from './cosignature.ts'
import { isBy, openNote, splitNote, type Verifier } from './note.ts'
import type { Quorum, WitnessPolicy } from './witness-policy.ts'

/** Whether the witnesses of these names are enough (tlog-policy, "Defining a witness group"). */
export function isQuorum(quorum: Quorum, names: ReadonlySet<string>): boolean {
  switch (quorum.kind) {
    case 'none':
      return true
    case 'witness':
      return names.has(quorum.name)
    case 'group':
      return quorum.members.filter((member) => isQuorum(member, names)).length >= quorum.threshold
  }
}

export interface Witnessed {
  readonly checkpoint: Checkpoint
  readonly text: string
  /** By the policy's names: when each cosigned, in seconds since 1970. */
  readonly times_s: ReadonlyMap<string, number>
  readonly quorum: boolean
}

export type OpenedWitnessed =
  | ({ readonly ok: true } & Witnessed)
  | { readonly ok: false; readonly reason: 'malformed' | 'bad-signature' | 'no-known-key' | 'wrong-origin' }

/**
 * Opens a checkpoint that `log` signed (default: any log of the policy), and says who of the policy's witnesses cosigned it. A wrong
 * signature by any known key refuses the whole (signed-note). That the tree has this root has NOT been checked.
 */
export function openWitnessed(note: string, policy: WitnessPolicy, log?: Verifier): OpenedWitnessed {
  const logs = log ? [log] : policy.logs.map(({ verifier }) => verifier)
  const opened = openNote(note, logs)
  if (!opened.ok) return opened
  const { text, signatures } = splitNote(note)!
  const checkpoint = parseCheckpoint(text)
  if (!checkpoint) return { ok: false, reason: 'malformed' }
  const signers = signatures.filter((one) => logs.some((known) => isBy(one, known)))
  if (signers.some(({ name }) => name !== checkpoint.origin)) return { ok: false, reason: 'wrong-origin' }
  const times_s = new Map<string, number>()
  for (const one of signatures) {
    const witness = policy.witnesses.find(({ key }) => isBy(one, key))
    if (!witness) continue
    if (!witness.key.verify(Buffer.from(text), one.signature)) return { ok: false, reason: 'bad-signature' }
    times_s.set(witness.name, cosignedAt_s(one.signature))
  }
  return { ok: true, checkpoint, text, times_s, quorum: isQuorum(policy.quorum, new Set(times_s.keys())) }
}

/** Since when there was a quorum: the latest time at which enough witnesses had cosigned no earlier. Undefined without a quorum, or of none. */
export function quorumTime_s(quorum: Quorum, times_s: ReadonlyMap<string, number>): number | undefined {
  const names = new Set<string>()
  for (const [name, time_s] of [...times_s].sort(([, a], [, b]) => b - a)) {
    names.add(name)
    if (isQuorum(quorum, names)) return time_s
  }
  return undefined
}

/** One value of an answer with all that a third party needs to check it: the opened commitment, the entry, and its proof. */
import type { AnswerEvidence } from './answer-evidence.ts'
import type { LogVerifier } from './checkpoint.ts'
import { decodeEntry } from './encoding.ts'
import type { LoggedEntry } from './entry.ts'
import { type Opening, verifyOpening } from './evidence.ts'
import { leafHash } from './merkle.ts'
import { type CheckedProof, checkProof, parseProof } from './tlog-proof.ts'

const FORMAT = 'lienthong.vn/exhibit@v1'

export interface Exhibit {
  readonly format: typeof FORMAT
  readonly opening: Opening
  /** The text of the entry's `.tlog-proof`, the entry in it. */
  readonly proof: string
}

export type Exhibited =
  | { readonly ok: true; readonly exhibit: Exhibit }
  | { readonly ok: false; readonly reason: 'no-evidence' | 'no-entry' | 'another-answer' | 'nothing-there' }

const entryOf = (proof: string): LoggedEntry | undefined => {
  const extra = parseProof(proof)?.extra
  const decoded = extra && decodeEntry(extra)
  return decoded?.ok ? decoded.entry : undefined
}

/**
 * What shows the value at `pointer` of an answer and nothing else of it; `evidence`: of that answer. `proof`: of the answer's
 * receipt, as the gateway gives it. That the proof holds is NOT checked.
 */
export function exhibitOf(evidence: AnswerEvidence | undefined, pointer: string, proof: string): Exhibited {
  if (!evidence) return { ok: false, reason: 'no-evidence' }
  const root = entryOf(proof)?.evidence
  if (root === undefined) return { ok: false, reason: 'no-entry' }
  if (root !== evidence.root) return { ok: false, reason: 'another-answer' }
  const opening = evidence.open(pointer)
  return opening ? { ok: true, exhibit: { format: FORMAT, opening, proof } } : { ok: false, reason: 'nothing-there' }
}

export type CheckedExhibit =
  | {
      readonly ok: true
      readonly entry: LoggedEntry
      readonly index: number
      readonly opening: Opening
      /** The signed checkpoint. Cosignatures are NOT verified. */
      readonly checkpoint: string
    }
  | { readonly ok: false; readonly reason: 'malformed' | 'not-opened' | Extract<CheckedProof, { ok: false }>['reason'] }

/** Checks an exhibit's JSON text against the log's key: the log has the entry, and the entry the value. Never throws. */
export function checkExhibit(text: string, verifier: LogVerifier): CheckedExhibit {
  const exhibit = parsed(text)
  const proof = exhibit && parseProof(exhibit.proof)
  const entry = exhibit && entryOf(exhibit.proof)
  if (!exhibit || !proof?.extra || !entry) return { ok: false, reason: 'malformed' }
  const checked = checkProof(exhibit.proof, leafHash(proof.extra), verifier)
  if (!checked.ok) return checked
  const { opening } = exhibit
  if (entry.evidence === undefined || !verifyOpening(opening, entry.evidence))
    return { ok: false, reason: 'not-opened' }
  return { ok: true, entry, index: checked.index, opening, checkpoint: proof.checkpoint }
}

function parsed(text: string): Exhibit | undefined {
  try {
    const { format, opening, proof } = JSON.parse(text)
    const { pointer, text: value, salt, index, size, hashes } = opening
    const texts = [proof, pointer, value, salt, ...hashes].every((one) => typeof one === 'string')
    const numbers = [index, size].every((one) => Number.isSafeInteger(one))
    if (format !== FORMAT || !texts || !numbers) return undefined
    return { format, proof, opening: { pointer, text: value, salt, index, size, hashes } }
  } catch {
    return undefined
  }
}

/** C2SP tlog-witness, "add-checkpoint": from a request's body to its answer, each check in the order of the text. */
import { parseCheckpoint } from '../audit/checkpoint.ts'
import type { Cosigner } from '../audit/cosignature.ts'
import { EMPTY_RANGE, HASH_BYTES, type Hash, rootOf, sameHash, verifyConsistency } from '../audit/merkle.ts'
import { isBy, openNote, type Signature, splitNote, strictBase64, type Verifier } from '../audit/note.ts'
import { limits } from '../limits.ts'
import type { State } from './state.ts'

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 413 | 422 | 500
  readonly body: string
  readonly mediaType?: 'text/x.tlog.size'
  /** Nothing shows that what the log signed continues what this witness cosigned: both notes, for whoever has to find out. */
  readonly conflict?: { readonly signed: string; readonly cosigned: string }
}

export interface Witness {
  readonly cosigner: Cosigner
  readonly state: State
  /** Keys of the logs that are witnessed; the name of a key is the origin. */
  readonly logs: readonly Verifier[]
  /** Milliseconds since 1970. */
  readonly now_ms: () => number
}

interface Submission {
  readonly old: number
  readonly proof: readonly Hash[]
  readonly note: string
}

const answer = (status: Answer['status'], why: string): Answer => ({ status, body: `${why}\n` })

/**
 * Checks a submitted checkpoint, persists it, and gives the cosignature. All in one turn of the event loop, so nothing comes between
 * looking at the old size and persisting the new one. Throws what the state throws; then nothing was cosigned that anybody has seen.
 */
export function addCheckpoint(body: Uint8Array, { cosigner, state, logs, now_ms }: Witness): Answer {
  const submission = parse(body)
  const split = submission && splitNote(submission.note)
  const checkpoint = split && parseCheckpoint(split.text)
  if (!checkpoint) return answer(400, 'the request is malformed')
  const { old, proof, note } = submission
  const { origin, size, root } = checkpoint
  const trusted = logs.filter(({ name }) => name === origin)
  if (trusted.length === 0) return answer(404, 'the log is not known')
  const opened = openNote(note, trusted)
  if (!opened.ok) return answer(403, opened.reason)
  if (old > size) return answer(400, 'the old size is larger than the checkpoint')
  const before = state.of(origin)
  const held = before?.checkpoint
  if (old !== (held?.size ?? 0)) return { status: 409, body: `${held?.size ?? 0}\n`, mediaType: 'text/x.tlog.size' }
  if (size === 0 && !sameHash(root, rootOf(EMPTY_RANGE))) return answer(422, 'the root is not that of the empty tree')
  if (old === 0 && proof.length > 0) return answer(422, 'from the empty tree there is no proof')
  if (before && held && old > 0 && !verifyConsistency(old, size, held.root, root, proof))
    return {
      ...answer(422, 'the checkpoint is not consistent with the one that was cosigned before'),
      conflict: { signed: `${split.text}\n${linesBy(split.signatures, trusted)}`, cosigned: before.note },
    }
  const line = cosigner.cosign(split.text, Math.floor(now_ms() / 1000))
  state.replace(`${split.text}\n${linesBy(split.signatures, trusted)}${line}`)
  return { status: 200, body: line }
}

const linesBy = (signatures: readonly Signature[], trusted: readonly Verifier[]): string =>
  signatures
    .filter((one) => trusted.some((known) => isBy(one, known)))
    .map(({ line }) => line)
    .join('')

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The parts of a body, strictly; undefined when it is malformed. */
function parse(body: Uint8Array): Submission | undefined {
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return undefined
  }
  const end = text.indexOf('\n\n')
  if (end < 0) return undefined
  const [first, ...lines] = text.slice(0, end).split('\n')
  const [, digits] = /^old (0|[1-9][0-9]{0,15})$/.exec(first!) ?? []
  const old = Number(digits)
  if (!Number.isSafeInteger(old) || lines.length > limits.witness.proof_lines_max) return undefined
  const proof = lines.map(strictBase64)
  if (!proof.every((hash) => hash?.length === HASH_BYTES)) return undefined
  return { old, proof: proof as Hash[], note: text.slice(end + 2) }
}

/** C2SP tlog-proof: that an entry is in a log, in one text file that needs no connection to be checked. */
import { type LogVerifier, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { HASH_BYTES, type Hash, verifyInclusion } from './merkle.ts'
import { strictBase64 } from './note.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'

/** No tree of entries that can be counted here is higher. */
const HASHES_MAX = 64

export interface TlogProof {
  readonly index: number
  /** Inclusion proof (RFC 6962 §2.1.1), from the leaf's sibling on. */
  readonly hashes: readonly Hash[]
  /** The signed checkpoint whose tree it is in, verbatim. */
  readonly checkpoint: string
  /** The entry itself. That it has the proof's leaf hash has NOT been checked. */
  readonly extra?: Uint8Array
}

/** The text of a proof. */
export function formatProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const head = extra === undefined ? [FIRST_LINE] : [FIRST_LINE, `extra ${Buffer.from(extra).toString('base64')}`]
  const lines = [...head, `index ${index}`, ...hashes.map((hash) => Buffer.from(hash).toString('base64')), '', '']
  return lines.join('\n') + checkpoint
}

/** Reads a proof's text. Undefined if malformed. Nothing of it has been checked. */
export function parseProof(text: string): TlogProof | undefined {
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(0, split)).split('\n')
  if (first !== FIRST_LINE) return undefined
  const given = lines[0]?.startsWith('extra ') ? lines.shift()!.slice('extra '.length) : undefined
  const extra = given === undefined ? undefined : strictBase64(given)
  if (given !== undefined && !extra) return undefined
  const [, index] = /^index (0|[1-9][0-9]{0,14})$/.exec(lines.shift() ?? '') ?? []
  const hashes = lines.map(strictBase64).filter((hash) => hash?.length === HASH_BYTES) as Hash[]
  if (index === undefined || hashes.length !== lines.length || hashes.length > HASHES_MAX) return undefined
  return { index: Number(index), hashes, checkpoint: text.slice(split + 2), ...(extra && { extra }) }
}

export type CheckedProof =
  | { readonly ok: true; readonly index: number; readonly size: number }
  | { readonly ok: false; readonly reason: Extract<OpenedCheckpoint, { ok: false }>['reason'] | 'not-in-tree' }

/**
 * Checks a proof's text for the entry with the leaf hash `leaf`: the checkpoint is signed by `verifier` and the entry is in its tree.
 * Further signatures, of witnesses, are NOT checked.
 */
export function checkProof(text: string, leaf: Hash, verifier: LogVerifier): CheckedProof {
  const proof = parseProof(text)
  if (!proof) return { ok: false, reason: 'malformed' }
  const opened = openCheckpoint(proof.checkpoint, verifier)
  if (!opened.ok) return opened
  const { size, root } = opened.checkpoint
  const { index, hashes } = proof
  if (!verifyInclusion(index, size, leaf, hashes, root)) return { ok: false, reason: 'not-in-tree' }
  return { ok: true, index, size }
}

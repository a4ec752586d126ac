/** C2SP tlog-checkpoint: origin, size and root of a log, as the text of a signed note. */
import { HASH_BYTES, type Hash } from './merkle.ts'
import { isKeyName, openNote, strictBase64, type Verifier } from './note.ts'

/** File name of the published checkpoint in a log's directory. */
export const CHECKPOINT_FILE = 'checkpoint'

export interface Checkpoint {
  readonly origin: string
  /** Count of entries. */
  readonly size: number
  readonly root: Hash
}

/** A log's key: of Ed25519, and with `mlDsa` a second one of ML-DSA-44. */
export interface LogVerifier extends Verifier {
  /** `required`: a checkpoint without its signature is refused. A wrong signature always is. */
  readonly mlDsa?: { readonly verifier: Verifier; readonly required: boolean }
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | {
      readonly ok: false
      readonly reason: 'malformed' | 'bad-signature' | 'no-known-key' | 'no-ml-dsa-signature' | 'wrong-origin'
    }

/** Whether `origin` may name a log: a scheme-less URL, no space, no plus (tlog-checkpoint, "Note text"), printable ASCII. */
export const isOrigin = (origin: string): boolean =>
  isKeyName(origin) && /^[\x21-\x7e]{1,200}$/.test(origin) && !/^[a-z][a-z0-9.-]*:\/\//i.test(origin)

/** The note text of a checkpoint: three lines, each with its newline. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/** Reads a note's text; extension lines are allowed and left aside. Undefined if malformed. No signature is checked here. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, encoded, ...extensions] = text.split('\n')
  if (extensions.at(-1) !== '' || extensions.slice(0, -1).includes('')) return undefined
  if (!origin || !isOrigin(origin) || !size || !/^(0|[1-9][0-9]{0,15})$/.test(size) || !encoded) return undefined
  const root = strictBase64(encoded)
  if (root?.length !== HASH_BYTES || !Number.isSafeInteger(Number(size))) return undefined
  return { origin, size: Number(size), root }
}

/** The checkpoint in a signed note, or undefined. Its signatures are NOT checked: for a note of our own. */
export const checkpointIn = (note: string): Checkpoint | undefined =>
  parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))

/**
 * Opens a signed checkpoint of the log that `verifier` is the key of (its name is the origin). That the tree has this root
 * has NOT been checked.
 */
export function openCheckpoint(note: string, verifier: LogVerifier): OpenedCheckpoint {
  const { mlDsa } = verifier
  const opened = openNote(note, mlDsa ? [verifier, mlDsa.verifier] : [verifier])
  if (!opened.ok) return opened
  const isSignedBy = ({ name, keyId }: Verifier) => opened.signers.includes(`${name}+${keyId}`)
  if (!isSignedBy(verifier)) return { ok: false, reason: 'no-known-key' }
  if (mlDsa?.required && !isSignedBy(mlDsa.verifier)) return { ok: false, reason: 'no-ml-dsa-signature' }
  const checkpoint = parseCheckpoint(opened.text)
  if (!checkpoint) return { ok: false, reason: 'malformed' }
  return checkpoint.origin === verifier.name ? { ok: true, checkpoint } : { ok: false, reason: 'wrong-origin' }
}

/** What is known of a log from outside its entries: signed checkpoints and receipts. Entries are held against it, part by part. */
import { type Checkpoint, type LogVerifier, openCheckpoint } from './checkpoint.ts'
import { decodeEntry } from './encoding.ts'
import type { LoggedEntry } from './entry.ts'
import type { Report } from './findings.ts'
import { type CompactRange, EMPTY_RANGE, type Hash, rootOf, sameHash } from './merkle.ts'
import { parseReceipt, type Receipt } from './receipt.ts'
import { rootWithin } from './segments.ts'

export interface Claims {
  readonly checkpoints: readonly { readonly by: string; readonly checkpoint: Checkpoint }[]
  readonly receipts: ReadonlyMap<number, readonly { readonly by: string; readonly receipt: Receipt }[]>
}

/** Successive entries with the tree before and after them. */
export interface Part {
  readonly before: CompactRange
  readonly after: CompactRange
  readonly entries: readonly Uint8Array[]
  readonly leaves: readonly Hash[]
}

export interface ClaimTexts {
  /** `Audit-Receipt` header values. */
  readonly receipts?: readonly string[]
  /** Signed checkpoints that others kept. */
  readonly checkpoints?: readonly string[]
  /** The newest checkpoint with cosignatures that stood beside the log. */
  readonly witnessed?: string
}

/** The claims of `published` (the note beside the log) and what else is given; what does not open or is of another log is reported. */
export function claimsOf(
  published: string | undefined,
  { checkpoints = [], receipts = [], witnessed }: ClaimTexts,
  verifier: LogVerifier,
  report: Report,
): Claims {
  const notes = checkpoints.map((note, i) => ({ by: `checkpoint ${i}`, note }))
  if (witnessed !== undefined) notes.unshift({ by: 'witnessed', note: witnessed })
  if (published !== undefined) notes.unshift({ by: 'published', note: published })
  const opened = notes.flatMap(({ by, note }) => {
    const result = openCheckpoint(note, verifier)
    if (result.ok) return [{ by, checkpoint: result.checkpoint }]
    report({ kind: 'checkpoint', by, why: result.reason })
    return []
  })
  const parsed = receipts.flatMap((text, i) => {
    const by = `receipt ${i}`
    const receipt = parseReceipt(text)
    if (receipt?.origin === verifier.name) return [{ by, receipt }]
    report({ kind: 'receipt', by, why: receipt ? 'wrong-origin' : 'malformed' })
    return []
  })
  return { checkpoints: opened, receipts: Map.groupBy(parsed, ({ receipt }) => receipt.index) }
}

/** What looks at entries as they are read, each once and in order. */
export type See = (entry: LoggedEntry) => void

/** Holds a part against the claims, and looks whether its entries are of the log's shape, to be seen by `see`; all from index `from` on. */
export function checkPart(
  part: Part,
  claims: Claims,
  report: Report,
  { from = 0, see }: { readonly from?: number; readonly see?: See | undefined } = {},
): void {
  for (const [i, bytes] of part.entries.entries()) {
    const index = part.before.size + i
    if (index < from) continue
    const decoded = decodeEntry(bytes)
    if (decoded.ok) see?.(decoded.entry)
    else report({ kind: 'entry', index, why: decoded.why })
    for (const { by, receipt } of claims.receipts.get(index) ?? []) {
      if (receipt.leaf !== Buffer.from(part.leaves[i]!).toString('base64')) report({ kind: 'changed', by, index })
    }
  }
  for (const { by, checkpoint } of claims.checkpoints) {
    // A size at the seam of two parts belongs to the first one.
    if (checkpoint.size <= Math.max(part.before.size, from)) continue
    const root = rootWithin(part, checkpoint.size)
    if (root && !sameHash(root, checkpoint.root)) report({ kind: 'forked', by, size: checkpoint.size })
  }
}

/** What the claims cover and the log does not reach; and the claims about the empty log. */
export function checkEnd(size: number, claims: Claims, report: Report): void {
  for (const { by, checkpoint } of claims.checkpoints) {
    if (checkpoint.size > size) report({ kind: 'missing', by, first: size, last: checkpoint.size - 1 })
    if (checkpoint.size === 0 && !sameHash(checkpoint.root, rootOf(EMPTY_RANGE)))
      report({ kind: 'forked', by, size: 0 })
  }
  for (const [index, receipts] of claims.receipts) {
    if (index >= size) for (const { by } of receipts) report({ kind: 'missing', by, first: size, last: index })
  }
}

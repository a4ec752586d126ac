/** Checks a log folder, ours or a copy, from its entries alone. Read-only: also beside a running writer. */
import path from 'node:path'
import { CHECKPOINT_FILE, type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { decodeEntry } from './entry.ts'
import { readIfPresent } from './files.ts'
import { VERIFIER_KEY_FILE } from './key.ts'
import { EMPTY_RANGE, type Hash, rootOf, sameHash } from './merkle.ts'
import { parseVerifierKey, type Verifier } from './note.ts'
import { parseReceipt, type Receipt } from './receipt.ts'
import { systemText } from './refusal.ts'
import { type Batch, readBatches, rootWithin } from './segments.ts'

export type Finding =
  | { readonly kind: 'key'; readonly why: string }
  /** `by`: the published checkpoint, or the n-th given one or receipt (from 0). */
  | { readonly kind: 'checkpoint'; readonly by: string; readonly why: string }
  | { readonly kind: 'receipt'; readonly by: string; readonly why: string }
  | { readonly kind: 'damaged'; readonly file: string; readonly offset: number; readonly why: string }
  /** Entries that `by` proves to have been there, indexes `first` to `last`, are not. */
  | { readonly kind: 'missing'; readonly by: string; readonly first: number; readonly last: number }
  /** The first `size` entries are not those that `by` signed. */
  | { readonly kind: 'forked'; readonly by: string; readonly size: number }
  /** The entry at `index` is not the one of the receipt. */
  | { readonly kind: 'changed'; readonly by: string; readonly index: number }
  | { readonly kind: 'entry'; readonly index: number; readonly why: string }
  | { readonly kind: 'io'; readonly why: string }

export interface Summary {
  readonly origin: string
  /** Count of committed entries that were read, and their root in base64. */
  readonly size: number
  readonly root: string
  /** Size of the published checkpoint: what follows it is proved by receipts and given checkpoints only. */
  readonly published: number
  /** Bytes after the last commit: a write under way, or one cut short. */
  readonly uncommitted_bytes: number
  /** Whether the key was given, or only found beside the log, where whoever changed the log could change it too. */
  readonly key: 'given' | 'found'
}

export type Verdict =
  | ({ readonly ok: true } & Summary)
  /** `summary` is there when the log could be read to its end. At most FINDINGS_MAX findings. */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly summary: Summary | undefined }

export interface VerifyOptions {
  /** The log's verifier key as the officers got it; without it the one beside the log is taken. */
  readonly verifierKey?: string
  /** `Audit-Receipt` header values. */
  readonly receipts?: readonly string[]
  /** Signed checkpoints that others kept. */
  readonly checkpoints?: readonly string[]
  /** Called after each batch with the count of entries read. */
  readonly onProgress?: (entries: number) => void
}

const FINDINGS_MAX = 100

interface Claims {
  readonly checkpoints: readonly { readonly by: string; readonly checkpoint: Checkpoint }[]
  readonly receipts: ReadonlyMap<number, readonly { readonly by: string; readonly receipt: Receipt }[]>
}

/**
 * Recomputes the whole log of `directory` and compares it with its signed checkpoint and what else is given. Needs memory for
 * one batch. Never throws on a bad log. Entries after the newest checkpoint or receipt can be cut off unnoticed.
 */
export function verifyLog(directory: string, options: VerifyOptions = {}): Verdict {
  const findings: Finding[] = []
  const report = (finding: Finding) => {
    if (findings.length < FINDINGS_MAX) findings.push(finding)
  }
  let summary: Summary | undefined
  try {
    summary = verify(directory, options, report)
  } catch (error) {
    report({ kind: 'io', why: systemText(error) })
  }
  return summary && findings.length === 0 ? { ok: true, ...summary } : { ok: false, findings, summary }
}

function verify(directory: string, options: VerifyOptions, report: (finding: Finding) => void): Summary | undefined {
  const vkey = options.verifierKey ?? readIfPresent(path.join(directory, VERIFIER_KEY_FILE))
  const verifier = vkey === undefined ? undefined : parseVerifierKey(vkey.trim())
  if (!verifier) {
    report({
      kind: 'key',
      why:
        vkey === undefined
          ? `no key given, and no ${VERIFIER_KEY_FILE} in the folder: is it a log?`
          : 'the verifier key is malformed',
    })
    return undefined
  }
  // Before the entries: a writer at work may be ahead of what was published, never behind.
  const published = readIfPresent(path.join(directory, CHECKPOINT_FILE))
  if (published === undefined) report({ kind: 'checkpoint', by: 'published', why: 'missing' })
  const claims = claimsOf(published, options, verifier, report)

  let tree = EMPTY_RANGE
  const batches = readBatches(directory)
  let next = batches.next()
  for (; !next.done; next = batches.next()) {
    tree = next.value.after
    checkBatch(next.value, claims, report)
    options.onProgress?.(tree.size)
  }
  const tail = next.value
  if (tail.kind === 'damaged') {
    report(tail)
    return undefined
  }
  checkEnd(tree.size, claims, report)
  return {
    origin: verifier.name,
    size: tree.size,
    root: base64(rootOf(tree)),
    published: claims.checkpoints.find(({ by }) => by === 'published')?.checkpoint.size ?? 0,
    uncommitted_bytes: tail.kind === 'torn' ? tail.bytes : 0,
    key: options.verifierKey === undefined ? 'found' : 'given',
  }
}

const base64 = (hash: Hash) => Buffer.from(hash).toString('base64')

function claimsOf(
  published: string | undefined,
  { checkpoints = [], receipts = [] }: VerifyOptions,
  verifier: Verifier,
  report: (finding: Finding) => void,
): Claims {
  const notes = checkpoints.map((note, i) => ({ by: `checkpoint ${i}`, note }))
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

function checkBatch(batch: Batch, claims: Claims, report: (finding: Finding) => void): void {
  for (const [i, bytes] of batch.entries.entries()) {
    const index = batch.before.size + i
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) report({ kind: 'entry', index, why: decoded.why })
    for (const { by, receipt } of claims.receipts.get(index) ?? []) {
      if (receipt.leaf !== base64(batch.leaves[i]!)) report({ kind: 'changed', by, index })
    }
  }
  for (const { by, checkpoint } of claims.checkpoints) {
    // A size at the seam of two batches belongs to the first one.
    if (checkpoint.size === batch.before.size) continue
    const root = rootWithin(batch, checkpoint.size)
    if (root && !sameHash(root, checkpoint.root)) report({ kind: 'forked', by, size: checkpoint.size })
  }
}

/** What the claims cover and the log does not reach; and the claims about the empty log. */
function checkEnd(size: number, claims: Claims, report: (finding: Finding) => void): void {
  for (const { by, checkpoint } of claims.checkpoints) {
    if (checkpoint.size > size) report({ kind: 'missing', by, first: size, last: checkpoint.size - 1 })
    if (checkpoint.size === 0 && !sameHash(checkpoint.root, rootOf(EMPTY_RANGE)))
      report({ kind: 'forked', by, size: 0 })
  }
  for (const [index, receipts] of claims.receipts) {
    if (index >= size) for (const { by } of receipts) report({ kind: 'missing', by, first: size, last: index })
  }
}

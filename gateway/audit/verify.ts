/** Checks a log folder, ours or a copy, from its entries alone. Read-only: also beside a running writer. */
import fs from 'node:fs'
import path from 'node:path'
import { CHECKPOINT_FILE, type LogVerifier, openCheckpoint } from './checkpoint.ts'
import { type Claims, type ClaimTexts, checkEnd, checkPart, claimsOf, type See } from './claims.ts'
import type { FullTile } from './edge.ts'
import { readIfPresent } from './files.ts'
import { FINDINGS_MAX, type Finding, type Report } from './findings.ts'
import { checkFound, type FoundTiles, findTiles } from './found-tiles.ts'
import { VERIFIER_KEY_FILE } from './key.ts'
import { keysBeside, parseLogKeys } from './log-keys.ts'
import { EMPTY_RANGE, type Hash, rootOf, sameHash } from './merkle.ts'
import { followEpochs } from './named-epochs.ts'
import { rangeAt } from './proofs.ts'
import { LogRefused, systemText } from './refusal.ts'
import { type Batch, firstIn, journalNames, readBatches, type Tail } from './segments.ts'
import { nodesInTiles, readTile } from './tile-files.ts'
import { TILE_FOLDER, TILE_WIDTH, type Tile, widthIn } from './tiles.ts'
import { beginCourse, type Course, type Reading, verifyTiles } from './verify-tiles.ts'
import { readWitnessed } from './witnessed.ts'

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
  /** Epochs whose files are not beside the log, which tells of no erasure: what they seal can't be opened here. Not looked for in a log that is served. */
  readonly without_file: readonly string[]
}

export type Verdict =
  | ({ readonly ok: true } & Summary)
  /** `summary` is there when the log could be read to its end. At most FINDINGS_MAX findings. */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly summary: Summary | undefined }

export interface VerifyOptions extends ClaimTexts {
  /** The log's verifier keys as the officers got them, a line each (log-keys.ts); without them those beside the log are taken. */
  readonly verifierKey?: string
  /** Called after each bundle and batch with the count of entries read. */
  readonly onProgress?: (entries: number) => void
}

const malformedKey = [
  'khóa kiểm chứng sai dạng: cần chính khóa của nhật ký (TÊN+8 số hex+base64), không phải tệp',
  "the verifier key is malformed: give the log's key itself (NAME+8 hex digits+base64), not a file",
].join(' · ')
const missingKey = [
  `không cho khóa nào, thư mục cũng không có ${VERIFIER_KEY_FILE}: đây có phải nhật ký?`,
  `no key given, and no ${VERIFIER_KEY_FILE} in the folder: is it a log?`,
].join(' · ')

/**
 * Recomputes the whole log of `directory` and compares it with its tiles, its signed checkpoint and what else is given. Needs memory for
 * one batch. Never throws on a bad log. Entries after the newest checkpoint or receipt can be cut off unnoticed.
 */
export function verifyLog(directory: string, options: VerifyOptions = {}): Verdict {
  const { report, failed, verdict } = collect()
  try {
    return verdict(verify(directory, options, report))
  } catch (error) {
    return failed(error)
  }
}

/**
 * The same of a log that is served: `note` is its checkpoint, `load` gives a tile, or undefined. What is not published yet is not there.
 * Without a key there is nothing to hold it against.
 */
export async function verifyServed(
  note: string | undefined,
  load: (tile: Tile) => Promise<Buffer | undefined>,
  options: VerifyOptions & { readonly verifierKey: string },
): Promise<Verdict> {
  const { report, failed, verdict } = collect()
  try {
    const verifier = parseLogKeys(options.verifierKey)
    if (!verifier) report({ kind: 'key', why: malformedKey })
    if (note === undefined) report({ kind: 'checkpoint', by: 'published', why: 'missing' })
    if (!verifier || note === undefined) return verdict(undefined)
    const claims = claimsOf(note, options, verifier, report)
    const published = sizePublished(claims)
    const course = beginCourse()
    const reading = verifyTiles(course, published, { claims, report, onProgress: options.onProgress })
    let step = reading.next()
    while (!step.done) step = reading.next(await load(step.value))
    checkEnd(course.tree.size, claims, report)
    return verdict(
      step.value
        ? summaryOf(verifier, course, { published, uncommitted_bytes: 0, key: 'given', without_file: [] })
        : undefined,
    )
  } catch (error) {
    return failed(error)
  }
}

/** Keeps what is reported; `failed` turns what was thrown into a finding. */
function collect() {
  const findings: Finding[] = []
  const report = (finding: Finding) => {
    if (findings.length < FINDINGS_MAX) findings.push(finding)
  }
  const verdict = (summary: Summary | undefined): Verdict =>
    summary && findings.length === 0 ? { ok: true, ...summary } : { ok: false, findings, summary }
  const failed = (error: unknown): Verdict => {
    if (error instanceof LogRefused && error.refusal.kind === 'damaged') report(error.refusal)
    else report({ kind: 'io', why: systemText(error) })
    return verdict(undefined)
  }
  return { report, verdict, failed }
}

const sizePublished = ({ checkpoints }: Claims): number =>
  checkpoints.find(({ by }) => by === 'published')?.checkpoint.size ?? 0

const summaryOf = (
  { name }: LogVerifier,
  { tree }: Course,
  further: Pick<Summary, 'published' | 'uncommitted_bytes' | 'key' | 'without_file'>,
): Summary => ({
  origin: name,
  size: tree.size,
  root: Buffer.from(rootOf(tree)).toString('base64'),
  ...further,
})

function verify(directory: string, options: VerifyOptions, report: Report): Summary | undefined {
  const verifier = options.verifierKey === undefined ? keysBeside(directory) : parseLogKeys(options.verifierKey)
  if (verifier === undefined || verifier === 'missing') {
    report({ kind: 'key', why: verifier === 'missing' ? missingKey : malformedKey })
    return undefined
  }
  // Before the entries: a writer at work may be ahead of what was found and published, never behind.
  const found = findTiles(directory)
  const note = readIfPresent(path.join(directory, CHECKPOINT_FILE))
  if (note === undefined) report({ kind: 'checkpoint', by: 'published', why: 'missing' })
  const witnessed = readWitnessed(directory)
  const claims = claimsOf(note, { ...options, ...(witnessed !== undefined && { witnessed }) }, verifier, report)
  const published = sizePublished(claims)

  const course = beginCourse()
  const { onProgress } = options
  const filled: FullTile[] = []
  const epochs = followEpochs()
  const { follow: see } = epochs
  const tail = readAll(directory, { course, claims, report, verifier, published, found, filled, see, onProgress })
  if (tail?.kind === 'damaged') report(tail)
  if (!tail || tail.kind === 'damaged') {
    checkEnd(course.tree.size, claims, report)
    return undefined
  }
  checkFound(found, directory, { edge: course.edge, filled, published }, report)
  checkEnd(course.tree.size, claims, report)
  return summaryOf(verifier, course, {
    published,
    uncommitted_bytes: tail.kind === 'torn' ? tail.bytes : 0,
    key: options.verifierKey === undefined ? 'found' : 'given',
    without_file: epochs.check(directory, report),
  })
}

interface Context {
  readonly course: Course
  readonly claims: Claims
  readonly report: Report
  readonly verifier: LogVerifier
  readonly published: number
  readonly found: FoundTiles
  readonly filled: FullTile[]
  readonly see: See
  readonly onProgress: ((entries: number) => void) | undefined
}

/** The bundles as far as they are published, then the journal. Undefined when a bundle is wanting. */
function readAll(directory: string, context: Context): Tail | undefined {
  const { course, report, verifier, found } = context
  const tiled = fs.existsSync(path.join(directory, TILE_FOLDER))
  if (!tiled && context.published > 0) report({ kind: 'tile', path: TILE_FOLDER, why: 'missing' })
  for (let size = tiled ? context.published : 0; ; ) {
    const whole = drive(verifyTiles(course, size, context), directory)
    if (!whole) {
      const rest = widestPartial(found, Math.floor(course.tree.size / TILE_WIDTH), size)
      if (rest) drive(verifyTiles(course, rest.number * TILE_WIDTH + rest.width, context), directory)
      return undefined
    }
    try {
      return readJournal(directory, context, tiled ? size : 0)
    } catch (error) {
      // What was to be read of the journal may have been published and taken away meanwhile.
      const note = readIfPresent(path.join(directory, CHECKPOINT_FILE))
      const later = note === undefined ? undefined : openCheckpoint(note, verifier)
      if (!later?.ok || later.checkpoint.size <= size) throw error
      size = later.checkpoint.size
    }
  }
}

/** What there is of a bundle that is not there as it should be: so that the indexes that are missing are told. */
const widestPartial = ({ partials }: FoundTiles, number: number, size: number): Tile | undefined =>
  partials
    .filter((tile) => tile.level === 'entries' && tile.number === number && tile.width < widthIn(size, tile))
    .reduce<Tile | undefined>((a, b) => (a && a.width > b.width ? a : b), undefined)

/** Runs a reading over the files of `directory`. */
function drive<Result>(reading: Reading<Result>, directory: string): Result {
  let step = reading.next()
  while (!step.done) step = reading.next(readTile(directory, step.value))
  return step.value
}

/** The journal from the course's end on; what it has of the first `tiled` entries must be the same. Throws LogRefused if it begins later. */
function readJournal(directory: string, context: Context, tiled: number): Tail {
  const { report } = context
  const names = journalNames(directory, tiled)
  const first = names[0] === undefined ? tiled : firstIn(names[0])
  if (first > tiled) {
    const why = `the entries from index ${tiled} on should be here`
    throw new LogRefused({ kind: 'damaged', file: names[0]!, offset: 0, why })
  }
  const hashOf = nodesInTiles(directory, tiled)
  const start = first === 0 ? EMPTY_RANGE : rangeAt(first, hashOf)
  let end = { size: first, file: names[0] ?? '', offset: 0 }
  const batches = readBatches(directory, start, names)
  let next = batches.next()
  for (; !next.done; next = batches.next()) {
    const { before, after, leaves, file } = next.value
    const isOther = (leaf: Hash, i: number) =>
      before.size + i < tiled && !sameHash(leaf, hashOf({ height: 0, index: before.size + i }))
    const other = leaves.findIndex(isOther)
    if (other >= 0) report({ kind: 'disagree', index: before.size + other })
    takeBatch(next.value, context)
    end = { size: after.size, file, offset: next.value.end }
  }
  if (next.value.kind !== 'damaged' && end.size < tiled) {
    return { kind: 'damaged', file: end.file, offset: end.offset, why: 'it ends before what is published' }
  }
  return next.value
}

/** What of the batch has not been read yet. */
function takeBatch(batch: Batch, { course, claims, report, filled, see, onProgress }: Context): void {
  const seen = course.tree.size
  if (batch.after.size <= seen) return
  for (const leaf of batch.leaves.slice(seen - batch.before.size)) filled.push(...course.edge.push(leaf))
  course.tree = batch.after
  checkPart(batch, claims, report, { from: seen, see })
  onProgress?.(batch.after.size)
}

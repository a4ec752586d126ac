/**
 * The one writer of a log; lives in the writer thread, all calls synchronous. The order is: write and sync the batch, then
 * advance the tree, then sign. A checkpoint is published (`checkpoint`) apart from that, and never before its tiles are durable; then the
 * segments and partial tiles that nobody needs any more are taken away.
 */
import fs from 'node:fs'
import path from 'node:path'
import { type Appender, openAppender } from './appender.ts'
import { CHECKPOINT_FILE, type Checkpoint, formatCheckpoint, isOrigin, openCheckpoint } from './checkpoint.ts'
import { makeDirectory, readIfPresent, replaceFile } from './files.ts'
import { COMMIT_FRAME_BYTES, putCommit, readFrame } from './frame.ts'
import { takeLock } from './lock.ts'
import { type CompactRange, EMPTY_RANGE, extend, type Hash, leafHashOfPrefixed, rootOf } from './merkle.ts'
import { parseVerifierKey, type Verifier } from './note.ts'
import { type Recovered, recover } from './recovery.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import { readBatches, segmentNames } from './segments.ts'
import { openSigner, type SignerOptions } from './signer.ts'
import { watchSpace } from './space.ts'
import { NOTHING_TILED, openTiler, type Tiler } from './tiler.ts'
import { TILE_FOLDER } from './tiles.ts'
import { keepWitnessed, readWitnessed } from './witnessed.ts'

export interface WriterOptions {
  /** The log's folder, made with mode 0700 if missing. */
  readonly directory: string
  /** Name of the log and of its key: a scheme-less URL. */
  readonly origin: string
  readonly signer: SignerOptions
  /** Signed checkpoints of this log that others hold (witnesses): what they cover must be there. */
  readonly checkpoints?: readonly string[]
  /** Which log of this process: see lock.ts. */
  readonly instance: number
}

export interface Written {
  /** Index of the batch's first entry. */
  readonly first: number
  readonly leaves: readonly Hash[]
}

export interface Published {
  readonly size: number
  readonly note: string
}

export interface Writer {
  readonly verifierKey: string
  readonly size: () => number
  /** The signed checkpoint of all that is durable. It need not be published yet. */
  readonly checkpoint: () => string
  /** The note that is published, and the count of entries that it covers. */
  readonly published: () => Published
  /** The newest checkpoint with enough cosignatures, if there ever was one. */
  readonly witnessed: () => string | undefined
  /**
   * Keeps a published checkpoint with its cosignatures, durable when it returns. Throws LogRefused; unlike a failed write of entries that
   * leaves the log as it was, for nobody's answer hangs on it.
   */
  readonly cosign: (note: string) => void
  /** Makes entries durable, given as runs of entry frames. Throws LogRefused `io`, after which only reopen and close work. */
  readonly append: (frames: readonly Uint8Array[]) => Written
  /** Writes the tiles that the last append has filled: apart from it, so that nobody waits for them. Throws as append. */
  readonly tile: () => void
  /** Whether the disk is nearly full (space.ts): then only the record of that should be appended. */
  readonly isLow: () => boolean
  /** Publishes a checkpoint of all that is durable, its tiles before it. Throws as append. */
  readonly publish: () => void
  /** Reads everything from disk again. Throws LogRefused. Entries of a failed append may turn out to be in the log. */
  readonly reopen: () => void
  /** Publishes, closes and unlocks. Throws LogRefused if publishing fails, or writing has failed before; the log is closed then too. */
  readonly close: () => void
}

const brokenOff: Refusal = { kind: 'io', why: 'an earlier write failed, and the log was not opened again' }

/** Locks, recovers and opens the log. Throws LogRefused with the reason when it must not be written to. */
export function openWriter(options: WriterOptions): Writer {
  const { directory, origin } = options
  if (!isOrigin(origin)) throw new LogRefused({ kind: 'settings', why: 'the origin is not a scheme-less URL' })
  const lock = guarded(() => {
    makeDirectory(directory)
    return takeLock(directory, options.instance)
  })
  try {
    return openLocked(options, lock.release)
  } catch (error) {
    lock.release()
    throw error
  }
}

function openLocked({ directory, origin, signer: of, checkpoints = [] }: WriterOptions, unlock: () => void): Writer {
  const signer = guarded(() => openSigner(directory, origin, of))
  const [verifierKey, mlDsaKey] = signer.verifierKeys
  const verifier = parseVerifierKey(verifierKey)!
  const given = checkpoints.map((note) => opened(note, verifier, 'a given checkpoint'))
  const space = guarded(() => watchSpace(directory))
  let tree: CompactRange = EMPTY_RANGE
  let published: Published = { size: 0, note: '' }
  let witnessed: string | undefined
  let appender: Appender | undefined
  let tiler = openTiler(directory, NOTHING_TILED)
  /** Durable and not tiled yet: one batch. */
  let fresh: Batched | undefined

  const sign = (toPublish = false): string => {
    const text = formatCheckpoint({ origin, size: tree.size, root: rootOf(tree) })
    return `${text}\n${signer.sign(text, toPublish)}`
  }
  let signed = ''

  /** Runs `step`; on an error the log is poisoned: its file is closed, never synced again, and nothing more is taken. */
  const orPoison = <T>(step: () => T): T => {
    try {
      return step()
    } catch (error) {
      const broken = appender
      appender = undefined
      try {
        broken?.close()
      } catch {
        // The file is given up anyway.
      }
      throw asRefusal(error)
    }
  }

  const tileFresh = () => {
    const batch = fresh
    fresh = undefined
    for (const [i, entry] of batch?.entries.entries() ?? []) tiler.add(entry, batch!.leaves[i]!)
  }

  const publish = () => {
    const target = appender
    if (!target || published.size === tree.size) return
    orPoison(() => {
      tileFresh()
      tiler.settle()
      const note = mlDsaKey === undefined ? signed : sign(true)
      replaceFile(path.join(directory, CHECKPOINT_FILE), note)
      published = { size: tree.size, note }
      tiler.removeSuperseded()
      target.removeCovered(published.size)
    })
  }

  const open = () => {
    const note = guarded(() => readPublished(directory))
    const last = note === undefined ? undefined : opened(note, verifier, 'it')
    witnessed = guarded(() => readWitnessed(directory))
    const known = [...given]
    if (witnessed !== undefined) known.push(opened(witnessed, verifier, 'the witnessed one'))
    if (tree.size > 0) known.push({ origin, size: tree.size, root: rootOf(tree) })
    const recovered = guarded(() => recover(directory, known, last))
    tree = recovered.tree
    fresh = undefined
    tiler = guarded(() => tileJournal(directory, recovered))
    appender = guarded(() => openAppender(directory, recovered.segment))
    signed = guarded(sign)
    // The name of the checkpoint that was found is durable by recovery's own sync of the folder; the first is still to be written.
    const stands = last?.size === recovered.tiled.size
    published = { size: stands ? last.size : -1, note: note ?? '' }
    publish()
  }

  open()
  return {
    verifierKey,
    size: () => tree.size,
    checkpoint: () => signed,
    published: () => published,
    witnessed: () => witnessed,
    cosign: (note) => {
      if (!appender) throw new LogRefused(brokenOff)
      const kept = guarded(() => keepWitnessed(directory, note, verifier, { published: published.note, witnessed }))
      witnessed = kept.witnessed
      published = { ...published, note: kept.published }
    },
    append: (frames) => {
      const target = appender
      if (!target) throw new LogRefused(brokenOff)
      return orPoison(() => {
        const first = tree.size
        const batch = toBatch(tree, frames)
        target.write(batch.bytes, first)
        tree = batch.next
        signed = sign()
        tileFresh()
        fresh = batch
        return { first, leaves: batch.leaves }
      })
    },
    tile: () => {
      if (appender) orPoison(tileFresh)
    },
    isLow: () => orPoison(space.isLow),
    publish,
    reopen: () => {
      const former = appender
      appender = undefined
      guarded(() => former?.close())
      open()
    },
    close: () => {
      try {
        if (!appender) throw new LogRefused(brokenOff)
        publish()
        guarded(() => appender?.close())
      } finally {
        appender = undefined
        signer.close()
        unlock()
      }
    },
  }
}

/** Goes on with the tiles where they end: with what the journal has beyond them. */
function tileJournal(directory: string, { tiled, names, start }: Recovered): Tiler {
  const tiler = openTiler(directory, tiled)
  for (const { before, entries, leaves } of readBatches(directory, start, names)) {
    for (const [i, entry] of entries.entries()) {
      if (before.size + i === tiler.size()) tiler.add(entry, leaves[i]!)
    }
  }
  return tiler
}

interface Batched {
  readonly bytes: Buffer
  readonly entries: readonly Uint8Array[]
  readonly leaves: readonly Hash[]
  /** The tree as it will be once that is durable. */
  readonly next: CompactRange
}

/** One buffer: the entries' frames and their commit marker; with it what it holds. */
function toBatch(tree: CompactRange, runs: readonly Uint8Array[]): Batched {
  const length = runs.reduce((sum, run) => sum + run.length, 0)
  const bytes = Buffer.allocUnsafe(length + COMMIT_FRAME_BYTES)
  const entries: Uint8Array[] = []
  const leaves: Hash[] = []
  let at = 0
  for (const run of runs) {
    bytes.set(run, at)
    at += run.length
  }
  for (let from = 0; from < length; ) {
    const frame = readFrame(bytes, from)
    if (frame.state !== 'whole') throw new LogRefused({ kind: 'io', why: 'a frame was damaged between the threads' })
    entries.push(frame.body.subarray(1))
    leaves.push(leafHashOfPrefixed(frame.body))
    from = frame.next
  }
  const next = extend(tree, leaves)
  putCommit(bytes, length, next.size, rootOf(next))
  return { bytes, entries, leaves, next }
}

/** The published checkpoint. It is there before the first segment is, so a log with segments or tiles and without it lost it. */
function readPublished(directory: string): string | undefined {
  const note = readIfPresent(path.join(directory, CHECKPOINT_FILE))
  const empty = segmentNames(directory).length === 0 && !fs.existsSync(path.join(directory, TILE_FOLDER))
  if (note !== undefined || empty) return note
  throw new LogRefused({ kind: 'checkpoint', why: 'it is missing, and the log is not empty' })
}

function opened(note: string, verifier: Verifier, what: string): Checkpoint {
  const result = openCheckpoint(note, verifier)
  if (result.ok) return result.checkpoint
  throw new LogRefused({ kind: 'checkpoint', why: `${what} does not open with the key of this log (${result.reason})` })
}

const asRefusal = (error: unknown): LogRefused =>
  error instanceof LogRefused ? error : new LogRefused({ kind: 'io', why: systemText(error) }, { cause: error })

function guarded<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw asRefusal(error)
  }
}

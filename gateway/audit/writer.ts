/**
 * The one writer of a log; lives in the writer thread, all calls synchronous. The order is: write and sync the batch, then
 * advance the tree, then sign. A checkpoint is published (`checkpoint`) apart from that, and never before its tiles are durable; then the
 * segments and partial tiles that nobody needs any more are taken away.
 */
import { createBacklog } from './backlog.ts'
import { type Run, toBatch, toRun } from './batch.ts'
import { formatCheckpoint, isOrigin } from './checkpoint.ts'
import { eraseEpochFile, keepEpochFile } from './epoch-file.ts'
import { makeDirectory } from './files.ts'
import { type LogFolder, openFolder } from './folder.ts'
import { openNote, readPublished } from './kept-notes.ts'
import { type Lock, takeLock } from './lock.ts'
import { type CompactRange, EMPTY_RANGE, type Hash, rootOf } from './merkle.ts'
import { parseVerifierKey } from './note.ts'
import { type Recovered, recover } from './recovery.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import { agree, checkPlaces, type Filled, refuseIncomplete } from './second-copy.ts'
import { fitKeys, openSigner, type SignerOptions } from './signer.ts'
import { watchSpace } from './space.ts'
import { keepWitnessed, readWitnessed } from './witnessed.ts'

export interface WriterOptions {
  /** The log's folder, made with mode 0700 if missing. */
  readonly directory: string
  /** The folder of its second copy (second-copy.ts), which must be there. */
  readonly copy?: string | undefined
  /** Name of the log and of its key: a scheme-less URL. */
  readonly origin: string
  readonly signer: SignerOptions
  /** Signed checkpoints of this log that others hold (witnesses): what they cover must be there. */
  readonly checkpoints?: readonly string[] | undefined
  /** Which log of this process: see lock.ts. */
  readonly instance: number
}

export interface Written {
  /** Index of the batch's first entry. */
  readonly first: number
  readonly leaves: readonly Hash[]
  /** Of the journal that it takes. */
  readonly bytes: number
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
  /** Which folder was given what it lacked when the log was opened last. */
  readonly filled: () => Filled | undefined
  /** Makes the file of an epoch durable, or what is left of it go. Throws the system's errors; the log itself is whole, and goes on. */
  readonly keepEpoch: (id: string, file: Uint8Array) => void
  readonly eraseEpoch: (id: string) => void
  /**
   * Keeps a published checkpoint with its cosignatures, durable when it returns. Throws LogRefused; unlike a failed write of entries that
   * leaves the log as it was, for nobody's answer hangs on it.
   */
  readonly cosign: (note: string) => void
  /** Makes entry frames ready for `append` (toRun). Throws as it. */
  readonly ready: (frames: Uint8Array) => Run
  /** Makes the entries of `runs` durable. Throws LogRefused `io`, after which only reopen and close work. */
  readonly append: (runs: readonly Run[]) => Written
  /** Bytes of durable entries that are not taken into tiles yet: held in memory, and still to be written to the disk. */
  readonly backlog_bytes: () => number
  /** Takes the oldest `bytes` of the backlog into tiles, or all of it; those that are full by it are durable then. Throws as append. */
  readonly tile: (bytes: number) => void
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
  if (!isOrigin(options.origin)) throw new LogRefused({ kind: 'settings', why: 'the origin is not a scheme-less URL' })
  const directories = foldersOf(options)
  guarded(() => {
    makeDirectory(options.directory)
    if (options.copy !== undefined) checkPlaces(options.directory, options.copy)
  })
  const locks: Lock[] = []
  const unlock = () => {
    for (const lock of locks) lock.release()
  }
  try {
    for (const directory of directories) locks.push(guarded(() => takeLock(directory, options.instance)))
    return openLocked(options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function openLocked(options: WriterOptions, unlock: () => void): Writer {
  const { directory, copy, origin, checkpoints = [] } = options
  const directories = foldersOf(options)
  const signer = guarded(() => openSigner(directory, origin, options.signer))
  const [verifierKey, mlDsaKey] = signer.verifierKeys
  const verifier = parseVerifierKey(verifierKey)!
  const given = checkpoints.map((note) => openNote(note, verifier, 'a given checkpoint'))
  const spaces = guarded(() => directories.map(watchSpace))
  let tree: CompactRange = EMPTY_RANGE
  let root = rootOf(tree)
  guarded(() => {
    if (copy !== undefined) fitKeys(copy, signer)
  })
  let published: Published = { size: 0, note: '' }
  let witnessed: string | undefined
  let filled: Filled | undefined
  /** Undefined once a write has failed. */
  let folders: readonly LogFolder[] | undefined
  let backlog = createBacklog()

  const sign = (toPublish = false): string => {
    const text = formatCheckpoint({ origin, size: tree.size, root })
    return `${text}\n${signer.sign(text, toPublish)}`
  }
  let signed = ''

  /** Runs `step`; on an error the log is poisoned: its file is closed, never synced again, and nothing more is taken. */
  const orPoison = <T>(step: () => T): T => {
    try {
      return step()
    } catch (error) {
      const broken = folders ?? []
      folders = undefined
      backlog = createBacklog()
      for (const folder of broken) {
        try {
          folder.close()
        } catch {
          // The file is given up anyway.
        }
      }
      throw asRefusal(error)
    }
  }

  const tile = (targets: readonly LogFolder[], bytes: number) => {
    backlog.take(bytes, (entry, leaf) => {
      for (const folder of targets) folder.tile(entry, leaf)
    })
    for (const folder of targets) folder.place()
  }

  const publish = () => {
    const targets = folders
    if (!targets || published.size === tree.size) return
    orPoison(() => {
      tile(targets, Number.POSITIVE_INFINITY)
      for (const folder of targets) folder.settle()
      const note = mlDsaKey === undefined ? signed : sign(true)
      for (const folder of targets) folder.publish(note)
      published = { size: tree.size, note }
      for (const folder of targets) folder.tidy(published.size)
    })
  }

  const open = () => {
    filled = guarded(() => (copy === undefined ? refuseIncomplete(directory) : agree(directory, copy, verifier)))
    const note = guarded(() => readPublished(directory))
    const last = note === undefined ? undefined : openNote(note, verifier, 'it')
    witnessed = guarded(() => readWitnessed(directory))
    const known = [...given]
    if (witnessed !== undefined) known.push(openNote(witnessed, verifier, 'the witnessed one'))
    if (tree.size > 0) known.push({ origin, size: tree.size, root })
    const found = guarded(() => directories.map((folder) => recover(folder, known, last)))
    const [recovered] = found as [Recovered, ...Recovered[]]
    tree = recovered.tree
    root = rootOf(tree)
    backlog = createBacklog()
    signed = guarded(sign)
    folders = guarded(() => found.map((each, i) => openFolder(directories[i]!, each)))
    // The name of the checkpoint that was found is durable by recovery's own sync of the folder; the first is still to be written.
    const stands = last?.size === recovered.tiled.size
    published = { size: stands ? last.size : -1, note: note ?? '' }
    publish()
  }

  const closeFolders = () => {
    const former = folders ?? []
    folders = undefined
    guarded(() => {
      for (const folder of former) folder.close()
    })
  }

  open()
  return {
    verifierKey,
    size: () => tree.size,
    checkpoint: () => signed,
    published: () => published,
    witnessed: () => witnessed,
    filled: () => filled,
    keepEpoch: (id, file) => {
      for (const folder of directories) keepEpochFile(folder, id, file)
    },
    eraseEpoch: (id) => {
      // The log's own last: it is there that one looks what is still to be erased.
      for (const folder of directories.toReversed()) eraseEpochFile(folder, id)
    },
    cosign: (note) => {
      if (!folders) throw new LogRefused(brokenOff)
      const kept = guarded(() => keepWitnessed(directories, note, verifier, { published: published.note, witnessed }))
      witnessed = kept.witnessed
      published = { ...published, note: kept.published }
    },
    ready: (frames) => orPoison(() => toRun(frames)),
    append: (runs) => {
      const targets = folders
      if (!targets) throw new LogRefused(brokenOff)
      return orPoison(() => {
        const first = tree.size
        const batch = toBatch(tree, runs)
        for (const folder of targets) folder.write([...batch.frames, batch.marker], first)
        tree = batch.next
        root = batch.root
        signed = sign()
        backlog.push(batch)
        return { first, leaves: batch.leaves, bytes: batch.bytes }
      })
    },
    backlog_bytes: () => backlog.bytes(),
    tile: (bytes) => {
      const targets = folders
      if (targets) orPoison(() => tile(targets, bytes))
    },
    // The folders may lie on one disk.
    isLow: () => orPoison(() => spaces.filter((space) => space.isLow(spaces.length * backlog.bytes())).length > 0),
    publish,
    reopen: () => {
      closeFolders()
      open()
    },
    close: () => {
      try {
        if (!folders) throw new LogRefused(brokenOff)
        publish()
        closeFolders()
      } finally {
        folders = undefined
        signer.close()
        guarded(unlock)
      }
    },
  }
}

/** The log's own folder first. */
const foldersOf = ({ directory, copy }: WriterOptions): readonly [string, ...string[]] =>
  copy === undefined ? [directory] : [directory, copy]

const asRefusal = (error: unknown): LogRefused =>
  error instanceof LogRefused ? error : new LogRefused({ kind: 'io', why: systemText(error) }, { cause: error })

function guarded<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw asRefusal(error)
  }
}

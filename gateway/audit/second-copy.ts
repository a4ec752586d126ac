/**
 * The second copy of a log: a folder, on another disk or host, that has all that was answered. At start, and after any failure, the two are
 * brought to one state here. A crash leaves them one write apart; one that was set back is behind by more. The one that is ahead wins only
 * if the other is a prefix of it: then nothing that was answered is in the other alone. Anything else refuses, for a person to look at.
 */
import fs from 'node:fs'
import path from 'node:path'
import { readEntries } from './entries.ts'
import { fillFolder, INCOMPLETE_FILE } from './fill.ts'
import { isBlank, openNote, readPublished } from './kept-notes.ts'
import { rootOf, sameHash } from './merkle.ts'
import type { Verifier } from './note.ts'
import { type Known, type Recovered, recover } from './recovery.ts'
import { LogRefused, type Refusal, refusalText } from './refusal.ts'
import { readWitnessed } from './witnessed.ts'

/** What a folder was given from the other. */
export interface Filled {
  readonly folder: 'log' | 'copy'
  /** Counts of entries that it had, and has. */
  readonly from: number
  readonly to: number
}

/** A folder as it was found, whole. */
interface Stand extends Recovered {
  readonly directory: string
  readonly published: Known
  readonly witnessed: Known
  /** The notes' bytes: cosignatures may be missing in one. */
  readonly notes: string
}

const NOTHING: Known = { size: 0, root: new Uint8Array(0) }

const refuse = (why: string): never => {
  throw new LogRefused({ kind: 'copy', why })
}

/** Throws LogRefused unless `copy` is a folder of its own; it is not made, so that a disk that is not mounted is noticed. */
export function checkPlaces(directory: string, copy: string): void {
  if (!fs.statSync(copy, { throwIfNoEntry: false })?.isDirectory())
    refuse('the folder of the copy is not there: mount its disk, or make it')
  const [one, other] = [fs.realpathSync(directory), fs.realpathSync(copy)]
  const within = (inner: string, outer: string) => `${inner}${path.sep}`.startsWith(`${outer}${path.sep}`)
  if (within(one, other) || within(other, one)) refuse('one lies within the other')
  if (isBlank(directory) && !isBlank(copy))
    refuse(
      'the folder of the log is empty and the copy is not: put what is in the copy there, or begin with an empty copy',
    )
}

/** Throws LogRefused `copy` when `directory` was being filled and the filling was not ended: alone it is not the log. */
export function refuseIncomplete(directory: string): undefined {
  if (fs.existsSync(path.join(directory, INCOMPLETE_FILE)))
    refuse('this folder was being filled from the other one, and is not whole without it')
}

/**
 * Brings the log in `directory` and its `copy` to one state; both are locked. Gives what was filled, undefined when they were the same. Throws
 * LogRefused: `copy` when they differ or the copy can't be relied on, else as `recover`; and the system's errors.
 */
export function agree(directory: string, copy: string, verifier: Verifier): Filled | undefined {
  const own = standOf(directory, verifier)
  const second = ofCopy(() => standOf(copy, verifier))
  if (!own && !second) {
    if (isBlank(directory) && isBlank(copy)) return undefined
    return refuse('neither folder is whole')
  }
  if (!own) return fill(second!, directory, 'log', verifier)
  if (!second) return fill(own, copy, 'copy', verifier)
  const [ahead, behind] = order(own, second) < 0 ? [second, own] : [own, second]
  if (!isPrefix(behind, ahead)) refuse(`they differ from index ${firstDifference(directory, copy)} on`)
  return isSame(ahead, behind)
    ? undefined
    : fill(ahead, behind.directory, behind === own ? 'log' : 'copy', verifier, behind)
}

/** What is in `directory`; undefined when it is blank, or was being filled. */
function standOf(directory: string, verifier: Verifier): Stand | undefined {
  if (fs.existsSync(path.join(directory, INCOMPLETE_FILE)) || isBlank(directory)) return undefined
  const note = readPublished(directory)!
  const published = openNote(note, verifier, 'it')
  const kept = readWitnessed(directory)
  const witnessed = kept === undefined ? NOTHING : openNote(kept, verifier, 'the witnessed one')
  // What the other folder covers is asked of the one that is ahead.
  return { directory, published, witnessed, notes: `${note}\n${kept}`, ...recover(directory, [], published) }
}

const order = (a: Stand, b: Stand): number =>
  a.tree.size - b.tree.size || a.published.size - b.published.size || a.witnessed.size - b.witnessed.size

function isPrefix({ tree, published }: Stand, ahead: Stand): boolean {
  if (tree.size === ahead.tree.size && !sameHash(rootOf(tree), rootOf(ahead.tree))) return false
  try {
    recover(ahead.directory, [{ size: tree.size, root: rootOf(tree) }, published], ahead.published)
    return true
  } catch (error) {
    if (error instanceof LogRefused && error.refusal.kind === 'forked') return false
    throw error
  }
}

const isSame = (a: Stand, b: Stand): boolean =>
  a.tree.size === b.tree.size &&
  a.notes === b.notes &&
  a.names.join() === b.names.join() &&
  a.segment?.offset === b.segment?.offset

function firstDifference(directory: string, copy: string): number {
  const others = readEntries(copy)
  for (const { index, leaf } of readEntries(directory)) {
    const other = others.next()
    if (other.done || !sameHash(other.value.leaf, leaf)) return index
  }
  return 0
}

function fill(from: Stand, directory: string, folder: Filled['folder'], verifier: Verifier, had?: Stand): Filled {
  fillFolder(from, directory, had?.published.size ?? 0)
  const filled = standOf(directory, verifier)
  if (!filled || !isSame(filled, from)) refuse('one was filled from the other, and is not the same')
  return { folder, from: had?.tree.size ?? 0, to: from.tree.size }
}

function ofCopy<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof LogRefused)) throw error
    throw new LogRefused(
      { kind: 'copy', why: `of the copy, ${refusalText(error.refusal as Refusal)}` },
      { cause: error },
    )
  }
}

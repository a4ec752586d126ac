/** What a witness must never forget: the newest checkpoint of each log that it cosigned. One file, replaced whole. */

import { type Checkpoint, parseCheckpoint } from '../audit/checkpoint.ts'
import type { CosignatureVerifier } from '../audit/cosignature.ts'
import { readIfPresent, replaceFile } from '../audit/files.ts'
import { openNote } from '../audit/note.ts'

export interface Held {
  readonly checkpoint: Checkpoint
  /** With the log's signatures that were verified, and the witness's own. */
  readonly note: string
}

export interface State {
  /** Of the log `origin`; undefined when nothing of it was ever cosigned. */
  readonly of: (origin: string) => Held | undefined
  /**
   * Makes `note` the newest of its log, durable when it returns. Throws what the file system throws; from then on it throws always, since what
   * stands on the disk is not known: the witness has to be started again.
   */
  readonly replace: (note: string) => void
}

interface Stored {
  readonly version: 1
  /** Verifier key of the witness. */
  readonly witness: string
  /** By origin. */
  readonly checkpoints: Readonly<Record<string, string>>
}

/** The state can't be relied on. The message is for whoever runs the witness. */
export class StateRefused extends Error {}

/** Writes the state of a witness that has seen nothing yet, durable. */
export function writeNewState(file: string, witness: CosignatureVerifier): void {
  replaceFile(file, textOf(witness, new Map()))
}

/** Reads the state of `witness`. Throws StateRefused if it is missing, damaged, or of another witness. */
export function openState(file: string, witness: CosignatureVerifier): State {
  const held = readStored(file, witness)
  let broken: unknown
  return {
    of: (origin) => held.get(origin),
    replace: (note) => {
      if (broken !== undefined) throw broken
      const next = opened(note, witness)
      const all = new Map(held).set(next.checkpoint.origin, next)
      try {
        replaceFile(file, textOf(witness, all))
      } catch (error) {
        broken = error
        throw error
      }
      held.set(next.checkpoint.origin, next)
    },
  }
}

function textOf({ verifierKey }: CosignatureVerifier, held: ReadonlyMap<string, Held>): string {
  const checkpoints = Object.fromEntries([...held].map(([origin, { note }]) => [origin, note]))
  return `${JSON.stringify({ version: 1, witness: verifierKey, checkpoints } satisfies Stored, null, 2)}\n`
}

function readStored(file: string, witness: CosignatureVerifier): Map<string, Held> {
  const text = readIfPresent(file)
  if (text === undefined)
    throw new StateRefused(
      `trạng thái của nhân chứng không còn, mà khóa còn đó: khôi phục nó, hoặc thay khóa và báo các cổng · the state is gone and its key is there: restore it, or take a new key and tell the gateways (${file})`,
    )
  const { witness: of, checkpoints } = storedIn(text, file)
  if (of !== witness.verifierKey)
    throw new StateRefused(`trạng thái thuộc khóa khác · the state is of another key: ${of} (${file})`)
  return new Map(
    Object.entries(checkpoints).map(([origin, note]) => {
      const held = openedIn(note, witness, file)
      if (held.checkpoint.origin !== origin) throw damaged(file)
      return [origin, held]
    }),
  )
}

const damaged = (file: string) =>
  new StateRefused(`trạng thái hư hỏng, khôi phục từ bản sao · the state is damaged, restore it from a copy: ${file}`)

function storedIn(text: string, file: string): Stored {
  let value: Partial<Stored> | null
  try {
    value = JSON.parse(text)
  } catch {
    throw damaged(file)
  }
  const { version, witness, checkpoints } = value ?? {}
  const whole = version === 1 && typeof witness === 'string' && typeof checkpoints === 'object' && checkpoints !== null
  if (!whole || !Object.values(checkpoints).every((note) => typeof note === 'string')) throw damaged(file)
  return value as Stored
}

function openedIn(note: string, witness: CosignatureVerifier, file: string): Held {
  try {
    return opened(note, witness)
  } catch {
    throw damaged(file)
  }
}

/** Throws RangeError unless the witness itself cosigned `note`. */
function opened(note: string, witness: CosignatureVerifier): Held {
  const own = openNote(note, [witness])
  const checkpoint = own.ok ? parseCheckpoint(own.text) : undefined
  if (!checkpoint) throw new RangeError('not a checkpoint that this witness cosigned')
  return { checkpoint, note }
}

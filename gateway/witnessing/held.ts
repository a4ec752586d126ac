/** What witnesses hold of this log, asked before it is opened: a log that was set back is not written to (C2SP tlog-witness, monitors). */
import { hash } from 'node:crypto'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { openNote, splitNote, type Verifier } from '../audit/note.ts'
import { LogRefused } from '../audit/refusal.ts'
import type { PolicyWitness } from '../audit/witness-policy.ts'
import { type Line, lineFailure } from './line.ts'

/**
 * `note`: signed by the log; that its entries are there is for recovery to find. `none`: it never cosigned one, or does not tell.
 * `unverified`: the log's key did not sign what it showed.
 */
export type HeldBy =
  | { readonly state: 'note'; readonly note: string; readonly size: number }
  | { readonly state: 'none' }
  | { readonly state: 'unverified'; readonly why: string }
  | { readonly state: 'unreachable'; readonly why: string }

export interface HeldOptions {
  readonly witness: PolicyWitness
  readonly line: Pick<Line, 'send'>
  readonly origin: string
  /** Of the log, as far as they are known; without any its key has never been made, or is gone. */
  readonly verifiers: readonly Verifier[]
}

/**
 * The newest checkpoint that a witness holds of the log. Rejects with LogRefused `missing` when it holds one and no key of the log is known:
 * then the log is gone as a whole.
 */
export async function heldBy({ witness, line, origin, verifiers }: HeldOptions): Promise<HeldBy> {
  const shown = await newest(line, origin)
  if (typeof shown !== 'string') return shown
  const text = splitNote(shown)?.text
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text)
  if (checkpoint?.origin !== origin || !openNote(shown, [witness.key]).ok)
    return { state: 'unverified', why: 'not a checkpoint of this log that it cosigned' }
  const { size } = checkpoint
  if (verifiers.length === 0 && size > 0) throw new LogRefused({ kind: 'missing', first: 0, last: size - 1 })
  const opened = openNote(shown, verifiers)
  return opened.ok ? { state: 'note', note: shown, size } : { state: 'unverified', why: opened.reason }
}

async function newest(line: Pick<Line, 'send'>, origin: string): Promise<string | HeldBy> {
  try {
    const path = `/${hash('sha256', origin, 'hex')}/checkpoint`
    const { status, body } = await line.send({ method: 'GET', path })
    if (status === 200) return body.toString()
    return status === 404 ? { state: 'none' } : { state: 'unreachable', why: `status ${status}` }
  } catch (error) {
    return { state: 'unreachable', why: lineFailure(error) }
  }
}

/** One witness as the log asks it (C2SP tlog-witness, "add-checkpoint"): it knows what size the witness holds, and proves what came after. */
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { cosignedAt_s } from '../audit/cosignature.ts'
import type { Hash } from '../audit/merkle.ts'
import { isBy, openNote, splitNote } from '../audit/note.ts'
import type { PolicyWitness } from '../audit/witness-policy.ts'
import { limits } from '../limits.ts'
import { type Line, lineFailure } from './line.ts'

/**
 * `disagrees`: what it holds is not of this log's history, which one of the two has changed; or so it says (`larger`), for a size alone is signed by
 * nobody.
 */
export type Asked =
  | { readonly state: 'cosigned'; readonly line: string; readonly time_s: number }
  | { readonly state: 'disagrees'; readonly why: 'larger'; readonly size: number }
  | { readonly state: 'disagrees'; readonly why: 'inconsistent' }
  | { readonly state: 'failed'; readonly why: string }

export interface Asker {
  readonly name: string
  /** Shows the published checkpoint `note`. Never rejects. To be called again only when it has resolved. */
  ask(note: string): Promise<Asked>
}

export interface AskerOptions {
  readonly witness: PolicyWitness
  readonly line: Pick<Line, 'send'>
  /** RFC 9162 §2.1.4, in the durable tree. */
  readonly consistency: (from: number, to: number) => Promise<readonly Hash[]>
  /** What it was last known to hold; it tells when that is wrong. */
  readonly held?: number | undefined
}

export function createAsker({ witness, line, consistency, held: known = 0 }: AskerOptions): Asker {
  let held = known

  async function once(note: string, text: string, size: number): Promise<Asked | 'again'> {
    if (held > size) return { state: 'disagrees', why: 'larger', size: held }
    const proof = held === 0 || held === size ? [] : await consistency(held, size)
    const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')
    const body = `old ${held}\n${hashes}\n${note}`
    const { status, mediaType, body: answer } = await line.send({ method: 'POST', path: '/add-checkpoint', body })
    switch (status) {
      case 200:
        held = size
        return cosignatureIn(answer.toString(), text, witness)
      case 409: {
        const told = mediaType === 'text/x.tlog.size' ? sizeIn(answer.toString()) : undefined
        if (told === undefined || told === held) return { state: 'failed', why: 'conflict' }
        // Not kept: what it only claims would keep it from being asked until the log is as large.
        if (told > size) return { state: 'disagrees', why: 'larger', size: told }
        held = told
        return 'again'
      }
      case 422:
        return { state: 'disagrees', why: 'inconsistent' }
      default:
        return { state: 'failed', why: `status ${status}` }
    }
  }

  return {
    name: witness.name,
    async ask(note) {
      const text = splitNote(note)?.text
      const size = text === undefined ? undefined : parseCheckpoint(text)?.size
      if (text === undefined || size === undefined) return { state: 'failed', why: 'no checkpoint' }
      try {
        for (let tries = 0; tries < limits.witness.tries_max; tries++) {
          const asked = await once(note, text, size)
          if (asked !== 'again') return asked
        }
        return { state: 'failed', why: 'conflict' }
      } catch (error) {
        return { state: 'failed', why: lineFailure(error) }
      }
    },
  }
}

const sizeIn = (body: string): number | undefined => {
  const [, digits] = /^(0|[1-9][0-9]{0,15})\n$/.exec(body) ?? []
  return digits !== undefined && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined
}

/** The witness's own line over `text`, verified; lines of other keys are left aside. */
function cosignatureIn(lines: string, text: string, { key }: PolicyWitness): Asked {
  const note = `${text}\n${lines}`
  const opened = openNote(note, [key])
  if (!opened.ok) return { state: 'failed', why: opened.reason }
  const split = splitNote(note)
  const own = split?.signatures.find((one) => isBy(one, key))
  // A body with an empty line would have moved the text's end.
  if (split?.text !== text || !own) return { state: 'failed', why: 'malformed' }
  return { state: 'cosigned', line: own.line, time_s: cosignedAt_s(own.signature) }
}

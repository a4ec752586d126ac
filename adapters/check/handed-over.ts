/** What an agency's form has no place for: of everything, of another agency's documents, or of one document that is to be handed over. */
import type { LostRow, Told as Reason, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { type Pair, pairsTo } from './back/pairs.ts'
import { rowOf } from './coverage/without-place.ts'
import { generalised, within } from './paths.ts'
import type { Subject } from './subject.ts'

/** Never a value. */
export interface Told {
  readonly code: string
  readonly effect: Finding['effect']
  /** Into the translation, or into the native document of one that could not be translated. */
  readonly pointer: string
  readonly expected?: string
  /** The manifest's reasons, of all rows that speak of the place. */
  readonly because: readonly Reason[]
}

export interface HandedOver {
  /** `unread`: the sender's own adapter does not take it; `refused`: it can't be written. */
  readonly state: 'written' | 'refused' | 'unread'
  readonly findings: readonly Told[]
}

const rowsOf = ({ manifest: { withoutPlace = [] } }: Subject): readonly LostRow[] => withoutPlace

/** Of a place the row nearest above it; of a branch, the rows of what is in it. */
function becauseOf(rows: readonly LostRow[], pointer: string): readonly Reason[] {
  const path = generalised(pointer)
  const row = rowOf(rows, path)
  const about = row === undefined ? rows.filter(({ shared }) => within(path, shared)) : [row]
  return [...new Map(about.map(({ because }) => [because.en, because])).values()]
}

const told = (rows: readonly LostRow[], findings: readonly Finding[]): readonly Told[] =>
  findings.map(({ code, effect, pointer, expected }) => ({
    code,
    effect,
    pointer,
    ...(expected !== undefined && { expected }),
    because: becauseOf(rows, pointer),
  }))

/** What of one native document of `from` (`bytes`) is lost when it is handed over to `to`. Of a document whose reading breaks the contract nothing is told. */
export function handedOver(from: Subject, to: Subject, bytes: Uint8Array): HandedOver {
  const read = from.ask('shared', bytes, 'the document')
  if (read.state !== 'ok' || read.image === 'absent')
    return { state: 'unread', findings: read.state === 'refused' ? told([], read.findings) : [] }
  const written = to.write?.(read.image as Translation, 'the document')
  if (written === undefined || written.state === 'broken') return { state: 'refused', findings: [] }
  const state = written.state === 'ok' ? 'written' : 'refused'
  return { state, findings: told(rowsOf(to), written.findings) }
}

export interface Places {
  readonly rows: readonly LostRow[]
  /** With `from`: only rows of what that agency's golden translations have. */
  readonly pair?: Pair
}

/** The rows of `withoutPlace`; those about what `from` (an adapter's name) has, with what becomes of the rest, where it is given. */
export function placesWithout(to: Subject, from?: string): Places {
  const rows = rowsOf(to)
  if (from === undefined) return { rows }
  const pair = pairsTo(to).find((of) => of.from === from)
  const lost = [...(pair?.inPart ?? []), ...(pair?.without ?? [])]
  const about = new Set(lost.map((path) => rowOf(rows, path)))
  return { rows: rows.filter((row) => about.has(row)), ...(pair && { pair }) }
}

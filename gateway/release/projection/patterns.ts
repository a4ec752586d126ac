/** What becomes of records, told once for all that are alike: most are. */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Reason } from '../../policy/reasons.ts'
import type { Denied } from '../mask.ts'

/** Pointers of one field as they begin, go on between list elements, and end: `/participants/`, `/person/birth`. */
export interface PointerParts {
  /** With the answer's names, and with the schema's. */
  readonly answer: readonly string[]
  readonly schema: readonly string[]
}

export interface DeniedPlace {
  readonly at: PointerParts
  readonly reason: Reason
}

/** A step of the writer that says something of a record. */
export type Event =
  /** What it says next is of an element of a list: its index follows in the trail. `depth`: of lists around this one. */
  | { readonly kind: 'element'; readonly depth: number }
  | { readonly kind: 'masked' | 'withheld'; readonly denied: readonly DeniedPlace[] }

/** Shared by all records of which it is true: never changed. */
export interface Denials {
  readonly masked: readonly Denied[]
  readonly withheld: readonly Denied[]
}

/** The pointer of `parts` with the indices of the elements that it is in. */
export function pointerOf(parts: readonly string[], indices: readonly number[]): string {
  let pointer = parts[0]!
  for (let i = 1; i < parts.length; i++) pointer += indices[i - 1] + parts[i]!
  return pointer
}

/** What `trail` (numbers of `events`, with indices) says. Throws GatewayError `answer-too-large` beyond limits.release.denials_max. */
export function denialsOf(events: readonly Event[], trail: readonly number[]): Denials {
  const masked: Denied[] = []
  const withheld: Denied[] = []
  const indices: number[] = []
  for (let i = 0; i < trail.length; i++) {
    const event = events[trail[i]!]!
    if (event.kind === 'element') {
      indices.length = event.depth
      indices.push(trail[++i]!)
      continue
    }
    const into = event.kind === 'masked' ? masked : withheld
    if (masked.length + withheld.length + event.denied.length > limits.release.denials_max)
      throw new GatewayError('answer-too-large')
    for (const { at, reason } of event.denied)
      into.push({ field: pointerOf(at.answer, indices), path: pointerOf(at.schema, indices), reason })
  }
  return { masked, withheld }
}

/** The longest key, in UTF-16 units, that is worth keeping. */
const key_max = 1_000

/** A short list of small numbers as the key of a Map; undefined for any other. */
export function keyOf(numbers: readonly number[] | Uint16Array): string | undefined {
  if (numbers.length > key_max) return undefined
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > 0xffff) return undefined
  return String.fromCharCode.apply(null, numbers as number[])
}

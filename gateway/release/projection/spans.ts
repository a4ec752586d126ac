/** Where in a record the values stand that are evidence by themselves: as numbers while it is written, as pointers if it is asked. */
import { type PointerParts, pointerOf } from './patterns.ts'

/** Number of a commitment, of its value, where its text begins and ends; or, negative, how deep a list is, and the element that comes next. */
export type SpanNumbers = readonly number[]

export interface Spans {
  readonly numbers: SpanNumbers
  /** By number of the commitment. */
  readonly places: readonly PointerParts[]
}

export interface Span {
  /** From the record, with the answer's names. */
  readonly pointer: string
  /** Its number among the record's values, as audit/values.ts counts them. */
  readonly value: number
  /** Of its JSON text, in bytes of the output. */
  readonly from: number
  readonly to: number
}

/** The next spans are in the element `index` of the list at `at`. */
export function beginElement(numbers: number[], at: PointerParts, index: number): void {
  numbers.push(-at.answer.length, index)
}

const none: SpanNumbers = []

/** What `making` has gathered, to be kept while it goes on. */
export const spansIn = (numbers: SpanNumbers, places: readonly PointerParts[]): Spans => ({
  numbers: numbers.length === 0 ? none : numbers.slice(),
  places,
})

/** In the order of the text. */
export function spansOf({ numbers, places }: Spans): Span[] {
  const found: Span[] = []
  const indices: number[] = []
  for (let i = 0; i < numbers.length; ) {
    const number = numbers[i]!
    if (number < 0) {
      indices.length = -number - 1
      indices.push(numbers[i + 1]!)
      i += 2
    } else {
      const pointer = pointerOf(places[number]!.answer, indices)
      found.push({ pointer, value: numbers[i + 1]!, from: numbers[i + 2]!, to: numbers[i + 3]! })
      i += 4
    }
  }
  return found
}

/** What became of one field for one caller, read off an answer or off what the naive evaluator expects. */
import { fields } from '../../../schemas/generated/fields.ts'

export type Outcome = 'released' | 'masked' | 'withheld' | 'concealed' | 'none'

/** A facet in an answer, or as expected: the row, and by pointer into it what is missing or masked and why. */
export interface FacetView {
  readonly row: Readonly<Record<string, unknown>>
  readonly withheld: ReadonlyMap<string, string>
  readonly masked: ReadonlyMap<string, string>
  readonly absent: ReadonlyMap<string, string>
}

/** A whole answer: facets by the agency that holds them, or why there is none. */
export type AnswerView =
  | { readonly kind: 'facets'; readonly facets: ReadonlyMap<string, FacetView> }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }

/** The pointer or the nearest one above it that the map has. */
function covered(of: ReadonlyMap<string, string>, pointer: string): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = of.get(at)
    if (found !== undefined) return found
  }
  return undefined
}

function valueAt(row: unknown, pointer: string): unknown {
  let at = row
  for (const token of pointer.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[token]
  return at
}

/** The outcome of the field at `pointer` (RFC 6901, into the facet that `holder` holds) with its reason. */
export function outcomeOf(answer: AnswerView, holder: string, pointer: string): { outcome: Outcome; reason?: string } {
  if (answer.kind === 'refused') return { outcome: 'concealed', reason: answer.code }
  const facet = answer.facets.get(holder)
  if (!facet) return { outcome: 'concealed' }
  const withheld = covered(facet.withheld, pointer)
  if (withheld !== undefined) return { outcome: 'withheld', reason: withheld }
  const masked = covered(facet.masked, pointer)
  if (masked !== undefined) return { outcome: 'masked', reason: masked }
  return { outcome: valueAt(facet.row, pointer) === undefined ? 'none' : 'released' }
}

/** Every pointer at which two answers differ in outcome, reason or value; empty when they say the same. */
export function differences(actual: AnswerView, expected: AnswerView): readonly string[] {
  if (actual.kind === 'refused' || expected.kind === 'refused')
    return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [`${summary(actual)} ≠ ${summary(expected)}`]
  const holders = new Set([...actual.facets.keys(), ...expected.facets.keys()])
  return [...holders].flatMap((holder) => {
    const [a, b] = [actual.facets.get(holder), expected.facets.get(holder)]
    if (!a || !b) return [`${holder}: ${a ? 'shown' : 'concealed'} ≠ ${b ? 'shown' : 'concealed'}`]
    const [mine, theirs] = [linesOf(a), linesOf(b)]
    return [
      ...[...mine].filter((line) => !theirs.has(line)).map((line) => `${holder}: + ${line}`),
      ...[...theirs].filter((line) => !mine.has(line)).map((line) => `${holder}: - ${line}`),
    ]
  })
}

/** How many statements about fields an answer makes. */
export const statements = (answer: AnswerView): number =>
  answer.kind === 'refused' ? 1 : [...answer.facets.values()].reduce((sum, facet) => sum + linesOf(facet).size, 0)

const summary = (answer: AnswerView): string =>
  answer.kind === 'refused' ? `${answer.status} ${answer.code}` : [...answer.facets.keys()].join('+')

const references = Object.values(fields).flatMap((of) =>
  of.flatMap(({ name, ref }) => (ref === undefined ? [] : [name])),
)

/** What the gateway names or adds itself, and native codes, which the story does not know. */
const own = new Set(['id', 'pseudonym', 'digest', 'adapter', 'receivedAt', 'native', ...references])

function linesOf({ row, withheld, masked, absent }: FacetView): ReadonlySet<string> {
  const lines = new Set<string>()
  const walk = (value: unknown, pointer: string): void => {
    if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) {
        if (!own.has(name)) walk(inner, `${pointer}/${name}`)
      }
    else lines.add(`${pointer} = ${JSON.stringify(value)}`)
  }
  walk(row, '')
  for (const [kind, of] of Object.entries({ withheld, masked, absent }))
    for (const [pointer, why] of of) lines.add(`${pointer} ${kind} ${why}`)
  return lines
}

/** The records of an answer as the log tells them: facets with one outcome together, list elements as ranges, cut to fit. */
import type { EntryRecord, PathReason } from '../audit/detail.ts'
import { rangesOf } from '../audit/values.ts'
import type { LabelCore } from '../policy/label.ts'
import type { KnownFacet } from './known.ts'
import type { Denied, Outcome } from './mask.ts'

/** A facet of an answer and what became of it. */
export interface ReportedFacet {
  readonly known: KnownFacet
  readonly label: LabelCore
  readonly outcome: Outcome
}

type Group = EntryRecord & { readonly dossiers: string[] }

/** The entry's form of what became of facets; those that differ in nothing but the dossier become one. */
export function loggedRecords(reported: readonly ReportedFacet[]): EntryRecord[] {
  /** By what they were made of: what is the same object need not be looked at again. */
  const seen = new Map<string, Group>()
  const numbers = new Map<Outcome | readonly string[], number>()
  const numberOf = (one: Outcome | readonly string[]): number => {
    const number = numbers.get(one) ?? numbers.size
    numbers.set(one, number)
    return number
  }
  /** By what they say. */
  const groups = new Map<string, Group>()
  for (const { known, label, outcome } of reported) {
    const { indexed, relations, policies } = known
    const facet = `${indexed.agency} ${relations.join()} ${label.level} ${label.tags.join()}`
    const key = `${numberOf(outcome)} ${numberOf(policies)} ${facet}`
    let group = seen.get(key)
    if (!group) {
      const same = {
        facet_agency: indexed.agency,
        relation: relations.join(' '),
        label: { level: label.level, tags: [...label.tags] },
        policies: [...new Set([...policies, ...outcome.policies])].sort(),
        released: outcome.released,
        masked: toldOf(outcome.masked),
        withheld: toldOf(outcome.withheld),
      }
      const text = JSON.stringify(same)
      group = groups.get(text) ?? { dossiers: [], ...same }
      groups.set(text, group)
      seen.set(key, group)
    }
    if (!group.dossiers.includes(indexed.dossier)) group.dossiers.push(indexed.dossier)
  }
  return [...groups.values()]
}

/** `parts` of an entry in portions of at most `bytes_max` as JSON, or of one part that is longer; one empty portion when there are none. */
export function portions<T>(parts: readonly T[], bytes_max: number): (readonly T[])[] {
  const cut: T[][] = [[]]
  let bytes = 0
  for (const part of parts) {
    const size = Buffer.byteLength(JSON.stringify(part))
    if (bytes > 0 && bytes + size > bytes_max) {
      cut.push([])
      bytes = 0
    }
    cut.at(-1)!.push(part)
    bytes += size
  }
  return cut
}

const innermost = /\/(\d+)(?!.*\/\d)/

/** Of records alike made once. */
const told = new WeakMap<readonly Denied[], readonly PathReason[]>()
function toldOf(denied: readonly Denied[]): readonly PathReason[] {
  const known = told.get(denied)
  if (known) return known
  const paths = byPath(denied)
  told.set(denied, paths)
  return paths
}

/** `/participants/0/note` and `/participants/1/note` become the elements 0-1 of one path; in a list within a list, of one path for each outer element. */
export function byPath(denied: readonly Pick<PathReason, 'path' | 'reason'>[]): PathReason[] {
  const paths = new Map<string, { path: string; reason: string; elements: number[] }>()
  for (const { path: exact, reason } of denied) {
    const index = innermost.exec(exact)?.[1]
    const path = exact.replace(innermost, '/*')
    const key = `${reason} ${path}`
    const known = paths.get(key) ?? { path, reason, elements: [] }
    if (index !== undefined) known.elements.push(Number(index))
    paths.set(key, known)
  }
  return [...paths.values()].map(({ path, reason, elements }) =>
    elements.length > 0 ? { path, elements: rangesOf(rising(elements)), reason } : { path, reason },
  )
}

const rising = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b)

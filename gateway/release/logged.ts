/** The records of an answer as the log tells them: facets with one outcome together, list elements as ranges, cut to fit. */
import type { EntryRecord, PathReason } from '../audit/entry.ts'
import { limits } from '../limits.ts'
import type { LabelCore } from '../policy/label.ts'
import type { KnownFacet } from './known.ts'
import type { Denied, Outcome } from './mask.ts'

/** The entry's form of one facet and what became of it. */
export function loggedRecord(
  { indexed, relations, policies }: KnownFacet,
  label: LabelCore,
  outcome: Outcome,
): EntryRecord {
  return {
    dossiers: [indexed.dossier],
    facet_agency: indexed.agency,
    relation: relations.join(' '),
    label: { level: label.level, tags: [...label.tags] },
    policies: [...new Set([...policies, ...outcome.policies])].sort(),
    released: [...outcome.released].sort(),
    masked: byPath(outcome.masked),
    withheld: byPath(outcome.withheld),
  }
}

/** Records that differ in nothing but the dossier become one. */
export function grouped(records: readonly EntryRecord[]): EntryRecord[] {
  const groups = new Map<string, EntryRecord & { readonly dossiers: string[] }>()
  for (const { dossiers, ...same } of records) {
    const key = JSON.stringify(same)
    const group = groups.get(key)
    if (!group) groups.set(key, { dossiers: [...dossiers], ...same })
    else group.dossiers.push(...dossiers.filter((id) => !group.dossiers.includes(id)))
  }
  return [...groups.values()]
}

/** The records in portions that leave an entry below its bound; one empty portion when there are none. */
export function portions(records: readonly EntryRecord[]): (readonly EntryRecord[])[] {
  const cut: EntryRecord[][] = [[]]
  let bytes = 0
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record))
    if (bytes > 0 && bytes + size > limits.log.records_bytes_max) {
      cut.push([])
      bytes = 0
    }
    cut.at(-1)!.push(record)
    bytes += size
  }
  return cut
}

const innermost = /\/(\d+)(?!.*\/\d)/

// `/participants/0/note` and `/participants/1/note` become the elements 0-1 of one path; in a list within a list, of one
// path for each outer element.
function byPath(denied: readonly Denied[]): PathReason[] {
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
    elements.length > 0 ? { path, elements: ranges(elements), reason } : { path, reason },
  )
}

/** 0, 1, 2, 5 -> 0-2,5 */
function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const starts = sorted.filter((n) => !sorted.includes(n - 1))
  const ends = sorted.filter((n) => !sorted.includes(n + 1))
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}-${ends[i]}`)).join(',')
}

/** Handling marks as the court's own file writes them: what marks.ts reads. */
import type { Label } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { findingOf } from '../sdk/leftovers.ts'
import { codesOfLabel, type MarkForms, type SayableMarks } from '../sdk/writing-marks.ts'
import { AS_RECORD, levels, tags } from './codes.ts'
import { places } from './places.ts'

const sayable: SayableMarks = { levels: Object.values(levels), tags: Object.values(tags) }

/** What the marks can say, and where. */
export const forms: MarkForms = { record: sayable, places: Object.fromEntries(places.map((at) => [at, sayable])) }

/** The attributes of a mark; none without a label, or where the element must bear one, that of the record. */
export function markOf(label: Label | undefined, marked = false): Readonly<Record<string, string>> {
  if (label === undefined) return marked ? { muc: AS_RECORD, dau: '' } : {}
  const { level, tags: handling } = codesOfLabel(label, levels, tags)
  return { muc: level, dau: handling.join(' ') }
}

type Labels = Translation['labels']

const valueAt = (facet: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Record<string, unknown>)[step]
          : undefined,
      facet,
    )

/**
 * The labels with those of places that have neither a value nor a reason for none at the nearest place around that has:
 * without it there is no element that could bear the mark. A finding `carried-in-part` for each that was moved.
 */
export function besideValues({ facet, labels, absent }: Translation): {
  readonly labels: Labels
  readonly findings: readonly Finding[]
} {
  const reasons = new Set(absent.map(({ path }) => path))
  const findings: Finding[] = []
  const moved = labels.map((entry, i) => {
    let { path } = entry
    while (path !== '' && valueAt(facet, path) === undefined && !reasons.has(path))
      path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
    if (path === entry.path) return entry
    const expected = 'said of what is around it'
    findings.push(findingOf(`/labels/${i}`, entry, { code: 'carried-in-part', effect: 'degraded', expected }))
    return { ...entry, path }
  })
  return { labels: moved, findings }
}

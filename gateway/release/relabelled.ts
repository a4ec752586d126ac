/** What the log is told of marks that sources changed: which, from what to what, and by whose determination. */

import type { EntryLabel } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Relabelled } from '../dossiers/label-marks.ts'
import { limits } from '../limits.ts'
import { joinLabels, type LabelCore } from '../policy/label.ts'
import { entryOf, type Occasion, type Standing } from './events.ts'

/** The facet whose marks they are. */
export interface Marked {
  readonly dossier: string
  readonly agency: string
}

const plain = ({ level, tags }: LabelCore): EntryLabel['from'] => ({ level, tags: [...tags] })

/** What was done to the mark of a facet. */
export const labelOfFacet = ({ dossier, agency }: Marked, { effect, from, to, by }: Relabelled): EntryLabel => ({
  dossier,
  facet_agency: agency,
  effect,
  from: plain(from),
  to: plain(to),
  ...(by && {
    by: {
      agency: by.agency.code,
      ...(by.officer !== undefined && { officer: by.officer }),
      at: by.at,
      list_item: by.listItem,
    },
  }),
})

/** What was done to places in a facet: counted, for which they are stands in the store. What is too various is joined. */
export function labelsOfPlaces(facet: Marked, changes: readonly Relabelled[]): EntryLabel[] {
  const groups = new Map<string, EntryLabel & { places: number }>()
  for (const change of changes) {
    const label = labelOfFacet(facet, change)
    const full = groups.size >= limits.log.labels_per_facet_max
    const key = full ? label.effect : JSON.stringify(label)
    const before = groups.get(key)
    groups.set(key, before ? more(before, label) : { ...label, places: 1 })
  }
  return [...groups.values()]
}

const more = (a: EntryLabel & { places: number }, { from, to }: EntryLabel): EntryLabel & { places: number } => ({
  ...a,
  from: plain(joinLabels(a.from as LabelCore, from as LabelCore)),
  to: plain(joinLabels(a.to as LabelCore, to as LabelCore)),
  places: a.places + 1,
})

/** The entries that tell of `labels`, as many as they need. */
export function relabelledEntries(
  standing: Standing,
  { event, detail }: Occasion,
  labels: readonly EntryLabel[],
): Entry[] {
  const { labels_per_entry_max } = limits.log
  return Array.from({ length: Math.ceil(labels.length / labels_per_entry_max) }, (_, part) =>
    entryOf(standing, {
      event,
      phase: 'relabelled',
      detail: { ...detail, labels: labels.slice(part * labels_per_entry_max, (part + 1) * labels_per_entry_max) },
    }),
  )
}

/** Labels and absences of a record by their places, as a tree: so that a place without any costs nothing. */
import type { NarrowerLabel, RecordMarks } from '../mask.ts'

export interface Mark {
  label?: NarrowerLabel
  /** Why there is no value. */
  why?: string
  /** Whether anything below has a `why`. */
  noted: boolean
  /** By field name or index. */
  readonly below: Map<string, Mark>
}

const unmarked = (): Mark => ({ noted: false, below: new Map() })

/** The marks from the record on; undefined when it has none but its own label. */
export function marksTree({ labels, absent }: RecordMarks): Mark | undefined {
  if (labels.size === 0 && absent.size === 0) return undefined
  const root = unmarked()
  const at = (pointer: string, noted: boolean): Mark => {
    let mark = root
    for (const token of pointer.split('/').slice(1)) {
      mark.noted ||= noted
      const below = mark.below.get(token) ?? unmarked()
      mark.below.set(token, below)
      mark = below
    }
    return mark
  }
  for (const [pointer, label] of labels) at(pointer, false).label = label
  for (const [pointer, why] of absent) at(pointer, true).why = why
  return root
}

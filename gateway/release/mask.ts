/** Applies masks to one record in one pass, before anything executes on it, and says once per record what was not given. */
import { joinLabels, type LabelCore } from '../policy/label.ts'
import { type Mask, masked, released, withheld } from '../policy/policy.ts'
import type { Reason } from '../policy/reasons.ts'
import { partOf } from './partial.ts'
import type { Selected, Selection } from './selection.ts'

export type Row = { [field: string]: unknown }

/** What stands beside a record's content. Pointers count from the record, with the schema's names. */
export interface RecordMarks {
  /** Record label: the high-water mark of what the source and the index say. */
  readonly label: LabelCore
  readonly labels: ReadonlyMap<string, LabelCore>
  readonly absent: ReadonlyMap<string, string>
}

export interface Denied {
  /** Pointer from the record, with the answer's own names: for the caller. */
  readonly field: string
  /** The same with the schema's names: for the log. */
  readonly path: string
  readonly reason: Reason
}

/** What became of one record. `released` are generalised paths (`Selected.path`). */
export interface Outcome {
  readonly released: Set<string>
  readonly masked: Denied[]
  readonly withheld: Denied[]
  readonly absent: { readonly field: string; readonly why: string }[]
  readonly policies: Set<string>
}

export const emptyOutcome = (): Outcome => ({
  released: new Set(),
  masked: [],
  withheld: [],
  absent: [],
  policies: new Set(),
})

interface Place {
  readonly label: LabelCore
  readonly mask: Mask
  /** No field below a container is given more freely than the container. */
  readonly ceiling: number
  /** Why not, where the ceiling is below released. */
  readonly reason: Reason
  /** Pointer with the schema's names, and with the answer's. */
  readonly schema: string
  readonly answer: string
}

/**
 * The part of `value` that `selection` asks for and the masks allow, keyed by the schema's field names. Withheld is reported
 * whether or not there is a value. `maskOf` gives the caller's mask under a label.
 */
export function maskRecord(
  value: Row,
  selection: Selection,
  marks: RecordMarks,
  maskOf: (label: LabelCore) => Mask,
): { row: Row; outcome: Outcome } {
  const outcome = emptyOutcome()
  const narrowed = marks.labels.size > 0
  const noted = marks.absent.size > 0

  const within = (place: Place, schema: string): Pick<Place, 'label' | 'mask'> => {
    const own = narrowed ? marks.labels.get(schema) : undefined
    if (!own) return place
    const label = joinLabels(place.label, own)
    return { label, mask: note(maskOf(label)) }
  }
  const notedBelow = (schema: string): boolean =>
    noted && [...marks.absent.keys()].some((path) => path.startsWith(`${schema}/`))
  const note = (mask: Mask): Mask => {
    for (const id of mask.policies) outcome.policies.add(id)
    return mask
  }

  const object = (value: Row, selection: Selection, place: Place): Row => {
    const row: Row = {}
    for (const selected of selection) field(row, value, selected, place)
    return row
  }

  const field = (row: Row, value: Row, { answer, field, path, of }: Selected, place: Place): void => {
    const { name, label } = field
    if (field.id) {
      row[name] = value[name]
      return
    }
    const schema = `${place.schema}/${name}`
    const pointer = `${place.answer}/${answer}`
    const { label: under, mask } = within(place, schema)
    const verdict = Math.min(mask.verdicts[label]!, place.ceiling)
    const reason = mask.reasons[label] ?? place.reason
    if (verdict === withheld || (verdict === masked && !of && field.mask === 'none')) {
      outcome.withheld.push({ field: pointer, path: schema, reason })
      return
    }
    const found = value[name]
    if (found === undefined) {
      const why = noted && verdict === released ? marks.absent.get(schema) : undefined
      if (why !== undefined) outcome.absent.push({ field: pointer, why })
      // Of an object that is not there, the source may still say why its fields are not.
      else if (of && field.type === 'object' && notedBelow(schema))
        object({}, of, { label: under, mask, ceiling: verdict, reason, schema, answer: pointer })
      return
    }
    if (of) {
      const below = { label: under, mask, ceiling: verdict, reason }
      const given = Array.isArray(found)
        ? found.map((element: Row, index) => {
            const at = { schema: `${schema}/${index}`, answer: `${pointer}/${index}` }
            return object(element, of, { ...below, ...within({ ...below, ...at }, at.schema), ...at })
          })
        : object(found as Row, of, { ...below, schema, answer: pointer })
      row[name] = merged(row[name], given)
      return
    }
    if (verdict === released) {
      row[name] = found
      outcome.released.add(path)
      return
    }
    row[name] = partOf(field.mask, found)
    outcome.masked.push({ field: pointer, path: schema, reason })
  }

  const mask = note(maskOf(marks.label))
  return {
    row: object(value, selection, {
      label: marks.label,
      mask,
      ceiling: released,
      reason: 'purpose',
      schema: '',
      answer: '',
    }),
    outcome,
  }
}

/** Two aliases of one field ask for different parts of the same value: both parts. */
export function merged(before: unknown, given: unknown): unknown {
  if (before === undefined || typeof given !== 'object' || given === null) return given
  if (Array.isArray(before) && Array.isArray(given))
    return before.map((element, index) => merged(element, given[index]))
  return mergedRow(before as Row, given as Row)
}

function mergedRow(before: Row, given: Row): Row {
  const row: Row = { ...before }
  for (const [name, value] of Object.entries(given)) row[name] = merged(row[name], value)
  return row
}

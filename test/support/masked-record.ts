/**
 * A record under masks, as it is understood without any shortcut: first the masks are applied to it, then whatever renders it renders
 * what is left. The gateway does both at once (gateway/release/projection); this is what it must equal.
 */
import { joinLabels, type LabelCore, rankOf } from '../../gateway/policy/label.ts'
import { type Mask, masked, released, withheld } from '../../gateway/policy/policy.ts'
import { type Reason, reasons } from '../../gateway/policy/reasons.ts'
import type { Denied, Outcome, RecordMarks, Row } from '../../gateway/release/mask.ts'
import type { Meta } from '../../gateway/release/meta.ts'
import { partOf } from '../../gateway/release/partial.ts'
import type { Selected, Selection } from '../../gateway/release/selection.ts'
import { labels } from '../../schemas/generated/fields.ts'

interface Place {
  readonly label: LabelCore
  /** At or below a place that is addressed to the caller. */
  readonly addressed: boolean
  readonly mask: Mask
  /** No field below a container is given more freely than the container. */
  readonly ceiling: number
  /** Why not, where the ceiling is below released. */
  readonly reason: Reason
  /** It, or what it stands in, has a label of HAN_CHE or above. */
  readonly restricted: boolean
  /** Pointer with the schema's names, and with the answer's. */
  readonly schema: string
  readonly answer: string
}

/**
 * The part of `value` that `selection` asks for and the masks allow, keyed by the schema's field names. Withheld is reported
 * whether or not there is a value. `restricted`: pointers, with the answer's names, of values in it under HAN_CHE or above. `maskOf` gives the caller's mask under a label, in what is addressed to it or elsewhere.
 */
export function maskRecord(
  value: Row,
  selection: Selection,
  marks: RecordMarks,
  maskOf: (label: LabelCore, addressed: boolean) => Mask,
): { row: Row; outcome: Outcome; restricted: readonly string[] } {
  const outcome = {
    released: new Set<string>(),
    masked: [] as Denied[],
    withheld: [] as Denied[],
    absent: [] as { field: string; why: string }[],
    policies: new Set<string>(),
  }
  const restricted: string[] = []
  const narrowed = marks.labels.size > 0
  const noted = marks.absent.size > 0

  const within = (place: Place, schema: string): Pick<Place, 'label' | 'mask' | 'addressed'> => {
    const own = narrowed ? marks.labels.get(schema) : undefined
    if (!own) return place
    const label = joinLabels(place.label, own)
    const addressed = place.addressed || own.addressed === true
    return { label, addressed, mask: note(maskOf(label, addressed)) }
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
    const { label: under, mask, addressed } = within(place, schema)
    const verdict = Math.min(mask.verdicts[label]!, place.ceiling)
    const reason = mask.reasons[label] ?? place.reason
    const isRestricted = place.restricted || rankOf(joinLabels(labels[label]!, under).level) >= rankOf('HAN_CHE')
    if (verdict === withheld || (verdict === masked && !of && field.mask === 'none')) {
      outcome.withheld.push({ field: pointer, path: schema, reason })
      return
    }
    const found = value[name]
    const below = { label: under, mask, addressed, ceiling: verdict, reason, restricted: isRestricted }
    if (found === undefined) {
      const why = noted && verdict === released ? marks.absent.get(schema) : undefined
      const inside = of && reasonsWithin(of, mask, verdict, reason)
      if (why !== undefined) outcome.absent.push({ field: pointer, why })
      else if (inside !== undefined)
        outcome.withheld.push({ field: pointer, path: schema, reason: verdict === masked ? reason : inside })
      // Of an object that is not there, the source may still say why its fields are not.
      else if (of && field.type === 'object' && notedBelow(schema))
        object({}, of, { ...below, schema, answer: pointer })
      return
    }
    if (of) {
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
      if (isRestricted) restricted.push(pointer)
      outcome.released.add(path)
      return
    }
    const part = partOf(field.mask, found)
    row[name] = part
    if (isRestricted && part !== undefined) restricted.push(pointer)
    outcome.masked.push({ field: pointer, path: schema, reason })
  }

  const row = object(value, selection, {
    label: marks.label,
    addressed: false,
    mask: note(maskOf(marks.label, false)),
    ceiling: released,
    reason: 'purpose',
    restricted: false,
    schema: '',
    answer: '',
  })
  const sorted = (texts: ReadonlySet<string>): readonly string[] => [...texts].sort()
  return {
    row,
    outcome: { ...outcome, released: sorted(outcome.released), policies: sorted(outcome.policies) },
    restricted,
  }
}

/** Why nothing would be left of an object given up to `ceiling`; undefined when something would. Ids of what is masked are nothing. */
function reasonsWithin(selection: Selection, mask: Mask, ceiling: number, above: Reason): Reason | undefined {
  if (selection.length === 0 && ceiling === released) return undefined
  const found: Reason[] = []
  for (const { field, of } of selection) {
    if (field.id && ceiling === masked) continue
    if (field.id) return undefined
    const verdict = Math.min(mask.verdicts[field.label]!, ceiling)
    const own = mask.reasons[field.label] ?? above
    if (verdict === withheld) found.push(own)
    else if (!of && (verdict === released || field.mask !== 'none')) return undefined
    else {
      const below = of && reasonsWithin(of, mask, verdict, own)
      if (of && below === undefined) return undefined
      found.push(verdict === masked ? own : below!)
    }
  }
  return (Object.keys(reasons) as Reason[]).find((reason) => found.includes(reason)) ?? above
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

function byReason(record: string, denied: readonly Denied[]) {
  const groups = Map.groupBy(denied, ({ reason }) => reason)
  return [...groups].map(([reason, of]) => ({ record, fields: of.map(({ field }) => field), reason }))
}

/** `meta` of an answer with these records. */
export const metaOf = (
  records: readonly { readonly pointer: string; readonly outcome: Outcome }[],
  sources: Meta['sources'],
  policy_version: string,
): Meta => ({
  withheld: records.flatMap(({ pointer, outcome }) => byReason(pointer, outcome.withheld)),
  masked: records.flatMap(({ pointer, outcome }) => byReason(pointer, outcome.masked)),
  absent: records.flatMap(({ pointer, outcome }) =>
    outcome.absent.map(({ field, why }) => ({ path: pointer + field, why })),
  ),
  sources,
  policy_version,
})

/**
 * What refers to a protected person tells of that person: it carries the person's label, wherever the schema has a reference (`x-ref`),
 * and so does what refers to it in turn.
 */
import { type Field, fields, type TypeName } from '../../schemas/generated/fields.ts'
import { joinLabels, type LabelCore, labelKey } from '../policy/label.ts'
import { listsOfPeople } from './minors.ts'
import { hasIds } from './place.ts'

/** Tags that protect somebody as a person: on whatever of the person they stand, they are the person's. */
const personal: ReadonlySet<string> = new Set(['NGUOI_CHUA_THANH_NIEN', 'BAO_VE_NHAN_CHUNG'])

/** Types in which references stand, at any depth. */
const referring: ReadonlySet<TypeName> = new Set(
  (Object.keys(fields) as TypeName[]).filter(function refers(type: TypeName): boolean {
    return fields[type].some((field) => field.ref !== undefined || ('of' in field && refers(field.of)))
  }),
)

/** The fields of each that refer or lead to such. */
const ways = new Map<TypeName, readonly Field[]>(
  [...referring].map((type) => [
    type,
    fields[type].filter((field) => field.ref !== undefined || ('of' in field && referring.has(field.of))),
  ]),
)

interface Reference {
  /** Of the object that has it. */
  readonly place: string
  /** Of the element that it stands in, in a list of the facet. */
  readonly element: string
  readonly to: string
}

type Row = Readonly<Record<string, unknown>>
const nameOf = (list: string, id: unknown): string => `${list}/${String(id)}`

function referencesIn(type: TypeName, value: Row, place: string, element: string): Reference[] {
  return ways.get(type)!.flatMap((field): Reference[] => {
    const { name, ref } = field
    const found = value[name]
    if (found === undefined) return []
    const each = (Array.isArray(found) ? found : [found]) as readonly unknown[]
    if (ref !== undefined) return each.map((id) => ({ place, element, to: nameOf(ref, id) }))
    if (!('of' in field)) return []
    const list = field.type === 'list-of-object'
    return each.flatMap((one, n) =>
      referencesIn(field.of, one as Row, `${place}/${name}${list ? `/${n}` : ''}`, element),
    )
  })
}

interface Element {
  readonly list: string
  readonly place: string
  readonly row: Row
  readonly type: TypeName
}

const elementsOf = (facet: Row): Element[] =>
  fields.Facet.flatMap((field) =>
    field.type === 'list-of-object' && hasIds(field.of)
      ? ((facet[field.name] ?? []) as readonly Row[]).map((row, n) => ({
          list: field.name,
          place: `/${field.name}/${n}`,
          row,
          type: field.of,
        }))
      : [],
  )

/** By element of a list of people, the label of the person: what stands on the element or its list, and what protects anywhere in it. */
function personsOf(labels: ReadonlyMap<string, LabelCore>): ReadonlyMap<string, LabelCore> {
  const persons = new Map<string, LabelCore>()
  for (const [at, label] of labels) {
    const [, list = '', element, deeper] = at.split('/', 4)
    if (!listsOfPeople.has(list) || element === undefined) continue
    const place = `/${list}/${element}`
    const own = deeper === undefined ? label : protective(label)
    persons.set(place, joinLabels(own, persons.get(place) ?? labels.get(`/${list}`) ?? joinLabels()))
  }
  return persons
}

const protective = ({ tags }: LabelCore): LabelCore => ({
  level: 'CONG_KHAI',
  tags: tags.filter((tag) => personal.has(tag)),
})

const says = ({ level, tags }: LabelCore): boolean => level !== 'CONG_KHAI' || tags.length > 0

interface Carrier {
  readonly element: Element
  readonly label: LabelCore
}

/** By place, the labels that are to be joined to `labels` (by place, of the `facet` as its source gave it, ids and all). */
export function carried(facet: object, labels: ReadonlyMap<string, LabelCore>): ReadonlyMap<string, LabelCore> {
  const persons = personsOf(labels)
  const lists = [...listsOfPeople].filter((list) => labels.has(`/${list}`))
  if (persons.size === 0 && lists.length === 0) return persons
  const more = new Map<string, LabelCore>()
  const join = (place: string, label: LabelCore) => more.set(place, joinLabels(label, more.get(place) ?? joinLabels()))
  const elements = elementsOf(facet as Row)
  const byPlace = new Map(elements.map((element) => [element.place, element]))
  const references = Map.groupBy(
    elements.flatMap(({ type, row, place }) => (referring.has(type) ? referencesIn(type, row, place, place) : [])),
    ({ to }) => to,
  )
  let carriers: readonly Carrier[] = elements.flatMap((element) => {
    const label =
      persons.get(element.place) ?? (listsOfPeople.has(element.list) ? labels.get(`/${element.list}`) : undefined)
    return label && says(label) ? [{ element, label }] : []
  })
  for (const { element, label } of carriers) join(element.place, label)
  const seen = new Set<string>()
  while (carriers.length > 0)
    carriers = carriers.flatMap(({ element: { list, row }, label }) =>
      (references.get(nameOf(list, row.id)) ?? []).flatMap(({ place, element }): readonly Carrier[] => {
        join(place, label)
        const key = `${element} ${labelKey(label)}`
        // What refers to a part of an element does not refer to the whole; and each carries a label once.
        if (place !== element || seen.has(key)) return []
        seen.add(key)
        return [{ element: byPlace.get(element)!, label }]
      }),
    )
  return more
}

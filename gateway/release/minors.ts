/** Who of a facet is under age, marked by the source or not (Juvenile Justice Law 59/2024/QH15). Data-driven by the schema. */
import { isAfter, yearsLater } from '../../schemas/consistency/moment.ts'
import { fields, labels, type TypeName } from '../../schemas/generated/fields.ts'
import type { Label } from '../../schemas/generated/types.ts'
import { hasIds } from './place.ts'

const tag = 'NGUOI_CHUA_THANH_NIEN'
const adult_years = 18

interface People {
  readonly list: string
  /** Members that lead to a birth date. */
  readonly births: readonly (readonly string[])[]
  /** Members that say that somebody is a minor. */
  readonly flags: readonly string[]
  /** What the schema puts on them. */
  readonly label: Label | undefined
}

/** Ways from an object of `type` to its birth dates. */
const birthsOf = (type: TypeName): readonly (readonly string[])[] =>
  fields[type].flatMap((field) => {
    if (field.name === 'birth') return [[field.name]]
    return field.type === 'object' ? birthsOf(field.of).map((way) => [field.name, ...way]) : []
  })

/** The lists of the facet whose elements are people. */
const people: readonly People[] = fields.Facet.flatMap((field) => {
  if (field.type !== 'list-of-object' || !hasIds(field.of)) return []
  const births = birthsOf(field.of)
  const flags = fields[field.of].filter(({ type, label }) => type === 'scalar' && labels[label]!.tags.includes(tag))
  const [label] = flags.map((flag) => labels[flag.label]!)
  return births.length === 0 ? [] : [{ list: field.name, births, flags: flags.map(({ name }) => name), label }]
})

/** Their names: there a label of an element is about somebody. */
export const listsOfPeople: ReadonlySet<string> = new Set(people.map(({ list }) => list))

const alone: Label = { level: 'NOI_BO', tags: [tag] }

const along = (value: unknown, way: readonly string[]): unknown =>
  way.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value)

/** Whether somebody of that birth had surely come of age by `date`; both are dates as precise as they are known. */
function isAdult(birth: string, date: string): boolean {
  const birthday = yearsLater(birth, adult_years)
  return isAfter(date, birthday) || (birthday.length === 10 && date === birthday)
}

export interface Minor {
  /** RFC 6901 pointer from the facet. */
  readonly path: string
  readonly label: Label
  /** By the source, not by the birth date. */
  readonly said: boolean
}

/**
 * The places of those whom the source says to be minors, or who may have been on one of `dates` (when it happened, when it became
 * known: as precise as they are known) by a birth date, with the label that protects them whole.
 */
export function minorsIn(facet: object, dates: readonly string[]): readonly Minor[] {
  return people.flatMap(({ list, births, flags, label = alone }) => {
    const elements = ((facet as Record<string, unknown>)[list] ?? []) as readonly Record<string, unknown>[]
    return elements.flatMap((element, n) => {
      const born = births.map((way) => along(element, way)).filter((birth) => typeof birth === 'string')
      const said = flags.some((name) => element[name] === true)
      const young = born.some((birth) => dates.some((date) => !isAdult(birth, date)))
      return said || young ? [{ path: `/${list}/${n}`, label, said }] : []
    })
  })
}

/** Random facets, as the schema allows them, with all places at which a label can take hold. */
import fc from 'fast-check'
import { type LabelCore, levels } from '../../../gateway/policy/label.ts'
import type { Row } from '../../../gateway/release/mask.ts'
import { type Field, fields, type TypeName, tags } from '../../../schemas/generated/fields.ts'

export interface Leaf {
  readonly token: string
  readonly pointer: string
  /** Each field on the way, with its default label, and each element of a list, which has none. */
  readonly way: readonly { readonly pointer: string; readonly label?: number }[]
  readonly partial: boolean
}

export interface World {
  readonly value: Row
  readonly leaves: readonly Leaf[]
  /** Everywhere a label can take hold, whether or not there is a value. */
  readonly places: readonly string[]
}

/** A number from 0 to `most`. */
type Choose = (most: number) => number

/** A facet; `choose` says whether a field is there and how long a list is, `scalar` what stands in a field of `type` that is no object. */
export function worldOf(choose: Choose, scalar: (type: TypeName, field: Field, leaf: number) => unknown): World {
  const leaves: Leaf[] = []
  const places: string[] = []
  const object = (type: TypeName, pointer: string, way: Leaf['way']): Row => {
    const row: Row = {}
    for (const field of fields[type]) {
      const at = `${pointer}/${field.name}`
      const here = [...way, { pointer: at, label: field.label }]
      places.push(at)
      // Ids are always there.
      if (choose(5) === 0 && !field.id) {
        if (field.type === 'object') places.push(...fields[field.of].map(({ name }) => `${at}/${name}`))
        continue
      }
      if ('of' in field) {
        const element = (n: number) => {
          places.push(`${at}/${n}`)
          return object(field.of, `${at}/${n}`, [...here, { pointer: `${at}/${n}` }])
        }
        row[field.name] =
          field.type === 'object' ? object(field.of, at, here) : Array.from({ length: choose(2) }, (_, n) => element(n))
        continue
      }
      const given = scalar(type, field, leaves.length)
      row[field.name] = field.type === 'list-of-scalar' ? [given] : given
      if (!field.id) leaves.push({ token: String(given), pointer: at, way: here, partial: field.mask !== 'none' })
    }
    return row
  }
  return { value: object('Facet', '', []), leaves, places }
}

/** Seeds of a random facet. */
export const choices = fc.array(fc.nat(), { minLength: 50, maxLength: 50 })

export const chooseBy = (seeds: readonly number[]): Choose => {
  let at = 0
  return (most) => seeds[at++ % seeds.length]! % (most + 1)
}

/** Every leaf is a text that occurs nowhere else. */
export const tokenWorld = (seeds: readonly number[]): World =>
  worldOf(chooseBy(seeds), (_, { name }, leaf) => `<${String(leaf).padStart(4, '0')} ${name} có dấu>`)

export const label: fc.Arbitrary<LabelCore> = fc.oneof(
  // A few that come again and again.
  fc.constantFrom<LabelCore>(
    { level: 'CONG_KHAI', tags: [] },
    { level: 'HAN_CHE', tags: [] },
    { level: 'MAT', tags: [] },
  ),
  fc.record({ level: fc.constantFrom(...levels), tags: fc.subarray([...tags], { maxLength: 2 }) }),
)

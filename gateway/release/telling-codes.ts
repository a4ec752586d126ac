/**
 * Codes that tell something protected of somebody (illness, age: `tags` in the code lists): whatever the schema restricts in the object
 * where such a code stands may say the same in words, and is guarded as the code.
 */
import { codeTags, type Field, fields, labels, type TypeName } from '../../schemas/generated/fields.ts'
import { joinLabels, type LabelCore, rankOf } from '../policy/label.ts'

type Row = Readonly<Record<string, unknown>>

const restricted = rankOf('HAN_CHE')

const tagsOf = (value: unknown): readonly string[] => {
  const { system, code } = value as { readonly system: string; readonly code: string }
  return codeTags[system]?.[code] ?? []
}

/** Types in which such codes may stand, at any depth. */
const telling: ReadonlySet<TypeName> = new Set(
  (Object.keys(fields) as TypeName[]).filter(function tells(type: TypeName): boolean {
    return fields[type].some((field) => field.tells === true || ('of' in field && tells(field.of)))
  }),
)

interface Ways {
  /** What leads to such codes, or is one. */
  readonly onward: readonly Extract<Field, { readonly of: TypeName }>[]
  /** Names of what the schema restricts. */
  readonly restricted: readonly string[]
}

/** Most fields are neither: a document is not looked through for them. */
const ways = new Map<TypeName, Ways>(
  [...telling].map((type) => [
    type,
    {
      onward: fields[type].filter((field) => 'of' in field).filter(({ tells, of }) => tells || telling.has(of)),
      restricted: fields[type].flatMap(({ name, label }) => (rankOf(labels[label]!.level) >= restricted ? [name] : [])),
    },
  ]),
)

/** By place of a field, in `facet`, the labels that codes put there. */
export function toldByCodes(facet: object): ReadonlyMap<string, LabelCore> {
  const told = new Map<string, LabelCore>()
  const within = (type: TypeName, row: Row, place: string): void => {
    const tags = new Set<string>()
    const { onward, restricted } = ways.get(type)!
    for (const field of onward) {
      const found = row[field.name]
      if (found === undefined) continue
      const list = field.type === 'list-of-object'
      const each = list ? (found as readonly Row[]) : [found as Row]
      each.forEach((one, n) => {
        if (field.tells) for (const tag of tagsOf(one)) tags.add(tag)
        else within(field.of, one, `${place}/${field.name}${list ? `/${n}` : ''}`)
      })
    }
    if (tags.size === 0) return
    for (const name of restricted) told.set(`${place}/${name}`, joinLabels({ level: 'HAN_CHE', tags: [...tags] }))
  }
  within('Facet', facet as Row, '')
  return told
}

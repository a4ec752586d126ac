/** Emits the field table: what policy and release need to know of each field, in order. */
import { type DefaultLabel, head, type Item, literal, type Model, type Shape } from './model.ts'

function kindOf(shape: Shape): string {
  const isObject = (item: Item) => item.kind === 'object'
  if (shape.kind === 'list') return isObject(shape.item) ? 'list-of-object' : 'list-of-scalar'
  return isObject(shape) ? 'object' : 'scalar'
}

function objectIn(shape: Shape): string | undefined {
  const item = shape.kind === 'list' ? shape.item : shape
  return item.kind === 'object' ? item.of : undefined
}

const labelText = ({ level, tags }: DefaultLabel) =>
  `{ level: ${literal(level)}, tags: [${tags.map(literal).join(', ')}] }`

/** Text of generated/fields.ts: `levels`, `tags`, `labels`, `codeTags`, `fields`, `schemaVersion`. */
export function emitFields(model: Model): string {
  const { objects, lists, levels, tags, version } = model
  const labels = [...new Set(objects.flatMap(({ fields }) => fields.map(({ label }) => labelText(label))))].sort()
  const tagged = new Set<string | undefined>(
    lists.filter(({ codes }) => codes.some(({ tags }) => tags)).map(({ name }) => name),
  )
  const tables = objects.map(({ name, fields }) => {
    const rows = fields.map((field) => {
      const of = objectIn(field.shape)
      const members = [
        `name: ${literal(field.name)}`,
        `type: ${literal(kindOf(field.shape))}`,
        ...(of ? [`of: ${literal(of)}`] : []),
        `label: ${labels.indexOf(labelText(field.label))}`,
        `mask: ${literal(field.mask)}`,
        ...(field.id ? ['id: true'] : []),
        ...(field.assigned ? ['assigned: true'] : []),
        ...(field.ref ? [`ref: ${literal(field.ref)}`] : []),
        ...(tagged.has(field.codes) ? ['tells: true'] : []),
      ]
      return `    { ${members.join(', ')} },`
    })
    return `  ${name}: [\n${rows.join('\n')}\n  ],`
  })
  const telling = lists.flatMap(({ system, codes }) => {
    const rows = codes.flatMap(({ code, tags }) =>
      tags ? [`    ${literal(code)}: [${tags.map(literal).join(', ')}],`] : [],
    )
    return rows.length === 0 ? [] : [`  ${literal(system)}: {\n${rows.join('\n')}\n  },`]
  })
  const list = (items: readonly string[]) => items.map((item) => `  ${item},`).join('\n')
  return `${head('schemas/case/v1')}
import type { Level, Tag } from './types.ts'

/** Digest over the sources of the case schema and its code lists. */
export const schemaVersion = ${literal(version)}

/** In rising order; CHUA_XAC_DINH (undetermined) is above all. */
export const levels: readonly Level[] = [
${list(levels.map(literal))}
]

export const tags: readonly Tag[] = [
${list(tags.map(literal))}
]

/** The distinct default labels; \`Field.label\` is an index into them. */
export const labels: readonly { readonly level: Level; readonly tags: readonly Tag[] }[] = [
${list(labels)}
]

/** Tags of what a code tells of somebody, by the URN of its list. */
export const codeTags: Readonly<Record<string, Readonly<Record<string, readonly Tag[]>>>> = {
${telling.join('\n')}
}

export type TypeName =
${objects.map(({ name }) => `  | ${literal(name)}`).join('\n')}

interface FieldBase {
  readonly name: string
  readonly label: number
  /** How much a partial release shows; \`none\` shows nothing. */
  readonly mask: 'none' | 'initials' | 'year' | 'last3'
  readonly id?: true
  /** Given by the gateway, never by an adapter. */
  readonly assigned?: true
  /** The list of the facet whose elements' ids stand here. */
  readonly ref?: string
  /** Its code may be one of \`codeTags\`. */
  readonly tells?: true
}

export type Field =
  | (FieldBase & { readonly type: 'scalar' | 'list-of-scalar' })
  | (FieldBase & { readonly type: 'object' | 'list-of-object'; readonly of: TypeName })

/** The fields of each object type, in the order of the schema. */
export const fields: Readonly<Record<TypeName, readonly Field[]>> = {
${tables.join('\n')}
}
`
}

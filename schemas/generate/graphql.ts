/** Emits the GraphQL object types of the case schema (GraphQL spec, October 2021, §3.6). */
import { head, type Item, type Model, type Shape } from './model.ts'
import { inParagraphs, notesOn } from './words.ts'

const scalar = { string: 'String', boolean: 'Boolean', integer: 'Int', number: 'Float' } as const

function sdlItem(item: Item): string {
  if (item.kind === 'object') return item.of
  return item.kind === 'scalar' ? scalar[item.base] : 'String'
}

function sdlOf(shape: Shape, id: boolean): string {
  if (shape.kind === 'list') return `[${sdlItem(shape.item)}!]`
  return id ? `${sdlItem(shape)}!` : sdlItem(shape)
}

/**
 * Text of generated/graphql.ts. Every field is nullable but ids, for a withheld field is null. A description holds both
 * titles with the default label, then the same in words and where to look further, a paragraph of each language.
 */
export function emitGraphql({ objects, lists }: Model): string {
  const types = objects.map(({ name, title, fields }) => {
    const lines = fields.map((field) => {
      const { level, tags } = field.label
      const { vi, en } = inParagraphs(notesOn(field, lists))
      const described = `${field.title.vi} · ${field.title.en} [${[level, ...tags].join(' ')}]\n${vi}\n${en}`
      return `  ${JSON.stringify(described)}\n  ${field.name}: ${sdlOf(field.shape, field.id)}`
    })
    const described = `${title.vi} · ${title.en}\nTham chiếu · Reference: reference.html#${name}`
    return `${JSON.stringify(described)}\ntype ${name} {\n${lines.join('\n')}\n}\n`
  })
  const sdl = types.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return `${head('schemas/case/v1')}
/** Object types only: Query and meta are written where the surface is. */
export const typeDefs = \`
${sdl}\`
`
}

/** Emits the GraphQL object types of the case schema (GraphQL spec, October 2021, §3.6). */
import { head, type Item, type Model, type Shape } from './model.ts'

const scalar = { string: 'String', boolean: 'Boolean', integer: 'Int', number: 'Float' } as const

function sdlItem(item: Item): string {
  if (item.kind === 'object') return item.of
  return item.kind === 'scalar' ? scalar[item.base] : 'String'
}

function sdlOf(shape: Shape, id: boolean): string {
  if (shape.kind === 'list') return `[${sdlItem(shape.item)}!]`
  return id ? `${sdlItem(shape)}!` : sdlItem(shape)
}

/** Text of generated/graphql.ts. Every field is nullable but ids, for a withheld field is null. */
export function emitGraphql({ objects }: Model): string {
  const types = objects.map(({ name, title, fields }) => {
    const lines = fields.map(({ name: field, title: { vi, en }, label, shape, id }) => {
      const described = `${vi} · ${en} [${[label.level, ...label.tags].join(' ')}]`
      return `  ${JSON.stringify(described)}\n  ${field}: ${sdlOf(shape, id)}`
    })
    return `${JSON.stringify(`${title.vi} · ${title.en}`)}\ntype ${name} {\n${lines.join('\n')}\n}\n`
  })
  const sdl = types.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return `${head('schemas/case/v1')}
/** Object types only: Query and meta are written where the surface is. */
export const typeDefs = \`
${sdl}\`
`
}

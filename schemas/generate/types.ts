/** Emits the TypeScript types of the case schema. */
import { head, type Item, literal, type Model, type Shape } from './model.ts'

const primitive = { string: 'string', boolean: 'boolean', integer: 'number', number: 'number' } as const

function tsOf(shape: Shape): string {
  return shape.kind === 'list' ? `readonly ${itemIn(shape.item)}[]` : tsItem(shape)
}

function tsItem(item: Item): string {
  if (item.kind === 'scalar') return primitive[item.base]
  if (item.kind === 'enum') return item.values.map(literal).join(' | ')
  return item.of
}

function itemIn(item: Item): string {
  return item.kind === 'enum' ? `(${tsItem(item)})` : tsItem(item)
}

/** Text of generated/types.ts: one readonly interface per object type; a field is optional unless required. */
export function emitTypes({ objects, scalars, levels, tags }: Model): string {
  const out = [head('schemas/case/v1')]
  out.push(`/** Levels of a label, in rising order; the last one is undetermined, which is not a secrecy level. */`)
  out.push(`export type Level =\n  | ${levels.map(literal).join('\n  | ')}\n`)
  out.push(`/** Handling tags of a label. */`)
  out.push(`export type Tag =\n  | ${tags.map(literal).join('\n  | ')}\n`)
  for (const { name, title } of scalars) {
    out.push(`/** ${title.vi} · ${title.en} */\nexport type ${name} = string\n`)
  }
  for (const { name, title, fields } of objects) {
    out.push(`/** ${title.vi} · ${title.en} */\nexport interface ${name} {`)
    for (const field of fields) {
      out.push(`  /** ${field.title.vi} · ${field.title.en} */`)
      out.push(`  readonly ${field.name}${field.required ? '' : '?'}: ${aliased(tsOf(field.shape), levels, tags)}`)
    }
    out.push('}\n')
  }
  return out.join('\n')
}

/** The two enumerations that everything reasons about keep their names where they are used. */
function aliased(text: string, levels: readonly string[], tags: readonly string[]): string {
  return text.replace(levels.map(literal).join(' | '), 'Level').replace(`(${tags.map(literal).join(' | ')})`, 'Tag')
}

/** A skeleton of one dossier, made from the schema alone: every field once, with what a value looks like. */
import type { FieldModel, Item, JsonSchema, Model } from './model.ts'
import { sourceOf } from './model.ts'

/** Values for fields with a pattern: the first that fits. None of them is anybody's. */
const samples = [
  'hs-aaaaaaaaaaaaaaaaaaaaaaaaaa',
  '2026-03-02T08:00:00+07:00',
  '2026-03',
  '+84000000000',
  '000000000000',
  'VNM',
  `hmac-sha256:${'A'.repeat(43)}`,
  `sha256:${'0'.repeat(64)}`,
]

function text(node: JsonSchema): string {
  if (node.format === 'date-time') return '2026-03-02T08:00:00+07:00'
  if (node.format === 'date') return '2026-03-02'
  if (typeof node.pattern === 'string') {
    const pattern = new RegExp(node.pattern, 'u')
    return samples.find((sample) => pattern.test(sample)) ?? '…'
  }
  return '…'
}

function sampleOf(item: Item, node: JsonSchema, field: FieldModel, model: Model, above: readonly string[]): unknown {
  if (item.kind === 'enum') return item.values[0]
  if (item.kind === 'named') return text(sourceOf(model, item.of))
  if (item.kind === 'object') return item.of === 'Coded' ? coded(field, model) : objectOf(item.of, model, above)
  if (item.base === 'boolean') return false
  return item.base === 'string' ? text(node) : ((node.minimum as number | undefined) ?? 0)
}

/** The first code of the field's list that is valid without end. */
function coded({ codes }: FieldModel, { lists }: Model): unknown {
  const list = lists.find(({ name }) => name === codes)
  const entry = list?.codes.find(({ validTo }) => validTo === null) ?? list?.codes[0]
  return { system: list?.system, code: entry?.code, version: list?.version }
}

function objectOf(name: string, model: Model, above: readonly string[]): unknown {
  const { fields } = model.objects.find((object) => object.name === name)!
  const nodes = sourceOf(model, name).properties as Record<string, JsonSchema>
  const entries = fields.map((field): [string, unknown] => {
    const { shape } = field
    const node = nodes[field.name]!
    const item = shape.kind === 'list' ? shape.item : shape
    // A type within itself ends here.
    if (item.kind === 'object' && above.includes(item.of)) return [field.name, shape.kind === 'list' ? [] : undefined]
    const inner = shape.kind === 'list' ? (node.items as JsonSchema) : node
    const value = sampleOf(item, inner, field, model, [...above, name])
    return [field.name, shape.kind === 'list' ? [value] : value]
  })
  return Object.fromEntries(entries)
}

/** A value of the object type `name` with every field, each list with one element. Not a real record: texts are `…`. */
export function skeleton(model: Model, name: string): unknown {
  return objectOf(name, model, [])
}

const line_characters_max = 110

/** JSON indented by two spaces; an object or list of scalars that fits a line stands on one. */
export function compact(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const parts = members.map(([key, member]) => `${isList ? '' : `${JSON.stringify(key)}: `}${compact(member, inner)}`)
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`
  const isFlat = members.every(([, member]) => typeof member !== 'object')
  if (isFlat && indent.length + line.length <= line_characters_max) return line
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`
}

/** The schemas as data for violations.ts: what the validators were made from, without what only the generator needs. */
import { formats } from '../validation/formats.ts'
import { keywords, type Rule, type Rules } from '../validation/rule.ts'
import type { JsonSchema } from './model.ts'

/** What the id of every schema begins with. */
export const base = 'https://lienthong.vn/schemas/'

/** Notes for readers, as is whatever begins with `x-`; they decide nothing. */
const notes: ReadonlySet<string> = new Set(['$schema', '$id', '$comment', '$defs', 'contentEncoding', 'default'])

function refuse(file: string, why: string): never {
  throw new Error(`${file}: ${why}`)
}

/**
 * The rules that the schemas `roots` (ids without `base`) reach, by id without `base`. Throws an Error naming the file
 * for a keyword, a format or a reference that violations.ts does not know, an array without maxItems, and a schema that
 * holds itself: the walk must end.
 */
export function rulesOf(schemas: readonly JsonSchema[], roots: readonly string[]): Rules {
  const byId = new Map<string, JsonSchema>()
  for (const schema of schemas) {
    const id = (schema.$id as string).slice(base.length)
    byId.set(id, schema)
    for (const [name, part] of Object.entries((schema.$defs ?? {}) as Record<string, JsonSchema>))
      byId.set(`${id}#/$defs/${name}`, part)
  }
  const rules: Record<string, Rule> = {}
  const visit = (id: string, within: readonly string[]): void => {
    if (within.includes(id)) refuse(id, 'a schema that holds itself has no end')
    const schema = byId.get(id) ?? refuse(within.at(-1) ?? '', `no schema ${id}`)
    const refs = new Set<string>()
    rules[id] = ruleOf(schema, id, refs)
    for (const ref of refs) visit(ref, [...within, id])
  }
  for (const root of roots) visit(root, [])
  return rules
}

/** Fills `refs` with the ids that `schema` of `id` refers to. */
function ruleOf(schema: JsonSchema, id: string, refs: Set<string>): Rule {
  const inner = (node: unknown): unknown => (typeof node === 'boolean' ? node : ruleOf(node as JsonSchema, id, refs))
  if (schema.type === 'array' && schema.maxItems === undefined) refuse(id, 'an array needs maxItems')
  if (schema.format !== undefined && !Object.hasOwn(formats, schema.format as string))
    refuse(id, `unknown format ${schema.format}`)
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (notes.has(keyword) || keyword.startsWith('x-')) return []
    if (!keywords.has(keyword as keyof Rule)) refuse(id, `no violation could be told of the keyword ${keyword}`)
    switch (keyword) {
      case '$ref': {
        const ref = new URL(value as string, `${base}${id}`).href.slice(base.length)
        refs.add(ref)
        return [[keyword, ref]]
      }
      case 'properties':
        return [[keyword, Object.fromEntries(Object.entries(value as object).map(([name, of]) => [name, inner(of)]))]]
      case 'anyOf':
        return [[keyword, (value as unknown[]).map(inner)]]
      case 'items':
      case 'if':
      case 'then':
      case 'else':
        return [[keyword, inner(value)]]
      default:
        return [[keyword, value]]
    }
  })
  return Object.fromEntries(entries)
}

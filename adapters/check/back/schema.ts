/** What the shared schema says of a place in a translation: which other values it may have, and what a value there is. */
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const root = join(import.meta.dirname, '../../../schemas')

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly maxItems?: number
  readonly enum?: readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly 'x-id'?: true
  readonly 'x-ref'?: string
}

interface Located {
  /** Below `schemas`. */
  readonly file: string
  readonly schema: Schema
}

type Form =
  | { readonly is: 'coded' | 'flag' | 'number' | 'id' | 'object' }
  | { readonly is: 'list'; readonly itemsMax: number }
  /** The id of an entity in a list of the facet. */
  | { readonly is: 'reference'; readonly list: string }
  | { readonly is: 'choice'; readonly values: readonly string[] }
  | { readonly is: 'text'; readonly lengthMax: number; readonly pattern: boolean }
  /** RFC 3339; `partial` may be a year or a month, `instant` may have a time of day. */
  | { readonly is: 'date'; readonly partial: boolean; readonly instant: boolean }

/** `optional`: the object that it is in may be without it. */
export type Shape = Form & { readonly optional: boolean }

const files = new Map<string, Schema>()

function schemaIn(file: string): Schema {
  const known = files.get(file) ?? (JSON.parse(readFileSync(join(root, file), 'utf8')) as Schema)
  files.set(file, known)
  return known
}

/** Follows a reference; what stands beside it holds as well. */
function resolved({ file, schema }: Located): Located {
  if (schema.$ref === undefined) return { file, schema }
  const of = posix.join(posix.dirname(file), schema.$ref)
  return { file: of, schema: { ...schemaIn(of), ...schema } }
}

function formOf({ file, schema }: Located): Form {
  const { type, format = '', maxLength = 4000 } = schema
  if (file.endsWith('/coded.json')) return { is: 'coded' }
  if (schema['x-id']) return { is: 'id' }
  if (schema['x-ref'] !== undefined && type !== 'array') return { is: 'reference', list: schema['x-ref'] }
  if (schema.enum !== undefined) return { is: 'choice', values: schema.enum }
  if (type === 'array') return { is: 'list', itemsMax: schema.maxItems ?? 1 }
  if (type === 'boolean') return { is: 'flag' }
  if (type === 'integer' || type === 'number') return { is: 'number' }
  if (/date|time/.test(format))
    return { is: 'date', partial: format.startsWith('partial'), instant: format.endsWith('time') }
  if (type === 'string') return { is: 'text', lengthMax: maxLength, pattern: schema.pattern !== undefined }
  return { is: 'object' }
}

const shapes = new Map<string, Shape | undefined>()

/** The shape of a generalised place of a translation (`/facet/participants/*` …); undefined when the schema has none. */
export function shapeAt(path: string): Shape | undefined {
  if (!shapes.has(path)) shapes.set(path, shapeOf(path))
  return shapes.get(path)
}

function shapeOf(path: string): Shape | undefined {
  let at: Located = { file: 'translation.json', schema: schemaIn('translation.json') }
  let optional = false
  for (const step of path.split('/').slice(1)) {
    const { file, schema } = at
    const inner: Schema | undefined = step === '*' ? schema.items : schema.properties?.[step]
    if (inner === undefined) return undefined
    optional = step === '*' || !schema.required?.includes(step)
    const reference = step === '*' ? schema['x-ref'] : undefined
    at = resolved({ file, schema: reference === undefined ? inner : { ...inner, 'x-ref': reference } })
  }
  return { ...formOf(at), optional }
}

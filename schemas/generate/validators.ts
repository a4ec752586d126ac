/** The schemas in the form that validators are made from, and the validators of what agencies' systems give. */
import type { CodeList, JsonSchema, Model } from './model.ts'
import { base } from './rules.ts'
import { type Emitted, emitModule } from './standalone.ts'

const validators = {
  validateTranslation: 'translation.json',
  validateNativeFacet: 'case/v1/facet.json',
  validateIndexPage: 'index-page.json',
  validateManifest: 'manifest.json',
} as const

const codedId = (list: string) => `${base}case/v1/coded.${list}.json`

/**
 * Applies x-codes, drops what the gateway assigns, and strips our own keywords, which Ajv's strict mode would refuse. A
 * format says more than the pattern beside it, which is for readers who do not know the format.
 */
export function nativeForm(node: unknown, lists: ReadonlyMap<string, CodeList>): unknown {
  if (Array.isArray(node)) return node.map((item) => nativeForm(item, lists))
  if (typeof node !== 'object' || node === null) return node
  const schema = withCodes(node as JsonSchema, lists)
  const assigned = new Set(
    Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
      .filter(([, property]) => property['x-assigned'] !== undefined)
      .map(([name]) => name),
  )
  const out: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-') || (keyword === 'pattern' && schema.format !== undefined)) continue
    if (keyword === 'properties') {
      const kept = Object.entries(value as object).filter(([name]) => !assigned.has(name))
      out.properties = Object.fromEntries(kept.map(([name, property]) => [name, nativeForm(property, lists)]))
    } else if (keyword === 'required') {
      out.required = (value as string[]).filter((name) => !assigned.has(name))
    } else out[keyword] = nativeForm(value, lists)
  }
  return out
}

function withCodes(schema: JsonSchema, lists: ReadonlyMap<string, CodeList>): JsonSchema {
  if (schema['x-codes'] === undefined) return schema
  const list = lists.get(schema['x-codes'] as string)
  if (!list) throw new Error(`x-codes: unknown code list ${JSON.stringify(schema['x-codes'])}`)
  if (schema.type === 'array') return { ...schema, items: { ...(schema.items as object), 'x-codes': list.name } }
  if (schema.$ref !== undefined) return { ...schema, $ref: codedId(list.name) }
  return { ...schema, enum: list.codes.map(({ code }) => code), codes: list.name }
}

/** coded.json narrowed to one list: its own system, and one of its codes. */
function codedBy(coded: JsonSchema, list: CodeList): JsonSchema {
  const properties = coded.properties as Record<string, JsonSchema>
  return {
    ...coded,
    $id: codedId(list.name),
    properties: {
      ...properties,
      system: { type: 'string', const: list.system },
      code: { type: 'string', enum: list.codes.map(({ code }) => code), codes: list.name },
    },
  }
}

/** Text of generated/validators.js and validators.d.ts. Throws as emitModule. */
export function emitValidators(model: Model): Emitted {
  const lists = new Map(model.lists.map((list) => [list.name, list]))
  const coded = model.sources['coded.json'] as JsonSchema
  const schemas = [
    ...Object.values(model.sources),
    ...Object.values(model.documents),
    ...model.lists.map((list) => codedBy(coded, list)),
  ].map((schema) => nativeForm(schema, lists) as JsonSchema)
  return emitModule({
    ...{ from: 'schemas/case/v1, schemas/codes and the documents in schemas', schemas, validators },
    notes: {
      validateTranslation: 'A Translation (adapters/sdk/adapter.ts): its facet without what the gateway assigns.',
      validateNativeFacet: 'A Facet without what the gateway assigns.',
    },
  })
}

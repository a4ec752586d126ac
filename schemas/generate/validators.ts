/** Emits the validators as standalone code, so that nothing is compiled at run time (JSON Schema 2020-12). */

import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import ajvFormats from 'ajv-formats'
import { type CodeList, head, type JsonSchema, type Model } from './model.ts'

const base = 'https://lienthong.vn/schemas/'

/** Exported name -> schema that it applies. */
const validators = {
  validateTranslation: `${base}translation.json`,
  validateNativeFacet: `${base}case/v1/facet.json`,
  validateIndexPage: `${base}index-page.json`,
  validateManifest: `${base}manifest.json`,
} as const

const codedId = (list: string) => `${base}case/v1/coded.${list}.json`

/** Applies x-codes, drops what the gateway assigns, and strips our own keywords, which Ajv's strict mode would refuse. */
function nativeForm(node: unknown, lists: ReadonlyMap<string, CodeList>): unknown {
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
    if (keyword.startsWith('x-')) continue
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
  return { ...schema, enum: list.codes.map(({ code }) => code) }
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
      code: { type: 'string', enum: list.codes.map(({ code }) => code) },
    },
  }
}

/** Text of generated/validators.js and validators.d.ts. Throws when a schema does not pass Ajv's strict mode. */
export function emitValidators(model: Model): { js: string; dts: string } {
  const lists = new Map(model.lists.map((list) => [list.name, list]))
  const coded = model.sources['coded.json'] as JsonSchema
  const schemas = [
    ...Object.values(model.sources),
    ...Object.values(model.documents),
    ...model.lists.map((list) => codedBy(coded, list)),
  ].map((schema) => nativeForm(schema, lists) as JsonSchema)
  const ajv = new Ajv2020({ schemas: [...schemas], strict: true, allErrors: false, code: { source: true, esm: true } })
  ajvFormats.default(ajv, ['date', 'date-time'])
  const raw = Object.fromEntries(Object.entries(validators).map(([name, id]) => [`${name}Raw`, id]))
  const { imports, body } = esm(standalone.default(ajv, raw).replaceAll('export const ', 'const '))
  const names = Object.keys(validators)
  const js = `${head('schemas/case/v1, schemas/codes and the documents in schemas')}${imports}
${body}

function violationsOf(validate, value) {
  if (validate(value)) return []
  return validate.errors.map(({ instancePath, keyword, message }) => ({ pointer: instancePath, keyword, expected: message }))
}
${names.map((name) => `export const ${name} = (value) => violationsOf(${name}Raw, value)`).join('\n')}
`
  const dts = `${head('schemas/generate/validators.ts')}
/** Where a value breaks its schema. It never carries the value. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the value. */
  readonly pointer: string
  readonly keyword: string
  /** In words of the schema. */
  readonly expected: string
}

/** The violations of \`value\`, empty when it conforms; stops at the first broken rule. Never throws. */
type Validate = (value: unknown) => readonly Violation[]

/** A Translation (adapters/sdk/adapter.ts): its facet without what the gateway assigns. */
export declare const validateTranslation: Validate
/** A Facet without what the gateway assigns. */
export declare const validateNativeFacet: Validate
export declare const validateIndexPage: Validate
export declare const validateManifest: Validate
`
  return { js, dts }
}

/** Ajv emits \`require\` for its run-time helpers even in ESM code: hoist them to imports. */
function esm(code: string): { imports: string; body: string } {
  const modules: string[] = []
  const body = code.replaceAll(/require\("([^"]+)"\)/g, (_, name: string) => {
    const file = name.endsWith('.js') ? name : `${name}.js`
    if (!modules.includes(file)) modules.push(file)
    return `helper${modules.indexOf(file)}`
  })
  return { imports: modules.map((name, i) => `import helper${i} from '${name}'\n`).join(''), body: lines(body) }
}

/** One function or constant a line, so that a change shows in review. */
function lines(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/(?<=[;}])(?=(?:const (?:schema|func|pattern|formats)\d|function validate\d))/g, '\n')
    .trim()
}

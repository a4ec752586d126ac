/** Emits the validators as standalone code, so that nothing is compiled at run time (JSON Schema 2020-12). */

import { _, Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { formats, isLonger, isShorter } from '../validation/formats.ts'
import { type CodeList, head, type JsonSchema, type Model } from './model.ts'
import { rulesOf } from './rules.ts'

const base = 'https://lienthong.vn/schemas/'

/** Exported name -> schema that it applies. */
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

/** Text of generated/validators.js and validators.d.ts. Throws when a schema does not pass Ajv's strict mode. */
export function emitValidators(model: Model): { js: string; dts: string } {
  const lists = new Map(model.lists.map((list) => [list.name, list]))
  const coded = model.sources['coded.json'] as JsonSchema
  const schemas = [
    ...Object.values(model.sources),
    ...Object.values(model.documents),
    ...model.lists.map((list) => codedBy(coded, list)),
  ].map((schema) => nativeForm(schema, lists) as JsonSchema)
  const rules = rulesOf(schemas, Object.values(validators), base)
  const ids = Object.fromEntries(Object.entries(validators).map(([name, file]) => [`${name}Raw`, `${base}${file}`]))
  const { imports, body } = esm(standalone.default(compilerOf(schemas), ids).replaceAll('export const ', 'const '))
  const js = `${head('schemas/case/v1, schemas/codes and the documents in schemas')}
import { explained } from '../validation/violations.ts'
${imports}
${body}

/** For those that say no: every rule, by file. */
const rules = {
${Object.entries(rules)
  .map(([file, rule]) => `${JSON.stringify(file)}: ${JSON.stringify(rule)},`)
  .join('\n')}
}

const none = Object.freeze([])
${Object.entries(validators)
  .map(
    ([name, file]) =>
      `export const ${name} = (value) => (${name}Raw(value) ? none : explained(rules, '${file}', value))`,
  )
  .join('\n')}
`
  const dts = `${head('schemas/generate/validators.ts')}
import type { Violation } from '../validation/violations.ts'

export type { Violation }

/**
 * The violations of \`value\`, empty when it conforms; at most \`violations_max\` (schemas/validation/violations.ts),
 * the last row then saying \`truncated\`. Bounded in time and memory by the schema, whatever the size of \`value\`, but
 * for enumerating the members of an object and reading a text. Throws only what reading \`value\` throws (a getter).
 */
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

/**
 * Ajv as far as it decides: yes or no at the first broken rule, without texts (violations.ts has them). Lengths and
 * dates are our own functions: Ajv's count every character of every text.
 */
function compilerOf(schemas: readonly JsonSchema[]): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: false,
    messages: false,
    formats,
    code: { source: true, esm: true, formats: _`require("../validation/formats.ts").formats` },
  })
  ajv.addVocabulary(['codes'])
  for (const [keyword, ref, code] of [
    ['maxLength', isLonger, _`require("../validation/formats.ts").isLonger`],
    ['minLength', isShorter, _`require("../validation/formats.ts").isShorter`],
  ] as const) {
    ajv.removeKeyword(keyword)
    ajv.addKeyword({
      keyword,
      type: 'string',
      schemaType: 'number',
      before: 'pattern',
      code: (cxt) => cxt.fail(_`${cxt.gen.scopeValue('func', { ref, code })}(${cxt.data}, ${cxt.schema})`),
    })
  }
  for (const schema of schemas) ajv.addSchema(schema)
  return ajv
}

/** Ajv emits \`require\` for its run-time helpers even in ESM code: hoist them to imports. */
function esm(code: string): { imports: string; body: string } {
  const modules: string[] = []
  const body = code.replaceAll(/require\("([^"]+)"\)/g, (_, name: string) => {
    const file = /\.(?:js|ts)$/.test(name) ? name : `${name}.js`
    if (!modules.includes(file)) modules.push(file)
    return `helper${modules.indexOf(file)}`
  })
  return {
    imports: modules
      .map((name, i) => `import ${name.startsWith('.') ? '* as ' : ''}helper${i} from '${name}'\n`)
      .join(''),
    body: lines(body),
  }
}

/** One function or constant a line, so that a change shows in review. */
function lines(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/(?<=[;}])(?=(?:const (?:schema|func|pattern|formats)\d|function validate\d))/g, '\n')
    .trim()
}

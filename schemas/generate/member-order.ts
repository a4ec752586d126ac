/**
 * Emits functions that give what conforms to a schema with its members in the order of RFC 8785 §3.2.3. Object literals, which the engine makes from
 * one piece: to sort members by their names, which it would have to look up one by one, takes three times as long.
 */
import { head, type JsonSchema } from './model.ts'
import type { Emitted } from './standalone.ts'

const applicators = [
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'prefixItems',
  'patternProperties',
  'additionalProperties',
]

/**
 * Text of a module with the function `memberOrder`: for each name of `schemas` the order of what conforms to that schema. Throws an Error for a
 * schema that does not say which members there are but for maps, and for a member whose place in an object is not that in which it is written.
 */
export function emitMemberOrder(from: string, schemas: Readonly<Record<string, JsonSchema>>): Emitted {
  const names = Object.keys(schemas)
  const js = `${head(from)}
export const memberOrder = (open) => ({
${names.map((name) => `  ${name}: ${orderOf(schemas[name]!, `  `) ?? '(v) => v'},\n`).join('')}})
`
  const dts = `${head('schemas/generate/member-order.ts')}
/**
 * Gives \`value\`, which conforms, with the members of every object in order; a member that it does not have is undefined. \`open\` does the same of
 * an object whose members the schema does not name.
 */
type Order = (value: object) => object

export declare const memberOrder: (open: (value: unknown) => unknown) => Readonly<Record<${names.map((name) => `'${name}'`).join(' | ')}, Order>>
`
  return { js, dts }
}

/** The function that orders what conforms to `schema`; undefined when it has no members. */
function orderOf(schema: JsonSchema, indent: string): string | undefined {
  const { additionalProperties, ...rest } = schema
  const unclear = applicators.find((keyword) => keyword in rest)
  if (unclear !== undefined) throw new Error(`the members of what conforms are not plain: ${unclear}`)
  if (schema.type === 'array') {
    const each = orderOf((schema.items ?? {}) as JsonSchema, indent)
    return each && `(v) => v.map(${each})`
  }
  if (schema.type !== 'object') return undefined
  if (schema.properties === undefined) return 'open'
  if (additionalProperties !== false) throw new Error('an object of named members may have others')
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>
  const members = Object.keys(properties)
    .sort()
    .map((name) => `${indent}  ${member(name, properties[name]!, `${indent}  `)},\n`)
  return `(v) => ({\n${members.join('')}${indent}})`
}

function member(name: string, schema: JsonSchema, indent: string): string {
  if (!/^[a-z][a-z_]*$/.test(name)) throw new Error(`a member named ${name}`)
  const order = orderOf(schema, indent)
  return `${name}: ${order === undefined ? `v.${name}` : `v.${name} && (${order})(v.${name})`}`
}

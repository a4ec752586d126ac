/**
 * Every place where a value breaks its schema. The generated validators decide, fast, whether there is one; this
 * explains. What the schema does not know is not walked into, an array is looked at as far as its schema allows it to
 * go, and the walk ends at a bound: a hostile value costs no more than a large good one.
 */
import { isDeepStrictEqual } from 'node:util'
import { isLonger, isShorter } from './formats.ts'
import { formatOf, type Rule, type RuleSchema, type Rules } from './rule.ts'
import { type Text, words } from './texts.ts'

/** Where a value breaks its schema, and what was expected there: words of the schema, never of the value. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the value, of names that the schema has and of indices. */
  readonly pointer: string
  /**
   * The keyword that is broken; `truncated` in a last row that says that there are more; `schema` when no more is
   * known.
   */
  readonly keyword: string
  readonly expected: Text
  /** Where the schema says so: file and JSON Pointer, as in `case/v1/report.json#/properties/kind`. */
  readonly rule: string
}

/** Rows told of one value, the last of them that there are more. */
export const violations_max = 100

/** The violations of a `value` that a validator has refused: those of violationsOf, and never none. */
export function explained(rules: Rules, root: string, value: unknown): readonly Violation[] {
  const found = violationsOf(rules, root, value)
  return found.length > 0 ? found : [{ pointer: '', keyword: 'schema', expected: words.schema, rule: fragment(root) }]
}

interface Walk {
  readonly rules: Rules
  readonly found: Violation[]
  readonly max: number
}

/**
 * The violations of `value` under the schema `root` of `rules`, in the order of the schema; at most `max` rows. Empty
 * when none is found. Throws only what reading `value` throws (a getter).
 */
export function violationsOf(rules: Rules, root: string, value: unknown, max = violations_max): readonly Violation[] {
  const found: Violation[] = []
  walk({ rules, found, max: max + 1 }, { $ref: root }, '', value, '')
  if (found.length <= max) return found
  return [
    ...found.slice(0, max - 1),
    { pointer: '', keyword: 'truncated', expected: words.truncated(max), rule: fragment(root) },
  ]
}

function walk(walking: Walk, schema: RuleSchema, rule: string, value: unknown, pointer: string): void {
  if (schema === true || walking.found.length >= walking.max) return
  const report: Report = (keyword, expected) => {
    if (walking.found.length < walking.max)
      walking.found.push({ pointer, keyword, expected, rule: `${rule}/${keyword}` })
  }
  if (schema === false) {
    report('not', words.nothing)
    return
  }
  const { $ref, type } = schema
  if ($ref !== undefined) walk(walking, walking.rules[$ref] ?? false, fragment($ref), value, pointer)
  if (type !== undefined && !isOfType(type, value)) {
    report('type', words.type(type))
    return
  }
  if (schema.const !== undefined && value !== schema.const) report('const', words.const(schema.const))
  if (schema.enum?.some((one) => isDeepStrictEqual(one, value)) === false)
    report('enum', words.enum(schema.enum, schema.codes))
  if (typeof value === 'string') checkText(schema, value, report)
  if (typeof value === 'number') checkNumber(schema, value, report)
  if (Array.isArray(value)) walkItems(walking, schema, rule, value, pointer, report)
  else if (typeof value === 'object' && value !== null) walkMembers(walking, schema, rule, value, pointer, report)
  if (schema.anyOf?.every((branch) => !conforms(walking.rules, branch, value)) === true) report('anyOf', words.anyOf)
  if (schema.if !== undefined) {
    const next = conforms(walking.rules, schema.if, value) ? 'then' : 'else'
    walk(walking, schema[next] ?? true, `${rule}/${next}`, value, pointer)
  }
}

/** Of a key of the Rules: the place that JSON Pointers go on from. */
const fragment = (key: string): string => (key.includes('#') ? key : `${key}#`)

type Report = (keyword: string, expected: Text) => void

function isOfType(type: NonNullable<Rule['type']>, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

function checkText(schema: Rule, value: string, report: Report): void {
  const { maxLength, minLength, pattern } = schema
  if (maxLength !== undefined && isLonger(value, maxLength)) {
    // It is not read any further.
    report('maxLength', words.maxLength(maxLength))
    return
  }
  if (minLength !== undefined && isShorter(value, minLength)) report('minLength', words.minLength(minLength))
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) report('pattern', words.pattern(pattern))
  const format = formatOf(schema)
  if (format !== undefined && !format.test(value)) report('format', words.format(format.name))
}

function checkNumber({ minimum, maximum }: Rule, value: number, report: Report): void {
  if (minimum !== undefined && value < minimum) report('minimum', words.minimum(minimum))
  if (maximum !== undefined && value > maximum) report('maximum', words.maximum(maximum))
}

function walkItems(
  walking: Walk,
  { items, maxItems = Number.POSITIVE_INFINITY, minItems, uniqueItems }: Rule,
  rule: string,
  value: readonly unknown[],
  pointer: string,
  report: Report,
): void {
  if (value.length > maxItems) report('maxItems', words.maxItems(maxItems))
  if (minItems !== undefined && value.length < minItems) report('minItems', words.minItems(minItems))
  const seen = value.slice(0, maxItems)
  if (uniqueItems === true && new Set(seen).size < seen.length) report('uniqueItems', words.uniqueItems)
  if (items === undefined) return
  for (let i = 0; i < seen.length && walking.found.length < walking.max; i++)
    walk(walking, items, `${rule}/items`, seen[i], `${pointer}/${i}`)
}

function walkMembers(
  walking: Walk,
  { properties = {}, required = [], additionalProperties }: Rule,
  rule: string,
  value: object,
  pointer: string,
  report: Report,
): void {
  const members = value as Readonly<Record<string, unknown>>
  for (const name of required) if (members[name] === undefined) report('required', words.required(name))
  if (additionalProperties === false && hasOther(value, properties))
    report('additionalProperties', words.additionalProperties(Object.keys(properties)))
  for (const [name, schema] of Object.entries(properties))
    if (members[name] !== undefined)
      walk(walking, schema, `${rule}/properties/${name}`, members[name], `${pointer}/${name}`)
}

function hasOther(value: object, known: object): boolean {
  for (const name in value) if (!Object.hasOwn(known, name)) return true
  return false
}

function conforms(rules: Rules, schema: RuleSchema, value: unknown): boolean {
  const found: Violation[] = []
  walk({ rules, found, max: 1 }, schema, '', value, '')
  return found.length === 0
}

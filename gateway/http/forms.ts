/**
 * What a value that comes in a request looks like: one declaration, by which the value is read and of which the API description tells
 * (gateway/http/contract/). Whatever a form reads its schema admits.
 */
import { parameterInvalid } from '../errors/problem.ts'

/** JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown }

export interface Form<T> {
  readonly schema: JsonSchema
  /** The value, checked. Throws GatewayError `parameter-invalid` that names `name`, or the member of an object that is wrong. */
  read(value: unknown, name?: string): T
}

/** A form of texts, which may stand in a path or a query too. */
export interface TextForm<T extends string = string> extends Form<T> {
  fits(text: string): boolean
}

type ReadOf<F> = F extends Form<infer T> ? T : never
type Forms = Readonly<Record<string, Form<unknown>>>
type Read<F extends Forms> = { readonly [Name in keyof F]: ReadOf<F[Name]> }
type ReadSome<F extends Forms> = { readonly [Name in keyof F]?: ReadOf<F[Name]> }

/** Texts of which `fits` holds; `schema` is what of it a schema can say. */
export const textForm = (schema: JsonSchema, fits: (text: string) => boolean): TextForm => ({
  schema: { type: 'string', ...schema },
  fits,
  read(value, name) {
    if (typeof value !== 'string' || !fits(value)) throw parameterInvalid(name)
    return value
  },
})

/** Texts that are a `pattern` as a whole, of so many UTF-16 units at most. */
export function matching(pattern: string, chars_max?: number): TextForm {
  const whole = `^(?:${pattern})$`
  const form = new RegExp(whole, 'u')
  return textForm(
    { pattern: whole, ...(chars_max !== undefined && { maxLength: chars_max }) },
    (text) => (chars_max === undefined || text.length <= chars_max) && form.test(text),
  )
}

/** A text of one line or more that says something. */
export const said = (chars_max: number): TextForm => matching('(?=[\\s\\S]*\\S)(?:[^\\p{Cc}\\p{Cs}]|\\n)*', chars_max)

/** A calendar date of this millennium or the last. */
export const date: TextForm = textForm({ format: 'date', pattern: '^[12]' }, (text) => {
  const day = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? new Date(text) : undefined
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
})

/** A word that stands there or not. */
export const flag: TextForm = textForm({ const: 'true' }, (text) => text === 'true')

export function oneOf<Code extends string>(codes: readonly Code[]): TextForm<Code> {
  const known: ReadonlySet<string> = new Set(codes)
  return textForm({ enum: codes }, (text) => known.has(text)) as TextForm<Code>
}

/** How many a page is to have: a number, or the digits of one in a query. */
export const count = (max: number, byDefault: number): Form<number> => ({
  schema: { type: 'integer', minimum: 1, maximum: max, default: byDefault },
  read(value, name) {
    const number = typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : value
    if (!Number.isInteger(number) || (number as number) < 1 || (number as number) > max) throw parameterInvalid(name)
    return number as number
  },
})

/** A list of different values. */
export const distinct = <T extends string>(form: Form<T>, max: number): Form<readonly T[]> => ({
  schema: { type: 'array', items: form.schema, maxItems: max, uniqueItems: true },
  read(value, name) {
    if (!Array.isArray(value) || value.length > max) throw parameterInvalid(name)
    const items = value.map((one) => form.read(one, name))
    if (new Set(items).size < items.length) throw parameterInvalid(name)
    return items
  },
})

/** Two different values. */
export function pair<T extends string>(form: Form<T>): Form<readonly [T, T]> {
  const both = distinct(form, 2)
  return {
    schema: { ...both.schema, minItems: 2 },
    read(value, name) {
      const [a, b] = both.read(value, name)
      if (a === undefined || b === undefined) throw parameterInvalid(name)
      return [a, b]
    },
  }
}

/** An object with exactly the members of `required`, and of `optional` those that are there. */
export const members = <R extends Forms, O extends Forms = Record<never, never>>(
  required: R,
  optional: O = {} as O,
): Form<Read<R> & ReadSome<O>> => {
  const forms: Forms = { ...required, ...optional }
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(forms).map(([name, { schema }]) => [name, schema])),
      required: Object.keys(required),
      additionalProperties: false,
    },
    read(value, name) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw parameterInvalid(name)
      const given = Object.keys(value)
      const odd =
        Object.keys(required).find((one) => !given.includes(one)) ?? given.find((one) => !Object.hasOwn(forms, one))
      if (odd !== undefined) throw parameterInvalid(odd)
      // In the order of the form, for what is signed or digested by it: two spellings of an object are the same.
      const there = Object.keys(forms).filter((one) => given.includes(one))
      const read = there.map((one) => [one, forms[one]!.read((value as Record<string, unknown>)[one], one)])
      return Object.fromEntries(read) as Read<R> & ReadSome<O>
    },
  }
}

/** A query of no more than `forms`, each once, each of them read. Throws GatewayError `parameter-invalid`, which names the one that is wrong. */
export function queryOf<Q extends Forms>(query: unknown, forms: Q): ReadSome<Q> {
  const given = Object.entries(query as object).map(([name, value]) => {
    if (!Object.hasOwn(forms, name) || typeof value !== 'string') throw parameterInvalid(name)
    return [name, forms[name]!.read(value, name)]
  })
  return Object.fromEntries(given)
}

/** Nothing stands after the path. */
export const requireNoQuery = (query: unknown): void => void queryOf(query, {})

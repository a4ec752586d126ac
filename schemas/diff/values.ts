/** Whether the values that a schema node allows became fewer, more, or others (JSON Schema 2020-12, validation). */
import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../generate/model.ts'
import { below, type Change, type ChangeKind, changeAt, type Place } from './kinds.ts'

type Compared = Extract<ChangeKind, 'values-narrowed' | 'values-widened' | 'values-changed'>
type Compare = (before: unknown, after: unknown) => Compared

/** Allows what is at most the number. */
const atMost: Compare = (before, after) =>
  typeof before !== 'number' || typeof after !== 'number'
    ? presence(before, after)
    : after < before
      ? 'values-narrowed'
      : 'values-widened'

/** Allows what is at least the number. */
const atLeast: Compare = (before, after) =>
  typeof before !== 'number' || typeof after !== 'number'
    ? presence(before, after)
    : after > before
      ? 'values-narrowed'
      : 'values-widened'

const oneOf: Compare = (before, after) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return presence(before, after)
  const fewer = before.some((value) => !after.includes(value))
  const more = after.some((value) => !before.includes(value))
  return fewer === more ? 'values-changed' : fewer ? 'values-narrowed' : 'values-widened'
}

/** A rule that is there or not; two of them can't be compared. */
const presence: Compare = (before, after) =>
  before === undefined ? 'values-narrowed' : after === undefined ? 'values-widened' : 'values-changed'

const flag: Compare = (_, after) => (after === true ? 'values-narrowed' : 'values-widened')

const comparisons: Readonly<Record<string, Compare>> = {
  maxLength: atMost,
  maxItems: atMost,
  maximum: atMost,
  exclusiveMaximum: atMost,
  maxProperties: atMost,
  minLength: atLeast,
  minItems: atLeast,
  minimum: atLeast,
  exclusiveMinimum: atLeast,
  minProperties: atLeast,
  enum: oneOf,
  const: presence,
  pattern: presence,
  format: presence,
  multipleOf: presence,
  contentEncoding: presence,
  contentMediaType: presence,
  uniqueItems: flag,
}

/** The keywords that are compared here. */
export const valueKeywords: ReadonlySet<string> = new Set(Object.keys(comparisons))

/** Only the order differs, or a flag that holds by default is written out. */
const same = (before: unknown, after: unknown): boolean =>
  Array.isArray(before) && Array.isArray(after)
    ? isDeepStrictEqual(before.toSorted(), after.toSorted())
    : isDeepStrictEqual(before ?? false, after ?? false)

/** One change for each validation keyword whose value differs; nothing is said of types. */
export function compareValues(before: JsonSchema, after: JsonSchema, at: Place): readonly Change[] {
  return Object.entries(comparisons).flatMap(([keyword, compare]) => {
    const [was, is] = [before[keyword], after[keyword]]
    if (same(was, is)) return []
    return [changeAt(below(at, keyword), compare(was, is), { before: was, after: is })]
  })
}

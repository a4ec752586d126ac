/** How one shared value becomes one native value: what the rows of a writer name, as those of a reader name leaves. Ways are total. */
import type { Coded } from '../../schemas/generated/types.ts'
import type { Outcome } from './adapter.ts'

/** Without `value` the form has no place for what was given, with it `lost` tells what of it is not carried: in words, never what was found. */
export interface Said<T> {
  readonly value?: T
  readonly lost?: string
}

export type Way<T> = (value: unknown) => Said<T>

const said = <T>(value: T): Said<T> => ({ value })
const none = (lost: string): Said<never> => ({ lost })

/** How the encoding or the syntax of a form writes a text; what it can't is refused, what it changes is told (adapters/codecs/encodings.ts). */
export type TextCheck = (text: string) => Outcome<unknown>

/**
 * Text of 1 to `lengthMax` characters as it is: longer text has no place and is not cut, nor has text that `check` refuses; what `check` tells is lost in part.
 */
export function asText(lengthMax: number, check?: TextCheck): Way<string> {
  return (value) => {
    if (typeof value !== 'string' || value === '') return none('text')
    if ([...value].length > lengthMax) return none(`at most ${lengthMax} characters`)
    const checked = check?.(value)
    const expected = checked?.findings[0]?.expected
    if (checked?.ok === false) return none(expected ?? 'text of the form')
    return expected === undefined ? said(value) : { value, lost: expected }
  }
}

/** Text of a form that `pattern` describes and `expected` tells in words; any other has no place. */
export function asForm(pattern: RegExp, expected: string): Way<string> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? said(value) : none(expected))
}

const isCoded = (value: unknown): value is Coded => typeof value === 'object' && value !== null && 'code' in value

/**
 * The native code of a coded value, or of a plain one, by the table with which the form is read (native code first). Of several native codes for one shared
 * code it is the value's own, where it has one, else the first. A shared code that the table has not has no place.
 */
export function asCode<T>(table: Readonly<Record<string, T>>): Way<string> {
  const first = new Map<unknown, string>()
  for (const [native, shared] of Object.entries(table)) if (!first.has(shared)) first.set(shared, native)
  return (value) => {
    const shared = isCoded(value) ? value.code : value
    const own = isCoded(value) ? value.native : undefined
    const kept = own !== undefined && Object.hasOwn(table, own) && table[own] === shared
    const native = kept ? own : first.get(shared)
    return native === undefined ? none('a code of the native list') : said(native)
  }
}

/** A whole number from 0 to `max`. */
export const asCount =
  (max: number): Way<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
      ? said(value)
      : none(`a whole number from 0 to ${max}`)

/** A boolean as it is. Formats that write it otherwise: `asCode({ C: true, K: false })`. */
export const asFlag: Way<boolean> = (value) => (typeof value === 'boolean' ? said(value) : none('true or false'))

/** What `way` gives, written as `then` has it: a number as its digits, a text in an element. */
export const asMade =
  <T, U>(way: Way<T>, then: (value: T) => U): Way<U> =>
  (value) => {
    const { value: written, lost } = way(value)
    return { ...(written !== undefined && { value: then(written) }), ...(lost !== undefined && { lost }) }
  }

/** All values of a list as one text with `between`; one that has no way, or has `between` in it, leaves the list without a place. */
export const asJoined =
  (way: Way<string>, between: string): Way<string> =>
  (value) => {
    if (!Array.isArray(value)) return none('a list')
    const items = value.map(way)
    const odd = items.find((item) => item.value === undefined)
    if (odd) return none(odd.lost ?? 'a list')
    if (items.some((item) => item.value!.includes(between))) return none('items without what stands between them')
    const lost = items.find((item) => item.lost !== undefined)?.lost
    return { value: items.map((item) => item.value).join(between), ...(lost !== undefined && { lost }) }
  }

/** The key of an entity, or a reference to one, by its key in the form (adapters/sdk/writing-keys.ts). */
export const asKey =
  (keys: ReadonlyMap<string, string>): Way<string> =>
  (value) => {
    const own = typeof value === 'string' ? keys.get(value) : undefined
    return own === undefined ? none('an entity of the document') : said(own)
  }

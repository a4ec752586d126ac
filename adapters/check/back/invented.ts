/** Whether the native form says something that the translation does not. */
import type { WritingContext } from '../../sdk/adapter.ts'
import { leavesOf } from '../paths.ts'
import type { Pairing } from './pairing.ts'
import { type SharedPlace, valueAt } from './places.ts'

/** Of the handing over itself, or with its id or its day in it. */
const isTold = (told: WritingContext, value: string): boolean =>
  value.includes(told.reference) || told.at.startsWith(value) || [...leavesOf(told)].some(([, of]) => of === value)

const plainOf = (value: unknown): string =>
  String(typeof value === 'object' && value !== null && 'code' in value ? value.code : value)

function hasOther(
  { after, counterpart }: Pairing,
  pointer: string,
  own: string | undefined,
  told: WritingContext,
): boolean {
  const there = counterpart(pointer)
  const found = there === undefined ? undefined : valueAt(after, there)
  if (found === undefined || (typeof found === 'object' && found !== null && !('code' in found))) return false
  return plainOf(found) !== own && !isTold(told, plainOf(found))
}

/**
 * Whether a place that has no value any more has one after the way there and back, other than it had: what was left
 * out comes again where a reader reckons it from the rest, and `told` is what the writer was told besides.
 */
export const inventedAt = (pairing: Pairing, { pointer, value }: SharedPlace, told: WritingContext): boolean =>
  hasOther(pairing, pointer, plainOf(value), told)

/** Places that the translation says to have no value, and that have one after the way there and back. */
export const inventedIn = (pairing: Pairing, told: WritingContext): readonly string[] =>
  pairing.before.absent
    .map(({ path }) => `/facet${path}`)
    .filter((pointer) => valueAt(pairing.before, pointer) === undefined && hasOther(pairing, pointer, undefined, told))

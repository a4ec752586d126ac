/** Whether the labels of a translation hold after the way there and back, wherever what they cover came to stand. */
import { levels } from '../../../schemas/generated/fields.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { covers, joined, type Strength, strengthOf } from '../label.ts'
import { leavesOf } from '../paths.ts'
import type { Pairing } from './pairing.ts'
import { valueAt } from './places.ts'

export interface Lowered {
  /** JSON Pointer into the facet; `''` is the record. */
  readonly path: string
  /** The two labels in words. */
  readonly from: string
  readonly to: string
}

const SECRET_FROM = levels.indexOf('MAT')

/** State secrets, and what is undetermined, are in no document that is written. */
export const isUnsayable = ({ level }: Label): boolean => levels.indexOf(level) >= SECRET_FROM

/** Shorter texts stand in others anyway. */
const TELLING_MIN = 8

/** The label that holds at a place of a translation: the record's joined with those of the place and of what it is in. */
function effectiveAt({ facet, labels }: Translation, pointer: string): Strength {
  const above = labels.filter(({ path }) => pointer === `/facet${path}` || pointer.startsWith(`/facet${path}/`))
  return [facet.label, ...above.map(({ label }) => label)].map((label) => strengthOf(label)).reduce(joined)
}

const wordsOf = ({ level, tags }: Strength): string => [level, ...[...tags].sort()].join(' ')

/** Texts of a place that stand nowhere else in the translation. */
function ownTexts(translation: Translation, pointer: string): readonly string[] {
  const leaves = [...leavesOf(translation.facet, '/facet')]
  const isIn = (at: string): boolean => at === pointer || at.startsWith(`${pointer}/`)
  const own = leaves.flatMap(([at, value]) =>
    isIn(at) && typeof value === 'string' && value.length >= TELLING_MIN && /\s/.test(value) ? [value] : [],
  )
  return own.filter((text) => !leaves.some(([at, value]) => !isIn(at) && String(value).includes(text)))
}

/** Where in `after` a labelled place is: its own place, and wherever its texts stand. */
function placesAfter({ before, after, counterpart }: Pairing, pointer: string): readonly string[] {
  const there = counterpart(pointer)
  const own = there === undefined || valueAt(after, there) === undefined ? [] : [there]
  const texts = ownTexts(before, pointer)
  const strayed = [...leavesOf(after.facet, '/facet')].flatMap(([at, value]) =>
    texts.some((text) => String(value).includes(text)) ? [at] : [],
  )
  return [...own, ...strayed]
}

/** The labels that do not hold any more. What did not come back at all is not lower: it is not there. */
export function loweredBack(pairing: Pairing): readonly Lowered[] {
  const { before, after } = pairing
  return ['', ...new Set(before.labels.map(({ path }) => path))].flatMap((path): readonly Lowered[] => {
    const pointer = `/facet${path}`
    const was = effectiveAt(before, pointer)
    const places = path === '' ? [pointer] : placesAfter(pairing, pointer)
    const lower = places.map((at) => effectiveAt(after, at)).find((is) => !covers(is, was))
    return lower === undefined ? [] : [{ path, from: wordsOf(was), to: wordsOf(lower) }]
  })
}

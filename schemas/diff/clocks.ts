/** Compares the legal time limits of two versions: who must keep them is told with each change. */
import { isDeepStrictEqual } from 'node:util'
import { below, type Change, changeAt, type Place } from './kinds.ts'
import type { PlacedRule, Published } from './read.ts'

const textKeywords = new Set(['title', 'article', 'startEvent', 'actor', 'confidence'])

const placeOf = ({ file, index }: PlacedRule): Place => ({
  file,
  pointer: `/${index}`,
  concerns: ['consumer', 'adapter', 'policy'],
})

type Whom = Pick<Change, 'about' | 'whom'>

const whomOf = ({ rule }: PlacedRule): Whom => {
  const { vi, en } = (rule.actor ?? {}) as { readonly vi?: unknown; readonly en?: unknown }
  const about = String(rule.id)
  return typeof vi === 'string' && typeof en === 'string' ? { about, whom: { vi, en } } : { about }
}

interface Amount {
  readonly amount: number
  readonly unit: string
}

const isAmount = (value: unknown): value is Amount =>
  typeof value === 'object' && value !== null && 'amount' in value && 'unit' in value

/** The amounts of a limit by where they stand, or undefined where one stands differently. */
function compareAmounts(before: unknown, after: unknown, at: Place, whom: Whom): Change[] | undefined {
  if (isDeepStrictEqual(before, after)) return []
  if (isAmount(before) && isAmount(after)) {
    if (before.unit !== after.unit) return undefined
    const kind = after.amount < before.amount ? 'limit-shortened' : 'limit-lengthened'
    return [
      changeAt(at, kind, {
        before: `${before.amount} ${before.unit}`,
        after: `${after.amount} ${after.unit}`,
        ...whom,
      }),
    ]
  }
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return undefined
  const names = Object.keys(before)
  if (!isDeepStrictEqual(names.toSorted(), Object.keys(after).toSorted())) return undefined
  const found = names.map((name) => compareAmounts(before[name as never], after[name as never], below(at, name), whom))
  return found.includes(undefined) ? undefined : found.flatMap((changes) => changes ?? [])
}

/** A parameter without the reason that is given for it. */
const withoutWhy = (parameters: unknown): unknown =>
  Array.isArray(parameters) ? parameters.map((parameter) => ({ ...parameter, why: undefined })) : parameters

function compareRule(before: PlacedRule, after: PlacedRule): readonly Change[] {
  const at = placeOf(after)
  const whom = whomOf(after)
  const keys = [...new Set([...Object.keys(before.rule), ...Object.keys(after.rule)])]
  return keys.flatMap((key) => {
    const [was, is] = [before.rule[key], after.rule[key]]
    if (isDeepStrictEqual(was, is)) return []
    const place = below(at, key)
    if (key === 'limit')
      return (
        compareAmounts(was, is, place, whom) ?? [changeAt(place, 'limit-replaced', { before: was, after: is, ...whom })]
      )
    const textOnly = textKeywords.has(key) || isDeepStrictEqual(withoutWhy(was), withoutWhy(is))
    return [changeAt(place, textOnly ? 'rule-text-changed' : 'rule-changed', { before: was, after: is, ...whom })]
  })
}

/** Changes of the rules of legal time limits (schemas/clocks/rules), each rule by its id wherever it stands. */
export function compareClocks(old: Published, now: Published): readonly Change[] {
  return [
    ...[...old.rules]
      .filter(([id]) => !now.rules.has(id))
      .map(([, placed]) => {
        return changeAt(placeOf(placed), 'rule-removed', whomOf(placed))
      }),
    ...[...now.rules].flatMap(([id, placed]) => {
      const earlier = old.rules.get(id)
      return earlier ? compareRule(earlier, placed) : [changeAt(placeOf(placed), 'rule-added', whomOf(placed))]
    }),
  ]
}

/**
 * Which place of what came back is which place of what was handed over: items of lists are known by what they say, since a form may
 * number and order them in its own way.
 */
import type { Translation } from '../../sdk/adapter.ts'
import { leavesOf } from '../paths.ts'
import { valueAt } from './places.ts'

export interface Pairing {
  readonly before: Translation
  readonly after: Translation
  /** The pointer in `after` of what `pointer` names in `before`; undefined when the item that it is in did not come back. */
  counterpart(pointer: string): string | undefined
  /** The pointer of the outermost item around `pointer`, or of itself, that did not come back. */
  missing(pointer: string): string | undefined
}

const said = new WeakMap<object, ReadonlySet<string>>()

/** What an item says, ids and native codes apart. */
function saidBy(item: unknown): ReadonlySet<string> {
  if (typeof item !== 'object' || item === null) return new Set([String(item)])
  const known = said.get(item)
  if (known !== undefined) return known
  const leaves = [...leavesOf(item)].filter(([at]) => !/(^\/id|\/native|\/version)$/.test(at))
  const found = new Set(leaves.map(([at, value]) => `${at} ${JSON.stringify(value)}`))
  said.set(item, found)
  return found
}

function commonOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const one of a) if (b.has(one)) count++
  return count
}

/** Two numbers of a matter with different values are two numbers: a form may put its own beside those that came. */
const differ = (a: unknown, b: unknown): boolean =>
  valueAt(a, '/assigner') !== undefined && valueAt(a, '/value') !== valueAt(b, '/value')

/** For each item of `before` the index of its own in `after`: the most alike first, nearer ones before farther ones. */
function matched(before: readonly unknown[], after: readonly unknown[]): readonly (number | undefined)[] {
  const [old, young] = [before.map(saidBy), after.map(saidBy)]
  if (old.length === young.length && old.every((one, n) => commonOf(one, young[n]!) === one.size))
    return old.map((_, n) => n)
  const pairs = old.flatMap((one, i) => young.map((other, j) => ({ i, j, common: commonOf(one, other) })))
  const distance = ({ i, j }: { readonly i: number; readonly j: number }): number => Math.abs(i - j)
  const found: (number | undefined)[] = before.map(() => undefined)
  const taken = new Set<number>()
  // Items that are one value each, and the only ones of two lists, are the same item with another value.
  const alike = (n: number): boolean => typeof before[n] !== 'object' || (before.length === 1 && after.length === 1)
  for (const { i, j, common } of pairs.toSorted((a, b) => b.common - a.common || distance(a) - distance(b))) {
    if (found[i] !== undefined || taken.has(j) || (common === 0 && !alike(i)) || differ(before[i], after[j])) continue
    found[i] = j
    taken.add(j)
  }
  return found
}

/** Pairs two translations; lists are looked at when they are asked for. */
export function pairingOf(before: Translation, after: Translation): Pairing {
  const lists = new Map<string, readonly (number | undefined)[]>()
  const known = new Map<string, readonly [there: string | undefined, missing: string | undefined]>()
  function look(pointer: string): readonly [there: string | undefined, missing: string | undefined] {
    let [here, there] = ['', '']
    for (const step of pointer.split('/').slice(1)) {
      const list = valueAt(before, here)
      if (Array.isArray(list)) {
        const other = valueAt(after, there)
        const pairs = lists.get(here) ?? matched(list, Array.isArray(other) ? other : [])
        lists.set(here, pairs)
        const index = pairs[Number(step)]
        if (index === undefined) return [undefined, `${here}/${step}`]
        there += `/${index}`
      } else there += `/${step}`
      here += `/${step}`
    }
    return [there, undefined]
  }
  const looked = (pointer: string): ReturnType<typeof look> => {
    const found = known.get(pointer) ?? look(pointer)
    known.set(pointer, found)
    return found
  }
  return { before, after, counterpart: (pointer) => looked(pointer)[0], missing: (pointer) => looked(pointer)[1] }
}

/** The label that holds at each place of a translation or a page: what may not become lower. */
import { levels } from '../../schemas/generated/fields.ts'
import type { Level } from '../../schemas/generated/types.ts'
import type { Image } from './subject.ts'

export interface Strength {
  readonly level: Level
  readonly tags: ReadonlySet<string>
  /** Concealed or sealed, of an entry of the index. */
  readonly hidden: ReadonlySet<string>
}

type Tree = { readonly [name: string]: unknown }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** A label as its strength; nothing said is the lowest. */
export function strengthOf(label: unknown, hidden: readonly string[] = []): Strength {
  const { level, tags } = (isTree(label) ? label : {}) as { readonly level?: Level; readonly tags?: readonly string[] }
  return { level: level ?? 'CONG_KHAI', tags: new Set(tags), hidden: new Set(hidden) }
}

/** The higher level with all the tags. */
export const joined = (a: Strength, b: Strength): Strength => ({
  level: levels.indexOf(a.level) > levels.indexOf(b.level) ? a.level : b.level,
  tags: new Set([...a.tags, ...b.tags]),
  hidden: new Set([...a.hidden, ...b.hidden]),
})

/** Numbers of items with ids are replaced by the ids, which stay when an item before is left out. */
function named(facet: unknown, path: string): string {
  let at: unknown = facet
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => {
      at = isTree(at) ? at[step] : undefined
      return isTree(at) && typeof at.id === 'string' ? `#${at.id}` : step
    })
  return steps.map((step) => `/${step}`).join('')
}

/** Strengths by place: `''` is the record, `#n` the n-th entry of a page. An entry is known by its key. */
export function strengths(image: Image): ReadonlyMap<string, Strength> {
  const found = new Map<string, Strength>()
  const tree: unknown = image
  if (!isTree(tree)) return found
  const { facet, labels = [], entries = [] } = tree
  if (isTree(facet)) {
    found.set('', strengthOf(facet.label))
    for (const { path, label } of labels as readonly { path: string; label: unknown }[]) {
      const place = named(facet, path)
      const own = strengthOf(label)
      const before = found.get(place)
      found.set(place, before === undefined ? own : joined(own, before))
    }
  }
  for (const entry of entries as readonly Tree[]) {
    const hidden = ['conceal', 'sealed'].filter((name) => entry[name] === true)
    found.set(`entry ${entry.nativeKey}`, strengthOf(entry.label, hidden))
  }
  return found
}

/** Whether `now` is at least as high as `before`, and has all its tags and marks of hiding. */
export const covers = (now: Strength, before: Strength): boolean =>
  levels.indexOf(now.level) >= levels.indexOf(before.level) &&
  // Nothing is released of what is undetermined, whatever its tags.
  (now.level === 'CHUA_XAC_DINH' || [...before.tags].every((tag) => now.tags.has(tag))) &&
  [...before.hidden].every((mark) => now.hidden.has(mark))

/**
 * The places whose effective label is lower in `now` than in `before`: the label of the place joined with those of the places above it.
 * A place that `now` has no entity for any more is not lower: what is not there is not released.
 */
export function lowered(before: Image, now: Image, gone: (place: string) => boolean = () => false): readonly string[] {
  const [old, young] = [strengths(before), strengths(now)]
  return [...old.keys()].filter((place) => {
    if (place.startsWith('entry ') && !young.has(place)) return false
    return !gone(place) && !covers(effective(young, place), effective(old, place))
  })
}

function effective(of: ReadonlyMap<string, Strength>, place: string): Strength {
  const above = place.startsWith('entry ')
    ? [place]
    : place.split('/').map((_, n, steps) => steps.slice(0, n + 1).join('/'))
  return above.map((at) => of.get(at) ?? strengthOf(undefined)).reduce(joined)
}

/** Whether the entity that a place of `strengths` names is still in the translation. */
export function isGone(image: Image): (place: string) => boolean {
  const ids = new Set<string>()
  const collect = (value: unknown): void => {
    if (!isTree(value)) return
    if (typeof value.id === 'string') ids.add(`#${value.id}`)
    for (const inner of Object.values(value)) collect(inner)
  }
  collect(image)
  return (place) => place.split('/').some((step) => step.startsWith('#') && !ids.has(step))
}

/** Keys that one item of the court's own file has of another: they lead somewhere, or are left out. */
import type { XmlElement } from '../codecs/xml.ts'
import type { ListName, References } from './entities.ts'
import type { Row } from './format.ts'
import { note, noteAbsent, type Reading, type Reference, type Tree } from './reading.ts'

/** Those that were read from `element` by `rows` into `item`, for the shared place `target`. */
export const referencesOf = (
  item: Tree,
  element: XmlElement,
  rows: readonly Row[],
  references: References = {},
  target: string,
): readonly Reference[] =>
  Object.entries(references).flatMap(([name, to]) => {
    const native = rows.find(([, shared]) => shared === name)?.[0]
    const at = element.children.filter((child) => child.name === native)
    return item[name] === undefined ? [] : [{ of: item, name, to, at, path: `${target}/${name}` }]
  })

/**
 * Leaves out each reference of the reading that leads to no item of `lists`, with a finding and the absence reason `unknown`. To be
 * called once all lists are read: an item may be left out, and may come after what refers to it.
 */
export function resolveReferences(reading: Reading, lists: ReadonlyMap<ListName, readonly Tree[]>): void {
  const ids = new Map([...lists].map(([name, items]) => [name, new Set(items.map(({ id }) => id))]))
  for (const { of, name, to, at, path } of reading.references) {
    const given = [of[name]].flat()
    const good = given.filter((id) => ids.get(to)?.has(id))
    if (good.length === given.length) continue
    const expected = `the key of an item of ${to}`
    for (const element of at)
      if (!good.includes(element.text.trim()))
        note(reading, element, { code: 'reference-unresolved', effect: 'degraded', target: path, expected })
    noteAbsent(reading, path, 'unknown')
    if (good.length > 0) of[name] = good
    else delete of[name]
  }
}

/** The lists of the court's own file. One bad item rejects itself only, and its list is then known to be incomplete. */
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import type { Inner, List } from './entities.ts'
import { readMark, unmarked } from './marks.ts'
import { newReading, note, noteAbsent, noteMark, noteUnknown, type Reading, readRows, type Tree } from './reading.ts'
import { referencesOf } from './references.ts'

/** Completes an item that is otherwise whole; undefined leaves it out. */
export type Complete = (item: Tree, at: XmlElement, path: string) => Tree | undefined

/** Of items; the same form as that of a ContentId. */
export const KEY = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/

/** Items of a wrapper element; those that are left out let the others close up. */
export function readList(reading: Reading, wrapper: XmlElement, list: List, complete?: Complete): readonly Tree[] {
  const target = `/${list.shared}`
  noteMark(reading, wrapper, target)
  const isItem = (c: XmlElement): boolean => c.name === list.item && c.ns === reading.ns
  const known = wrapper.children.filter(isItem)
  for (const child of wrapper.children) if (!isItem(child)) noteUnknown(reading, child, wrapper, target)
  if (known.length > list.itemsMax) {
    const expected = `at most ${list.itemsMax} items`
    note(reading, wrapper, { code: 'value-too-long', effect: 'degraded', target, expected })
    noteAbsent(reading, target, 'unknown')
    return []
  }
  const items: Tree[] = []
  const keys = new Set<string>()
  for (const at of known) {
    const item = readItem(reading, at, list, `${target}/${items.length}`, keys, complete)
    if (item === undefined) noteAbsent(reading, target, 'unknown')
    else items.push(item)
  }
  return items
}

function readItem(
  reading: Reading,
  at: XmlElement,
  list: List,
  path: string,
  keys: Set<string>,
  complete: Complete = (item) => item,
): Tree | undefined {
  const reject = (code: string, expected: string): undefined =>
    note(reading, at, { code, effect: 'reject-record', target: path, expected }) as undefined
  const key = attributeOf(at, 'ma')?.trim() ?? ''
  if (!KEY.test(key)) return reject('key-missing', 'attribute ma')
  if (keys.has(key)) return reject('key-repeated', 'a key of its own')
  keys.add(key)
  // What is noted about an item that is then left out must not speak of the one that takes its place.
  const own: Reading = { ...newReading(reading.ns, reading.base), findings: reading.findings }
  if (list.marked && readMark(at) === undefined) {
    note(reading, at, { code: 'mark-missing', effect: 'degraded', target: path, expected: 'attributes muc and dau' })
    own.labels.push({ path, label: unmarked })
  }
  noteMark(own, at, path)
  const within = at.children.filter((child) => isInner(own, child, list.inner))
  const apart = at.children.filter(({ name, ns }) => name === list.apart && ns === own.ns)
  for (const child of apart) noteMark(own, child, path)
  const rest = at.children.filter((child) => !within.includes(child) && !apart.includes(child))
  const flat = { ...at, children: rest }
  const read = readRows(own, flat, list.rows, path, 'reject-record')
  const inner = list.inner && readInner(own, at, within, list.inner, path)
  const item = read && complete({ id: key, ...read, ...inner }, at, path)
  if (item === undefined) return undefined
  reading.labels.push(...own.labels)
  reading.references.push(...referencesOf(item, at, list.rows, list.references, path), ...own.references)
  for (const entry of own.absent) noteAbsent(reading, entry.path, entry.why)
  return item
}

const isInner = ({ ns }: Reading, child: XmlElement, inner: Inner | undefined): boolean =>
  inner !== undefined && child.name === inner.item && child.ns === ns

/** What an item has several of; nothing of it is required, so each of them is kept. Of too many none is taken. */
function readInner(
  reading: Reading,
  parent: XmlElement,
  elements: readonly XmlElement[],
  { shared, rows, itemsMax, references }: Inner,
  path: string,
): Tree {
  const target = `${path}/${shared}`
  if (elements.length > itemsMax) {
    const expected = `at most ${itemsMax} items`
    note(reading, parent, { code: 'value-too-long', effect: 'degraded', target, expected })
    noteAbsent(reading, target, 'unknown')
    return {}
  }
  const items = elements.map((at, i) => {
    noteMark(reading, at, `${target}/${i}`)
    const item = readRows(reading, at, rows, `${target}/${i}`, 'degraded') ?? {}
    reading.references.push(...referencesOf(item, at, rows, references, `${target}/${i}`))
    return item
  })
  return items.length === 0 ? {} : { [shared]: items }
}

/** The lists of the court's own file. One bad item rejects itself only, and its list is then known to be incomplete. */
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import type { List } from './format.ts'
import { readMark, unmarked } from './marks.ts'
import { newReading, note, noteAbsent, noteMark, noteUnknown, type Reading, readRows, type Tree } from './reading.ts'

/** Completes an item that is otherwise whole; undefined leaves it out. */
export type Complete = (item: Tree, at: XmlElement, path: string) => Tree | undefined

const KEY = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/

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
  const key = attributeOf(at, list.key)?.trim() ?? ''
  if (!KEY.test(key)) return reject('key-missing', `attribute ${list.key}`)
  if (keys.has(key)) return reject('key-repeated', 'a key of its own')
  keys.add(key)
  // What is noted about an item that is then left out must not speak of the one that takes its place.
  const own: Reading = { ...newReading(reading.ns, reading.base), findings: reading.findings }
  if (list.marked && readMark(at) === undefined) {
    note(reading, at, { code: 'mark-missing', effect: 'degraded', target: path, expected: 'attributes muc and dau' })
    own.labels.push({ path, label: unmarked })
  }
  noteMark(own, at, path)
  const read = readRows(own, at, list.rows, path, 'reject-record')
  const item = read && complete({ id: key, ...read }, at, path)
  if (item === undefined) return undefined
  reading.labels.push(...own.labels)
  for (const entry of own.absent) noteAbsent(reading, entry.path, entry.why)
  return item
}

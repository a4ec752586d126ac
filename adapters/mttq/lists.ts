/** Lists of entities: an item that can't be read is left out and the list says so. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { findingAt, member, noteAbsent, type Reading, type Row, readObject } from './reading.ts'

/**
 * Items of a list of at most `itemsMax`. One that is no list, or longer, rejects the petition: it can't be known what
 * is lost.
 */
export function itemsOf(
  reading: Reading,
  petition: JsonObject,
  name: string,
  itemsMax: number,
  target: string,
): readonly JsonNode[] {
  const node = member(petition, name)
  if (node === undefined) return []
  if (node.type === 'array' && node.items.length <= itemsMax) return node.items
  const [code, expected] =
    node.type === 'array' ? ['value-too-long', `at most ${itemsMax} items`] : ['field-type', 'array']
  reading.findings.push(findingAt(node, { code, effect: 'reject-record', target, expected }))
  return []
}

/**
 * The entities of a list at their places in the shared one, after `before` others; those that can't be read are left out, and the
 * rest closes up. `others`: members of an item that its rows do not read.
 */
export function readList<T>(
  reading: Reading,
  items: readonly JsonNode[],
  rows: readonly Row[] | ((item: JsonNode) => readonly Row[]),
  list: string,
  { before = 0, others = [] }: { readonly before?: number; readonly others?: readonly string[] } = {},
): readonly T[] {
  const rowsOf = typeof rows === 'function' ? rows : () => rows
  const whole: T[] = []
  const keys = new Set<string>()
  for (const item of items) {
    const key = item.type === 'object' ? member(item, 'ma') : undefined
    if (key?.type === 'string' && keys.has(key.value)) {
      const expected = 'a key of its own'
      reading.findings.push(findingAt(key, { code: 'key-repeated', effect: 'degraded', target: list, expected }))
      noteAbsent(reading, list, 'unknown')
      continue
    }
    if (key?.type === 'string') keys.add(key.value)
    // What is noted about an item that is then left out must not speak of the one that takes its place.
    const own: Reading = { findings: reading.findings, absent: [] }
    const place = `${list}/${before + whole.length}`
    const read = item.type === 'object' ? readObject(own, item, rowsOf(item), place, others, 'degraded') : undefined
    if (item.type !== 'object')
      reading.findings.push(
        findingAt(item, { code: 'field-type', effect: 'degraded', target: list, expected: 'object' }),
      )
    if (read === undefined) noteAbsent(reading, list, 'unknown')
    else {
      whole.push(read as T)
      reading.absent.push(...own.absent)
    }
  }
  return whole
}

/** Entities of the lists of a dossier: which items there are, and one item at its place. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { readStrayMarks } from './marks.ts'
import { findingAt, member, noteAbsent, type Reading, type Row, readObject } from './reading.ts'

/** Items of a list of at most `itemsMax`. One that is no list, or longer, rejects the record: it can't be known what is lost. */
export function itemsOf(
  reading: Reading,
  dossier: JsonObject,
  name: string,
  itemsMax: number,
  target: string,
): readonly JsonNode[] {
  const node = member(dossier, name)
  if (node === undefined) return []
  if (node.type === 'array' && node.items.length <= itemsMax) return node.items
  const expected = node.type === 'array' ? `at most ${itemsMax} items` : 'array'
  const code = node.type === 'array' ? 'value-too-long' : 'field-type'
  reading.findings.push(findingAt(node, { code, effect: 'reject-record', target, expected }))
  return []
}

/** What else is read of an item, at its place. */
export type Also = (reading: Reading, item: JsonObject, target: string) => void

/** One entity at its place in the shared list; what can't be read is left out, which the reader of the list is told. */
export function readItem<T>(
  reading: Reading,
  item: JsonNode,
  rows: readonly Row[],
  list: string,
  place: number,
  others: readonly string[] = [],
  also: Also = () => {},
): T | undefined {
  // What is noted about an item that is then left out must not speak of the one that takes its place.
  const own: Reading = { findings: reading.findings, absent: [], labels: [] }
  if (item.type !== 'object') {
    reading.findings.push(findingAt(item, { code: 'field-type', effect: 'degraded', target: list, expected: 'object' }))
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  also(own, item, `${list}/${place}`)
  if (readStrayMarks(own, item, `${list}/${place}`, others)?.secret) refuseSecret(own, item, `${list}/${place}`)
  const read = readObject(own, item, rows, `${list}/${place}`, others, 'degraded')
  if (read === undefined) {
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  reading.absent.push(...own.absent)
  reading.labels.push(...own.labels)
  return read as T
}

/** The entities of a list; those that are left out let the others close up. */
export function readList<T>(
  reading: Reading,
  items: readonly JsonNode[],
  rows: readonly Row[],
  list: string,
  others?: readonly string[],
  also?: Also,
): readonly T[] {
  const whole: T[] = []
  for (const item of items) {
    const read = readItem<T>(reading, item, rows, list, whole.length, others, also)
    if (read !== undefined) whole.push(read)
  }
  return whole
}

/** Stamped as a state secret and with something to read: that may not come in clear. An own stamp of a person covers its identity. */
export function refuseSecret(reading: Reading, node: JsonObject, target: string): void {
  reading.findings.push(
    findingAt(node, { code: 'state-secret-in-clear', effect: 'reject-document', target, expected: 'an opaque part' }),
  )
}

/** Entities of the lists of a dossier: which items there are, and one item at its place. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { readStrayMarks, stamped } from './marks.ts'
import { findingAt, member, newReading, noteAbsent, type Reading, type Row, readObject } from './reading.ts'

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

/** Why fields have no value: no entity, so nobody else looks for marks in it. */
const REASONS = 'lyDoTrong'

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
  const own: Reading = { ...newReading(), findings: reading.findings, sources: reading.sources }
  if (item.type !== 'object') {
    reading.findings.push(findingAt(item, { code: 'field-type', effect: 'degraded', target: list, expected: 'object' }))
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  also(own, item, `${list}/${place}`)
  const markedElsewhere = others.filter((name) => name !== REASONS)
  if (readStrayMarks(own, item, `${list}/${place}`, markedElsewhere)?.secret)
    refuseSecret(own, item, `${list}/${place}`)
  const read = readObject(own, item, rows, `${list}/${place}`, others, 'degraded')
  if (read === undefined) {
    noteAbsent(reading, list, 'unknown')
    return undefined
  }
  reading.absent.push(...own.absent)
  reading.labels.push(...own.labels)
  reading.sources.set(read, item)
  return read as T
}

/** The entities of a list; those that are left out let the others close up. Of two with one key it can't be told which another names. */
export function readList<T>(
  reading: Reading,
  items: readonly JsonNode[],
  rows: readonly Row[],
  list: string,
  others?: readonly string[],
  also?: Also,
): readonly T[] {
  const whole: T[] = []
  const keys = new Set<string>()
  for (const item of items) {
    const key = item.type === 'object' ? member(item, 'ma') : undefined
    if (item.type === 'object' && key?.type === 'string') {
      if (keys.has(key.value)) {
        const expected = 'a key of its own'
        reading.findings.push(findingAt(key, { code: 'key-repeated', effect: 'degraded', target: list, expected }))
        noteAbsent(reading, list, 'unknown')
        if (stamped(item)) refuseSecret(reading, item, list)
        continue
      }
      keys.add(key.value)
    }
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

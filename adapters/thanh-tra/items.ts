/** The entities in one cell. */

import { absences } from './codes.ts'
import type { Items } from './format.ts'
import { split, unescaped } from './inner.ts'
import { type Cell, type Cells, noteAbsent, type Reading, readObject, say, type Tree } from './reading.ts'

/** Called with each item's members before they are read; what it notes goes with the item. */
export type Also = (reading: Reading, members: Cells, target: string) => void

const VALUES_MAX = 100

function memberOf(text: string, pointer: string, { line, column }: Cell): Cell {
  const place = { text, pointer, line, column }
  if (text === '') return { ...place, values: [] }
  if (Object.hasOwn(absences, text)) return { ...place, values: [], why: absences[text]! }
  const values = split(text, '^', VALUES_MAX)?.map(unescaped)
  return { ...place, values: values?.includes(undefined) ? undefined : (values as readonly string[] | undefined) }
}

/**
 * Reads the items of a cell into the entities of `/<list>`. An item that is not understood is left out and the others close up; a
 * list that is too long rejects the record, since it can't be known what is lost.
 */
export function readItems(reading: Reading, cell: Cell, of: Items, also?: Also): readonly Tree[] {
  const { list, itemsMax, members, rows } = of
  if (cell.text === '') return []
  const texts = split(cell.text, '|', itemsMax)
  if (texts === undefined) {
    const expected = `at most ${itemsMax} items`
    say(reading, cell, { code: 'value-too-long', effect: 'reject-record', target: `/${list}`, expected })
    return []
  }
  const whole: Tree[] = []
  for (const [i, text] of texts.entries()) {
    const at = { ...cell, text, pointer: `${cell.pointer}/${i}` }
    // What is noted about an item that is then left out must not speak of the one that takes its place.
    const own: Reading = { findings: reading.findings, absent: [], labels: [] }
    const tree = readItem(own, at, members, rows, `/${list}/${whole.length}`, also)
    if (tree === undefined) {
      noteAbsent(reading, `/${list}`, 'unknown')
      continue
    }
    whole.push(tree)
    reading.absent.push(...own.absent)
    reading.labels.push(...own.labels)
  }
  return whole
}

function readItem(
  reading: Reading,
  at: Cell,
  members: readonly string[],
  rows: Items['rows'],
  target: string,
  also: Also | undefined,
): Tree | undefined {
  const parts = split(at.text, '~', members.length)
  if (parts?.length !== members.length) {
    const expected = `${members.length} members`
    say(reading, at, { code: 'members-unexpected', effect: 'degraded', target, expected })
    return undefined
  }
  const cells = new Map(members.map((name, i) => [name, memberOf(parts[i]!, `${at.pointer}/${name}`, at)]))
  also?.(reading, cells, target)
  return readObject(reading, cells, rows, target, at, 'degraded')
}

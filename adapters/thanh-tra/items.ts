/** The entities in one cell. */
import { absences, lastDays } from './codes.ts'
import { type Items, type ListName, MARK, membersAt } from './entities.ts'
import type { Version } from './format.ts'
import { split, unescaped } from './inner.ts'
import { readItemMark } from './marks.ts'
import { type Cell, type Cells, newReading, noteAbsent, type Reading, readObject, say, type Tree } from './reading.ts'

const VALUES_MAX = 100

function memberOf(text: string, pointer: string, { line, column }: Cell): Cell {
  const place = { text, pointer, line, column }
  if (text === '') return { ...place, values: [] }
  if (Object.hasOwn(absences, text)) return { ...place, values: [], why: absences[text]! }
  const values = split(text, '^', VALUES_MAX)?.map(unescaped)
  return { ...place, values: values?.includes(undefined) ? undefined : (values as readonly string[] | undefined) }
}

/**
 * Reads the items of a cell into the entities of `/<list>`, after `before` that stand there. An item that is not understood is left
 * out and the others close up; a list that is too long rejects the record, since it can't be known what is lost.
 */
export function readItems(reading: Reading, cell: Cell, of: Items, version: Version, before: number): readonly Tree[] {
  const { list } = of
  const itemsMax = of.itemsMax - before
  if (cell.text === '') return []
  const texts = split(cell.text, '|', itemsMax)
  if (texts === undefined) {
    const expected = `at most ${itemsMax} items`
    say(reading, cell, { code: 'value-too-long', effect: 'reject-record', target: `/${list}`, expected })
    return []
  }
  const whole: Tree[] = []
  const keys = new Set<unknown>()
  for (const [i, text] of texts.entries()) {
    const at = { ...cell, text, pointer: `${cell.pointer}/${i}` }
    // What is noted about an item that is then left out must not speak of the one that takes its place.
    const own = newReading(reading.findings)
    const tree = readItem(own, at, of, version, `/${list}/${before + whole.length}`)
    const repeated = tree?.id !== undefined && keys.has(tree.id)
    if (repeated)
      say(reading, at, { code: 'key-repeated', effect: 'degraded', target: `/${list}`, expected: 'a key of its own' })
    if (tree === undefined || repeated) {
      noteAbsent(reading, `/${list}`, 'unknown')
      continue
    }
    keys.add(tree.id)
    whole.push(tree)
    reading.absent.push(...own.absent)
    reading.labels.push(...own.labels)
    reading.references.push(...own.references)
  }
  return whole
}

/** Tells of codes of bodies that were no more when the item was made. What they stand for is clear all the same. */
function noteEnded(reading: Reading, tree: Tree, { rows, dated }: Items, cells: Cells, target: string): void {
  const [, when] = rows.find(([native]) => native === dated) ?? []
  const on = when === undefined ? undefined : tree[when]
  if (typeof on !== 'string') return
  for (const [native, shared] of rows) {
    const cell = cells.get(native)!
    const lastDay = Object.hasOwn(lastDays, cell.text) ? lastDays[cell.text]! : undefined
    // A date that is known in part may be before it.
    if (lastDay === undefined || on.slice(0, lastDay.length) <= lastDay.slice(0, on.length)) continue
    const expected = `a code in force then: this one was until ${lastDay}`
    say(reading, cell, { code: 'code-not-in-force', effect: 'note', target: `${target}/${shared}`, expected })
  }
}

function readItem(reading: Reading, at: Cell, of: Items, version: Version, target: string): Tree | undefined {
  const { rows, marked, references = {} } = of
  const members = membersAt(of, version)
  const parts = split(at.text, '~', members.length)
  if (parts?.length !== members.length) {
    const expected = `${members.length} members`
    say(reading, at, { code: 'members-unexpected', effect: 'degraded', target, expected })
    return undefined
  }
  const given = parts.values()
  const cells = new Map(
    of.members.map((name) => {
      const text = members.includes(name) ? given.next().value! : ''
      return [name, memberOf(text, `${at.pointer}/${name}`, at)]
    }),
  )
  if (marked) readItemMark(reading, cells.get(MARK)!, target)
  const tree = readObject(reading, cells, rows, target, at, 'degraded')
  if (tree === undefined) return undefined
  noteEnded(reading, tree, of, cells, target)
  for (const [native, to] of Object.entries<ListName>(references)) {
    const name = rows.find(([member]) => member === native)![1]
    if (tree[name] !== undefined)
      reading.references.push({ of: tree, name, to, cell: cells.get(native)!, path: `${target}/${name}` })
  }
  return tree
}

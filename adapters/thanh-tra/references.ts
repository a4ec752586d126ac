/** Ids by which one item of a row names another: they lead somewhere, or are left out. */
import type { ListName } from './entities.ts'
import { type Cell, noteAbsent, type Reading, say, type Tree } from './reading.ts'

/** `of[name]`, read from `cell` for the shared place `path`, is the id of an item of the list `to`. */
export interface Reference {
  readonly of: Tree
  readonly name: string
  readonly to: ListName
  readonly cell: Cell
  readonly path: string
}

/**
 * Leaves out each reference of the reading that leads to no item of `lists`, with a finding and the absence reason `unknown`. To be
 * called once all cells are read: an item may be left out, and may stand after what names it.
 */
export function resolveReferences(reading: Reading, lists: Readonly<Record<ListName, readonly Tree[]>>): void {
  for (const { of, name, to, cell, path } of reading.references) {
    if (lists[to].some(({ id }) => id === of[name])) continue
    delete of[name]
    noteAbsent(reading, path, 'unknown')
    const expected = `the id of an item of ${to}`
    say(reading, cell, { code: 'reference-unresolved', effect: 'degraded', target: path, expected })
  }
}

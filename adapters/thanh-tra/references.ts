/** Ids by which one item of a row names another: they lead somewhere, or are left out. */
import type { ListName } from './entities.ts'
import { noteAbsent, type Reading, say, type Tree } from './reading.ts'

/**
 * Leaves out each reference of the reading that leads to no item of `lists`, with a finding and the absence reason `unknown`. To be
 * called once all cells are read: an item may be left out, and may stand after what names it. Items that follow each other in a circle are told: which of
 * them holds nobody can say.
 */
export function resolveReferences(reading: Reading, lists: Readonly<Record<ListName, readonly Tree[]>>): void {
  for (const { of, name, to, cell, path } of reading.references) {
    if (lists[to].some(({ id }) => id === of[name])) continue
    delete of[name]
    noteAbsent(reading, path, 'unknown')
    const expected = `the id of an item of ${to}`
    say(reading, cell, { code: 'reference-unresolved', effect: 'degraded', target: path, expected })
  }
  for (const { of, name, to, cell, path } of reading.references) {
    if (!isCircular(of, name, lists[to])) continue
    const expected = 'an item that came later'
    say(reading, cell, { code: 'reference-circular', effect: 'note', target: path, expected })
  }
}

/** Whether who follows `of`, and who follows that, leads back to it. */
function isCircular(of: Tree, name: string, items: readonly Tree[]): boolean {
  const byId = new Map(items.map((item) => [item.id, item]))
  let next = byId.get(of[name])
  for (let steps = 0; next !== undefined && steps < items.length; steps++) {
    if (next === of) return true
    next = byId.get(next[name])
  }
  return false
}

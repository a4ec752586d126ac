/** Rows of a source's own list as entries of the index, by their table. */
import type { IndexEntry, IndexPage, Outcome, ReadingContext } from './adapter.ts'
import { joinLabels } from './join-labels.ts'
import { claimsSecret, readMarks } from './marks.ts'
import { filledAt, inTheWay, itemsOf, type NativeNode } from './native.ts'
import { newReading, type Reading, readRows, readValue, say } from './reading.ts'
import { markNames, readIdentifiers, secretInClear } from './record.ts'
import type { ConfirmRow, EntryTable } from './tables.ts'
import { likeMarks, noteAround, noteUnknown, type Terms } from './unknown.ts'

/** The relations that acts of a record give to other agencies; one that is not understood is left out, with its finding. */
export function readConfirms(
  reading: Reading,
  node: NativeNode,
  rows: readonly ConfirmRow[],
  target: string,
): Pick<IndexEntry, 'confirms'> {
  const confirms = rows.flatMap(({ native, leaf, relation }) => {
    const { value } = readValue(reading, node, native, leaf, `${target}/confirms`)
    return typeof value === 'string' ? [{ relation, agency: value }] : []
  })
  return confirms.length === 0 ? {} : { confirms }
}

/** What the index keeps of identifiers. */
export const indexed = (identifiers: ReturnType<typeof readIdentifiers>): IndexEntry['identifiers'] =>
  identifiers.map(({ system, type, value, assigner }) => ({ system, type, value, assigner: assigner.code }))

function readEntry(
  reading: Reading,
  node: NativeNode,
  table: EntryTable,
  terms: Terms,
  { agency }: ReadingContext,
  target: string,
  astray: boolean,
) {
  const { unmarked } = terms
  const { rows, identifiers, marks, confirms, resolves } = table
  const { label, conceal, secret } = readMarks(reading, node, marks, unmarked, `${target}/label`)!
  const strays = noteUnknown(reading, node, terms, markNames(marks))
  const entry = readRows(reading, node, rows, target, 'reject-record')
  if (entry === undefined) return undefined
  const named = readConfirms(reading, node, confirms, target)
  const numbers = indexed(readIdentifiers(reading, node, identifiers, `${target}/identifiers`, agency.code))
  const unclear = (astray || strays.length > 0) && !secret
  const hidden = unclear ? { label: joinLabels(unmarked, label), conceal: true } : { label, conceal }
  return { ...entry, ...named, identifiers: numbers, ...hidden, resolves } as unknown as IndexEntry
}

const refused = (reading: Reading): Extract<Outcome<IndexPage>, { ok: false }> => ({
  ok: false,
  findings: [reading.findings.at(-1)!],
})

/**
 * Reads the rows of a page, which stand in the list at `list` (path from the root). A row that can't be read rejects itself with a
 * finding, not its page. A mark around the rows leaves each of them undetermined; one of a state secret refuses the page. `cursors` are what the caller read of them. NOT verified: the schema.
 */
export function readPage(
  root: NativeNode,
  list: string,
  table: EntryTable,
  terms: Terms,
  cursors: Pick<IndexPage, 'next' | 'changesFrom'>,
  context: ReadingContext,
): Outcome<IndexPage> {
  const reading = newReading()
  const names = markNames(table.marks)
  const wall = inTheWay(root, list)
  const node = filledAt(root, list)
  const items = node === undefined ? [] : itemsOf(node)
  const unreadable = wall !== undefined || items === undefined
  const astray = unreadable ? likeMarks(root, names) : noteAround(reading, root, terms, names)
  if (claimsSecret(astray, table.marks)) {
    say(reading, root, { ...secretInClear, target: '' })
    return refused(reading)
  }
  if (unreadable) {
    const expected = wall ? 'a branch' : 'a list'
    say(reading, wall ?? node!, { code: 'field-type', effect: 'reject-document', expected })
    return refused(reading)
  }
  if (astray.length > 0)
    say(reading, root, { code: 'mark-unknown', effect: 'degraded', expected: 'marks of rows only' })
  const entries: IndexEntry[] = []
  for (const item of items) {
    const entry = readEntry(reading, item, table, terms, context, `/entries/${entries.length}`, astray.length > 0)
    if (entry) entries.push(entry)
  }
  return { ok: true, value: { entries, ...cursors }, findings: reading.findings }
}

/** A page that says nothing of where it ends, or says it in another form: refused, for nothing can be known to be missing. */
export function refusePage(root: NativeNode, expected: string): Extract<Outcome<IndexPage>, { ok: false }> {
  const reading = newReading()
  say(reading, root, { code: 'field-missing', effect: 'reject-document', expected })
  return refused(reading)
}

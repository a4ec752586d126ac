/** Pages of the list and of the change feed as index entries. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import type { IndexEntry, IndexPage, Outcome } from '../sdk/adapter.ts'
import { MARKS, row as rowFormat, rowOthers } from './format.ts'
import { readIdentifiers } from './identifiers.ts'
import { readMarks, readStrayMarks, stamped, UNMARKED } from './marks.ts'
import { findingAt, member, newReading, type Reading, readObject } from './reading.ts'

const ROWS = 'danhSach'

const wholeNumber = (object: JsonObject, name: string, min: number): number | undefined => {
  const node = member(object, name)
  return node?.type === 'number' && Number.isSafeInteger(node.value) && node.value >= min ? node.value : undefined
}

/** `astray`: there are marks around the rows. */
function readEntry(reading: Reading, node: JsonNode, i: number, astray: boolean): IndexEntry | undefined {
  if (node.type !== 'object') {
    reading.findings.push(findingAt(node, { code: 'field-type', effect: 'reject-record', expected: 'object' }))
    return undefined
  }
  const target = `/entries/${i}`
  const own = readMarks(reading, node, `${target}/label`)
  const { label, conceal } = readStrayMarks(reading, node, `${target}/label`, MARKS) || astray ? UNMARKED : own
  const identifiers = readIdentifiers(reading, node).map(({ assigner, system, type, value }) => ({
    system,
    type,
    value,
    assigner: assigner.code,
  }))
  const read = readObject(reading, node, rowFormat, target, rowOthers, 'reject-record')
  if (read === undefined) return undefined
  const { adjudicating, ...rest } = read
  const confirms = adjudicating === undefined ? {} : { confirms: [{ relation: 'adjudicating', agency: adjudicating }] }
  return { ...rest, ...confirms, identifiers, label, conceal, resolves: false } as unknown as IndexEntry
}

/** The rows of a page. One that stands there twice, as where the list is shifted while it is read, counts as it was changed last. */
function readEntries(reading: Reading, rows: readonly JsonNode[], astray: boolean): readonly IndexEntry[] {
  const entries: IndexEntry[] = []
  const places = new Map<string, number>()
  const nodes = new Map<string, JsonNode>()
  for (const node of rows) {
    const entry = readEntry(reading, node, entries.length, astray)
    if (entry === undefined) continue
    const place = places.get(entry.nativeKey)
    if (place === undefined) {
      places.set(entry.nativeKey, entries.length)
      nodes.set(entry.nativeKey, node)
      entries.push(entry)
      continue
    }
    const expected = 'each record once in a page'
    for (const at of [nodes.get(entry.nativeKey)!, node])
      reading.findings.push(findingAt(at, { code: 'key-repeated', effect: 'degraded', target: '/entries', expected }))
    // Both are instants of one form, in Vietnamese time.
    if (entry.updatedAt > entries[place]!.updatedAt) entries[place] = entry
  }
  return entries
}

/**
 * Translates a page of `GET /api/v1/tin-bao` or an answer of `GET /api/v1/thay-doi`; they differ by `trang`. A row that
 * can't be read rejects itself with a finding, not its page. The procuracy supervises, it never resolves. Cursors are
 * `page.bookmark` for the list, which keeps the bookmark of its first page, and the bookmark alone for the feed.
 */
export function readPage(page: JsonObject): Outcome<IndexPage> {
  const reading = newReading()
  const refused = (code: string, expected: string): Outcome<IndexPage> => ({
    ok: false,
    findings: [findingAt(page, { code, effect: 'reject-document', expected })],
  })
  const rows = member(page, ROWS)
  const read = rows?.type === 'array' ? [ROWS] : []
  if (stamped(page, read)) return refused('state-secret-in-clear', 'marks of rows only')
  const astray = readStrayMarks(reading, page, '/entries', read) !== undefined
  const bookmark = wholeNumber(page, 'moc', 0)
  if (bookmark === undefined || rows?.type !== 'array') return refused('field-missing', 'moc and danhSach')
  const entries = readEntries(reading, rows.items, astray)
  const { findings } = reading
  if (!page.members.has('trang')) return { ok: true, value: { entries, next: String(bookmark) }, findings }
  const at = wholeNumber(page, 'trang', 1)
  const pages = wholeNumber(page, 'tongSoTrang', 1)
  if (at === undefined || pages === undefined) return refused('value-invalid', 'trang and tongSoTrang')
  const next = at < pages ? { next: `${at + 1}.${bookmark}` } : {}
  return { ok: true, value: { entries, ...next, changesFrom: String(bookmark) }, findings }
}

/** The source's own list, and its feed of changes: rows for the index, in which there is no person and no text. */
import type { IndexPage, Outcome } from '../sdk/adapter.ts'
import { when } from '../sdk/dates.ts'
import { refusePage } from '../sdk/index-page.ts'
import { oneOf, text } from '../sdk/leaves.ts'
import { filledAt, type NativeNode } from '../sdk/native.ts'
import type { EntryTable } from '../sdk/tables.ts'
import { termsOf } from '../sdk/unknown.ts'
import * as codes from './codes.ts'
import { manifest } from './format.ts'

/** Where the rows stand in a page; of XML from the root element on, as all paths of a page: `danhSach/hoSo`, `danhSach/@moc`. */
export const ROWS = 'danhSach'
export const entryTerms = termsOf(manifest, `/${ROWS}/*`)

const time = when('dd/MM/yyyy HH:mm:ss')

/** Native paths are from the row. `confirms`: whom an act of yours names, and as what; without one nobody but you gets the dossier. */
export const entry: EntryTable = {
  rows: [
    ['ma', 'nativeKey', text(100), 'required'],
    ['loai', 'kind', oneOf(codes.kinds), 'required'],
    ['giaiDoan', 'stage', oneOf(codes.stages), 'required'],
    ['tiepNhanLuc', 'receivedAt', time, 'required'],
    ['capNhatLuc', 'updatedAt', time, 'required'],
  ],
  identifiers: [{ native: 'so', leaf: text(100), type: 'SO_TIEP_NHAN', system: 'co-quan:he-thong' }],
  marks: [{ native: 'doBaoMat', codes: codes.marks }],
  confirms: [],
  resolves: false,
}

/**
 * Where to go on: `next` while a list has more pages, and always with changes; `changesFrom` with a list, so that nothing between list and
 * feed is lost. This system tells its mark of time (`moc`) with each page, and the next page (`trangSau`) of a list while there is one.
 */
export function cursorsOf(page: NativeNode): Outcome<Pick<IndexPage, 'next' | 'changesFrom'>> {
  const cursor = (name: string): string | undefined => {
    const node = filledAt(page, name)
    return node && (text(100)(node).value as string | undefined)
  }
  const mark = cursor('moc')
  if (mark === undefined) return refusePage(page, 'moc')
  if (!page.names().includes('trangSau')) return { ok: true, value: { next: mark }, findings: [] }
  const next = cursor('trangSau')
  if (next === undefined && filledAt(page, 'trangSau')) return refusePage(page, 'trangSau')
  return { ok: true, value: { ...(next !== undefined && { next }), changesFrom: mark }, findings: [] }
}

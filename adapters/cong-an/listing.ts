/** Rows of the list and of the change feed. */
import { unknownElement } from '../codecs/unknown.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { IndexEntry, IndexPage, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import { joinLabels } from '../sdk/join-labels.ts'
import { DATA_NS, MESSAGE_NS, row } from './format.ts'
import { unmarked } from './manifest.ts'
import { marksAround, notUnderstood } from './marks.ts'
import { childOf, childText, readMessage, rejected } from './message.ts'
import { makeNotes, type Notes, note, scratch } from './notes.ts'
import { readStruct } from './reader.ts'

const LIST = 'TraCuuDanhSachTraLoi'
const CHANGES = 'LayThayDoiTraLoi'
/** As in schemas/index-page.json. */
const CURSOR_CHARACTERS_MAX = 1000

/**
 * Reads an answer to `requests.list` or `requests.changes`. A row that is not understood rejects itself only. Total;
 * NOT verified: that keys are unique, which the index decides.
 */
export function toIndex(answer: NativeAnswer): Outcome<IndexPage> {
  const message = readMessage(answer, [LIST, CHANGES])
  if (!message.ok) return message
  if (message.value === 'absent') return rejected('source-fault', 'a list')
  const { element: page } = message.value
  const rows = childOf(page, 'DanhSach')
  const around = marksAround(message.value, ...(rows?.children.filter(isRow) ?? []))
  if (around === 'secret') return rejected('state-secret-in-clear', 'marks of rows only', page)
  if (rows === undefined) return rejected('field-missing', 'one DanhSach', page)
  const cursor = childText(page, 'MocThayDoi')
  if (cursor === undefined) return rejected('field-missing', 'one MocThayDoi', page)
  const next = page.name === CHANGES ? cursor : childText(page, 'TrangSau')
  if (cursor.length > CURSOR_CHARACTERS_MAX || (next ?? '').length > CURSOR_CHARACTERS_MAX)
    return rejected('value-too-long', `cursors of at most ${CURSOR_CHARACTERS_MAX} characters`, page)

  const notes = makeNotes(DATA_NS, unmarked)
  if (around) notUnderstood(notes, page, page.pointer, '/entries')
  const entries = rows.children.flatMap((element) => {
    if (isRow(element)) return entryOf(notes, element, around !== undefined)
    const { pointer, ...unknown } = unknownElement(element, rows)
    note(notes, element, unknown, pointer)
    return []
  })
  const value: IndexPage = {
    entries,
    ...(next === undefined ? {} : { next }),
    ...(page.name === LIST ? { changesFrom: cursor } : {}),
  }
  return { ok: true, value, findings: [...message.findings, ...notes.findings] }
}

const isRow = ({ name, ns }: XmlElement): boolean => name === 'MucHoSo' && ns === MESSAGE_NS

/** The agencies that a row names, as what they are to the matter. */
function withConfirmed(row: Record<string, unknown>): object {
  const { supervising, originators = [], adjudicating, inspecting, ...value } = row
  const named = [
    ['supervising', supervising],
    ...[...new Set(originators as readonly unknown[])].map((agency) => ['originator', agency]),
    ['adjudicating', adjudicating],
    ['inspecting', inspecting],
  ]
  const confirms = named.flatMap(([relation, agency]) => (agency === undefined ? [] : [{ relation, agency }]))
  return { ...value, ...(confirms.length === 0 ? {} : { confirms }) }
}

/** What is not said of concealment or of the resolver is read in the way that shows least. `astray`: there are marks around the rows. */
function entryOf(notes: Notes, element: XmlElement, astray: boolean): readonly IndexEntry[] {
  const own = scratch(notes)
  const read = readStruct(own, element, row, '', 'reject-record')
  if (read === undefined) return []
  const { value, mark } = read
  if (mark === undefined)
    note(notes, element, { code: 'mark-missing', effect: 'degraded', target: '/label', expected: 'DauMat' })
  if (!('conceal' in value))
    note(notes, element, { code: 'field-missing', effect: 'degraded', target: '/conceal', expected: 'CheGiau' })
  // A row is listed as one piece: the mark of one of its fields counts for all.
  const narrower = [...own.labels.map(({ label }) => label), ...(astray ? [unmarked] : [])]
  const label = narrower.reduce(joinLabels, mark?.label ?? unmarked)
  const hidden = astray && { conceal: true }
  return [{ conceal: true, resolves: false, ...withConfirmed(value), ...hidden, label } as unknown as IndexEntry]
}

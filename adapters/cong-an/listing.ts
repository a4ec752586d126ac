/** Rows of the list and of the change feed. */
import { unknownElement } from '../codecs/unknown.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { IndexEntry, IndexPage, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import { joinLabels } from '../sdk/join-labels.ts'
import { DATA_NS, MESSAGE_NS, row } from './format.ts'
import { unmarked } from './manifest.ts'
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
  const rows = childOf(message.value, 'DanhSach')
  if (rows === undefined) return rejected('field-missing', 'one DanhSach', message.value)
  const cursor = childText(message.value, 'MocThayDoi')
  if (cursor === undefined) return rejected('field-missing', 'one MocThayDoi', message.value)
  const next = message.value.name === CHANGES ? cursor : childText(message.value, 'TrangSau')
  if (cursor.length > CURSOR_CHARACTERS_MAX || (next ?? '').length > CURSOR_CHARACTERS_MAX)
    return rejected('value-too-long', `cursors of at most ${CURSOR_CHARACTERS_MAX} characters`, message.value)

  const notes = makeNotes(DATA_NS, unmarked)
  const entries = rows.children.flatMap((element) => {
    if (element.name === 'MucHoSo' && element.ns === MESSAGE_NS) return entryOf(notes, element)
    const { pointer, ...unknown } = unknownElement(element, rows)
    note(notes, element, unknown, pointer)
    return []
  })
  const value: IndexPage = {
    entries,
    ...(next === undefined ? {} : { next }),
    ...(message.value.name === LIST ? { changesFrom: cursor } : {}),
  }
  return { ok: true, value, findings: [...message.findings, ...notes.findings] }
}

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

/** What is not said of concealment or of the resolver is read in the way that shows least. */
function entryOf(notes: Notes, element: XmlElement): readonly IndexEntry[] {
  const own = scratch(notes)
  const read = readStruct(own, element, row, '', 'reject-record')
  if (read === undefined) return []
  const { value, mark } = read
  if (mark === undefined)
    note(notes, element, { code: 'mark-missing', effect: 'degraded', target: '/label', expected: 'DauMat' })
  if (!('conceal' in value))
    note(notes, element, { code: 'field-missing', effect: 'degraded', target: '/conceal', expected: 'CheGiau' })
  // A row is listed as one piece: the mark of one of its fields counts for all.
  const label = own.labels.reduce((joined, narrower) => joinLabels(joined, narrower.label), mark?.label ?? unmarked)
  return [{ conceal: true, resolves: false, ...withConfirmed(value), label } as unknown as IndexEntry]
}

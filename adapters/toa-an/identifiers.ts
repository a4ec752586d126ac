/**
 * Numbers of the matter: in a message those that its file lists, in a row of a list those of its header (the document's
 * own number, and the acts that it answers).
 */
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'
import { edxmlChild, edxmlText } from '../codecs/edxml.ts'
import { edxmlDate } from '../codecs/edxml-tree.ts'
import type { XmlElement } from '../codecs/xml.ts'
import * as codes from './codes.ts'
import { number } from './format.ts'
import { agencyOf } from './organ-ids.ts'
import { note, noteAbsent, noteMark, noteUnknown, type Reading, readRows } from './reading.ts'
import * as rows from './rows-people.ts'

const { system: SYSTEM, version } = codeLists.agencies
const ITEMS_MAX = 20
const TARGET = '/identifiers'

export const NUMBERS = { wrapper: 'CacSoVuViec', item: 'SoVuViec' } as const

const assignerOf = (organId: string) =>
  Object.hasOwn(codes.agencies, organId)
    ? { system: SYSTEM, code: codes.agencies[organId]!, version, native: organId }
    : undefined

interface Own {
  readonly value: string
  readonly type: Identifier['type'] | undefined
}

/** The number in a header, and what its book makes of it: undefined when the book is none of the court's. */
function ownNumber(header: XmlElement): Own {
  const notation = edxmlText(header, 'Code', 'CodeNotation') ?? ''
  const book = notation.split('/').at(-1) ?? ''
  const type = Object.hasOwn(codes.notations, book) ? codes.notations[book] : undefined
  return { value: `${edxmlText(header, 'Code', 'CodeNumber') ?? ''}/${notation}`, type }
}

/** Whose message it is. Undefined, with a finding, when that is not known; an OrganId that was not in force is noted. */
function senderOf(reading: Reading, header: XmlElement): string | undefined {
  const organId = edxmlText(header, 'From', 'OrganId') ?? ''
  const date = edxmlDate(edxmlText(header, 'PromulgationInfo', 'PromulgationDate') ?? '') ?? ''
  const sender = agencyOf(organId, date)
  const at = edxmlChild(header, 'From') ?? header
  const said = { target: TARGET, expected: 'an OrganId of the list organ-ids' }
  if (sender === undefined) note(reading, at, { code: 'sender-unexpected', effect: 'reject-document', ...said })
  else if (!sender.inForce)
    note(reading, at, { code: 'code-outdated', effect: 'note', ...said, expected: 'an OrganId in force on that day' })
  return sender?.agency
}

/**
 * The numbers that the court's own file lists, in its order. Undefined, with findings, when the sender is not known, and
 * when the court's own message has a number from one of its books that is not among them; a number that is not whole is
 * left out. `head` reads the header, `reading` the file. NOT verified: that the message itself is from who it says.
 */
export function readNumbers(
  reading: Reading,
  wrapper: XmlElement | undefined,
  head: Reading,
  header: XmlElement,
): readonly Identifier[] | undefined {
  const sender = senderOf(head, header)
  const found = wrapper === undefined ? [] : listed(reading, wrapper)
  if (sender === undefined) return undefined
  const { value, type } = ownNumber(header)
  const own = found.some((of) => of.system === codes.systems.TA && of.value === value && of.type === type)
  if (sender !== 'TA' || type === undefined || own) return found
  const expected = `the number of the message among ${NUMBERS.wrapper}`
  note(head, edxmlChild(header, 'Code') ?? header, {
    ...{ code: 'number-contradicted', effect: 'reject-document', target: TARGET, expected },
  })
  return undefined
}

function listed(reading: Reading, wrapper: XmlElement): readonly Identifier[] {
  noteMark(reading, wrapper, TARGET)
  const isItem = ({ name, ns }: XmlElement): boolean => name === NUMBERS.item && ns === reading.ns
  const items = wrapper.children.filter(isItem)
  for (const child of wrapper.children) if (!isItem(child)) noteUnknown(reading, child, wrapper, TARGET)
  if (items.length > ITEMS_MAX) {
    const expected = `at most ${ITEMS_MAX} items`
    note(reading, wrapper, { code: 'value-too-long', effect: 'degraded', target: TARGET, expected })
    noteAbsent(reading, TARGET, 'unknown')
    return []
  }
  const good: Identifier[] = []
  for (const item of items) {
    const place = `${TARGET}/${good.length}`
    const read = readRows(reading, item, rows.number, place, 'reject-record')
    if (read === undefined) {
      noteAbsent(reading, TARGET, 'unknown')
      continue
    }
    noteMark(reading, item, place)
    good.push(read as unknown as Identifier)
  }
  return good
}

/**
 * The identifiers of a listed message, the own one first; `more` are those that its row lists beside the header.
 * Undefined, with a finding that rejects the row, when the message is not the court's or is entered in no book that is
 * known; a cited act of an agency that is not known, or has no system, is left out with a finding, and so is a number
 * that is not whole.
 */
export function readListed(
  reading: Reading,
  header: XmlElement,
  rowReading: Reading,
  more: readonly XmlElement[],
): readonly Identifier[] | undefined {
  const refuse = (name: string, expected: string, code = 'code-unknown'): undefined =>
    note(reading, edxmlChild(header, name) ?? header, {
      ...{ code, effect: 'reject-record', target: TARGET, expected },
    }) as undefined
  const assigner = assignerOf(edxmlText(header, 'From', 'OrganId') ?? '')
  if (assigner?.code !== 'TA') return refuse('From', 'an OrganId of the court', 'sender-unexpected')
  const { value, type } = ownNumber(header)
  if (type === undefined) return refuse('Code', Object.keys(codes.notations).join(' or '))
  if (!number.read(value).ok) return refuse('Code', 'at most 100 characters', 'value-too-long')
  const own: Identifier = { system: codes.systems.TA!, type, value, assigner }
  const answered = header.children.filter((c) => c.name === 'ResponseFor')
  if (answered.length + more.length >= ITEMS_MAX) {
    const expected = `at most ${ITEMS_MAX - 1} numbers of others`
    note(reading, header, { code: 'value-too-long', effect: 'degraded', target: TARGET, expected })
    return [own]
  }
  const cited = answered.flatMap((of) => citedAct(reading, of) ?? [])
  const others = more.flatMap((of) => readRows(rowReading, of, rows.number, TARGET, 'degraded') ?? [])
  return [own, ...cited, ...(others as unknown as readonly Identifier[])]
}

/** What a message answers is an act of another agency: a decision, not its file or its entry in a book. */
function citedAct(reading: Reading, of: XmlElement): Identifier | undefined {
  const assigner = assignerOf(edxmlText(of, 'OrganId') ?? '')
  const value = edxmlText(of, 'Code') ?? ''
  if (assigner !== undefined && Object.hasOwn(codes.systems, assigner.code) && number.read(value).ok)
    return { system: codes.systems[assigner.code]!, type: 'SO_QUYET_DINH', value, assigner }
  note(reading, of, { code: 'identifier-unusable', effect: 'degraded', target: TARGET })
  return undefined
}

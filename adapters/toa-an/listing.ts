/** Rows of the list and of the change feed: headers of messages, with the court's own codes beside them. */
import { checkDocumentId, type EdxmlKind, edxmlKinds, edxmlText } from '../codecs/edxml.ts'
import { EDXML_NS, messageHeader, type Tree as NativeTree, walk } from '../codecs/edxml-tree.ts'
import { decodeXml, type XmlElement } from '../codecs/xml.ts'
import type { IndexEntry, IndexPage, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { bounds, errorOf, headProblem, rejected } from './answer.ts'
import { LIST_NS, row } from './format.ts'
import { NUMBERS, readListed } from './identifiers.ts'
import { bearsMark, claimedSecret, readMark, secretsWithin, unmarked } from './marks.ts'
import { newReading, note, noteAbsent, noteUnknown, type Reading, readRows, type Tree } from './reading.ts'

const LIST = 'DanhSachVanBan'
const CHANGES = 'ThayDoi'
/** As much as a page of the index takes (schemas/index-page.json). */
const CURSOR_MAX = 1000

const { From, Code, PromulgationInfo, ResponseFor, DocumentId } = messageHeader
/** What a listed header has of a message's. */
export const listedHeader = { From, Code, PromulgationInfo, ResponseFor, DocumentId } as NativeTree

const own = (parent: XmlElement, name: string, ns = LIST_NS): XmlElement | undefined => {
  const found = parent.children.filter((c) => c.name === name && c.ns === ns)
  return found.length === 1 ? found[0] : undefined
}

/**
 * Reads an answer to `requests.list` or `requests.changes`. A row that is not understood rejects itself only; the row
 * of a recalled document is left out, as reading it says that it is absent. Total; NOT verified: that keys are unique,
 * which the index decides.
 */
export function readPage(answer: NativeAnswer): Outcome<IndexPage> {
  if (answer.status === 410 && errorOf(answer) === 'MOC_KHONG_CON')
    return rejected('cursor-unknown', 'a cursor that the source still knows')
  const problem = headProblem(answer)
  if (problem !== undefined) return problem
  const decoded = decodeXml(answer.body, bounds)
  if (!decoded.ok) return decoded
  const page = decoded.value
  if (page.ns !== LIST_NS || (page.name !== LIST && page.name !== CHANGES))
    return rejected('message-unexpected', `${LIST} or ${CHANGES} in namespace ${LIST_NS}`)
  const isRow = (child: XmlElement): boolean => child.name === 'VanBan' && child.ns === LIST_NS
  const around = { ...page, children: page.children.filter((child) => !isRow(child)) }
  if (secretsWithin(around).length > 0) return rejected('state-secret-in-clear', 'marks of VanBan only', page)
  const cursor = own(page, 'MocThayDoi')?.text.trim()
  if (!cursor) return rejected('field-missing', 'one MocThayDoi', page)
  // A next page that is passed over would end the list, and lose the rest of it.
  const [next, ...others] = page.children.filter(({ name }) => name === 'TrangSau')
  if (others.length > 0 || (next !== undefined && (next.ns !== LIST_NS || next.text.trim() === '')))
    return rejected('value-invalid', 'one TrangSau, or none on the last page', page)
  if (Math.max(cursor.length, next?.text.trim().length ?? 0) > CURSOR_MAX)
    return rejected('value-too-long', `a cursor of at most ${CURSOR_MAX} characters`, page)

  const reading = newReading(LIST_NS)
  const astray = bearsMark(around)
  const entries = page.children.flatMap((child): readonly IndexEntry[] => {
    if (isRow(child)) return readEntry(reading, child, astray) ?? []
    if (child.name !== 'MocThayDoi' && child.name !== 'TrangSau') noteUnknown(reading, child, page, '')
    return []
  })
  const goesOn = page.name === CHANGES ? cursor : next?.text.trim()
  const value: IndexPage = {
    entries,
    ...(goesOn === undefined ? {} : { next: goesOn }),
    ...(page.name === LIST ? { changesFrom: cursor } : {}),
  }
  return { ok: true, value, findings: [...decoded.findings, ...reading.findings] }
}

function kindOf(reading: Reading, at: XmlElement): EdxmlKind | undefined {
  const code = own(at, 'BussinessDocType', EDXML_NS)?.text.trim() ?? ''
  if (Object.hasOwn(edxmlKinds, code)) return edxmlKinds[code as keyof typeof edxmlKinds]
  note(reading, at, { code: 'code-unknown', effect: 'reject-record', expected: 'BussinessDocType 0 to 3' })
  return undefined
}

/** The header, when it is as the standard has it. */
function headerOf(reading: Reading, at: XmlElement): XmlElement | undefined {
  const header = own(at, 'MessageHeader', EDXML_NS)
  const findings: Finding[] = []
  if (header === undefined)
    note(reading, at, { code: 'field-missing', effect: 'reject-record', expected: 'one MessageHeader' })
  else {
    walk(header, listedHeader, findings)
    if (findings.every(({ effect }) => effect === 'note')) checkDocumentId(header, findings)
  }
  reading.findings.push(
    ...findings.map((finding) =>
      finding.effect === 'note' ? finding : ({ ...finding, effect: 'reject-record' } as const),
    ),
  )
  return findings.every(({ effect }) => effect === 'note') ? header : undefined
}

const KNOWN: readonly (readonly [name: string, ns: string])[] = [
  ['MessageHeader', EDXML_NS],
  ['BussinessDocType', EDXML_NS],
  ['HoSo', LIST_NS],
]

/** `astray`: there are marks beside the rows, and it can't be told of which they speak. */
function readEntry(reading: Reading, at: XmlElement, astray: boolean): readonly IndexEntry[] | undefined {
  const scratch: Reading = { ...newReading(LIST_NS), findings: reading.findings }
  for (const child of at.children)
    if (!KNOWN.some(([name, ns]) => child.name === name && child.ns === ns)) noteUnknown(scratch, child, at, '/label')
  const kind = kindOf(reading, at)
  const header = headerOf(reading, at)
  const file = own(at, 'HoSo')
  if (file === undefined) note(reading, at, { code: 'field-missing', effect: 'reject-record', expected: 'one HoSo' })
  if (kind === undefined || header === undefined || file === undefined) return undefined
  if (kind === 'recall') {
    note(reading, at, { code: 'document-recalled', effect: 'note' })
    return undefined
  }
  const numbers = file.children.filter(({ name, ns }) => name === NUMBERS.item && ns === LIST_NS)
  const identifiers = readListed(reading, header, scratch, numbers)
  const others = file.children.filter((child) => !numbers.includes(child))
  const read = readRows(scratch, { ...file, children: others }, row, '', 'reject-record')
  const nativeKey = edxmlText(header, 'DocumentId')
  if (identifiers === undefined || read === undefined || nativeKey === undefined) return undefined
  return [
    { nativeKey, identifiers: flat(identifiers), ...roleOf(read), ...marksOf(scratch, at, file, read, astray) },
  ] as unknown as readonly IndexEntry[]
}

const flat = (identifiers: NonNullable<ReturnType<typeof readListed>>): IndexEntry['identifiers'] =>
  identifiers.map(({ system, type, value, assigner }) => ({ system, type, value, assigner: assigner.code }))

/** The court never resolves a report; it names the procuracy that supervises the trial. */
function roleOf({ supervising, conceal: _, ...read }: Tree): Tree {
  return {
    ...read,
    resolves: false,
    ...(supervising === undefined ? {} : { confirms: [{ relation: 'supervising', agency: supervising }] }),
  }
}

/** A row is listed as one piece: what is not understood of any mark in it leaves it undetermined and concealed. */
function marksOf(
  reading: Reading,
  at: XmlElement,
  file: XmlElement,
  read: Tree,
  astray: boolean,
): Pick<IndexEntry, 'label' | 'conceal'> {
  const target = '/label'
  const secret = claimedSecret(at) ?? claimedSecret(file)
  const mark = readMark(at)
  const stray = astray || at.children.some(bearsMark)
  if (!('conceal' in read))
    note(reading, file, { code: 'field-missing', effect: 'degraded', target: '/conceal', expected: 'CheGiau' })
  const conceal = read.conceal !== false
  if (secret !== undefined) return { label: { level: secret, tags: [] }, conceal }
  if (mark?.label !== undefined && mark.understood && !stray) return { label: mark.label, conceal }
  const code = mark === undefined ? 'mark-missing' : 'mark-not-understood'
  note(reading, at, { code, effect: 'degraded', target, expected: 'attributes muc and dau of VanBan' })
  noteAbsent(reading, target, 'unknown')
  return { label: unmarked, conceal: true }
}

/** One message with the court's own file as a translation. */
import type { Facet } from '../../schemas/generated/types.ts'
import { type EdxmlMessage, edxmlChild, edxmlText } from '../codecs/edxml.ts'
import type { Attached } from '../codecs/edxml-attachments.ts'
import { decodeXml, type XmlElement } from '../codecs/xml.ts'
import type { NativeFacet, Outcome, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { bounds, FILE_BYTES_MAX, rejected } from './answer.ts'
import { lists } from './entities.ts'
import { FILE_NAME, FILE_NS, priority, report, updatedAt } from './format.ts'
import { NUMBERS, readNumbers } from './identifiers.ts'
import { readList } from './lists.ts'
import { readMark, unmarked } from './marks.ts'
import { checkPapers, digestsOf, papersOf } from './papers.ts'
import {
  newReading,
  note,
  noteAbsent,
  noteMark,
  noteUnknown,
  REMARKS_MAX,
  type Reading,
  readRows,
  type Tree,
} from './reading.ts'
import { resolveReferences } from './references.ts'

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
const isFile = ({ name }: Attached): boolean => name.toLowerCase() === FILE_NAME
const isXml = ({ contentType }: Attached): boolean => contentType === 'application/xml'

/** The court's own file among the attachments: one, and the only one in XML, so that none is passed over. */
function fileOf({ attachments, header }: EdxmlMessage): Outcome<Attached> {
  const [file, ...others] = attachments.filter((of) => isFile(of) || isXml(of))
  if (file === undefined || !isFile(file) || !isXml(file))
    return rejected('attachment-missing', `one ${FILE_NAME} of type application/xml`, file?.element ?? header)
  const [other] = others
  if (other === undefined) return { ok: true, value: file, findings: [] }
  return rejected('attachment-repeated', `one ${FILE_NAME} of type application/xml`, other.element)
}

/**
 * Translates a message that is no recall. Refuses one without kind, stage, time of receipt or of change. NOT verified:
 * state secrets (findSecrets); the shared schema; that it is the dossier that was asked for. `astray`: there are marks
 * outside of the court's own file, where the format has none.
 */
export function readDossier(message: EdxmlMessage, astray: boolean): Outcome<Translation> {
  const file = fileOf(message)
  if (!file.ok) return file
  const { content, element } = file.value
  if (content.byteLength > FILE_BYTES_MAX)
    return rejected('attachment-too-large', `at most ${FILE_BYTES_MAX} bytes of ${FILE_NAME}`, element)
  const decoded = decodeXml(content, bounds)
  if (!decoded.ok) return { ok: false, findings: [{ ...decoded.findings[0], pointer: element.pointer }] }
  const root = decoded.value
  if (root.name !== 'HoSoVuAn' || root.ns !== FILE_NS)
    return rejected('message-unexpected', `HoSoVuAn in namespace ${FILE_NS}`, element)
  const read = readFile(message, file.value, root, astray)
  const inFile = decoded.findings.map((finding) => ({ ...finding, pointer: element.pointer }))
  return read.ok ? { ...read, findings: [...inFile, ...read.findings] } : read
}

function readFile(message: EdxmlMessage, file: Attached, root: XmlElement, astray: boolean): Outcome<Translation> {
  const reading = newReading(FILE_NS, file.element.pointer)
  const head: Reading = { ...reading, ns: message.header.ns, base: '' }
  const mark = readMark(root)
  if (mark?.label === undefined || !mark.understood) {
    const code = mark === undefined ? 'mark-missing' : 'mark-not-understood'
    note(reading, root, { code, effect: 'degraded', target: '/label', expected: 'attributes muc and dau' })
  }
  const strayMark = { code: 'mark-not-understood', effect: 'degraded', target: '/label' } as const
  if (astray) note(head, message.header, { ...strayMark, expected: `marks in ${FILE_NAME} only` })
  const parts = partsOf(reading, root)
  const identifiers = readNumbers(reading, parts.get(NUMBERS.wrapper), head, message.header)
  const common = parts.get('ThongTinChung')
  const about = common && readRows(reading, common, report, '/report', 'reject-document')
  if (common !== undefined) noteMark(reading, common, '/report')
  else
    note(reading, root, {
      code: 'field-missing',
      effect: 'reject-document',
      target: '/report',
      expected: 'ThongTinChung',
    })
  const changed = readRows(reading, { ...root, children: parts.changed }, [updatedAt], '', 'reject-document')

  const attachments = message.attachments.filter((of) => of !== file)
  const papers = papersOf(reading, attachments)
  const read = new Map(
    lists.flatMap((list) => {
      const wrapper = parts.get(list.wrapper)
      if (wrapper === undefined) return []
      const complete = list.shared === 'documents' ? papers.complete : undefined
      return [[list.shared, readList(reading, wrapper, list, complete)] as const]
    }),
  )
  resolveReferences(reading, read)
  checkPapers(reading, root, attachments, parts.get('DanhMucTaiLieu'))
  const urgency = readUrgency(head, message.header)

  const { findings } = reading
  if (Math.max(reading.labels.length, reading.absent.length) > REMARKS_MAX)
    return rejected('faults-exceeded', `at most ${REMARKS_MAX} marks, and fields without a value`, file.element)
  if (identifiers === undefined || about === undefined || changed === undefined || hasRejection(findings))
    return { ok: false, findings: rejectionsFirst(findings) }
  const facet = {
    identifiers,
    report: { ...about, ...urgency } as unknown as Facet['report'],
    ...(Object.fromEntries(read) as Partial<NativeFacet>),
    label: astray ? unmarked : (mark?.label ?? unmarked),
  }
  // The time of the change is no field of the facet: what is said of it is said of the record.
  const labels = reading.labels.map(({ path, label }) => ({ path: path === '/updatedAt' ? '' : path, label }))
  return {
    ok: true,
    value: {
      facet,
      labels: labels.toSorted(byPath),
      absent: reading.absent.toSorted(byPath),
      digests: digestsOf(read.get('documents') ?? [], papers.taken),
      updatedAt: changed.updatedAt as string,
    },
    findings,
  }
}

const hasRejection = (findings: readonly Finding[]): boolean =>
  findings.some(({ effect }) => effect === 'reject-document')

function rejectionsFirst(findings: readonly Finding[]): readonly [Finding, ...Finding[]] {
  const weight = ({ effect }: Finding): number => (effect === 'reject-document' ? 0 : 1)
  return findings.toSorted((a, b) => weight(a) - weight(b)) as [Finding, ...Finding[]]
}

interface Parts {
  /** The one part of that name; of two none is taken. */
  get(name: string): XmlElement | undefined
  readonly changed: readonly XmlElement[]
}

/** The parts of the file by name. What is no part is noted, and so is a part that stands twice. */
function partsOf(reading: Reading, root: XmlElement): Parts {
  const targets = new Map(lists.map(({ wrapper, shared }) => [wrapper, `/${shared}`]))
  targets.set(NUMBERS.wrapper, '/identifiers')
  const known = (c: XmlElement): boolean =>
    c.ns === FILE_NS && (c.name === updatedAt[0] || c.name === 'ThongTinChung' || targets.has(c.name))
  for (const child of root.children) if (!known(child)) noteUnknown(reading, child, root, '')
  const given = (name: string) => root.children.filter((c) => c.name === name && c.ns === FILE_NS)
  for (const [wrapper, target] of targets) {
    const [, second] = given(wrapper)
    if (second === undefined) continue
    note(reading, second, { code: 'field-repeated', effect: 'degraded', target, expected: `one ${wrapper}` })
    noteAbsent(reading, target, 'unknown')
  }
  return {
    get: (name) => (given(name).length === 1 ? given(name)[0] : undefined),
    changed: given(updatedAt[0]),
  }
}

/** What the message itself tells of the matter. */
function readUrgency(reading: Reading, header: XmlElement): Tree {
  const text = edxmlText(header, 'OtherInfo', 'Priority')
  const at = edxmlChild(header, 'OtherInfo')
  if (at === undefined || text === undefined) return {}
  const result = priority.read(text)
  if (result.ok) return { urgency: result.value }
  const { code, expected } = result
  note(reading, at, { code, effect: 'degraded', target: '/report/urgency', expected })
  noteAbsent(reading, '/report/urgency', 'unknown')
  return {}
}

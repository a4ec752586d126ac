/** The element tree of an edXML message (QCVN 102:2016/BTTTT), as data, and the walk that holds a document to it. */
import type { Finding } from '../sdk/finding.ts'
import { unknownElement } from './unknown.ts'
import type { XmlElement } from './xml.ts'

export const EDXML_NS = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'
/** Of systems older than the standard: the same elements. */
export const EDXML_OLD_NS = 'http://www.e-doc.vn/Schema/'
const SIGNATURE_NS = 'http://www.w3.org/2000/09/xmldsig#'

/** `words`: text in which a person writes what he likes. */
export type LeafForm = 'text' | 'words' | 'date' | 'timestamp' | 'organ-id' | 'document-id' | 'digit' | 'number'
/** Once, at most once, any number of times, at least once. */
type Occurs = '1' | '?' | '*' | '+'

export type Node = { readonly occurs: Occurs } & (
  | { readonly leaf: LeafForm }
  | { readonly tree: Tree }
  /** Known to the standard and not read: its inside is not looked at. */
  | { readonly unread: true }
)
export interface Tree {
  readonly [name: string]: Node
}

const leaf = (form: LeafForm, occurs: Occurs = '?'): Node => ({ leaf: form, occurs })
const group = (tree: Tree, occurs: Occurs = '1'): Node => ({ tree, occurs })
const unread = (occurs: Occurs = '?'): Node => ({ unread: true, occurs })

const organ: Tree = {
  OrganId: leaf('organ-id', '1'),
  OrganizationInCharge: leaf('text'),
  OrganName: leaf('text'),
  OrganAdd: leaf('text'),
  Email: leaf('text'),
  Telephone: leaf('text'),
  Fax: leaf('text'),
  Website: leaf('text'),
}

/** `MessageHeader`. */
export const messageHeader: Tree = {
  From: group(organ),
  To: group(organ, '+'),
  Code: group({ CodeNumber: leaf('text', '1'), CodeNotation: leaf('text', '1') }),
  PromulgationInfo: group({ Place: leaf('text'), PromulgationDate: leaf('date', '1') }),
  DocumentType: group({ Type: leaf('number', '1'), TypeName: leaf('words'), TypeDetail: leaf('words') }, '?'),
  Subject: leaf('words', '1'),
  Content: leaf('words'),
  SignerInfo: group({ Competence: leaf('text'), Position: leaf('text'), FullName: leaf('text') }, '?'),
  ResponseFor: group(
    {
      OrganId: leaf('organ-id', '1'),
      Code: leaf('text', '1'),
      PromulgationDate: leaf('date'),
      DocumentId: leaf('document-id'),
    },
    '*',
  ),
  DueDate: leaf('date'),
  ToPlaces: group({ Place: leaf('text', '+') }, '?'),
  OtherInfo: group(
    {
      Priority: leaf('digit'),
      SphereOfPromulgation: leaf('words'),
      TyperNotation: leaf('text'),
      PromulgationAmount: leaf('number'),
      PageAmount: leaf('number'),
      Appendixes: group({ Appendix: leaf('words', '*') }, '?'),
    },
    '?',
  ),
  SteeringType: leaf('digit'),
  DocumentId: leaf('document-id', '1'),
}

/** `TraceHeaderList`: where the message has been, and (spelt so) what it is meant to do. */
export const traceHeaderList: Tree = {
  TraceHeader: group({ OrganId: leaf('organ-id', '1'), Timestamp: leaf('timestamp', '1') }, '+'),
  Bussiness: group({
    BussinessDocType: leaf('number', '1'),
    BussinessDocReason: leaf('words'),
    DocumentId: leaf('document-id'),
    BussinessDocumentInfo: unread(),
    ReplacementInfoList: group(
      {
        ReplacementInfo: group(
          { DocumentId: leaf('document-id', '1'), OrganIdList: group({ OrganId: leaf('organ-id', '*') }, '?') },
          '+',
        ),
      },
      '?',
    ),
    StaffInfo: group({ Department: leaf('text'), Staff: leaf('text'), Mobile: leaf('text'), Email: leaf('text') }, '?'),
    Paper: leaf('digit'),
  }),
}

/** `Reference` of the manifest and `Attachment` outside the envelope. */
export const reference: Tree = {
  ContentId: leaf('text', '1'),
  ContentType: leaf('text', '1'),
  Description: leaf('words'),
  AttachmentName: leaf('words', '1'),
}
export const attachment: Tree = { ...reference, ContentTransferEncoded: leaf('text', '1') }

/** Everything in the root `edXML`. */
export const message: Tree = {
  edXMLEnvelope: group({
    edXMLHeader: group({
      MessageHeader: group(messageHeader),
      TraceHeaderList: group(traceHeaderList),
      DigitalSignature: unread(),
    }),
    edXMLBody: group({ edXMLManifest: group({ Reference: group(reference, '*') }, '?') }, '?'),
  }),
  AttachmentEncoded: group({ Attachment: group(attachment, '*') }, '?'),
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** `yyyy/MM/dd`, a day that exists, as `yyyy-MM-dd`; undefined for all else. There was no year 0. */
export function edxmlDate(text: string): string | undefined {
  const [, year, month, day] = /^(?!0000)(\d{4})\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/.exec(text) ?? []
  return year !== undefined && Number(day) <= lastDay(Number(year), Number(month))
    ? `${year}-${month}-${day}`
    : undefined
}

/** Both generations of OrganId: `V1V2V3.Z1Z2.Y1Y2.MMM`, and the one of QĐ 20/2020 (most general first). */
const ORGAN_ID = /^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(\.\d{1,3}){0,8})$/

const isDocumentId = (text: string): boolean => {
  const [, organ = '', date = ''] = /^([^,]{1,35}),([^,]{1,10}),[^,\s]{1,150}$/.exec(text) ?? []
  return ORGAN_ID.test(organ) && edxmlDate(date) !== undefined
}

const forms: Readonly<Record<LeafForm, readonly [test: (text: string) => boolean, expected: string]>> = {
  text: [() => true, 'text without elements'],
  words: [() => true, 'text without elements'],
  date: [(text) => edxmlDate(text) !== undefined, 'yyyy/MM/dd'],
  timestamp: [
    (text) => /^.{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && edxmlDate(text.slice(0, 10)) !== undefined,
    'yyyy/MM/dd HH:mm:ss',
  ],
  'organ-id': [(text) => ORGAN_ID.test(text), 'an OrganId'],
  'document-id': [isDocumentId, 'OrganId,yyyy/MM/dd,number/notation'],
  digit: [(text) => /^\d$/.test(text), 'one digit'],
  number: [(text) => /^\d{1,9}$/.test(text), 'a whole number'],
}

/** Beyond this many a document is hopeless, and a longer list of its faults helps nobody. */
const FINDINGS_MAX = 100

/**
 * A finding at an element; names that the sender invented stay out of `pointer`, and of what was found only the kind is
 * told.
 */
export function findingAt(
  at: XmlElement,
  finding: Pick<Finding, 'code' | 'effect'> & Partial<Finding>,
  pointer = at.pointer,
): Finding {
  const found = { type: at.children.length > 0 ? 'element' : 'text', length: at.text.trim().length }
  return { pointer, line: at.line, column: at.column, found, ...finding }
}

/**
 * Holds the inside of `element` to `tree`: each element that must stand there, in the namespace of `element`, once where it may stand once, each leaf
 * in its form. Adds findings: `reject-document` for a breach, `note` for an element that the standard does not know.
 * Total; NOT verified: attributes, text between elements, order.
 */
export function walk(element: XmlElement, tree: Tree, findings: Finding[]): void {
  const say = (finding: Finding): void => {
    const rejects = ({ effect }: Finding): boolean => effect === 'reject-document'
    if (findings.length < FINDINGS_MAX || (rejects(finding) && !findings.some(rejects))) findings.push(finding)
  }
  const reject = (at: XmlElement, code: string, expected: string): void =>
    say(findingAt(at, { code, effect: 'reject-document', expected }))
  const counts = new Map<string, number>()
  for (const child of element.children) {
    const node = child.ns === element.ns && Object.hasOwn(tree, child.name) ? tree[child.name] : undefined
    if (node === undefined) {
      if (child.name === 'AttachmentEncoded')
        reject({ ...child, pointer: element.pointer }, 'attachments-misplaced', 'AttachmentEncoded beside the envelope')
      else if (child.ns !== SIGNATURE_NS) say(findingAt(child, unknownElement(child, element)))
      continue
    }
    const seen = (counts.get(child.name) ?? 0) + 1
    counts.set(child.name, seen)
    if (seen === 2 && (node.occurs === '1' || node.occurs === '?')) reject(child, 'field-repeated', `one ${child.name}`)
    if ('tree' in node) walk(child, node.tree, findings)
    else if ('leaf' in node) {
      const [test, expected] = forms[node.leaf]
      const text = child.text.trim()
      const empty = text === '' && (node.occurs === '?' || node.occurs === '*')
      if (text === '' && !empty) reject(child, 'field-missing', expected)
      else if (child.children.length > 0 || (!empty && !test(text))) reject(child, 'value-invalid', expected)
    }
  }
  for (const [name, { occurs }] of Object.entries(tree))
    if ((occurs === '1' || occurs === '+') && !counts.has(name)) reject(element, 'field-missing', name)
}

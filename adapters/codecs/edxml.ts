/**
 * edXML messages (QCVN 102:2016/BTTTT): an envelope with header, trace and manifest, and outside of it the attachments
 * in base64. A message whose manifest does not describe exactly what it carries is refused as a whole.
 */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { type Attached, pairAttachments } from './edxml-attachments.ts'
import type { EdxmlBounds } from './edxml-bounds.ts'
import { EDXML_NS, EDXML_OLD_NS, edxmlDate, findingAt, message, type Tree, walk } from './edxml-tree.ts'
import { decodeXml, type XmlElement } from './xml.ts'

/** `BussinessDocType`. */
export const edxmlKinds = { '0': 'new', '1': 'recall', '2': 'update', '3': 'replace' } as const
export type EdxmlKind = (typeof edxmlKinds)[keyof typeof edxmlKinds]

export interface EdxmlMessage {
  readonly kind: EdxmlKind
  /** `MessageHeader`; its tree is as the standard has it. */
  readonly header: XmlElement
  readonly attachments: readonly Attached[]
}

const NAMESPACES: readonly string[] = [EDXML_NS, EDXML_OLD_NS]

/** The child of an edXML element by name, in its namespace; undefined when there is none. */
export function edxmlChild(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((c) => c.name === name && c.ns === element.ns)
}

/** Its trimmed text; undefined when there is none. */
export function edxmlText(element: XmlElement, ...names: readonly string[]): string | undefined {
  const found = names.reduce<XmlElement | undefined>((at, name) => at && edxmlChild(at, name), element)
  return found?.text.trim() || undefined
}

/**
 * Reads one message from its decoded XML, in the standard's namespace or, with a note `edxml-namespace-old`, in that of older
 * systems. Total; besides the codes of `walk` it gives `edxml-root-missing`,
 * `edxml-namespace-unsupported`, `code-unknown`, `document-id-mismatch` and those of `pairAttachments`, each
 * `reject-document` and without content. NOT verified: signatures; the route in the trace headers; that the content of
 * an attachment is more than the first bytes of what it is declared to be; codes (document types, OrganIds).
 */
export function readEdxml(root: XmlElement, bounds: EdxmlBounds): Outcome<EdxmlMessage> {
  if (root.name !== 'edXML')
    return refuse([findingAt(root, { ...rejected('edxml-root-missing'), expected: 'edXML' }, '')])
  if (!NAMESPACES.includes(root.ns))
    return refuse([findingAt(root, { ...rejected('edxml-namespace-unsupported'), expected: EDXML_NS }, '')])
  const findings: Finding[] = []
  if (root.ns === EDXML_OLD_NS)
    findings.push({ ...findingAt(root, { code: 'edxml-namespace-old', effect: 'note' }, ''), expected: EDXML_NS })
  walk(root, message, findings)
  const envelope = edxmlChild(root, 'edXMLEnvelope')
  const head = envelope && edxmlChild(envelope, 'edXMLHeader')
  const header = head && edxmlChild(head, 'MessageHeader')
  const trace = head && edxmlChild(head, 'TraceHeaderList')
  const business = trace && edxmlChild(trace, 'Bussiness')
  if (envelope === undefined || header === undefined || business === undefined || isRefused(findings))
    return refuse(findings)

  const kind = kindOf(business, findings)
  checkDocumentId(header, findings)
  const attachments = pairAttachments(envelope, edxmlChild(root, 'AttachmentEncoded'), bounds, findings)
  if (kind === undefined || isRefused(findings)) return refuse(findings)
  return { ok: true, value: { kind, header, attachments }, findings }
}

/** `decodeXml` and `readEdxml` in one, in UTF-8 as the standard has it. Total. */
export function decodeEdxml(bytes: Uint8Array, bounds: EdxmlBounds): Outcome<EdxmlMessage> {
  const decoded = decodeXml(bytes, { ...bounds, encoding: 'utf-8' })
  if (!decoded.ok) return decoded
  const read = readEdxml(decoded.value, bounds)
  return read.ok ? { ...read, findings: [...decoded.findings, ...read.findings] } : read
}

const rejected = (code: string) => ({ code, effect: 'reject-document' }) as const
const isRefused = (findings: readonly Finding[]): boolean => findings.some(({ effect }) => effect === 'reject-document')

/** What refuses the document stands first. */
function refuse(findings: readonly Finding[]): {
  readonly ok: false
  readonly findings: readonly [Finding, ...Finding[]]
} {
  const weight = ({ effect }: Finding): number => (effect === 'reject-document' ? 0 : 1)
  return { ok: false, findings: findings.toSorted((a, b) => weight(a) - weight(b)) as [Finding, ...Finding[]] }
}

/**
 * What the message is meant to do, with the document that it does it to. It is never guessed: a recall looks like any
 * other.
 */
function kindOf(business: XmlElement, findings: Finding[]): EdxmlKind | undefined {
  const code = edxmlText(business, 'BussinessDocType') ?? ''
  const kind = Object.hasOwn(edxmlKinds, code) ? edxmlKinds[code as keyof typeof edxmlKinds] : undefined
  const missing = (expected: string) =>
    findings.push(findingAt(business, { ...rejected('field-missing'), expected: `${expected} with this type` }))
  if (kind === undefined)
    findings.push(
      findingAt(edxmlChild(business, 'BussinessDocType') ?? business, {
        ...rejected('code-unknown'),
        expected: '0 to 3',
      }),
    )
  if ((kind === 'recall' || kind === 'update') && edxmlText(business, 'DocumentId') === undefined) missing('DocumentId')
  if (kind === 'replace' && edxmlChild(business, 'ReplacementInfoList') === undefined) missing('ReplacementInfoList')
  return kind
}

/**
 * A `DocumentId` says again who issued the document, when, and under which number; adds `document-id-mismatch` when it
 * does not: at the header, as it can't be told which of them is wrong. Expects a header that `walk` has been through.
 */
export function checkDocumentId(header: XmlElement, findings: Finding[]): void {
  const text = (...names: readonly string[]): string => edxmlText(header, ...names) ?? ''
  const date = text('PromulgationInfo', 'PromulgationDate')
  const own = `${text('From', 'OrganId')},${date},${text('Code', 'CodeNumber')}/${text('Code', 'CodeNotation')}`
  if (edxmlDate(date) === undefined || text('DocumentId') !== own)
    findings.push(
      findingAt(header, {
        ...rejected('document-id-mismatch'),
        expected: 'in DocumentId: From, PromulgationDate and Code again',
      }),
    )
}

/** Names of leaves that hold a number, a date, a name or an encoding. */
const closedLeaves = (tree: Tree): readonly string[] =>
  Object.entries(tree).flatMap(([name, node]) => {
    if ('tree' in node) return closedLeaves(node.tree)
    return 'leaf' in node && node.leaf !== 'words' ? [name] : []
  })
const CLOSED: ReadonlySet<string> = new Set(closedLeaves(message))

/**
 * Elements with text that a person wrote, or that the standard does not know, at any depth: where a stamp of secrecy
 * may stand. Works on any XML, so that a message that is otherwise broken hides none.
 */
export function edxmlWords(element: XmlElement): readonly XmlElement[] {
  const closed = NAMESPACES.includes(element.ns) && CLOSED.has(element.name)
  const own = closed || element.text.trim() === '' ? [] : [element]
  return [...own, ...element.children.flatMap(edxmlWords)]
}

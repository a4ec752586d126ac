/** The attachments of an edXML message, each with the line of the manifest that declares it. */
import type { Finding } from '../sdk/finding.ts'
import type { EdxmlBounds } from './edxml-bounds.ts'
import { findingAt } from './edxml-tree.ts'
import type { XmlElement } from './xml.ts'

/** `contentId` is without `cid:`; `content` is decoded. */
export interface Attached {
  readonly contentId: string
  readonly contentType: string
  readonly name: string
  readonly description: string | undefined
  readonly content: Uint8Array
  /** `ContentTransferEncoded`. */
  readonly element: XmlElement
}

const XLINK_NS = 'http://www.w3.org/1999/xlink'
const CID = 'cid:'
/** Without `cid:`, and such as can be the key of an entity. */
const CONTENT_ID = /^(?!cid:)[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
const ZIP = bytes(0x50, 0x4b, 0x03, 0x04)
const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** Content types of the document axis, and the bytes that their content begins with. */
const beginnings: Readonly<Record<string, readonly Uint8Array[]>> = {
  'application/pdf': [bytes(0x25, 0x50, 0x44, 0x46, 0x2d)],
  'application/xml': [bytes(0x3c), bytes(0xef, 0xbb, 0xbf, 0x3c)],
  'image/jpeg': [bytes(0xff, 0xd8, 0xff)],
  'image/png': [bytes(0x89, 0x50, 0x4e, 0x47)],
  [`${OFFICE}.wordprocessingml.document`]: [ZIP],
  [`${OFFICE}.spreadsheetml.sheet`]: [ZIP],
}

const named = (of: XmlElement | undefined, name: string): readonly XmlElement[] =>
  of?.children.filter((c) => c.name === name && c.ns === of.ns) ?? []
const textOf = (of: XmlElement, name: string): string => named(of, name)[0]?.text.trim() ?? ''

interface Pairing {
  readonly bounds: EdxmlBounds
  readonly findings: Finding[]
  left: number
}

const refuse = ({ findings }: Pairing, at: XmlElement, code: string, expected: string): undefined => {
  findings.push(findingAt(at, { code, effect: 'reject-document', expected }))
}

/**
 * Pairs manifest and attachments by content id, one to one, and decodes what is attached. Breaches are
 * `reject-document` findings: `attachments-exceeded`, `attachments-too-large`, `attachment-too-large`,
 * `content-id-invalid`, `content-id-repeated`, `attachment-undeclared`, `attachment-missing`, `attachment-contradicted`
 * (the manifest has another name or type), `attachment-type-unsupported`, `base64-invalid`, `attachment-type-mismatch`
 * (it does not begin like what it is declared to be). Expects elements that `walk` has been through. NOT verified: the
 * rest of an attachment's content.
 */
export function pairAttachments(
  envelope: XmlElement,
  encoded: XmlElement | undefined,
  bounds: EdxmlBounds,
  findings: Finding[],
): readonly Attached[] {
  const pairing: Pairing = { bounds, findings, left: bounds.attachmentsBytesMax }
  const manifest = named(named(envelope, 'edXMLBody')[0], 'edXMLManifest')[0]
  const references = named(manifest, 'Reference')
  const attachments = named(encoded, 'Attachment')
  if (Math.max(references.length, attachments.length) > bounds.attachmentsMax) {
    refuse(pairing, encoded ?? envelope, 'attachments-exceeded', `at most ${bounds.attachmentsMax} attachments`)
    return []
  }
  const declared = byContentId(pairing, references, contentIdOfReference)
  const carried = byContentId(pairing, attachments, (of) => textOf(of, 'ContentId'))
  for (const [id, of] of declared)
    if (!carried.has(id)) refuse(pairing, of, 'attachment-missing', 'an Attachment for each Reference')
  return [...carried].flatMap(([id, of]) => {
    const reference = declared.get(id)
    if (reference === undefined)
      return refuse(pairing, of, 'attachment-undeclared', 'a Reference in the manifest') ?? []
    return decodeAttachment(pairing, id, reference, of) ?? []
  })
}

function byContentId(
  pairing: Pairing,
  elements: readonly XmlElement[],
  idOf: (of: XmlElement) => string | undefined,
): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>()
  for (const of of elements) {
    const id = idOf(of)
    if (id === undefined || !CONTENT_ID.test(id))
      refuse(pairing, of, 'content-id-invalid', 'ContentId, with cid: in the manifest only')
    else if (found.has(id)) refuse(pairing, of, 'content-id-repeated', 'a ContentId of its own')
    else found.set(id, of)
  }
  return found
}

/** The manifest says it twice: `xlink:href` and `ContentId`, both with `cid:`. */
function contentIdOfReference(of: XmlElement): string | undefined {
  const href = of.attributes.find((a) => a.name === 'href' && a.ns === XLINK_NS)?.value
  return href?.startsWith(CID) && textOf(of, 'ContentId') === href ? href.slice(CID.length) : undefined
}

function decodeAttachment(
  pairing: Pairing,
  contentId: string,
  reference: XmlElement,
  of: XmlElement,
): Attached | undefined {
  const name = textOf(of, 'AttachmentName')
  // Names of media types have no case (RFC 2045 §5.1).
  const contentType = textOf(of, 'ContentType').toLowerCase()
  if (contentType !== textOf(reference, 'ContentType').toLowerCase() || name !== textOf(reference, 'AttachmentName'))
    return refuse(pairing, of, 'attachment-contradicted', 'the name and type of the manifest')
  const known = Object.hasOwn(beginnings, contentType) ? beginnings[contentType] : undefined
  if (known === undefined) return refuse(pairing, of, 'attachment-type-unsupported', Object.keys(beginnings).join(', '))
  const element = named(of, 'ContentTransferEncoded')[0] ?? of
  const content = decodeBase64(pairing, element)
  if (content === undefined) return undefined
  if (!known.some((beginning) => beginning.every((byte, i) => content[i] === byte)))
    return refuse(pairing, element, 'attachment-type-mismatch', `content that begins as ${contentType}`)
  return { contentId, contentType, name, description: textOf(reference, 'Description') || undefined, content, element }
}

/** RFC 4648 §4 with padding; line breaks are allowed (RFC 2045). Bounds are held before anything is decoded. */
function decodeBase64(pairing: Pairing, element: XmlElement): Uint8Array | undefined {
  const { attachmentBytesMax } = pairing.bounds
  const text = element.text.replace(/[ \t\r\n]+/g, '')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const size = (text.length / 4) * 3 - padding
  if (size > attachmentBytesMax)
    return refuse(pairing, element, 'attachment-too-large', `at most ${attachmentBytesMax} bytes`)
  pairing.left -= size
  if (pairing.left < 0)
    return refuse(
      pairing,
      element,
      'attachments-too-large',
      `at most ${pairing.bounds.attachmentsBytesMax} bytes together`,
    )
  const content = Buffer.from(text, 'base64')
  // What is not base64 is passed over by the decoder, so only the way back shows it.
  if (content.toString('base64') !== text) return refuse(pairing, element, 'base64-invalid', 'base64 with padding')
  return new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
}

/** edXML messages (QCVN 102:2016/BTTTT) for a receiver: the way back of edxml.ts, with its spellings and its two places of an attachment. */
import type { EdxmlKind } from './edxml.ts'
import { edxmlKinds } from './edxml.ts'
import { EDXML_NS } from './edxml-tree.ts'
import { encodeXml, tag, tagOf, type XmlContent, type XmlTag } from './xml-encode.ts'

/** `content` is not yet encoded. `contentId` is without `cid:`. */
export interface AttachedContent {
  readonly contentId: string
  readonly contentType: string
  readonly name: string
  readonly description?: string | undefined
  readonly content: Uint8Array
}

export interface EdxmlOrgan {
  readonly organId: string
  readonly name?: string
  readonly address?: string
}

/** Dates are `yyyy-MM-dd`, times instants of RFC 3339 in Vietnamese time. */
export interface EdxmlDraft {
  readonly kind: EdxmlKind
  readonly from: EdxmlOrgan
  readonly to: readonly [EdxmlOrgan, ...EdxmlOrgan[]]
  readonly number: string
  readonly notation: string
  readonly place?: string | undefined
  readonly promulgatedOn: string
  readonly type?: { readonly code: string; readonly name: string } | undefined
  readonly subject: string
  readonly content?: string | undefined
  readonly signer?: { readonly position?: string | undefined; readonly fullName: string } | undefined
  /** Acts that the message answers. */
  readonly answers?: readonly { readonly organId: string; readonly code: string }[] | undefined
  readonly dueOn?: string | undefined
  /** `Priority`, as its code. */
  readonly priority?: string | undefined
  readonly sentAt: string
  /** `BussinessDocReason`: what the message is meant to do, in words. */
  readonly reason?: string | undefined
  /** Of a recall or an update: the message that it is about. */
  readonly about?: string | undefined
  /** Of a replacement: the messages that it replaces. */
  readonly replaces?: readonly string[] | undefined
  readonly attachments: readonly AttachedContent[]
}

const day = (date: string): string => date.slice(0, 10).replaceAll('-', '/')
const e = (name: string, content: XmlContent): XmlTag | undefined => tagOf(`edXML:${name}`, content)

const organ = ({ organId, name, address }: EdxmlOrgan): XmlContent => [
  e('OrganId', organId),
  e('OrganName', name),
  e('OrganAdd', address),
]

/** `DocumentId`: who issued it, when, under which number. */
export const documentIdOf = ({ from, promulgatedOn, number, notation }: EdxmlDraft): string =>
  `${from.organId},${day(promulgatedOn)},${number}/${notation}`

const messageHeader = (draft: EdxmlDraft): XmlContent => [
  e('From', organ(draft.from)),
  ...draft.to.map((to) => e('To', organ(to))),
  e('Code', [e('CodeNumber', draft.number), e('CodeNotation', draft.notation)]),
  e('PromulgationInfo', [e('Place', draft.place), e('PromulgationDate', day(draft.promulgatedOn))]),
  e('DocumentType', draft.type && [e('Type', draft.type.code), e('TypeName', draft.type.name)]),
  e('Subject', draft.subject),
  e('Content', draft.content),
  e('SignerInfo', draft.signer && [e('Position', draft.signer.position), e('FullName', draft.signer.fullName)]),
  ...(draft.answers ?? []).map(({ organId, code }) => e('ResponseFor', [e('OrganId', organId), e('Code', code)])),
  e('DueDate', draft.dueOn && day(draft.dueOn)),
  e('OtherInfo', e('Priority', draft.priority)),
  e('DocumentId', documentIdOf(draft)),
]

const traceHeaders = ({ from, sentAt, kind, reason, about, replaces }: EdxmlDraft): XmlContent => [
  e('TraceHeader', [e('OrganId', from.organId), e('Timestamp', `${day(sentAt)} ${sentAt.slice(11, 19)}`)]),
  e('Bussiness', [
    e('BussinessDocType', Object.entries(edxmlKinds).find(([, of]) => of === kind)![0]),
    e('BussinessDocReason', reason),
    e('DocumentId', about),
    e(
      'ReplacementInfoList',
      replaces?.map((id) => e('ReplacementInfo', e('DocumentId', id))),
    ),
  ]),
]

/** The trace is for whoever passes the message on, and must be understood by him. */
const TRACE = {
  id: 'lichTrinh',
  version: '1.0',
  mustUnderstand: '1',
  actor: 'http://schemas.xmlsoap.org/soap/actor/next',
} as const

const reference = ({ contentId, contentType, description, name }: AttachedContent): XmlTag =>
  tag(
    'edXML:Reference',
    [
      e('ContentId', `cid:${contentId}`),
      e('ContentType', contentType),
      e('Description', description),
      e('AttachmentName', name),
    ],
    { 'xlink:href': `cid:${contentId}` },
  )

const attachment = ({ contentId, contentType, description, name, content }: AttachedContent): XmlTag =>
  tag('Attachment', [
    tagOf('ContentType', contentType),
    tagOf('ContentId', contentId),
    tagOf('Description', description),
    tag('ContentTransferEncoded', Buffer.from(content).toString('base64')),
    tagOf('AttachmentName', name),
  ])

/**
 * One message in UTF-8: envelope with the prefix, and beside it `AttachmentEncoded` without (§ the element tree of the standard; edxml-tree.ts). Total. NOT verified: that OrganIds, number
 * and notation have their forms and text is XML's: `decodeEdxml` reads what is good and refuses the rest (adapters/codecs/written.ts).
 */
export function encodeEdxml(draft: EdxmlDraft): Uint8Array {
  const { attachments } = draft
  const manifest =
    attachments.length > 0 ? tag('edXML:edXMLManifest', attachments.map(reference), { version: '1.0' }) : undefined
  const envelope = tag(
    'edXML:edXMLEnvelope',
    [
      e('edXMLHeader', [
        e('MessageHeader', messageHeader(draft)),
        tag('edXML:TraceHeaderList', traceHeaders(draft), TRACE),
        tag('edXML:DigitalSignature'),
      ]),
      e('edXMLBody', manifest),
    ],
    { 'xmlns:edXML': EDXML_NS, 'xmlns:xlink': 'http://www.w3.org/1999/xlink' },
  )
  const encoded = attachments.length > 0 ? tag('AttachmentEncoded', attachments.map(attachment)) : undefined
  return encodeXml(tag('edXML', [envelope, encoded], { xmlns: EDXML_NS }))
}

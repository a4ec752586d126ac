/** What is handed over to the document service, as it looks at it: an edXML message (QCVN 102:2016/BTTTT) held to the standard by the court's own eyes. */
import { decodeXml, type XmlElement } from '../../codecs/xml.ts'
import type { Reason } from './answers.ts'
import { isNativeCode, lists } from './codes.ts'
import { EDXML_NS, type Kind } from './message.ts'

export const BODY_BYTES_MAX = 4_194_304
const bounds = { bytesMax: BODY_BYTES_MAX, nodesMax: 50_000, depthMax: 16, attributesMax: 16 }
const fileBounds = { ...bounds, bytesMax: 524_288 }

/** Older systems still write the namespace of the first edition. */
const NAMESPACES: readonly string[] = [EDXML_NS, 'http://www.e-doc.vn/Schema/']
const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
const KINDS: Readonly<Record<string, Kind>> = { '0': 'new', '1': 'recall', '2': 'update', '3': 'replace' }
/** QĐ 28/2018/QĐ-TTg. */
const STATUSES: readonly string[] = ['01', '02', '03', '04', '05', '06', '13', '15', '16']

const ORGAN_ID = /^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(\.\d{1,3}){0,8})$/
const DATE = /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/
const TIMESTAMP = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/
const OWN_TIME = /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/

/** `about`: the messages that it recalls, updates or replaces, by their DocumentIds. A recall has no file. */
export interface Letter {
  readonly what: Kind
  readonly sender: string
  readonly documentId: string
  readonly sentAt: string
  readonly about: readonly string[]
  readonly priority?: string
  readonly file?: XmlElement
  /** Elements `Attachment` but for the file, as they came. */
  readonly papers: readonly XmlElement[]
}

/** What became of a message that the court sent, in the words of its receiver. */
export interface StatusNote {
  readonly what: 'status'
  readonly sender: string
  readonly documentId: string
  readonly sentAt: string
  readonly code: string
}

export interface Wrong {
  readonly what: 'wrong'
  readonly reason: Reason
  readonly place: string
}

const wrong = (place: string, reason: Reason = 'VAN_BAN_SAI'): Wrong => ({ what: 'wrong', reason, place })
const all = (of: XmlElement | undefined, name: string): readonly XmlElement[] =>
  of?.children.filter((child) => child.name === name && child.ns === of.ns) ?? []
/** The one child of a name; undefined when there is none, and when there are two. */
export const only = (of: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((at, name) => {
    const found = all(at, name)
    return found.length === 1 ? found[0] : undefined
  }, of)
export const textIn = (of: XmlElement | undefined, ...names: readonly string[]): string =>
  only(of, ...names)?.text.trim() ?? ''

/** A mark at any depth that is a state secret's, or none that this court has. */
function badMark({ attributes, children }: XmlElement): Reason | undefined {
  const level = attributes.find(({ name }) => name === 'muc')?.value
  if (level !== undefined && ['M', 'TM', 'TUM'].includes(level)) return 'TAI_LIEU_MAT'
  if (level !== undefined && level !== 'THS' && !isNativeCode('levels', level)) return 'VAN_BAN_SAI'
  return children.map(badMark).find((reason) => reason !== undefined)
}

function fileIn(attachment: XmlElement): XmlElement | Wrong {
  const decoded = decodeXml(Buffer.from(textIn(attachment, 'ContentTransferEncoded'), 'base64'), fileBounds)
  const root = decoded.ok ? decoded.value : undefined
  if (root?.name !== 'HoSoVuAn' || root.ns !== FILE_NS) return wrong('hoso.xml')
  const reason = badMark(root)
  if (reason !== undefined) return wrong('hoso.xml', reason)
  const level = root.attributes.find(({ name }) => name === 'muc')?.value ?? ''
  const about = only(root, 'ThongTinChung')
  const asked: readonly (readonly [place: string, good: boolean])[] = [
    ['HoSoVuAn', isNativeCode('levels', level)],
    ['HoSoVuAn/CapNhatLuc', OWN_TIME.test(textIn(root, 'CapNhatLuc'))],
    ['HoSoVuAn/CacSoVuViec', all(only(root, 'CacSoVuViec'), 'SoVuViec').length < 20],
    ['ThongTinChung/NguonAn', isNativeCode('kinds', textIn(about, 'NguonAn'))],
    ['ThongTinChung/GiaiDoan', isNativeCode('stages', textIn(about, 'GiaiDoan'))],
    ['ThongTinChung/NgayNhan', OWN_TIME.test(textIn(about, 'NgayNhan'))],
  ]
  const [place] = asked.find(([, good]) => !good) ?? []
  return place === undefined ? root : wrong(`hoso.xml/${place}`)
}

/** The attachments, when manifest and attachments are the same, one to one: `cid:` stands in the manifest only. */
function attachmentsIn(root: XmlElement, envelope: XmlElement): readonly XmlElement[] | Wrong {
  const href = (of: XmlElement): string => of.attributes.find(({ name }) => name === 'href')?.value ?? ''
  const declared = all(only(envelope, 'edXMLBody', 'edXMLManifest'), 'Reference')
  const carried = all(only(root, 'AttachmentEncoded'), 'Attachment')
  const ids = carried.map((of) => textIn(of, 'ContentId'))
  const cids = declared.map((of) => textIn(of, 'ContentId'))
  if (only(envelope, 'AttachmentEncoded') !== undefined) return wrong('edXMLEnvelope/AttachmentEncoded')
  if (declared.some((of) => href(of) !== textIn(of, 'ContentId') || !href(of).startsWith('cid:')))
    return wrong('edXMLManifest/Reference')
  if (new Set(ids).size < ids.length || ids.some((id) => id === '' || id.startsWith('cid:')))
    return wrong('AttachmentEncoded/Attachment/ContentId')
  const same =
    ids
      .map((id) => `cid:${id}`)
      .toSorted()
      .join() === cids.toSorted().join()
  return same ? carried : wrong('edXMLManifest')
}

function statusIn(status: XmlElement): StatusNote | Wrong {
  const [sender, documentId, sentAt, code] = [
    textIn(status, 'From', 'OrganId'),
    textIn(status, 'ResponseFor', 'DocumentId'),
    textIn(status, 'Timestamp'),
    textIn(status, 'StatusCode'),
  ]
  if (!ORGAN_ID.test(sender) || !TIMESTAMP.test(sentAt) || documentId === '') return wrong('Status')
  return STATUSES.includes(code)
    ? { what: 'status', sender, documentId, sentAt, code }
    : wrong('Status/StatusCode', 'MA_TRANG_THAI_SAI')
}

const isOwn = (organId: string): boolean => {
  const court = lists.agencies.get('TA')!
  return organId === court || court.startsWith(`${organId}.`) || /^\d{3}\.\d{2}\.\d{2}\.C05$/.test(organId)
}

/** What a body hands over, or the first that is wrong with it. Total. NOT looked at: whether the court knows the messages that it is about (intake.ts). */
export function incomingIn(body: Uint8Array): Letter | StatusNote | Wrong {
  const decoded = decodeXml(body, bounds)
  const root = decoded.ok ? decoded.value : undefined
  if (root?.name !== 'edXML' || !NAMESPACES.includes(root.ns)) return wrong('edXML')
  const envelope = only(root, 'edXMLEnvelope')
  const head = only(envelope, 'edXMLHeader')
  const status = only(head, 'Status')
  if (status !== undefined) return statusIn(status)
  const header = only(head, 'MessageHeader')
  const trace = only(head, 'TraceHeaderList')
  const business = only(trace, 'Bussiness')
  if (envelope === undefined || header === undefined) return wrong('MessageHeader')
  if (trace === undefined) return wrong('TraceHeaderList')
  const type = textIn(business, 'BussinessDocType')
  const what = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (what === undefined) return wrong('TraceHeaderList/Bussiness/BussinessDocType')
  const sender = textIn(header, 'From', 'OrganId')
  const date = textIn(header, 'PromulgationInfo', 'PromulgationDate')
  const documentId = textIn(header, 'DocumentId')
  const code = `${textIn(header, 'Code', 'CodeNumber')}/${textIn(header, 'Code', 'CodeNotation')}`
  const sentAt =
    all(trace, 'TraceHeader')
      .map((of) => textIn(of, 'Timestamp'))
      .at(-1) ?? ''
  if (!ORGAN_ID.test(sender)) return wrong('MessageHeader/From/OrganId')
  if (!DATE.test(date) || documentId !== `${sender},${date},${code}`) return wrong('MessageHeader/DocumentId')
  if (!TIMESTAMP.test(sentAt)) return wrong('TraceHeaderList/TraceHeader')
  if (!all(header, 'To').some((to) => isOwn(textIn(to, 'OrganId')))) return wrong('MessageHeader/To', 'SAI_NOI_NHAN')
  const replaced = all(only(business, 'ReplacementInfoList'), 'ReplacementInfo').map((of) => textIn(of, 'DocumentId'))
  const about = what === 'replace' ? replaced : what === 'new' ? [] : [textIn(business, 'DocumentId')]
  if (about.includes('') || (what === 'replace' && about.length === 0)) return wrong('TraceHeaderList/Bussiness')
  const priority = textIn(header, 'OtherInfo', 'Priority')
  const said = { what, sender, documentId, sentAt, about, ...(priority && { priority }) }
  if (what === 'recall') return { ...said, papers: [] }
  const attachments = attachmentsIn(root, envelope)
  if ('what' in attachments) return attachments
  const files = attachments.filter((of) => textIn(of, 'AttachmentName') === 'hoso.xml')
  const [first] = files
  if (first === undefined || files.length > 1) return wrong('hoso.xml')
  const file = fileIn(first)
  if ('what' in file) return file
  return { ...said, file, papers: attachments.filter((of) => of !== first) }
}

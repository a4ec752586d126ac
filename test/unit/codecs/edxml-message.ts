/** A small edXML message written by hand, each part of which a test can spoil. */
export const NS = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'

export interface Part {
  readonly id: string
  readonly type?: string
  readonly name?: string
  readonly base64?: string
}

export const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')

export const reference = ({ id, type = 'application/pdf', name = `${id}.pdf` }: Part, cid = 'cid:'): string =>
  `<e:Reference xlink:href="${cid}${id}"><e:ContentId>${cid}${id}</e:ContentId><e:ContentType>${type}</e:ContentType>` +
  `<e:Description>Bản án</e:Description><e:AttachmentName>${name}</e:AttachmentName></e:Reference>`

export const attachment = ({ id, type = 'application/pdf', name = `${id}.pdf`, base64 = PDF }: Part): string =>
  `<Attachment><ContentType>${type}</ContentType><ContentId>${id}</ContentId><Description/>` +
  `<ContentTransferEncoded>${base64}</ContentTransferEncoded><AttachmentName>${name}</AttachmentName></Attachment>`

export const business = (type: string, more = ''): string =>
  `<e:Bussiness><e:BussinessDocType>${type}</e:BussinessDocType>${more}</e:Bussiness>`

export interface Message {
  readonly business?: string
  readonly references?: string
  readonly attachments?: string
  /** After the manifest, inside the envelope. */
  readonly inside?: string
  readonly ns?: string
  readonly date?: string
}

/** The message as text; by default it is as the standard has it, with two attachments. */
export function edxml(of: Message = {}): string {
  const { ns = NS, date = '2026/07/20' } = of
  const references = of.references ?? reference({ id: 'a' }) + reference({ id: 'b' })
  const attachments = of.attachments ?? attachment({ id: 'a' }) + attachment({ id: 'b' })
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<edXML xmlns="${ns}">` +
    `<e:edXMLEnvelope xmlns:e="${ns}" xmlns:xlink="http://www.w3.org/1999/xlink"><e:edXMLHeader><e:MessageHeader>` +
    '<e:From><e:OrganId>C05.91.01</e:OrganId><e:Fax/></e:From><e:To><e:OrganId>000.00.00.H01</e:OrganId></e:To>' +
    '<e:Code><e:CodeNumber>91</e:CodeNumber><e:CodeNotation>2026/TLST-HS</e:CodeNotation></e:Code>' +
    `<e:PromulgationInfo><e:Place>An Giang</e:Place><e:PromulgationDate>${date}</e:PromulgationDate></e:PromulgationInfo>` +
    '<e:Subject>V/v vụ án</e:Subject><e:Content>Nội dung</e:Content>' +
    `<e:DocumentId>C05.91.01,${date},91/2026/TLST-HS</e:DocumentId></e:MessageHeader>` +
    '<e:TraceHeaderList><e:TraceHeader><e:OrganId>C05.91.01</e:OrganId><e:Timestamp>2026/07/20 08:00:00</e:Timestamp>' +
    `</e:TraceHeader>${of.business ?? business('0')}</e:TraceHeaderList><e:DigitalSignature/></e:edXMLHeader>` +
    `<e:edXMLBody><e:edXMLManifest version="1.0">${references}</e:edXMLManifest></e:edXMLBody>${of.inside ?? ''}` +
    `</e:edXMLEnvelope><AttachmentEncoded>${attachments}</AttachmentEncoded></edXML>`
  )
}

/** The edXML message of a court file (QCVN 102:2016/BTTTT), as the court's document system sends it. */
import type { Identifier } from '../../../schemas/generated/types.ts'
import { pdf } from '../../sandbox/pdf.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { nativeCode } from './codes.ts'
import { writeFile } from './file.ts'
import { edxmlDate, edxmlTime, element, escapeText } from './xml.ts'

export const EDXML_NS = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'
const NAMES: Readonly<Record<string, string>> = {
  TA: 'Tòa án nhân dân khu vực 1 - An Giang',
  VKS: 'Viện kiểm sát nhân dân tỉnh An Giang',
  CA: 'Công an tỉnh An Giang',
}

export type Kind = 'new' | 'recall' | 'update' | 'replace'
const KINDS: Readonly<Record<Kind, string>> = { new: '0', recall: '1', update: '2', replace: '3' }

/** Elements inside the envelope have the prefix, those outside have not. */
export const e = (name: string, content: string, attributes = ''): string =>
  element(`edXML:${name}`, content, attributes)
export const leaf = (name: string, value: string | undefined): string =>
  value === undefined ? '' : e(name, escapeText(value))

/** The parts that a DocumentId is made of. */
export function partsOf(documentId: string): { organId: string; date: string; number: string; notation: string } {
  const [organId = '', date = '', code = ''] = documentId.split(',')
  const [number = '', ...notation] = code.split('/')
  return { organId, date, number, notation: notation.join('/') }
}

/** The message that this one took the place of, when the court sent the file anew with its judgment. */
export function predecessorOf({ nativeKey, translation }: TrueFacet): string | undefined {
  if (translation.facet.decisions?.some(({ type }) => type.code === 'BAN_AN_SO_THAM') !== true) return undefined
  const { organId, date, number, notation } = partsOf(nativeKey)
  return `${organId},${date},${number}.0/${notation}`
}

export const kindOf = (facet: TrueFacet, changed: boolean): Kind =>
  changed ? 'update' : predecessorOf(facet) === undefined ? 'new' : 'replace'

const organ = (agency: string): string =>
  leaf('OrganId', nativeCode('agencies', agency)) +
  leaf('OrganizationInCharge', '') +
  leaf('OrganName', NAMES[agency] ?? agency) +
  leaf('OrganAdd', 'An Giang') +
  ['Email', 'Telephone', 'Fax', 'Website'].map((name) => leaf(name, '')).join('')

/** An act of another agency that the message cites, with its date where a paper of the file tells it. */
function responseFor({ assigner, value }: Identifier, { translation }: TrueFacet): string {
  const organId = nativeCode('agencies', assigner.code)
  const on = translation.facet.documents?.find(({ number }) => number === value)?.issuedOn
  const date = on === undefined ? undefined : edxmlDate(on)
  return e(
    'ResponseFor',
    leaf('OrganId', organId) +
      leaf('Code', value) +
      leaf('PromulgationDate', date) +
      leaf('DocumentId', date === undefined ? undefined : `${organId},${date},${value}`),
  )
}

/** A message answers acts; other numbers of a matter stand in its file. */
export const isAct = ({ type }: Identifier): boolean => type === 'SO_QUYET_DINH'

/** What a list shows of a header as well. Throws when the key does not say the file's own number. */
export function listedHeader(facet: TrueFacet, documentId = facet.nativeKey): Readonly<Record<string, string>> {
  const { date, number, notation } = partsOf(documentId)
  const [own, ...cited] = facet.translation.facet.identifiers
  if (documentId === facet.nativeKey && own?.value !== `${number}/${notation}`)
    throw new Error('the key has another number')
  return {
    code: e('Code', leaf('CodeNumber', number) + leaf('CodeNotation', notation)),
    promulgation: e('PromulgationInfo', leaf('Place', 'An Giang') + leaf('PromulgationDate', date)),
    responseFor: cited
      .filter(isAct)
      .map((id) => responseFor(id, facet))
      .join(''),
    documentId: leaf('DocumentId', documentId),
  }
}

function header(facet: TrueFacet, documentId: string): string {
  const { code, promulgation, responseFor: cited, documentId: id } = listedHeader(facet, documentId)
  const { report, decisions = [], documents = [] } = facet.translation.facet
  const supervised = facet.index.confirms !== undefined
  const signer = decisions.find(({ agency }) => agency.code === 'TA')
  const receivers = supervised ? ['VKS', 'CA'] : ['TA']
  const { number, notation } = partsOf(documentId)
  const subject = supervised
    ? `V/v hồ sơ vụ án hình sự sơ thẩm thụ lý số ${number}/${notation}`
    : 'V/v dấu hiệu tội phạm phát hiện tại phiên tòa'
  return e(
    'MessageHeader',
    e('From', organ('TA')) +
      receivers.map((agency) => e('To', organ(agency))).join('') +
      code +
      promulgation +
      e('DocumentType', leaf('Type', '18') + leaf('TypeName', 'Công văn') + leaf('TypeDetail', '')) +
      leaf('Subject', subject) +
      leaf('Content', 'Kính gửi quý cơ quan hồ sơ điện tử đính kèm.') +
      (signer === undefined
        ? ''
        : e(
            'SignerInfo',
            leaf('Competence', '') + leaf('Position', signer.signerTitle) + leaf('FullName', signer.signer),
          )) +
      cited +
      (facet.index.dueOn === undefined ? '' : leaf('DueDate', edxmlDate(facet.index.dueOn))) +
      e('ToPlaces', receivers.map((agency) => leaf('Place', NAMES[agency])).join('')) +
      e(
        'OtherInfo',
        leaf('Priority', report.urgency && nativeCode('urgency', report.urgency.code)) +
          leaf('SphereOfPromulgation', '') +
          leaf('TyperNotation', 'VT') +
          leaf('PromulgationAmount', '3') +
          leaf('PageAmount', String(documents.length + 1)) +
          e('Appendixes', ''),
      ) +
      leaf('SteeringType', '0') +
      id,
  )
}

function trace(facet: TrueFacet, kind: Kind, documentId: string): string {
  const { organId } = partsOf(documentId)
  const at = facet.translation.updatedAt
  const replaced = kind === 'replace' ? predecessorOf(facet) : undefined
  return e(
    'TraceHeaderList',
    e('TraceHeader', leaf('OrganId', organId) + leaf('Timestamp', edxmlTime(at))) +
      e(
        'Bussiness',
        leaf('BussinessDocType', KINDS[kind]) +
          leaf('BussinessDocReason', kind === 'new' ? 'Gửi mới' : 'Theo diễn biến của vụ án') +
          (kind === 'recall' || kind === 'update' ? leaf('DocumentId', documentId) : '') +
          (replaced === undefined ? '' : e('ReplacementInfoList', e('ReplacementInfo', leaf('DocumentId', replaced)))) +
          e('StaffInfo', leaf('Department', 'Văn phòng') + leaf('Staff', '') + leaf('Mobile', '') + leaf('Email', '')) +
          leaf('Paper', '0'),
      ),
    ' id="lichTrinh" version="1.0" mustUnderstand="1" actor="http://schemas.xmlsoap.org/soap/actor/next"',
  )
}

/** One attachment, not yet encoded. */
export interface Content {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly description: string
  readonly content: Buffer
}

/** Papers whose content came along are attached. Throws when one of them has no name, type or size. */
function attachments(facet: TrueFacet): readonly Content[] {
  const { facet: held, digests = [] } = facet.translation
  const attached = (held.documents ?? []).filter((_, i) => digests.some(({ path }) => path === `/documents/${i}`))
  const papers = attached.map(({ id, title = '', fileName, mediaType, bytes }): Content => {
    if (fileName === undefined || mediaType !== 'application/pdf' || bytes === undefined)
      throw new Error('the format has no place for a paper that is no scan')
    return { id, type: mediaType, name: fileName, description: title, content: pdf(title, bytes) }
  })
  const file = { type: 'application/xml', name: 'hoso.xml', description: 'Dữ liệu hồ sơ vụ án' }
  return [{ id: 'hoso', ...file, content: Buffer.from(writeFile(facet)) }, ...papers]
}

/** `edXMLBody` with the manifest of what is attached. */
export function body(of: readonly Content[]): string {
  const references = of.map(({ id, type, name, description }) =>
    e(
      'Reference',
      leaf('ContentId', `cid:${id}`) +
        leaf('ContentType', type) +
        leaf('Description', description) +
        leaf('AttachmentName', name),
      ` xlink:href="cid:${id}"`,
    ),
  )
  return e('edXMLBody', e('edXMLManifest', `\n${references.join('\n')}\n`, ' version="1.0"'))
}

const lines = (base64: string): string => base64.replace(/.{76}(?!$)/g, '$&\r\n')

/** `AttachmentEncoded`, which stands beside the envelope. */
export function encoded(of: readonly Content[]): string {
  const written = of.map(({ id, type, name, description, content }) =>
    element(
      'Attachment',
      element('ContentType', type) +
        element('ContentId', id) +
        element('Description', escapeText(description)) +
        element('ContentTransferEncoded', lines(content.toString('base64'))) +
        element('AttachmentName', escapeText(name)),
    ),
  )
  return element('AttachmentEncoded', `\n${written.join('\n')}\n`)
}

/** A whole message of its parts; `attached` is empty when nothing is. */
export function message(header: string, trace: string, manifest: string, attached: string): string {
  const head = e('edXMLHeader', `\n${[header, trace, e('DigitalSignature', '')].join('\n')}\n`)
  const envelope = e(
    'edXMLEnvelope',
    `\n${head}\n${manifest}`,
    ` xmlns:edXML="${EDXML_NS}" xmlns:xlink="http://www.w3.org/1999/xlink"`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n${element('edXML', `\n${envelope}\n${attached}\n`, ` xmlns="${EDXML_NS}"`)}`
}

/**
 * One message. A recall says which document it recalls and carries nothing. Throws when edXML has no place for
 * something.
 */
export function writeMessage(facet: TrueFacet, kind: Kind, documentId = facet.nativeKey): string {
  const carried = kind === 'recall' ? undefined : attachments(facet)
  const manifest = carried === undefined ? e('edXMLBody', '') : body(carried)
  const parts = [header(facet, documentId), trace(facet, kind, documentId)] as const
  return message(...parts, manifest, carried === undefined ? '' : encoded(carried))
}

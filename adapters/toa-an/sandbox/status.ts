/** A status message of edXML: what has become of a document, for whoever sent it (QĐ 28/2018/QĐ-TTg). */
import { EDXML_NS, e, leaf } from './message.ts'
import { edxmlTime, element } from './xml.ts'

interface Status {
  /** One of 01 to 06, 13, 15, 16. */
  readonly code: string
  /** The message that it is about. */
  readonly about: { readonly sender: string; readonly documentId: string }
  /** The court's number for it. */
  readonly key: string
  /** RFC 3339 instant in Vietnamese time. */
  readonly at: string
}

const WORDS: Readonly<Record<string, string>> = { '03': 'Đã tiếp nhận, vào sổ', '15': 'Đồng ý lấy lại, cập nhật' }

/** The whole message; `Description` has the court's number. */
export function writeStatus({ code, about, key, at }: Status): string {
  const [, date = '', number = ''] = about.documentId.split(',')
  const status = e(
    'Status',
    e(
      'ResponseFor',
      leaf('OrganId', about.sender) +
        leaf('Code', number) +
        leaf('PromulgationDate', date) +
        leaf('DocumentId', about.documentId),
    ) +
      e('From', leaf('OrganId', key.split(',')[0])) +
      leaf('StatusCode', code) +
      leaf('Description', `${WORDS[code] ?? ''}: ${key}`) +
      leaf('Timestamp', edxmlTime(at)) +
      e('StaffInfo', leaf('Department', 'Văn phòng') + leaf('Staff', '') + leaf('Mobile', '') + leaf('Email', '')),
  )
  const envelope = e('edXMLEnvelope', e('edXMLHeader', status), ` xmlns:edXML="${EDXML_NS}"`)
  return `<?xml version="1.0" encoding="utf-8"?>\n${element('edXML', envelope, ` xmlns="${EDXML_NS}"`)}`
}

/** Documents that came from outside, as the court lists them and gives them again: under its own number, with what came in them. */
import type { XmlElement } from '../../codecs/xml.ts'
import type { Entry } from './book.ts'
import { incomingIn, type Letter, only, textIn } from './incoming.ts'
import { body, type Content, e, encoded, leaf, message, partsOf } from './message.ts'
import { edxmlTime, element, escapeText, ownInstant, plain } from './xml.ts'

/** As it was read when it was taken; throws on what never was. */
function letterOf({ content }: Entry): Letter & { readonly file: XmlElement } {
  const read = incomingIn(content.native)
  if (read.what === 'wrong' || read.what === 'status' || read.file === undefined) throw new Error('no letter')
  return { ...read, file: read.file }
}

/** An element as it came, without the namespaces that it had. */
function again({ name, attributes, children, text }: XmlElement): string {
  const kept = attributes.map((of) => ` ${of.name}="${escapeText(of.value)}"`).join('')
  return element(name, children.length > 0 ? children.map(again).join('') : escapeText(text.trim()), kept)
}

const numberOf = (key: string): string => {
  const { number, notation } = partsOf(key)
  return `${number}/${notation}`
}

/** The court's own entry goes before the numbers that others have for the matter. */
const ownNumber = (key: string): string =>
  element(
    'SoVuViec',
    plain('HeThong', 'toa-an:xet-xu') +
      plain('Loai', 'TN') +
      plain('So', numberOf(key)) +
      plain('CoQuan', partsOf(key).organId),
  )

const numbersIn = (file: XmlElement): string => (only(file, 'CacSoVuViec')?.children ?? []).map(again).join('')

function header(key: string, more = ''): string {
  const { organId, date, number, notation } = partsOf(key)
  return (
    e('From', leaf('OrganId', organId)) +
    more +
    e('Code', leaf('CodeNumber', number) + leaf('CodeNotation', notation)) +
    e('PromulgationInfo', leaf('Place', 'An Giang') + leaf('PromulgationDate', date))
  )
}

/** The row of a list. One that was recalled or replaced is told as a recall. */
export function receivedRow(entry: Entry): string {
  const { file } = letterOf(entry)
  const [mark = [], about] = [file.attributes, only(file, 'ThongTinChung')]
  const field = textIn(about, 'LinhVuc')
  const row =
    plain('NguonAn', textIn(about, 'NguonAn')) +
    plain('GiaiDoan', textIn(about, 'GiaiDoan')) +
    plain('NgayNhan', textIn(about, 'NgayNhan')) +
    plain('CapNhatLuc', ownInstant(entry.changedAt)) +
    plain('LinhVuc', field === '' ? undefined : field) +
    plain('CheGiau', 'K') +
    numbersIn(file)
  return element(
    'VanBan',
    e('MessageHeader', header(entry.key) + leaf('DocumentId', entry.key)) +
      leaf('BussinessDocType', entry.state === 'recalled' ? '1' : '0') +
      element('HoSo', row),
    mark.map(({ name, value }) => ` ${name}="${value}"`).join(''),
  )
}

/** The file as it came, entered under the court's number at the time of the entry. */
function fileOf({ key, changedAt }: Entry, file: XmlElement): string {
  const parts = file.children.map((part) => {
    if (part.name === 'CapNhatLuc') return plain('CapNhatLuc', ownInstant(changedAt))
    return part.name === 'CacSoVuViec'
      ? element('CacSoVuViec', ownNumber(key) + part.children.map(again).join(''))
      : again(part)
  })
  const marks = file.attributes.map(({ name, value }) => ` ${name}="${value}"`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('HoSoVuAn', parts.join('\n'), ` xmlns="${file.ns}"${marks}`)}`
}

/** The message that the court gives of an entry: its own letter, the file and the papers that came. */
export function receivedMessage(entry: Entry): string {
  const { file, sender, priority, papers } = letterOf(entry)
  const attachments: readonly Content[] = [
    {
      id: 'hoso',
      type: 'application/xml',
      name: 'hoso.xml',
      description: 'Dữ liệu hồ sơ vụ án',
      content: Buffer.from(fileOf(entry, file)),
    },
    ...papers.map((of) => ({
      id: textIn(of, 'ContentId'),
      type: textIn(of, 'ContentType'),
      name: textIn(of, 'AttachmentName'),
      description: textIn(of, 'Description'),
      content: Buffer.from(textIn(of, 'ContentTransferEncoded'), 'base64'),
    })),
  ]
  const head =
    header(entry.key, e('To', leaf('OrganId', sender))) +
    leaf('Subject', `V/v hồ sơ điện tử đến số ${numberOf(entry.key)}`) +
    (priority === undefined ? '' : e('OtherInfo', leaf('Priority', priority))) +
    leaf('DocumentId', entry.key)
  const trace =
    e('TraceHeader', leaf('OrganId', partsOf(entry.key).organId) + leaf('Timestamp', edxmlTime(entry.changedAt))) +
    e('Bussiness', leaf('BussinessDocType', '0') + leaf('BussinessDocReason', 'Gửi mới'))
  return message(e('MessageHeader', head), e('TraceHeaderList', trace), body(attachments), encoded(attachments))
}

/** What reconciling finds, as a sentence in both languages: what is missing where, and who must act. */

interface About {
  /** Agency of a source, system of a receiver. */
  readonly of: string
}

/** A line of a list. */
interface AtLine extends About {
  readonly file: string
  readonly line: number
}

interface Requested extends AtLine {
  readonly event: string
  readonly at: string
  readonly path: string
}

interface Held extends AtLine {
  readonly origin: string
  readonly index: number
  readonly event?: string | undefined
  readonly at?: string | undefined
}

interface Logged extends About {
  readonly origin: string
  readonly index: number
  readonly event: string
  readonly at: string
  readonly phase: string
}

export type Mismatch =
  /** Asked at a source, and no entry tells of it. */
  | (Requested & { readonly kind: 'unrecorded' })
  /** Asked at a source more often than the entries of its event say. */
  | (Requested & { readonly kind: 'asked-again' })
  /** Asked at a source without an event, so that no entry can tell of it. */
  | (Omit<Requested, 'event'> & { readonly kind: 'without-event' })
  /** An entry says that the source answered, and its list does not have it. */
  | (Logged & { readonly kind: 'unlisted' })
  /** An entry says that something was given, and its receiver has no receipt of it. */
  | (Logged & { readonly kind: 'without-receipt' })
  /** The log is shorter than the receipt says. */
  | (Held & { readonly kind: 'not-in-log' })
  /** The log has another entry there. */
  | (Held & { readonly kind: 'otherwise' })
  /** The entry is of another system than the one that holds its receipt. */
  | (Held & { readonly kind: 'of-another' })
  /** No log of that name was given. */
  | (Held & { readonly kind: 'other-log' })
  | (AtLine & { readonly kind: 'malformed' })

type Party = 'gateway' | 'source' | 'receiver' | 'officer'

const parties: Readonly<Record<Party, string>> = {
  gateway: 'đơn vị vận hành cổng · the operator of the gateway',
  source: 'cơ quan có nguồn · the agency of the source',
  receiver: 'cơ quan nhận · the receiver',
  officer: 'cán bộ kiểm toán · the audit officer',
}

const sentences: Readonly<Record<Mismatch['kind'], readonly [Party, string]>> = {
  unrecorded: [
    'gateway',
    'nguồn được hỏi mà nhật ký không ghi: truy cập không được ghi lại · asked at the source and not in the log: access that was never recorded',
  ],
  'asked-again': [
    'gateway',
    'nguồn được hỏi nhiều lần hơn nhật ký ghi: có thể hỏi lại sau khi mất kết nối · asked at the source more often than the log says: perhaps again after a lost connection',
  ],
  'without-event': [
    'source',
    'yêu cầu không có mã sự kiện: không thể đối chiếu, ai đã hỏi? · a request without an event can not be compared: who asked?',
  ],
  unlisted: [
    'source',
    'nhật ký ghi nguồn đã trả lời mà danh sách của nguồn không có · the log says that the source answered, and the list of the source does not have it',
  ],
  'without-receipt': [
    'receiver',
    'nhật ký ghi đã trao mà bên nhận không có biên nhận · the log says that it was given, and the receiver has no receipt',
  ],
  'not-in-log': ['gateway', 'nhật ký không có bản ghi của biên nhận · the log does not have the entry of the receipt'],
  otherwise: ['gateway', 'nhật ký có bản ghi khác ở chỗ đó · the log has another entry there'],
  'of-another': ['receiver', 'bản ghi là của hệ thống khác · the entry is of another system'],
  'other-log': [
    'officer',
    'biên nhận của nhật ký chưa đưa vào · a receipt of a log that was not given: give that one too',
  ],
  malformed: ['officer', 'dòng sai dạng · the line is malformed'],
}

/** One line: what, about whom, which event, when, where it stands, and who must act. Nothing of a record is in it. */
export function told(found: Mismatch): string {
  const [party, what] = sentences[found.kind]
  const event = 'event' in found ? (found.event ?? '–') : '–'
  const at = 'at' in found ? (found.at ?? '–') : '–'
  const phase = 'phase' in found ? [found.phase] : []
  const where = 'index' in found ? [`${found.origin} ${found.index}`] : []
  const line = 'file' in found ? [`${found.file}:${found.line}`] : []
  const path = 'path' in found ? [JSON.stringify(found.path)] : []
  return [
    `${found.kind}: ${what}`,
    `  ${[found.of, event, at, ...phase, ...where, ...line, ...path].join('  ')}`,
    `  ai phải làm rõ · who must act: ${parties[party]}`,
  ].join('\n')
}

/** The items in the cells of a row, as tables: the members of each in order, and since which version of the format they are there. */
import * as rows from './entity-rows.ts'
import type { Column, Version } from './format.ts'
import type { Row } from './leaves.ts'

export type ListName =
  | 'identifiers'
  | 'participants'
  | 'offences'
  | 'assignments'
  | 'inspectionConclusions'
  | 'decisions'
  | 'documents'
  | 'recommendations'
  | 'custody'
  | 'clocks'
  | 'petitions'
  | 'feedback'
  | 'links'

/** How the items of a cell are read. `members` in the order in which an item has them. */
export interface Items {
  readonly column: Column
  readonly list: ListName
  readonly itemsMax: number
  readonly members: readonly string[]
  readonly rows: readonly Row[]
  /** Each item bears handling marks of its own, in its member `MARK`. */
  readonly marked?: true
  /** Native members that hold the id of an item of another list. */
  readonly references?: Readonly<Record<string, ListName>>
  /** The version of the format that brought a member; those that are not here were always there. */
  readonly since?: Readonly<Record<string, Version>>
  /** The member that says when the item is from: codes that are not in force then are told. */
  readonly dated?: string
}

export const MARK = 'độ bảo mật'

/** The members of an item in a file of that version. */
export const membersAt = ({ members, since = {} }: Items, version: Version): readonly string[] =>
  members.filter((name) => (since[name] ?? 0) <= version)

const items = (
  column: Column,
  list: ListName,
  itemsMax: number,
  of: readonly Row[],
  more: Pick<Items, 'marked' | 'references' | 'since' | 'dated'> = {},
): Items => {
  const members = [...new Set(of.map(([native]) => native)), ...(more.marked ? [MARK] : [])]
  return { column, list, itemsMax, rows: of, members, ...more }
}

const since = (version: Version, names: readonly string[]): Readonly<Record<string, Version>> =>
  Object.fromEntries(names.map((name) => [name, version]))

export const lists: readonly Items[] = [
  items('Số liên quan', 'identifiers', 20, rows.otherNumber),
  items('Đối tượng', 'participants', 200, rows.participant, {
    marked: true,
    since: {
      ...since(1, [...rows.organisation('', 'tổ chức').map(([native]) => native), 'từ ngày']),
      ...since(2, ['tên khác', 'quốc tịch', 'hộ chiếu', 'điện thoại', 'chưa thành niên', 'đến ngày']),
    },
  }),
  items('Tội danh', 'offences', 50, rows.offence),
  items('Phân công', 'assignments', 50, rows.assignment, { dated: 'ngày' }),
  items('Kết luận', 'inspectionConclusions', 20, rows.conclusion, { marked: true }),
  items('Văn bản', 'decisions', 200, rows.decision, {
    references: { 'thay bởi': 'decisions', 'hủy bởi': 'decisions' },
    since: since(2, ['mã căn cứ', 'hủy bởi']),
    dated: 'ngày',
  }),
  items('Tài liệu', 'documents', 200, rows.document, { marked: true }),
  items('Kiến nghị', 'recommendations', 100, rows.recommendation, {
    since: since(1, ['nơi thực hiện', 'thu gần nhất', 'đôn đốc']),
  }),
  items('Giao nhận', 'custody', 50, rows.handOver, { since: since(2, ['độ mật', 'lý do']), dated: 'giao lúc' }),
  items('Thời hạn', 'clocks', 50, rows.clock),
  items('Đơn thư', 'petitions', 50, rows.petition, { dated: 'ngày chuyển' }),
  items('Phản hồi', 'feedback', 100, rows.answer, {
    since: since(2, ['báo người cung cấp tin']),
    dated: 'ngày nhận',
  }),
  items('Liên quan', 'links', 50, rows.link),
]

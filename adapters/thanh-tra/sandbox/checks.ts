/** What the inspection system looks at before it takes a row: its own codes, dates, marks, and the shape of what stands in a cell. */
import * as lists from './lists.ts'
import { HEADER } from './writer.ts'

export type RowFault = 'TAI_LIEU_MAT' | `SAI:${string}`

export type Column = (typeof HEADER)[number]
export type Cells = Readonly<Record<Column, string>>

const INSTANT = /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/

const has =
  (list: Readonly<Record<string, string>>) =>
  (code: string): boolean =>
    Object.values(list).includes(code)

const maybe =
  (good: (text: string) => boolean) =>
  (text: string): boolean =>
    text === '' || good(text)

const several =
  (good: (text: string) => boolean) =>
  (text: string): boolean =>
    text.split('|').every(good)

/** The number of members of each item, by column. */
const MEMBERS: Readonly<Partial<Record<Column, number>>> = {
  'Số liên quan': 4,
  'Đối tượng': 23,
  'Tội danh': 4,
  'Phân công': 9,
  'Kết luận': 18,
  'Văn bản': 14,
  'Tài liệu': 7,
  'Kiến nghị': 10,
  'Giao nhận': 11,
  'Thời hạn': 8,
  'Đơn thư': 12,
  'Phản hồi': 6,
  'Liên quan': 10,
}

const countOf = (item: string): number => item.replace(/\\[\s\S]/g, '').split('~').length

/** Items between `|` that no `\` precedes. */
const itemsOf = (cell: string): readonly string[] => cell.match(/(?:\\[\s\S]|[^\\|])+/g) ?? []

const CHECKS: Readonly<Partial<Record<Column, (text: string) => boolean>>> = {
  'Mã hồ sơ': (text) => /^LT-[a-z0-9-]{1,40}$/.test(text),
  'Loại việc': has(lists.kinds),
  Nguồn: maybe(several(has(lists.channels))),
  'Nơi chuyển đến': maybe(has(lists.agencies)),
  'Ngày thụ lý': (text) => INSTANT.test(text),
  'Ngày vào sổ': maybe((text) => INSTANT.test(text)),
  'Lĩnh vực': maybe(has(lists.fields)),
  'Tính chất': maybe(several(has(lists.flags))),
  'Độ khẩn': maybe(has(lists.urgencies)),
  'Phức tạp': maybe(has(lists.yesNo)),
  'Giai đoạn': has(lists.stages),
  'Độ bảo mật': (text) => ['CK', 'TH', 'HC'].includes(text),
  'Dấu xử lý': (text) => text === '0' || several(has(lists.tags))(text),
  'Hiển thị': (text) => ['AN', 'HIEN'].includes(text),
  'Cập nhật': (text) => INSTANT.test(text),
  'Người lập': (text) => text !== '',
}

const SECRET = /(?:^|[|~^])BMNN-[ABC](?:$|[|~^])/

/** The row by columns, or what is wrong with it: the first column that is. */
export function checkedRow(row: readonly string[]): Cells | RowFault {
  if (row.some((cell) => SECRET.test(cell))) return 'TAI_LIEU_MAT'
  if (row.length !== HEADER.length) return 'SAI:số ô'
  const cells = Object.fromEntries(HEADER.map((column, i) => [column, row[i]!])) as Cells
  const wrong = HEADER.find((column) => {
    const members = MEMBERS[column]
    if (members !== undefined) return itemsOf(cells[column]).some((item) => countOf(item) !== members)
    return CHECKS[column]?.(cells[column]) === false
  })
  return wrong === undefined ? cells : `SAI:${wrong}`
}

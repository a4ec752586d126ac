/**
 * Writes true facets as the inspection system exports them: one row of CSV per matter, what there is several of in one cell. It
 * knows nothing of the adapter that reads it.
 */
import type { TrueFacet } from '../../sandbox/world.ts'
import { itemsOf } from './items.ts'
import * as lists from './lists.ts'
import { code, date, instant, isOwn, yesNo } from './members.ts'

export const HEADER = [
  'Mã hồ sơ',
  'Số hồ sơ',
  'Số liên quan',
  'Loại việc',
  'Nguồn',
  'Nơi chuyển đến',
  'Ngày thụ lý',
  'Ngày vào sổ',
  'Ngày xảy ra',
  'Mã xã',
  'Địa điểm',
  'Nội dung',
  'Lĩnh vực',
  'Tính chất',
  'Độ khẩn',
  'Phức tạp',
  'Giai đoạn',
  'Đối tượng',
  'Tội danh',
  'Phân công',
  'Kết luận',
  'Văn bản',
  'Tài liệu',
  'Kiến nghị',
  'Giao nhận',
  'Thời hạn',
  'Đơn thư',
  'Phản hồi',
  'Liên quan',
  'Bản sao gửi',
  'Độ bảo mật',
  'Dấu xử lý',
  'Hiển thị',
  'Cập nhật',
  'Người lập',
  'Ghi chú nội bộ',
] as const

/** The cells of a facet, in the order of the header. */
export function cellsOf({ nativeKey, index, translation }: TrueFacet): readonly string[] {
  const { facet, updatedAt } = translation
  const { report, label, identifiers } = facet
  const cells: Partial<Record<string, string>> = {
    ...itemsOf(translation),
    'Mã hồ sơ': nativeKey,
    'Số hồ sơ': identifiers.find(isOwn)?.value ?? '',
    'Loại việc': lists.kinds[report.kind.code]!,
    Nguồn: (report.channels ?? []).map((of) => lists.channels[of.code]).join('|'),
    'Nơi chuyển đến': code(lists.agencies, report.receivedFrom?.code),
    'Ngày thụ lý': instant(report.receivedAt),
    'Ngày vào sổ': report.recordedAt === undefined ? '' : instant(report.recordedAt),
    'Ngày xảy ra': date(report.occurredAt),
    'Mã xã': report.place?.commune?.code ?? '',
    'Địa điểm': report.place?.text ?? '',
    'Nội dung': report.summary ?? '',
    'Lĩnh vực': code(lists.fields, report.corruptionField?.code),
    'Tính chất': (report.flags ?? []).map((of) => lists.flags[of.code]).join('|'),
    'Độ khẩn': code(lists.urgencies, report.urgency?.code),
    'Phức tạp': yesNo(report.complicated),
    'Giai đoạn': lists.stages[report.stage.code]!,
    'Bản sao gửi': (index.confirms ?? [])
      .filter(({ relation }) => relation === 'supervising')
      .map(({ agency }) => lists.agencies[agency])
      .join('|'),
    'Độ bảo mật': lists.levels[label.level]!,
    'Dấu xử lý': label.tags.length === 0 ? '0' : label.tags.map((tag) => lists.tags[tag]).join('|'),
    'Hiển thị': index.conceal ? 'AN' : 'HIEN',
    'Cập nhật': instant(updatedAt),
    'Người lập': 'phong.nghiepvu2',
    'Ghi chú nội bộ': 'Đã đối chiếu hồ sơ giấy;\r\nlưu tại tủ "C2".',
  }
  return HEADER.map((column) => cells[column] ?? '')
}

const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A file of the system: header, rows, trailer. */
export function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(quoted).join(';'))
  return `${[...lines, `#HET;${rows.length};`].join('\r\n')}\r\n`
}

/** A whole export of rows of cells. */
export const fileOf = (rows: readonly (readonly string[])[]): string => csvOf(HEADER, rows)

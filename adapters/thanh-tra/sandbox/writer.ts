/**
 * Writes true facets as the inspection system exports them: one row of CSV per matter, what there is several of in one cell. It
 * knows nothing of the adapter that reads it.
 */
import type { TrueFacet } from '../../sandbox/world.ts'
import { itemsOf } from './items.ts'
import * as lists from './lists.ts'
import { instant } from './members.ts'

export const HEADER: readonly string[] = [
  'Mã hồ sơ',
  'Số hồ sơ',
  'Loại việc',
  'Nguồn',
  'Ngày thụ lý',
  'Mã xã',
  'Địa điểm',
  'Nội dung',
  'Lĩnh vực',
  'Giai đoạn',
  'Đối tượng',
  'Tội danh',
  'Kết luận',
  'Văn bản',
  'Kiến nghị',
  'Giao nhận',
  'Thời hạn',
  'Phản hồi',
  'Bản sao gửi',
  'Độ bảo mật',
  'Dấu xử lý',
  'Hiển thị',
  'Cập nhật',
  'Người lập',
  'Ghi chú nội bộ',
]

/** The cells of a facet, in the order of the header. */
export function cellsOf({ nativeKey, index, translation }: TrueFacet): readonly string[] {
  const { facet, updatedAt } = translation
  const { report, label } = facet
  return [
    nativeKey,
    facet.identifiers[0]?.value ?? '',
    lists.kinds[report.kind.code]!,
    (report.channels ?? []).map(({ code }) => lists.channels[code]).join('|'),
    instant(report.receivedAt),
    report.place?.commune?.code ?? '',
    report.place?.text ?? '',
    report.summary ?? '',
    report.corruptionField === undefined ? '' : lists.fields[report.corruptionField.code]!,
    lists.stages[report.stage.code]!,
    ...itemsOf(translation),
    (index.confirms ?? []).map(({ agency }) => lists.agencies[agency]).join('|'),
    lists.levels[label.level]!,
    label.tags.length === 0 ? '0' : label.tags.map((tag) => lists.tags[tag]).join('|'),
    index.conceal ? 'AN' : 'HIEN',
    instant(updatedAt),
    'phong.nghiepvu2',
    'Đã đối chiếu hồ sơ giấy;\r\nlưu tại tủ "C2".',
  ]
}

const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A whole export of rows of cells: header, rows, trailer. */
export function fileOf(rows: readonly (readonly string[])[]): string {
  const lines = [HEADER, ...rows].map((cells) => cells.map(quoted).join(';'))
  return `${[...lines, `#HET;${rows.length};`].join('\r\n')}\r\n`
}

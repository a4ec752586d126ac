/** What a computation of a time limit says of its input: a finding names a place, never what stands there. */
import type { Text } from './rules.ts'

export const findingTexts = {
  'unknown-rule': { vi: 'Không có quy tắc thời hạn này', en: 'There is no such rule' },
  'bad-date': { vi: 'Ngày giờ không có thật hoặc sai dạng', en: 'The date does not exist or is malformed' },
  'bad-list': { vi: 'Phải là danh sách', en: 'A list is needed' },
  'too-many': { vi: 'Quá nhiều mục: phần sau không xét', en: 'Too many entries: the rest was not looked at' },
  'outside-calendar': { vi: 'Ngoài các năm có lịch nghỉ lễ', en: 'Outside the years whose holidays are known' },
  'start-hour-missing': {
    vi: 'Thời hạn tính bằng giờ mà không có giờ bắt đầu: lấy ngày muộn nhất có thể',
    en: 'A limit in hours without the hour it began: the latest possible day is given',
  },
  'severity-missing': { vi: 'Thiếu loại tội phạm: chưa tính được', en: 'The severity is missing: not computed' },
  'commune-missing': { vi: 'Thiếu mã cấp xã: lấy hạn ngắn', en: 'The commune is missing: the shorter limit is taken' },
  'not-remote': { vi: 'Nơi này không được hạn dài hơn', en: 'The longer limit does not hold in this place' },
  'parameter-unknown': { vi: 'Quy tắc không có tham số này', en: 'The rule has no such parameter' },
  'parameter-bad': { vi: 'Giá trị tham số không dùng được', en: 'The value of the parameter cannot be used' },
  'end-before-start': { vi: 'Kết thúc trước khi bắt đầu', en: 'It ends before it starts' },
  'extension-not-foreseen': { vi: 'Luật không cho gia hạn', en: 'The rule allows no extension' },
  'extension-beyond-rule': { vi: 'Quá số lần gia hạn', en: 'More extensions than the rule allows' },
  'extension-too-long': { vi: 'Gia hạn quá mức: lấy mức tối đa', en: 'Longer than allowed: the maximum is taken' },
  'extension-bad-amount': { vi: 'Số gia hạn không dùng được', en: 'The amount of the extension cannot be used' },
  'extension-after-expiry': { vi: 'Gia hạn khi đã hết hạn: không tính', en: 'Decided after expiry: not counted' },
  'extension-before-start': {
    vi: 'Gia hạn trước khi bắt đầu: không tính',
    en: 'Decided before the start: not counted',
  },
  'extension-asked-late': { vi: 'Đề nghị gia hạn muộn', en: 'The extension was asked for too late' },
  'extension-asked-after-decision': { vi: 'Đề nghị sau khi đã quyết định', en: 'Asked for after it was decided' },
  'suspension-not-foreseen': { vi: 'Luật không cho tạm đình chỉ thời hạn này', en: 'The rule knows no suspension' },
  'suspension-before-expiry': { vi: 'Tạm đình chỉ khi chưa hết hạn', en: 'Suspended before the limit ended' },
  'suspension-after-expiry': {
    vi: 'Tạm đình chỉ khi đã quá hạn: không tính',
    en: 'Suspended after expiry: not counted',
  },
  'suspension-bad-order': { vi: 'Các lần tạm đình chỉ không theo thứ tự', en: 'Suspensions out of order' },
  'resumption-limit-unknown': {
    vi: 'Chưa rõ thời hạn sau khi phục hồi: chưa tính được',
    en: 'The limit after resumption is not known: not computed',
  },
} as const satisfies Record<string, Text>

export type FindingCode = keyof typeof findingTexts

export interface Finding {
  readonly code: FindingCode
  /** JSON Pointer into the input. */
  readonly path: string
}

/** What a native field looks like, from its values; the values themselves are never told. */
import type { Text } from '../../../schemas/validation/texts.ts'
import type { Kind } from '../native/source.ts'

/** A leaf as it stands in a sample. */
export interface Seen {
  readonly kind: Kind
  readonly value: string
}

const forms: readonly (readonly [pattern: RegExp, vi: string, en: string])[] = [
  [/^\d{2}\/\d{2}\/\d{4}( \d{2}:\d{2}(:\d{2})?)$/, 'thời điểm dd/MM/yyyy HH:mm[:ss]', 'a time dd/MM/yyyy HH:mm[:ss]'],
  [
    /^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}(:\d{2})? [AP]M$/,
    'thời điểm 12 giờ, … hh:mm[:ss] a; xem ngày trước hay tháng trước',
    'a 12-hour time … hh:mm[:ss] a; see whether day or month comes first',
  ],
  [
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
    'thời điểm có múi giờ (instant)',
    'a time with its own offset (instant)',
  ],
  [
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/,
    'thời điểm có múi giờ, có thể không có giây (instantToMinute)',
    'a time with its own offset, at times without seconds (instantToMinute)',
  ],
  [/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/, 'thời điểm yyyy-MM-dd HH:mm[:ss]', 'a time yyyy-MM-dd HH:mm[:ss]'],
  [/^((\d{2}\/)?\d{2}\/\d{4}|(19|20)\d{2})$/, 'ngày, tháng hoặc năm dd/MM/yyyy', 'a date, month or year dd/MM/yyyy'],
  [/^\d{4}-\d{2}(-\d{2})?$/, 'ngày hoặc tháng yyyy-MM-dd', 'a date or month yyyy-MM-dd'],
  [/^(\d{9}|\d{12})$/, 'số định danh cá nhân hoặc CMND', 'a personal id number'],
  [/^-?\d+([.,]\d+)?$/, 'số', 'a number'],
  [/^[\p{Lu}\p{N}_.-]{1,12}$/u, 'mã', 'a code'],
]

const markName =
  /(mat|bao_?mat|niem_?phong|dau_?xu_?ly|danh_?dau|chia_?se|secre|confiden|classif|share|handling|restrict|marking|(^|_)marks?$)/i
const plain = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').replaceAll(' ', '_')

/** Whether the last step of a path is named as handling marks are. */
export const looksLikeMark = (path: string): boolean => markName.test(plain(path.slice(path.lastIndexOf('/') + 1)))

function formOf(seen: readonly Seen[]): Text {
  const filled = seen.filter(({ kind, value }) => kind !== 'null' && value.trim() !== '')
  if (filled.length === 0) return { vi: 'trống trong mọi mẫu', en: 'empty in every sample' }
  const kinds = new Set(filled.map(({ kind }) => kind))
  if (kinds.size > 1) return { vi: 'nhiều kiểu khác nhau', en: 'of several types' }
  if (kinds.has('boolean')) return { vi: 'đúng hoặc sai', en: 'true or false' }
  const form = forms.find(([pattern]) => filled.every(({ value }) => pattern.test(value.trim())))
  if (form) return { vi: form[1], en: form[2] }
  const longest = Math.max(...filled.map(({ value }) => [...value].length))
  const bound = [20, 100, 300, 1000, 4000].find((of) => longest <= of)
  return bound === undefined
    ? { vi: 'văn bản dài', en: 'long text' }
    : { vi: `văn bản đến ${bound} ký tự`, en: `text of up to ${bound} characters` }
}

/** What a field looks like, in both languages: the `because` of an undecided row. */
export function toDecide(path: string, seen: readonly Seen[]): string {
  const { vi, en } = formOf(seen)
  const mark = looksLikeMark(path)
  const also = mark
    ? ['; có thể là dấu xử lý: nếu đúng thì thêm vào marks', '; may be a handling mark: if it is, list it in marks']
    : ['', '']
  return `Trông như ${vi}${also[0]} · Looks like ${en}${also[1]}.`
}

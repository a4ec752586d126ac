/** Levels, tags, masks and degrees of certainty in words, and what a field is, for people who read generated files. */
import type { DefaultLabel, FieldModel, Mask, Model, Title } from './model.ts'

type Words = Readonly<Record<string, Title>>

export const levelWords: Words = {
  CONG_KHAI: { vi: 'Công khai', en: 'Public' },
  NOI_BO: { vi: 'Nội bộ', en: 'Internal' },
  HAN_CHE: { vi: 'Hạn chế', en: 'Restricted' },
  MAT: { vi: 'Mật', en: 'Mật (state secret, 3rd degree)' },
  TOI_MAT: { vi: 'Tối mật', en: 'Tối mật (state secret, 2nd degree)' },
  TUYET_MAT: { vi: 'Tuyệt mật', en: 'Tuyệt mật (state secret, 1st degree)' },
  CHUA_XAC_DINH: { vi: 'Chưa xác định', en: 'Undetermined' },
}

export const tagWords: Words = {
  NGUOI_TO_GIAC: { vi: 'Danh tính người tố giác, tố cáo', en: 'Identity of who reported' },
  NGUOI_CHUA_THANH_NIEN: { vi: 'Người chưa thành niên', en: 'Minor' },
  BAO_VE_NHAN_CHUNG: { vi: 'Người được bảo vệ', en: 'Protected witness' },
  DLCN_CO_BAN: { vi: 'Dữ liệu cá nhân cơ bản', en: 'Basic personal data' },
  DLCN_NHAY_CAM: { vi: 'Dữ liệu cá nhân nhạy cảm', en: 'Sensitive personal data' },
  CAN_BO_QUAN_LY: { vi: 'Cán bộ thuộc diện quản lý', en: 'Official under management' },
}

/** What a partial release shows; of a field without a mask it shows nothing. */
export const maskWords: Readonly<Record<Exclude<Mask, 'none'>, Title>> = {
  initials: { vi: 'chữ cái đầu (N. V. Đ.)', en: 'initials (N. V. Đ.)' },
  year: { vi: 'năm (1988)', en: 'the year (1988)' },
  last3: { vi: '3 ký tự cuối (•••••••••234)', en: 'the last 3 characters (•••••••••234)' },
}

const certainty = {
  confirmed: { vi: 'đã xác nhận', en: 'confirmed' },
  'second-hand': { vi: 'thứ cấp', en: 'second-hand' },
  recalled: { vi: 'nhớ lại', en: 'recalled' },
  doubtful: { vi: 'nghi ngờ', en: 'doubtful' },
} as const

/** How sure a fact of law is, by the marks of the code lists (`C`, `C*`, `R`, `R!`) or the words of the clock rules. */
export const confidenceWords: Words = {
  ...certainty,
  C: certainty.confirmed,
  'C*': certainty['second-hand'],
  R: certainty.recalled,
  'R!': certainty.doubtful,
}

/** The words of `code`. Throws an Error naming the code when there are none: a new level or tag needs its words here. */
export function wordOf(words: Words, code: string): Title {
  const found = words[code]
  if (!found) throw new Error(`words.ts: no words for ${code}`)
  return found
}

/** A label in words: its level, then its tags. Throws as wordOf does. */
export function labelInWords({ level, tags }: DefaultLabel): Title {
  const parts = [wordOf(levelWords, level), ...tags.map((tag) => wordOf(tagWords, tag))]
  return { vi: parts.map(({ vi }) => vi).join('; '), en: parts.map(({ en }) => en).join('; ') }
}

const rule_characters_max = 140

/**
 * What is to be known of a field beside its title, one sentence each: default label, legal rule where it is short, what a
 * partial release shows, code list (with its place in reference.html), list referred to. Throws as wordOf does.
 */
export function notesOn({ label, mask, ref, codes }: FieldModel, lists: Model['lists']): readonly Title[] {
  const list = lists.find(({ name }) => name === codes)
  const words = labelInWords(label)
  const { rule } = label
  const short = Math.max(rule.vi.length, rule.en.length) <= rule_characters_max
  return [
    { vi: `Nhãn mặc định: ${words.vi}.`, en: `Default label: ${words.en}.` },
    ...(short ? [{ vi: `Căn cứ: ${rule.vi}.`, en: `Rule: ${rule.en}.` }] : []),
    ...(mask === 'none'
      ? []
      : [{ vi: `Cho thấy một phần: ${maskWords[mask].vi}.`, en: `A partial release shows ${maskWords[mask].en}.` }]),
    ...(list
      ? [
          {
            vi: `Danh mục “${list.title.vi}”: reference.html#codes-${list.name}.`,
            en: `Code list “${list.title.en}”: reference.html#codes-${list.name}.`,
          },
        ]
      : []),
    ...(ref ? [{ vi: `Trỏ tới mã trong “${ref}”.`, en: `Id of an element of “${ref}”.` }] : []),
  ]
}

/** Notes as one paragraph of each language. */
export function inParagraphs(notes: readonly Title[]): Title {
  return { vi: notes.map(({ vi }) => vi).join(' '), en: notes.map(({ en }) => en).join(' ') }
}

/**
 * The kinds of directives that follow a record to those who were given it, as data: by which law, for which reasons, and what a receiver may answer. What a
 * record is labelled says its source alone; a directive only tells those who have it that it is otherwise now.
 */
import type { Text } from '../../../schemas/validation/texts.ts'

export const reasonCodes = ['error', 'determination', 'term-ended', 'court-order', 'protection'] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** `kept`: it must be kept as it is, and the text says by which law. */
export const doneCodes = ['corrected', 'relabelled', 'sealed', 'unsealed', 'erased', 'returned', 'kept'] as const
export type DoneCode = (typeof doneCodes)[number]

interface Kind {
  readonly title: Text
  /** On which it rests, where that is one law. */
  readonly law?: Text
  readonly reasons: readonly ReasonCode[]
  readonly done: readonly DoneCode[]
  /** Who determined it, when and on which list item has to be said. */
  readonly determined: boolean
  /** What it does to the record in the index by itself. */
  readonly effect?: 'seals' | 'unseals'
}

const secrecy: Text = {
  vi: 'Luật Bảo vệ bí mật nhà nước 117/2025/QH15; Nghị định 63/2026/NĐ-CP',
  en: 'Law 117/2025/QH15 on the protection of state secrets; Decree 63/2026/NĐ-CP',
}
export const kinds = {
  correction: {
    title: { vi: 'Đính chính', en: 'Correction' },
    reasons: ['error', 'determination', 'court-order'],
    done: ['corrected', 'erased', 'returned', 'kept'],
    determined: false,
  },
  relabelling: {
    title: { vi: 'Xác định, điều chỉnh độ mật', en: 'Level determined or adjusted' },
    law: secrecy,
    reasons: ['determination', 'error', 'protection'],
    done: ['relabelled', 'erased', 'returned', 'kept'],
    determined: true,
  },
  prolongation: {
    title: { vi: 'Gia hạn bảo vệ bí mật', en: 'Protection prolonged' },
    law: secrecy,
    reasons: ['determination'],
    done: ['relabelled', 'erased', 'returned', 'kept'],
    determined: true,
  },
  declassification: {
    title: { vi: 'Giải mật', en: 'Declassification' },
    law: secrecy,
    reasons: ['determination', 'term-ended'],
    done: ['relabelled', 'erased', 'kept'],
    determined: true,
  },
  destruction: {
    title: { vi: 'Tiêu hủy', en: 'Destruction' },
    law: secrecy,
    reasons: ['determination', 'term-ended', 'court-order', 'protection'],
    done: ['erased', 'returned', 'kept'],
    determined: true,
  },
  sealing: {
    title: { vi: 'Niêm phong', en: 'Sealing' },
    reasons: ['determination', 'court-order', 'protection', 'error'],
    done: ['sealed', 'erased', 'returned', 'kept'],
    determined: false,
    effect: 'seals',
  },
  unsealing: {
    title: { vi: 'Gỡ niêm phong', en: 'Unsealing' },
    reasons: ['determination', 'court-order', 'term-ended', 'error'],
    done: ['unsealed', 'kept'],
    determined: false,
    effect: 'unseals',
  },
} as const satisfies Readonly<Record<string, Kind>>

export type KindCode = keyof typeof kinds
export const kindCodes = Object.keys(kinds) as readonly KindCode[]

export const kindOf = (code: KindCode): Kind => kinds[code]

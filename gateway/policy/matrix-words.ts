/** The words of a matrix, the same in every format. */
import type { Text } from '../../schemas/validation/texts.ts'
import type { Cell, Row } from './matrix.ts'
import type { Verdict } from './prove/explain.ts'
import { noRelation, relationWords } from './prove/words.ts'
import { reasons } from './reasons.ts'

/** As in the demonstration. */
export const signs: Readonly<Record<Verdict, string>> = { released: '●', masked: '◐', withheld: '○', unknown: '·' }

export const verdictWords: Readonly<Record<Verdict, Text>> = {
  released: { vi: 'cung cấp', en: 'released' },
  masked: { vi: 'che bớt, nơi trường có dạng che bớt', en: 'in part, where the field has a partial form' },
  withheld: { vi: 'giữ lại, và nói là giữ lại', en: 'withheld, and told so' },
  unknown: { vi: 'không cho biết là có', en: 'not told that it exists' },
}

export const relationOf = ({ relation }: Pick<Row, 'relation'>): Text =>
  relation ? relationWords[relation] : noRelation

/** The verdict, why, and by which policies. */
export function toldOf({ verdict, reason, policies }: Cell): Text {
  const by = policies.length === 0 ? '' : ` — ${policies.join(', ')}`
  const why = (language: keyof Text): string => (reason === undefined ? '' : `: ${reasons[reason][language]}`)
  const { vi, en } = verdictWords[verdict]
  return { vi: `${vi}${why('vi')}${by}`, en: `${en}${why('en')}` }
}

export const taken: Text = {
  vi: 'Hồ sơ không có yêu cầu giữ kín, không niêm phong, không phải bản mã. Nhãn của hồ sơ hoặc của nguồn có thể nâng nhãn mặc định, không bao giờ hạ.',
  en: 'The record is neither concealed nor sealed, and no ciphertext. The label of a record or of its source may raise a default label, and never lowers it.',
}

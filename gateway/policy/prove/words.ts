/** A request told to people, in both languages. */
import { labelInWords, levelWords, tagWords, wordOf } from '../../../schemas/generate/words.ts'
import type { Text } from '../../../schemas/validation/texts.ts'
import type { Action, Decision, Relation } from '../engine.ts'
import type { LabelCore } from '../label.ts'
import { reasons } from '../reasons.ts'
import { type Asking, isUnmentioned } from './space.ts'

export const actionWords: Readonly<Record<Action, Text>> = {
  know: { vi: 'biết hồ sơ tồn tại', en: 'know that it exists' },
  read: { vi: 'đọc đầy đủ', en: 'read in full' },
  readMasked: { vi: 'đọc dạng che bớt', en: 'read in part' },
}

export const relationWords: Readonly<Record<Relation, Text>> = {
  holder: { vi: 'nắm giữ', en: 'holder' },
  resolver: { vi: 'giải quyết', en: 'resolver' },
  supervising: { vi: 'kiểm sát', en: 'supervising' },
  adjudicating: { vi: 'xét xử', en: 'adjudicating' },
  inspecting: { vi: 'thanh tra', en: 'inspecting' },
  originator: { vi: 'đã chuyển nguồn tin', en: 'originator' },
}

export const noRelation: Text = { vi: 'không có quan hệ', en: 'no relation' }

interface Told {
  readonly asking: Asking
  readonly decision: Decision
}

/** Both languages by the same rule. */
export const each = (of: (language: keyof Text) => string): Text => ({ vi: of('vi'), en: of('en') })

/** The relations, or that there is none. */
export const relationsInWords = (relations: readonly string[]): Text =>
  relations.length === 0
    ? noRelation
    : each((language) => relations.map((one) => relationWords[one as Relation][language]).join(', '))

/** The level, and the tags. */
export const labelWords = ({ level, tags }: LabelCore): Text =>
  labelInWords({ level, tags, name: '', rule: { vi: '', en: '' } })

const tagsInWords = (tags: readonly string[]): Text => ({
  vi: tags.length === 0 ? 'không dấu nào' : tags.map((tag) => wordOf(tagWords, tag).vi).join(', '),
  en: tags.length === 0 ? 'no tag' : tags.map((tag) => wordOf(tagWords, tag).en).join(', '),
})

const nameOf = (name: string): Text =>
  isUnmentioned(name) ? { vi: 'bất kỳ tên nào khác', en: 'any other name' } : { vi: name, en: name }

function askerInWords({ asker }: Pick<Asking, 'asker'>): Text {
  const { agency, clearance, tags, purpose, purposes, serves, legalBasis, roles } = asker
  const own = purposes.includes(purpose)
  const level = wordOf(levelWords, clearance)
  return {
    vi: [
      `cán bộ của ${nameOf(agency).vi}, mức ${level.vi}, được phép: ${tagsInWords(tags).vi}`,
      `mục đích ${nameOf(purpose).vi} (${own ? 'của cơ quan' : 'không phải của cơ quan'}; phục vụ quan hệ: ${serves.length === 0 ? 'không' : relationsInWords(serves).vi})`,
      `căn cứ ${nameOf(legalBasis).vi}`,
      `hệ thống: ${roles.join(', ') || 'không vai trò'}`,
    ].join('; '),
    en: [
      `an officer of ${nameOf(agency).en}, cleared to ${level.en}, for: ${tagsInWords(tags).en}`,
      `purpose ${nameOf(purpose).en} (${own ? 'its own' : "not the agency's"}; serves: ${serves.length === 0 ? 'none' : relationsInWords(serves).en})`,
      `on ${nameOf(legalBasis).en}`,
      `system: ${roles.join(', ') || 'no role'}`,
    ].join('; '),
  }
}

function materialInWords({ label, facts }: Pick<Asking, 'label' | 'facts'>): Text {
  const marks: readonly (readonly [boolean, Text])[] = [
    [facts.conceal, { vi: 'yêu cầu giữ kín', en: 'concealed' }],
    [facts.sealed, { vi: 'đã niêm phong', en: 'sealed' }],
    [facts.approvedChannel, { vi: 'bản mã qua kênh được phê duyệt', en: 'ciphertext on an approved channel' }],
    [facts.operation === 'dossier:list', { vi: 'khi tra danh sách', en: 'in a list' }],
  ]
  return each((language) =>
    [
      `${language === 'vi' ? 'quan hệ' : 'relation'}: ${relationsInWords(facts.relations)[language]}`,
      `${language === 'vi' ? 'nhãn' : 'label'}: ${labelWords(label)[language]}`,
      ...marks.flatMap(([holds, text]) => (holds ? [text[language]] : [])),
    ].join('; '),
  )
}

/** What was decided, by which policies or why not. */
export function decisionInWords({ asking: { action }, decision }: Told): Text {
  const by = decision.policies.join(', ')
  if (decision.allowed)
    return { vi: `ĐƯỢC ${actionWords[action].vi} (theo ${by})`, en: `MAY ${actionWords[action].en} (by ${by})` }
  const why = by === '' ? { vi: 'không chính sách nào cho phép', en: 'no policy permits it' } : { vi: by, en: by }
  return {
    vi: `KHÔNG ĐƯỢC ${actionWords[action].vi} (${why.vi}: ${reasons[decision.reason].vi})`,
    en: `MAY NOT ${actionWords[action].en} (${why.en}: ${reasons[decision.reason].en})`,
  }
}

/** Who asks, and of what. */
export const situationInWords = (situation: Omit<Asking, 'action'>): readonly Text[] => [
  askerInWords(situation),
  materialInWords(situation),
]

/** Who asks, of what, and what was decided: a line each, Vietnamese and English. */
export function witnessInWords(told: Told): Text {
  const parts = [...situationInWords(told.asking), decisionInWords(told)]
  return each((language) => parts.map((part) => part[language]).join('; '))
}

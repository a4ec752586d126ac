/** What in the published data a lawyer has to confirm: codes, time limits, labels, statistics, legal bases of purposes, articles of routes. */
import type { Amount, Confidence as ClockConfidence, ParameterName, Rule, Step } from '../clocks/rules.ts'
import type { Code, CodeList, Confidence, Title } from '../generate/model.ts'
import type { Calendar } from '../statistics/calendar.ts'
import type { Indicator } from '../statistics/indicator.ts'

/** Of what is neither code nor time limit. */
type Beside = 'label' | 'indicator' | 'calendar' | 'basis' | 'article'

export interface Doubt {
  /** A code list, `clocks`, `labels`, `statistics`, `purposes` or `routes`. */
  readonly list: string
  /** Of the code, rule, day, label, indicator, calendar, report or legal basis. */
  readonly code: string
  readonly name: Title
  readonly kind: 'entry' | 'dates' | 'clause' | 'limit' | 'extension' | 'choice' | 'day' | 'commune' | Beside
  /** What is doubtful. */
  readonly about: Title
  /** `?`: practice or sources differ, and the default is a choice to be confirmed. */
  readonly confidence: Confidence | '?'
  readonly source: string
}

const markOf: Readonly<Record<ClockConfidence, Confidence | undefined>> = {
  confirmed: undefined,
  'second-hand': 'C*',
  recalled: 'R',
  doubtful: 'R!',
}

const same = (text: string): Title => ({ vi: text, en: text })

function ofEntry(list: string, entry: Code): readonly Doubt[] {
  const { code, vi, en, source, confidence, validityConfidence, validFrom, validTo, note, clauses = [] } = entry
  const doubt = (kind: Doubt['kind'], mark: Confidence | undefined, about: Title): readonly Doubt[] =>
    mark ? [{ list, code, name: { vi, en }, kind, about, confidence: mark, source }] : []
  const dates = `${validFrom} – ${validTo ?? '…'}`
  const remark = note ? { vi: ` (${note.vi})`, en: ` (${note.en})` } : same('')
  return [
    ...doubt('entry', confidence, { vi: `tên, căn cứ${remark.vi}`, en: `name, source${remark.en}` }),
    ...doubt('dates', validityConfidence, { vi: `ngày hiệu lực ${dates}`, en: `validity ${dates}` }),
    ...clauses.flatMap(({ clause, frame, confidence: mark, ...window }) => {
      const when = window.validFrom ? ` (${window.validFrom} – ${window.validTo ?? '…'})` : ''
      return doubt('clause', mark, {
        vi: `khoản ${clause}: ${frame.vi}${when}`,
        en: `clause ${clause}: ${frame.en}${when}`,
      })
    }),
  ]
}

/** Every doubtful fact of a code list, in its order. Reads the marks only: an unmarked entry counts as confirmed. */
export function codeDoubts({ name, codes }: CodeList): readonly Doubt[] {
  return codes.flatMap((entry) => ofEntry(name, entry))
}

const units = { hours: 'giờ', days: 'ngày', 'working-days': 'ngày làm việc', months: 'tháng' } as const
const amountOf = ({ amount, unit }: Amount): Title => ({ vi: `${amount} ${units[unit]}`, en: `${amount} ${unit}` })

const joined = (parts: readonly Title[]): Title => ({
  vi: parts.map(({ vi }) => vi).join(' / '),
  en: parts.map(({ en }) => en).join(' / '),
})

function limitOf({ limit }: Rule): Title {
  if (limit.by === 'none') return amountOf(limit.value)
  if (limit.by === 'at-once') return { vi: 'ngay', en: 'at once' }
  if (limit.by === 'commune') return joined([amountOf(limit.other), amountOf(limit.remote)])
  return joined(Object.values(limit.values).map(amountOf))
}

const prefixed = (vi: string, en: string, text: Title): Title => ({ vi: `${vi} ${text.vi}`, en: `${en} ${text.en}` })

/** Facts of the case at hand: nothing that a lawyer could settle once. */
const ofTheCase: ReadonlySet<ParameterName> = new Set(['nationalSecurity'])

/** Every doubtful fact of a time limit: its length, its extension, and each parameter whose default is a choice. */
export function ruleDoubts(rule: Rule): readonly Doubt[] {
  const { id, article, title, confidence, extension, parameters = [] } = rule
  const doubt = (kind: Doubt['kind'], mark: Doubt['confidence'] | undefined, about: Title): readonly Doubt[] =>
    mark ? [{ list: 'clocks', code: id, name: title, kind, about, confidence: mark, source: article }] : []
  const steps = extension ? (Object.values(extension.steps).flat() as readonly Step[]) : []
  const { askBefore, askConfidence } = extension ?? {}
  return [
    ...doubt('limit', markOf[confidence], prefixed('thời hạn', 'limit', limitOf(rule))),
    ...(askBefore && askConfidence
      ? doubt('extension', markOf[askConfidence], prefixed('đề nghị gia hạn trước', 'ask before', amountOf(askBefore)))
      : []),
    ...steps.flatMap((step) =>
      step.confidence
        ? doubt('extension', markOf[step.confidence], prefixed('gia hạn', 'extension', amountOf(step)))
        : [],
    ),
    ...parameters.flatMap(({ name, default: chosen, why }) =>
      ofTheCase.has(name)
        ? []
        : doubt('choice', '?', { vi: `${why.vi} [${name} = ${chosen}]`, en: `${why.en} [${name} = ${chosen}]` }),
    ),
  ]
}

interface DayOff {
  readonly on: string
  readonly name?: string
  readonly source?: string
  readonly confidence?: ClockConfidence
}

/** Days of holidays-override.json that are not confirmed; `about` says whether the day is off or worked. */
export function dayDoubts(days: readonly DayOff[], about: Title): readonly Doubt[] {
  return days.flatMap(({ on, name = on, source = '', confidence = 'confirmed' }) => {
    const mark = markOf[confidence]
    return mark ? [{ list: 'clocks', code: on, name: same(name), kind: 'day', about, confidence: mark, source }] : []
  })
}

interface RemoteCommune {
  readonly code: string
  readonly name: string
  readonly because: string
  readonly confidence: ClockConfidence
}

/** Communes of remote-communes.json whose 48 hours are not confirmed. */
export function communeDoubts(communes: readonly RemoteCommune[]): readonly Doubt[] {
  const about = { vi: 'nơi Công an cấp xã có 48 giờ', en: 'commune police have 48 hours here' }
  return communes.flatMap(({ code, name, because, confidence }) => {
    const mark = markOf[confidence]
    return mark
      ? [{ list: 'clocks', code, name: same(name), kind: 'commune', about, confidence: mark, source: because }]
      : []
  })
}

interface DefaultLabel {
  readonly rule: Title
  readonly confidence?: string
}

const isConfidence = (mark: string | undefined): mark is Confidence => mark === 'C*' || mark === 'R' || mark === 'R!'

/** Default labels of labels.json whose legal rule is not confirmed. */
export function labelDoubts(labels: Readonly<Record<string, DefaultLabel>>): readonly Doubt[] {
  return Object.entries(labels).flatMap(([code, { rule, confidence }]) => {
    const about = { vi: 'căn cứ của nhãn', en: 'rule of the label' }
    return isConfidence(confidence)
      ? [{ list: 'labels', code, name: rule, kind: 'label', about, confidence, source: '' }]
      : []
  })
}

/** Indicators of which it is not confirmed that, or by what, they are asked for. */
export function indicatorDoubts(indicators: readonly Indicator[]): readonly Doubt[] {
  const about = { vi: 'chỉ tiêu, căn cứ', en: 'indicator, source' }
  return indicators.flatMap(({ id, title, source, confidence }) =>
    isConfidence(confidence)
      ? [{ list: 'statistics', code: id, name: title, kind: 'indicator', about, confidence, source }]
      : [],
  )
}

interface Reported {
  readonly report?: string
  readonly note?: Title
  readonly confidence?: string
}

/** Reporting years of calendars.json whose first day is not confirmed, and reports of which it is not known by which year. */
export function calendarDoubts(calendars: readonly Calendar[], uses: readonly Reported[]): readonly Doubt[] {
  const year = { vi: 'ngày bắt đầu năm báo cáo', en: 'first day of the reporting year' }
  const which = { vi: 'theo năm báo cáo nào', en: 'by which reporting year' }
  const doubt = (
    code: string,
    name: Title,
    about: Title,
    mark: string | undefined,
    source: string,
  ): readonly Doubt[] =>
    isConfidence(mark) ? [{ list: 'statistics', code, name, kind: 'calendar', about, confidence: mark, source }] : []
  return [
    ...calendars.flatMap(({ id, title, confidence, source }) => doubt(id, title, year, confidence, source)),
    ...uses.flatMap(({ report = '', note, confidence }) => doubt(report, note ?? same(report), which, confidence, '')),
  ]
}

interface Purpose {
  readonly vi: string
  readonly en: string
  readonly legalBases: readonly { readonly id: string; readonly vi: string; readonly confidence: ClockConfidence }[]
}

/** Legal bases of purposes of access that are not confirmed. */
export function purposeDoubts(purposes: readonly Purpose[]): readonly Doubt[] {
  return purposes.flatMap(({ vi, en, legalBases }) =>
    legalBases.flatMap(({ id, vi: name, confidence }): readonly Doubt[] => {
      const mark = markOf[confidence]
      const about = prefixed('căn cứ của mục đích', 'basis of the purpose', { vi, en })
      return mark
        ? [{ list: 'purposes', code: id, name: same(name), kind: 'basis', about, confidence: mark, source: '' }]
        : []
    }),
  )
}

interface FoundedRoute {
  readonly from: string | readonly string[]
  readonly to?: string | readonly string[]
  readonly kinds?: readonly string[]
  readonly article: Title
  readonly confidence: ClockConfidence
}

/** Articles of routes, and of what is barred, that are not confirmed. */
export function routeDoubts(routes: readonly FoundedRoute[]): readonly Doubt[] {
  return routes.flatMap(({ from, to = '*', kinds = ['*'], article, confidence }): readonly Doubt[] => {
    const mark = markOf[confidence]
    const code = `${from} → ${to}`
    const about = prefixed('chuyển', 'handing over', same(kinds.join(', ')))
    return mark ? [{ list: 'routes', code, name: article, kind: 'article', about, confidence: mark, source: '' }] : []
  })
}

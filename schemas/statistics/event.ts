/** What statistics are counted from: what happened to a source of information on a crime, without any person or text. */
import { momentOf } from '../clocks/calendar.ts'

/** Events that bring a source into the work of an agency, or back into it. */
export const openings = [
  'TIEP_NHAN',
  'PHUC_HOI',
  'HUY_BO_KHOI_TO',
  'HUY_BO_KHONG_KHOI_TO',
  'HUY_BO_TAM_DINH_CHI',
] as const

/** Events that end the work on a source, for good or for a time. */
export const closings = ['KHOI_TO', 'KHONG_KHOI_TO', 'CHUYEN', 'NHAP', 'TAM_DINH_CHI'] as const

/** Events that leave a source where it is. */
export const others = [
  'PHAN_CONG',
  'GIA_HAN',
  'HET_THOI_HIEU',
  'THONG_BAO_TIEP_NHAN',
  'THONG_BAO_KET_QUA',
  'XAC_NHAN_CHUYEN',
  'YEU_CAU_KIEM_SAT',
  'TRA_LOI_KIEM_SAT',
  'KIEN_NGHI_KHOI_TO',
  'CHAP_NHAN_KIEN_NGHI',
  'TU_CHOI_KIEN_NGHI',
  'PHAN_HOI',
] as const

export type Opening = (typeof openings)[number]
export type Closing = (typeof closings)[number]
export type EventCode = Opening | Closing | (typeof others)[number]

/** One event, by event.json. */
export interface StatisticEvent {
  /** Opaque id of the source. */
  readonly source: string
  /** Opaque id of the case that was started; several sources may have one. */
  readonly case?: string
  readonly event: EventCode
  /** RFC 3339 date-time, or a full date where the source knows no time. */
  readonly at: string
  /** In whose book it stands; code of the agencies list. */
  readonly agency: string
  readonly kind?: string
  readonly ground?: string
  readonly channel?: string
  /** 5-digit code. */
  readonly commune?: string
  readonly corruptionField?: string
  /** Agency to which it was handed. */
  readonly to?: string
  /** Last day that a decision sets, `yyyy-MM-dd`. */
  readonly dueOn?: string
}

/** Whether `code` brings a source into the work, or back into it. */
export const isOpening = (code: EventCode): code is Opening => (openings as readonly string[]).includes(code)
/** Whether `code` ends the work on a source, for good or for a time. */
export const isClosing = (code: EventCode): code is Closing => (closings as readonly string[]).includes(code)

export interface Placed extends StatisticEvent {
  /** Its day in Viet Nam, `yyyy-MM-dd`. */
  readonly day: string
}

/** A source in the book of one agency. Handed to another agency, it stands in that one's book as well. */
export interface Book {
  readonly agency: string
  readonly source: string
  /** In the order in which they happened. */
  readonly events: readonly Placed[]
}

const DAY_MS = 86_400_000

/** Answers to what was done: where that has no time, they have come after it all the same. */
const answers: ReadonlySet<EventCode> = new Set(['THONG_BAO_KET_QUA', 'XAC_NHAN_CHUYEN', 'TRA_LOI_KIEM_SAT'])

/**
 * Of events of one day, a receipt without a time comes first, everything else without a time last, and after it the
 * answers, with a time or without.
 */
function orderOf({ event, at }: StatisticEvent): number {
  const moment = momentOf(at)
  const midnight = Date.parse(`${moment?.day}T00:00:00+07:00`)
  if (answers.has(event)) return midnight + DAY_MS - 1
  if (moment?.at !== undefined) return moment.at
  return event === 'TIEP_NHAN' ? midnight : midnight + DAY_MS - 2
}

/**
 * The books that `events` tell of, each with its events up to the end of the day `until`, sorted; events of one moment
 * keep their order. It has not verified the events (`eventViolations` does): one whose time does not exist is left out.
 */
export function booksOf(events: readonly StatisticEvent[], until: string): readonly Book[] {
  const books = new Map<string, { agency: string; source: string; events: Placed[] }>()
  for (const event of events) {
    const day = momentOf(event.at)?.day
    if (day === undefined || day > until) continue
    const { agency, source } = event
    const key = `${agency}/${source}`
    const book = books.get(key) ?? { agency, source, events: [] }
    book.events.push({ ...event, day })
    books.set(key, book)
  }
  for (const { events } of books.values()) events.sort((a, b) => orderOf(a) - orderOf(b))
  return [...books.values()]
}

export type State = 'absent' | 'open' | 'suspended' | 'closed'

/** The event that put the book into its state on the end of `day`; undefined before the first. */
export function lastTurn({ events }: Book, day: string): Placed | undefined {
  return events.findLast((event) => event.day <= day && (isOpening(event.event) || isClosing(event.event)))
}

/** The state after `turn`. */
export function stateAfter(turn: Placed | undefined): State {
  if (turn === undefined) return 'absent'
  if (isOpening(turn.event)) return 'open'
  return turn.event === 'TAM_DINH_CHI' ? 'suspended' : 'closed'
}

export const dimensions = ['kind', 'ground', 'channel', 'agency', 'commune', 'corruptionField', 'to'] as const
export type Dimension = (typeof dimensions)[number]

/** What an event says of itself alone; anything else is told once of the source. */
const ownOnly: readonly Dimension[] = ['ground', 'to', 'agency']

/** The code of `event` in that dimension: its own, or the first that its book tells; undefined where nobody tells it. */
export function codeOf(dimension: Dimension, event: Placed, book: Book): string | undefined {
  const own = event[dimension]
  if (own !== undefined || ownOnly.includes(dimension)) return own
  return book.events.find((other) => other[dimension] !== undefined)?.[dimension]
}

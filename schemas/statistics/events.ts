/**
 * The events that a facet tells of, for the book of the agency that holds it. No person, number or text goes into an
 * event; what the shared schema does not say, and what has no full date, gives no event.
 */
import type { Clock, Custody, Facet, SupervisionAct } from '../generated/types.ts'
import type { EventCode, StatisticEvent } from './event.ts'

/** Opaque ids for a facet's source and, where one was started, its case; and whose book it is. */
export interface Origin {
  readonly source: string
  readonly case?: string
  /** Code of the agencies list. */
  readonly agency: string
}

/** What is read of a facet: also as an adapter gives it. */
export type Told = Pick<
  Facet,
  'report' | 'decisions' | 'assignments' | 'suspensions' | 'custody' | 'clocks' | 'supervision' | 'feedback' | 'links'
>

/** Decisions that are events by their own code. */
const decided: ReadonlySet<string> = new Set<EventCode>([
  ...(['KHOI_TO', 'KHONG_KHOI_TO', 'TAM_DINH_CHI', 'PHUC_HOI', 'CHUYEN', 'GIA_HAN', 'KIEN_NGHI_KHOI_TO'] as const),
  ...(['HUY_BO_KHOI_TO', 'HUY_BO_KHONG_KHOI_TO', 'HUY_BO_TAM_DINH_CHI'] as const),
])

/** An annulment without a code of its own is told by what it annulled. */
const annulled: ReadonlyMap<string, EventCode> = new Map([
  ['KHOI_TO', 'HUY_BO_KHOI_TO'],
  ['KHONG_KHOI_TO', 'HUY_BO_KHONG_KHOI_TO'],
  ['TAM_DINH_CHI', 'HUY_BO_TAM_DINH_CHI'],
])

/** Rules by which a source itself is handed on. */
const handingOn: ReadonlySet<string> = new Set([
  ...['BLTTHS.146', 'BLTTHS.146.VKS', 'TTLT01-2017.24H', 'TTLT01-2017.48H', 'TTLT01-2017.TRAM', 'TTLT01-2017.CHUYEN'],
  ...['TTLT03-2018.5', 'TTLT03-2018.5.NGAY'],
])

type Fact = Omit<StatisticEvent, 'source' | 'agency' | 'at'> & { readonly at: string | undefined }

const FULL = /^\d{4}-\d\d-\d\d/

/** `members` without those that are undefined. */
const given = <T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>

const dayIn = (date: string | undefined): string | undefined => (date?.length === 10 ? date : undefined)

/** The limit to resolve the source; of several the last to end. */
function limitIn({ clocks = [] }: Told): Clock | undefined {
  const limits = clocks.filter(({ rule }) => rule === 'BLTTHS.147.1' || rule === 'BLTTHS.147.2')
  return limits.toSorted((a, b) => ((a.dueOn ?? '') > (b.dueOn ?? '') ? -1 : 1))[0]
}

/** Until when the extension at `index` of `limit` runs: as it says, or, being the last, as the limit now stands. */
function extendedTo({ dueOn, extensions = [] }: Clock, index: number): string | undefined {
  return dayIn(extensions[index]?.dueOn) ?? (index === extensions.length - 1 ? dayIn(dueOn) : undefined)
}

/** Until when the decision `number` lengthens the limit of `facet`, where it does not say so itself. */
function lengthenedBy(facet: Told, number: string | undefined): string | undefined {
  const limit = limitIn(facet)
  const { length = 0 } = limit?.extensions ?? {}
  const own = limit?.extensions?.findIndex((extension) => extension.number === number) ?? -1
  return limit && length > 0 ? extendedTo(limit, own < 0 ? length - 1 : own) : undefined
}

function received(facet: Told): Fact {
  const { report } = facet
  const limit = limitIn(facet)
  return {
    event: 'TIEP_NHAN',
    at: report.receivedAt,
    kind: report.kind.code,
    ...given({
      channel: report.channels?.[0]?.code,
      commune: report.place?.commune?.code,
      corruptionField: report.corruptionField?.code,
      dueOn: limit?.extensions === undefined ? dayIn(limit?.dueOn) : undefined,
    }),
  }
}

function acts(facet: Told, { case: startedCase, agency }: Origin): readonly Fact[] {
  const { decisions = [], suspensions = [] } = facet
  return decisions.flatMap((decision): Fact[] => {
    const { id, decidedOn: at, effectiveTo, grounds, cancelledBy } = decision
    const type = decision.type.code
    const ground = grounds?.[0]?.code ?? suspensions.find((suspension) => suspension.decision === id)?.ground?.code
    const until = type === 'GIA_HAN' ? (dayIn(effectiveTo) ?? lengthenedBy(facet, decision.number)) : undefined
    const own: Fact[] = decided.has(type)
      ? [
          {
            event: type as EventCode,
            at,
            ...given({
              ground,
              dueOn: until,
              case: type === 'KHOI_TO' ? startedCase : undefined,
              to: type === 'CHUYEN' ? lastHandOver(facet, agency)?.to?.code : undefined,
            }),
          },
        ]
      : []
    const by = decisions.find((other) => other.id === cancelledBy)
    const annulment = by?.type.code === 'HUY_BO' ? annulled.get(type) : undefined
    return annulment === undefined ? own : [...own, { event: annulment, at: by?.decidedOn }]
  })
}

function extended(facet: Told): readonly Fact[] {
  if (facet.decisions?.some(({ type }) => type.code === 'GIA_HAN')) return []
  const limit = limitIn(facet)
  return (limit?.extensions ?? []).map(({ decidedOn }, i): Fact => {
    return { event: 'GIA_HAN', at: decidedOn, ...given({ dueOn: extendedTo(limit!, i) }) }
  })
}

/** The last time the source itself went on to another agency: only that takes it out of the book. */
function lastHandOver({ custody = [] }: Told, agency: string): Custody | undefined {
  return custody.findLast(({ rule = '', from, to }) => {
    return handingOn.has(rule) && from?.code === agency && to?.code !== agency
  })
}

function handedOn(facet: Told, agency: string): readonly Fact[] {
  const last = lastHandOver(facet, agency)
  const to = last?.to?.code
  const told = (facet.decisions ?? []).some(({ type }) => type.code === 'CHUYEN')
  return [
    ...(last === undefined || told ? [] : [{ event: 'CHUYEN', at: last.sentAt, ...given({ to }) } as const]),
    ...(last?.acknowledgedAt === undefined
      ? []
      : [{ event: 'XAC_NHAN_CHUYEN', at: last.acknowledgedAt, ...given({ to }) } as const]),
  ]
}

/** Approvals, protests and recommendations are acts of the procuracy too, and no requests. */
const asks = ({ instrument }: SupervisionAct): boolean => instrument.code.startsWith('YC_')

function others({
  assignments = [],
  suspensions = [],
  supervision = [],
  feedback = [],
  links = [],
}: Told): readonly Fact[] {
  const fact = (event: EventCode, at: string | undefined): Fact[] => (at === undefined ? [] : [{ event, at }])
  const assigned = assignments.filter(({ task, decidedOn }) => task === 'GIAI_QUYET' && decidedOn !== undefined)
  const merged = links.filter(({ relation, revokedOn }) => relation === 'NHAP_VAO' && revokedOn === undefined)
  return [
    ...assigned.slice(0, 1).flatMap(({ decidedOn }) => fact('PHAN_CONG', decidedOn)),
    ...suspensions.flatMap(({ limitationOn }) => fact('HET_THOI_HIEU', limitationOn)),
    ...supervision
      .filter(asks)
      .flatMap(({ issuedOn, answeredOn }) => [
        ...fact('YEU_CAU_KIEM_SAT', issuedOn),
        ...fact('TRA_LOI_KIEM_SAT', answeredOn),
      ]),
    ...feedback.flatMap(({ receivedOn, toldReporterOn }) => [
      ...fact('PHAN_HOI', receivedOn),
      ...fact('THONG_BAO_KET_QUA', toldReporterOn),
    ]),
    ...merged.slice(0, 1).flatMap(({ linkedOn }) => fact('NHAP', linkedOn)),
  ]
}

/**
 * The events of `facet` for the book of `origin.agency`, and how many facts have no full date and therefore give none.
 * Notices of receipt and the answers of the receiver of a recommendation are not in the shared schema. Pure and total
 * on a valid facet; it has not verified that ids are opaque.
 */
export function eventsOf(
  facet: Told,
  origin: Origin,
): { readonly events: readonly StatisticEvent[]; readonly undated: number } {
  const { source, agency } = origin
  const facts = [
    received(facet),
    ...acts(facet, origin),
    ...extended(facet),
    ...handedOn(facet, agency),
    ...others(facet),
  ]
  const events = facts.flatMap(({ at, ...fact }): StatisticEvent[] => {
    return at !== undefined && FULL.test(at) ? [{ source, ...fact, at, agency }] : []
  })
  return { events, undated: facts.length - events.length }
}

/** What must hold between the parts of one facet: rules that a row of entities.ts can't say. */
import type { HeldFacet, Note } from './finding.ts'
import { isAfter, yearsLater } from './moment.ts'

/** Under 18 (Luật Tư pháp người chưa thành niên 59/2024/QH15). */
const OF_AGE_YEARS = 18

/** Notes an order between `first` and `second` that can't be; undefined is unknown. */
const order = (note: Note, [first, at]: Dated, [second, pointer]: Dated): void => {
  if (first !== undefined && second !== undefined && isAfter(first, second)) note('order-impossible', pointer, at)
}
type Dated = readonly [date: string | undefined, pointer: string]

/** What is reported has happened, and is written down after it came; nobody starts a case before the crime. */
export function checkReport({ report, decisions = [] }: HeldFacet, note: Note): void {
  const occurred: Dated = [report.occurredAt, '/report/occurredAt']
  const received: Dated = [report.receivedAt, '/report/receivedAt']
  order(note, occurred, received)
  order(note, received, [report.recordedAt, '/report/recordedAt'])
  decisions.forEach(({ type, decidedOn }, i) => {
    if (type.code === 'KHOI_TO') order(note, occurred, [decidedOn, `/decisions/${i}/decidedOn`])
  })
}

/** People are born before what they tell of or take part in; a mark as minor agrees with the birth. */
export function checkPeople({ report, reporters = [], participants = [] }: HeldFacet, note: Note): void {
  const received: Dated = [report.receivedAt, '/report/receivedAt']
  reporters.forEach(({ birth }, i) => {
    order(note, [birth, `/reporters/${i}/birth`], received)
  })
  participants.forEach(({ minor, person }, i) => {
    const birth = person?.birth
    if (birth === undefined) return
    order(note, [birth, `/participants/${i}/person/birth`], received)
    const ofAge = yearsLater(birth, OF_AGE_YEARS)
    const grown = minor === true && report.occurredAt !== undefined && isAfter(report.occurredAt, ofAge)
    const child = minor === false && isAfter(ofAge, report.receivedAt)
    if (grown || child) note('state-contradicted', `/participants/${i}/minor`)
  })
}

/** What takes the place of a decision, or cancels it, is not older. */
export function checkSuccession({ decisions = [] }: HeldFacet, note: Note): void {
  decisions.forEach((decision, i) => {
    for (const member of ['supersededBy', 'cancelledBy'] as const) {
      const next = decision[member] === undefined ? -1 : decisions.findIndex(({ id }) => id === decision[member])
      if (next >= 0)
        order(
          note,
          [decision.decidedOn, `/decisions/${i}/decidedOn`],
          [decisions[next]?.decidedOn, `/decisions/${next}/decidedOn`],
        )
    }
  })
}

/** Notes that `second` is before all of `firsts`, of which there may be several: a case can be tried anew. */
const afterSome = (note: Note, firsts: readonly Dated[], second: Dated): void => {
  const isLater = ([first]: Dated): boolean =>
    first !== undefined && second[0] !== undefined && isAfter(first, second[0])
  if (firsts.length > 0 && firsts.every(isLater)) note('order-impossible', second[1], firsts[0]![1])
}

/** A trial at first instance follows a registration, a judgment on appeal one before it; what was tried is past. */
export function checkTrial(facet: HeldFacet, updatedAt: string, note: Note): void {
  const { proceedings = [], hearings = [], judgments = [] } = facet
  const registered = proceedings.flatMap(({ stage, openedOn }, i): Dated[] =>
    stage.code === 'XET_XU_ST' ? [[openedOn, `/proceedings/${i}/openedOn`]] : [],
  )
  hearings.forEach(({ instance, scheduledAt, state }, i) => {
    const pointer = `/hearings/${i}/scheduledAt`
    if (instance === 'SO_THAM') afterSome(note, registered, [scheduledAt, pointer])
    if (state === 'DA_XET_XU' && scheduledAt !== undefined && isAfter(scheduledAt, updatedAt))
      note('date-ahead', pointer)
  })
  const pronounced = judgments.map(({ pronouncedOn }, i): Dated => [pronouncedOn, `/judgments/${i}/pronouncedOn`])
  const firsts = pronounced.filter((_, i) => judgments[i]?.instance === 'SO_THAM')
  judgments.forEach(({ instance }, i) => {
    if (instance === 'PHUC_THAM') afterSome(note, firsts, pronounced[i]!)
  })
}

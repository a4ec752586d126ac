/** The true part that the inspectorate (Thanh tra tỉnh) holds of a matter: conclusion, recommendations, and what came of them. */

import type { Organisation, Participant } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { earlier, instant } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import { inspected, inspectedAbsent } from './inspected.ts'
import { clocks, decisions, feedback } from './inspection-acts.ts'
import { conclusionLabels, conclusions, conclusionsAbsent } from './inspection-conclusions.ts'
import { type Course, courseOf } from './inspection-course.ts'
import { custody, custodyAbsent } from './inspection-custody.ts'
import { documentLabels, documents } from './inspection-documents.ts'
import { recommendations, recommendationsAbsent, remindedOn } from './inspection-recommendations.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

/** Who the inspection names. Whom it does not know by name it leaves to the investigation body. */
function people(facts: Facts, { sentOn }: Course): readonly Participant[] {
  const role = coded('participant-roles', sentOn === undefined ? 'NGUOI_LIEN_QUAN' : 'NGUOI_BI_KIEN_NGHI_KHOI_TO')
  return facts.suspects
    .filter(({ fullName }) => fullName !== undefined)
    .slice(0, 2)
    .map((person, i) => ({
      id: `DT-${i + 1}`,
      role,
      person,
      ...(sentOn === undefined ? {} : { from: sentOn }),
      ...(i === 0 ? { note: facts.plot.suspectNote } : {}),
    }))
}

const organisation = (unit: Organisation, { mandatedOn }: Course): Participant => ({
  id: 'DV-1',
  role: coded('participant-roles', 'NGUOI_LIEN_QUAN'),
  organisation: unit,
  from: mandatedOn,
})

const TONED_CAPITAL = /[ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ]/gu

/** As a system holds it whose text is TCVN3: there is no capital with a tone, so such a letter is kept as the small one. */
export function heldInTcvn3<T>(value: T): T {
  if (typeof value === 'string') return value.replace(TONED_CAPITAL, (letter) => letter.toLowerCase()) as T
  if (Array.isArray(value)) return value.map(heldInTcvn3) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, heldInTcvn3(inner)])) as T
}

/** Towards the end of a month that is known without its day. */
const dayIn = (date: string): string => (date.length === 7 ? `${date}-28` : date.slice(0, 10))

/** In the evening of the last day on which something happened that the record tells of. */
function updatedAt(facts: Facts, of: NativeFacet): string {
  const dates = [
    of.report.receivedAt,
    ...(of.decisions ?? []).map(({ decidedOn }) => decidedOn),
    ...(of.feedback ?? []).map(({ receivedOn }) => receivedOn),
    ...(of.custody ?? []).map(({ acknowledgedAt }) => acknowledgedAt),
    ...(of.recommendations ?? []).flatMap((row) => [row.recoveredOn, remindedOn(row)]),
  ].map((date = '') => dayIn(date))
  // Of a recovery only the month may be known: the record was changed on some day that is.
  const days = dates.filter((date) => date.length === 10)
  return instant(earlier(days.sort().at(-1)!, facts.today), `17:${String(5 + (facts.n % 50)).padStart(2, '0')}:20`)
}

/**
 * What a correct adapter of the inspectorate gives for this matter. Its system keeps text in TCVN3, so this is the matter as far
 * as TCVN3 holds it: `Ngọc Ánh` is `Ngọc ánh` here (see heldInTcvn3), and an adapter can and must give exactly that.
 */
export function inspectionFacet(_seed: number, facts: Facts): TrueFacet {
  const course = courseOf(facts)
  const passedOn = course.sentOn !== undefined
  const conceal = concealed(facts.story, 'thanh-tra')
  const unit = inspected(facts)
  const named = people(facts, course)
  const participants = [...named, organisation(unit, course)]
  const answers = feedback(facts, course)
  const facet: NativeFacet = heldInTcvn3({
    identifiers: [numbers.inspection(facts)],
    report: {
      kind: coded('kinds', course.crime ? 'KIEN_NGHI_KHOI_TO' : 'KHAC'),
      channels: (passedOn ? ['THANH_TRA'] : facts.channels).map((code) => coded('channels', code)),
      receivedAt: instant(course.openedOn, `${String(7 + (facts.n % 9)).padStart(2, '0')}:45:00`),
      place: facts.place,
      summary: facts.summary,
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', passedOn ? 'CHUYEN_DI' : facts.stage),
    },
    participants,
    offences: passedOn ? parts.offences(facts) : [],
    assignments: [],
    custody: custody(facts, course),
    decisions: decisions(facts, course),
    clocks: clocks(facts, course),
    inspectionConclusions: conclusions(facts, course, unit),
    recommendations: recommendations(facts, course, unit.name, answers),
    documents: documents(facts, course, unit),
    petitions: [],
    feedback: answers,
    links: [],
    label: parts.recordLabel(facts, conceal),
  })
  const marked = parts.participantLabels(facts, named)
  const ofHead = marked[0]?.label
  const whole = parts.translation(
    facet,
    [
      ...marked,
      ...(ofHead === undefined ? [] : [{ path: `/participants/${named.length}`, label: ofHead }]),
      ...conclusionLabels(facet.inspectionConclusions ?? [], ofHead),
      ...documentLabels(facet.documents ?? [], ofHead),
    ],
    [
      ...parts.participantsAbsent(named),
      ...inspectedAbsent(`/participants/${named.length}/organisation`, unit),
      ...custodyAbsent(facet.custody ?? [], answers),
      ...conclusionsAbsent(facet.inspectionConclusions ?? []),
      ...recommendationsAbsent(facet.recommendations ?? []),
    ],
    updatedAt(facts, facet),
  )
  const nativeKey = `TT${facts.receivedOn.slice(0, 4)}-${String(facts.numbers.inspection).padStart(4, '0')}`
  const supervised = passedOn && facts.holders.includes('vien-kiem-sat')
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, {
      conceal,
      resolves: false,
      ...(supervised ? { confirms: [{ relation: 'supervising', agency: 'VKS' } as const] } : {}),
    }),
    translation: whole,
  }
}

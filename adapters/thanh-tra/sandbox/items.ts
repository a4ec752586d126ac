/** Writes what a matter has several of: for each list one cell, its items between `|`. */
import type { Organisation } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'
import { amount, code, date, item, mark, member, several, time } from './members.ts'

/** The member for a field, as written, or the sign for why it is empty. */
type Known = (written: string, field: string) => string

const knownAt =
  ({ absent }: Translation, path: string): Known =>
  (written, field) => {
    const why = absent.find((entry) => entry.path === `${path}/${field}`)?.why
    return written === '' && why !== undefined ? lists.absences[why]! : written
  }

const markAt = ({ labels }: Translation, path: string): string =>
  mark(labels.find((entry) => entry.path === path)?.label)

const organisation = (of: Organisation = {}, field: string, known: Known): readonly string[] => [
  known(member(of.name), `${field}/name`),
  known(code(lists.organisationKinds, of.kind), `${field}/kind`),
  known(member(of.registrationNumber), `${field}/registrationNumber`),
  known(member(of.representative), `${field}/representative`),
  member(of.address?.commune?.code),
  member(of.address?.text),
]

const people = (whole: Translation): readonly string[] =>
  (whole.facet.participants ?? []).map((participant, i) => {
    const path = `/participants/${i}`
    const known = knownAt(whole, path)
    const { person = {} } = participant
    return item(
      participant.id,
      lists.roles[participant.role.code]!,
      known(member(person.fullName), 'person/fullName'),
      known(date(person.birth), 'person/birth'),
      code(lists.sexes, person.sex),
      known(member(person.personalId), 'person/personalId'),
      member(person.address?.commune?.code),
      member(person.address?.text),
      ...organisation(participant.organisation, 'organisation', known),
      known(date(participant.from), 'from'),
      member(participant.note),
      markAt(whole, path),
    )
  })

const offences = ({ facet }: Translation): readonly string[] =>
  (facet.offences ?? []).map(({ id, article, clause, point }) =>
    item(id, member(article), member(clause), member(point)),
  )

const conclusions = (whole: Translation): readonly string[] =>
  (whole.facet.inspectionConclusions ?? []).map((conclusion, i) => {
    const path = `/inspectionConclusions/${i}`
    const known = knownAt(whole, path)
    const { signsOfCrime } = conclusion
    return item(
      conclusion.id,
      known(member(conclusion.number), 'number'),
      member(conclusion.mandate),
      date(conclusion.mandatedOn),
      ...organisation(conclusion.inspected, 'inspected', known),
      date(conclusion.periodFrom),
      date(conclusion.periodTo),
      known(date(conclusion.concludedOn), 'concludedOn'),
      known(member(conclusion.signer), 'signer'),
      known(member(conclusion.findings), 'findings'),
      known(amount(conclusion.damageVnd), 'damageVnd'),
      known(signsOfCrime === undefined ? '' : lists.yesNo[`${signsOfCrime}`]!, 'signsOfCrime'),
      markAt(whole, path),
    )
  })

const decisions = ({ facet }: Translation): readonly string[] =>
  (facet.decisions ?? []).map((paper) =>
    item(
      paper.id,
      lists.decisions[paper.type.code]!,
      member(paper.number),
      date(paper.decidedOn),
      lists.agencies[paper.agency.code]!,
      member(paper.signer),
      member(paper.signerTitle),
      several(paper.legalBasis),
      member(paper.ground),
      date(paper.effectiveFrom),
      date(paper.effectiveTo),
      member(paper.supersededBy),
    ),
  )

const recommendations = (whole: Translation): readonly string[] =>
  (whole.facet.recommendations ?? []).map((row, i) => {
    const known = knownAt(whole, `/recommendations/${i}`)
    return item(
      row.id,
      lists.recommendations[row.kind]!,
      member(row.content),
      member(row.addressee),
      amount(row.amountVnd),
      amount(row.recoveredVnd),
      known(date(row.recoveredOn), 'recoveredOn'),
      date(row.dueOn),
      code(lists.progress, row.state),
      known(member(row.followUp), 'followUp'),
    )
  })

const handOvers = (whole: Translation): readonly string[] =>
  (whole.facet.custody ?? []).map((row, i) => {
    const known = knownAt(whole, `/custody/${i}`)
    return item(
      row.id,
      code(lists.agencies, row.from?.code),
      code(lists.agencies, row.to?.code),
      known(member(row.number), 'number'),
      known(time(row.sentAt), 'sentAt'),
      known(time(row.acknowledgedAt), 'acknowledgedAt'),
      several(row.papers),
      code(lists.rules, row.rule),
      date(row.dueOn),
    )
  })

const clocks = ({ facet }: Translation): readonly string[] =>
  (facet.clocks ?? []).map((clock) =>
    item(
      clock.id,
      lists.rules[clock.rule]!,
      member(clock.legalBasis),
      member(clock.startEvent),
      date(clock.startedOn),
      date(clock.dueOn),
      several((clock.extensions ?? []).flatMap(({ number }) => number ?? [])),
      code(lists.clockStates, clock.state),
    ),
  )

const answers = ({ facet }: Translation): readonly string[] =>
  (facet.feedback ?? []).map(({ id, from, number, receivedOn, content }) =>
    item(id, lists.agencies[from.code]!, member(number), date(receivedOn), member(content)),
  )

/** The cells of the lists of a matter, in the order of the header. */
export const itemsOf = (whole: Translation): readonly string[] =>
  [people, offences, conclusions, decisions, recommendations, handOvers, clocks, answers].map((write) =>
    write(whole).join('|'),
  )

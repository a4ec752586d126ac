/** Writes what a matter has several of: for each list one cell, its items between `|`. */
import type { Identifier, Organisation } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'
import { amount, code, date, isOwn, item, type Known, knownAt, markAt, member, several, yesNo } from './members.ts'
import { papers } from './papers.ts'

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
      several(person.otherNames),
      known(date(person.birth), 'person/birth'),
      code(lists.sexes, person.sex),
      known(member(person.personalId), 'person/personalId'),
      member(person.nationality),
      member(person.travelDocument),
      member(person.phone),
      member(person.address?.commune?.code),
      member(person.address?.text),
      ...organisation(participant.organisation, 'organisation', known),
      yesNo(participant.minor),
      known(date(participant.from), 'from'),
      date(participant.to),
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
      known(yesNo(conclusion.signsOfCrime), 'signsOfCrime'),
      markAt(whole, path),
    )
  })

const numberOf = ({ system, type, value, assigner }: Identifier): readonly string[] => [
  lists.numberTypes[type]!,
  member(system),
  member(value),
  lists.agencies[assigner.code]!,
]

/** Under which numbers others know the matter. */
const otherNumbers = ({ facet }: Translation): readonly string[] =>
  facet.identifiers.filter((of) => !isOwn(of)).map((of) => item(...numberOf(of)))

const linked = ({ facet }: Translation): readonly string[] =>
  (facet.links ?? []).map((link) =>
    item(
      link.id,
      lists.relations[link.relation]!,
      ...numberOf(link.identifier),
      code(lists.agencies, link.agency?.code),
      member(link.decisionNumber),
      date(link.linkedOn),
      date(link.revokedOn),
    ),
  )

/** The cells of the lists of a matter, by column. */
export const itemsOf = (whole: Translation): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({
      'Số liên quan': otherNumbers,
      'Đối tượng': people,
      'Tội danh': offences,
      'Kết luận': conclusions,
      ...papers,
      'Liên quan': linked,
    }).map(([column, write]) => [column, write(whole).join('|')]),
  )

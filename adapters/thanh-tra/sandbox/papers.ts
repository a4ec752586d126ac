/** Writes the papers of a matter: what was signed, sent, received, asked and answered. */
import type { Translation } from '../../sdk/adapter.ts'
import { rules } from './clock-rules.ts'
import * as lists from './lists.ts'
import { amount, code, date, item, knownAt, markAt, member, several, time } from './members.ts'

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
      several((paper.grounds ?? []).map(({ code: of }) => lists.grounds[of]!)),
      date(paper.effectiveFrom),
      date(paper.effectiveTo),
      member(paper.supersededBy),
      member(paper.cancelledBy),
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
      code(lists.levels, row.level),
      member(row.reason),
      code(rules, row.rule),
      date(row.dueOn),
    )
  })

const clocks = ({ facet }: Translation): readonly string[] =>
  (facet.clocks ?? []).map((clock) =>
    item(
      clock.id,
      rules[clock.rule]!,
      member(clock.legalBasis),
      member(clock.startEvent),
      date(clock.startedOn),
      date(clock.dueOn),
      several((clock.extensions ?? []).flatMap(({ number }) => number ?? [])),
      code(lists.clockStates, clock.state),
    ),
  )

const answers = ({ facet }: Translation): readonly string[] =>
  (facet.feedback ?? []).map(({ id, from, number, receivedOn, content, toldReporterOn }) =>
    item(id, lists.agencies[from.code]!, member(number), date(receivedOn), member(content), date(toldReporterOn)),
  )

const assignments = ({ facet }: Translation): readonly string[] =>
  (facet.assignments ?? []).map((row) =>
    item(
      row.id,
      lists.tasks[row.task]!,
      member(row.decisionNumber),
      date(row.decidedOn),
      code(lists.agencies, row.agency?.code),
      member(row.unit),
      member(row.officer),
      date(row.until),
      member(row.competentProcuracy),
    ),
  )

/** The list of papers and evidence that goes with a recommendation. */
const documents = (whole: Translation): readonly string[] =>
  (whole.facet.documents ?? []).map((paper, i) =>
    item(
      paper.id,
      member(paper.type),
      member(paper.number),
      date(paper.issuedOn),
      member(paper.title),
      member(paper.fileName),
      markAt(whole, `/documents/${i}`),
    ),
  )

const petitions = ({ facet }: Translation): readonly string[] =>
  (facet.petitions ?? []).map((row) =>
    item(
      row.id,
      member(row.number),
      date(row.receivedOn),
      code(lists.channels, row.channel?.code),
      member(row.subject),
      code(lists.petitionClasses, row.classification),
      date(row.classifiedOn),
      row.signers === undefined ? '' : String(row.signers),
      code(lists.agencies, row.forwardedTo?.code),
      date(row.forwardedOn),
      code(lists.petitionStates, row.state),
      date(row.answeredOn),
    ),
  )

/** By column. */
export const papers = {
  'Phân công': assignments,
  'Văn bản': decisions,
  'Tài liệu': documents,
  'Kiến nghị': recommendations,
  'Giao nhận': handOvers,
  'Thời hạn': clocks,
  'Đơn thư': petitions,
  'Phản hồi': answers,
} as const

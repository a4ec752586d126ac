/** `/v1/transfers`: what one agency hands over to another, and what has become of it. */

import { type PaperFinding, paperFindings, papersExpected } from '../../errors/attachment-rows.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { GatewayError, problemOf } from '../../errors/problem.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { numberOfPlace } from '../../release/transfers/attachable.ts'
import type { TransferFacts } from '../../release/transfers/content-rows.ts'
import { triedTold } from '../../release/transfers/entries.ts'
import type { RecallableRow } from '../../release/transfers/recall-rows.ts'
import type { StageRow } from '../../release/transfers/stage-rows.ts'
import type { Message, TakenTransfer, TransferStatus, TriedTransfer } from '../../release/transfers/transfers.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { sentQuery } from '../contract/handing-over.ts'
import { queryOf } from '../forms.ts'
import type { Handler, Services } from '../services.ts'
import { idempotencyKeyOf, nativeOf, targetOf } from '../steps/transfer.ts'
import { clockTold } from './clocks.ts'
import { pushTold } from './pushes.ts'
import { recallTold } from './recalls.ts'
import { answerPage, givenUpTold, transferIdOf } from './transfer-pages.ts'

/** Signature and digest have been verified by the pipeline. Taken and durable, with its receipt, before it is answered. */
export const postTransfer: Handler = async (request, services) => {
  const { inquiry } = request
  const { to, isDryRun, attachments } = targetOf(request)
  const { mediaType } = nativeOf(request, services)
  const message: Message = { to, attachments, document: { mediaType, body: request.decoded as Uint8Array } }
  if (isDryRun) return tried(inquiry, to, await services.transfers.try(inquiry, message))
  const taken = await services.transfers.take(inquiry, { ...message, key: idempotencyKeyOf(request) })
  if (taken.state === 'refused') return refused(inquiry, taken)
  const { transfer, again, facts, receipt, audit } = taken
  const { sender_key, withheld, missing } = facts
  const beside = besideTold(facts)
  return prepareAnswer(inquiry, {
    status: again ? 200 : 201,
    headers: { location: `/v1/transfers/${transfer.id}` },
    body: JSON.stringify({
      transfer: transfer.id,
      state: transfer.state,
      receipt,
      sender_key,
      audit,
      withheld: withheld.map(withheldTold),
      missing: missing.map(missingTold),
      ...(beside && { attachments: beside }),
    }),
    detail: { note: transfer.id },
  })
}

/** `says`: what its sender can do, of a paper that does not go for what it shows. */
const withheldTold = <Of extends { readonly finding?: PaperFinding }>(of: Of) =>
  of.finding ? { ...of, says: paperFindings[of.finding] } : of

/** `says`: what its sender can do, of what the law expects. */
const missingTold = (of: TransferFacts['missing'][number]) => (of.article ? { ...of, says: papersExpected } : of)

/** What came beside the document and goes with it: its number in the sender's document, and in the receipt. */
const besideTold = ({ attachments, message }: TransferFacts) =>
  attachments?.map(({ number, place }) => {
    const { media_type: mediaType, bytes } = message.attachments!.find((of) => of.number === number)!
    return { place: numberOfPlace(place), number, mediaType, bytes }
  })

/** What would go, and what not: nothing was kept of it. */
function tried(inquiry: Inquiry, to: string, given: TriedTransfer): Prepared {
  if (given.state === 'refused') return refused(inquiry, given)
  const { kind, route, withheld, missing } = given
  const less = { withheld: withheld.map(withheldTold), missing: missing.map(missingTold) }
  const places = given.beside.places.map(withheldTold)
  return prepareAnswer(inquiry, {
    body: JSON.stringify({ dry_run: true, kind, route, ...less, places }),
    phase: 'transfer-dry-run',
    detail: triedTold({ sender: inquiry.system!.agency, receiver: to }, given),
  })
}

/** The problem of the refusal (RFC 9457 §3.2) with the places of the findings, or what is public of the routes. */
function refused(inquiry: Inquiry, refusal: Extract<TakenTransfer, { state: 'refused' }>): Prepared {
  const { code } = refusal
  const told = 'findings' in refusal ? { findings: refusal.findings } : refusal.told
  const detail = 'sources' in refusal && refusal.sources ? { sources: refusal.sources } : {}
  return prepareProblem(inquiry, code, { body: bodyOf(inquiry, code, told), detail })
}

const bodyOf = (inquiry: Inquiry, code: ErrorCode, told: object | undefined): string =>
  JSON.stringify({ ...problemOf(code, inquiry.language, inquiry.event), event: inquiry.event, ...told })

/** `GET /v1/transfers/{id}`, for systems of its sender and its receiver; with the certificate alone. Others' and none are the same. */
export const getTransfer: Handler = async ({ inquiry, params, query }, { transfers, toldRecords }: Services) => {
  const id = transferIdOf(params, query)
  const { agency, roles } = inquiry.system!
  const status = roles.includes('exchange') ? await transfers.status(agency, id) : undefined
  if (!status) throw new GatewayError('transfer-not-found')
  const dossiers = await toldRecords.dossiers(inquiry, [status.transfer])
  await toldRecords.numbers(inquiry, status)
  return prepareAnswer(inquiry, { body: JSON.stringify(told(status, dossiers.get(id))), detail: { note: id } })
}

function toldItem(item: RecallableRow) {
  const { id, receiver, kind, state, received_at, recall, made_by: madeBy } = item
  return {
    ...{ id, receiver, kind, state, receivedAt: received_at.toISOString() },
    ...(madeBy && { madeBy }),
    ...givenUpTold(item),
    ...(recall && { recall: recallTold(recall) }),
  }
}

/** `GET /v1/transfers`: what the agency handed over, oldest first, in pages; `overdue=true`: what was called back, and its receiver owes its word on. */
export const listTransfers: Handler = async ({ inquiry, query }, { recalls }) => {
  const { overdue, ...asked } = queryOf(query, sentQuery)
  return answerPage(inquiry, query, asked, async (page) => {
    const overdueAt = overdue ? new Date(now_ms()) : undefined
    return (await recalls.list(inquiry.system!.agency, { ...page, overdueAt })).map(toldItem)
  })
}

const stageTold = ({ stage, at, agency, reason }: StageRow) => ({
  ...{ stage, at: at.toISOString() },
  ...(agency !== null && { agency }),
  ...(reason !== null && { reason }),
})

function told(status: TransferStatus, dossier: string | undefined): object {
  const { transfer, stages, receipt, acknowledgement, clocks, facts, pushed, recall, held } = status
  const { id, sender, receiver, kind, state, purpose, legal_basis: legalBasis, relation, made_by: madeBy } = transfer
  return {
    ...{ transfer: id, sender, receiver, kind, state, route: { purpose, legalBasis, relation } },
    ...(madeBy && { madeBy }),
    ...(transfer.papers_withheld && { attachmentsWithheld: true }),
    content: transfer.erased ? 'erased' : 'kept',
    receivedAt: transfer.received_at.toISOString(),
    ...(dossier !== undefined && { dossier }),
    stages: stages.map(stageTold),
    clocks: clocks.map(clockTold),
    ...(receipt !== undefined && { receipt }),
    ...(acknowledgement && {
      acknowledgement: { ...acknowledgement, at: acknowledgement.at.toISOString() },
    }),
    ...(pushed && pushed.attempts + pushed.asked > 0 && { delivery: pushTold(pushed) }),
    ...(recall && { recall: recallTold(recall) }),
    ...(held?.held && { held: { reason: held.held, since: held.since.toISOString() } }),
    ...(facts && {
      ...{ sender_key: facts.sender_key, withheld: facts.withheld.map(withheldTold) },
      missing: facts.missing.map(missingTold),
    }),
    ...(facts?.attachments && { attachments: besideTold(facts) }),
  }
}

/** A sender calls a transfer back; its receiver says what it did about that. Both are signed by systems, and taken once. */
import { parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { prepareAnswer } from '../../release/door.ts'
import { doneCodes, type Recall, recallCodes, type Said } from '../../release/transfers/recall-rows.ts'
import type { Handler } from '../services.ts'
import { membersOf, textOf } from './members.ts'
import { transferIdOf } from './transfer-pages.ts'

/** `{[name]: {code, text}}` with one of `codes`. Throws GatewayError `parameter-invalid`. */
function saidIn<Code extends string>(body: unknown, name: string, codes: readonly Code[]): Said<Code> {
  const { code: given, text } = membersOf(membersOf(body, [name])[name], ['code', 'text'], name)
  const code = codes.find((known) => known === given)
  if (code === undefined) throw parameterInvalid('code')
  return { code, text: textOf(text, limits.transfer.recall_text_chars_max, 'text') }
}

/** A recall as both ends are told of it: without a date by when when it was never handed out. */
export const recallTold = ({ code, text, at, due_at, done }: Recall) => ({
  ...{ code, text, at: at.toISOString() },
  ...(due_at && { dueAt: due_at.toISOString() }),
  ...(done && { done: { code: done.code, text: done.text, at: done.at.toISOString() } }),
})

/** `POST /v1/transfers/{id}/recall`, by its sender. In the log before it is answered. */
export const postRecall: Handler = async ({ inquiry, decoded, params, query }, { recalls }) => {
  const id = transferIdOf(params, query)
  const { recall, receipt } = await recalls.recall(inquiry, id, saidIn(decoded, 'reason', recallCodes))
  const body = { transfer: id, state: 'recalled', event: recall.event, recall: recallTold(recall), receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

/** `POST /v1/inbox/{id}/recall-acknowledgement`, by its receiver. In the log before it is answered. */
export const postRecallAcknowledgement: Handler = async ({ inquiry, decoded, params, query }, { recalls }) => {
  const id = transferIdOf(params, query)
  const { done, receipt } = await recalls.done(inquiry, id, saidIn(decoded, 'done', doneCodes))
  const { code, text, at, event } = done
  const body = { id, event, done: { code, text, at: at.toISOString() }, receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

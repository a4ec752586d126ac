/** A sender calls a transfer back; its receiver says what it did about that. Both are signed by systems, and taken once. */
import { prepareAnswer } from '../../release/door.ts'
import type { Recall } from '../../release/transfers/recall-rows.ts'
import { recallBody, recallDoneBody } from '../contract/handing-over.ts'
import type { Handler } from '../services.ts'
import { transferIdOf } from './transfer-pages.ts'

/** A recall as both ends are told of it: without a date by when when it was never handed out. */
export const recallTold = ({ code, text, at, due_at, done }: Recall) => ({
  ...{ code, text, at: at.toISOString() },
  ...(due_at && { dueAt: due_at.toISOString() }),
  ...(done && { done: { code: done.code, text: done.text, at: done.at.toISOString() } }),
})

/** `POST /v1/transfers/{id}/recall`, by its sender. In the log before it is answered. */
export const postRecall: Handler = async ({ inquiry, decoded, params, query }, { recalls }) => {
  const id = transferIdOf(params, query)
  const { recall, receipt } = await recalls.recall(inquiry, id, recallBody.read(decoded).reason)
  const body = { transfer: id, state: 'recalled', event: recall.event, recall: recallTold(recall), receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

/** `POST /v1/inbox/{id}/recall-acknowledgement`, by its receiver. In the log before it is answered. */
export const postRecallAcknowledgement: Handler = async ({ inquiry, decoded, params, query }, { recalls }) => {
  const id = transferIdOf(params, query)
  const { done, receipt } = await recalls.done(inquiry, id, recallDoneBody.read(decoded).done)
  const { code, text, at, event } = done
  const body = { id, event, done: { code, text, at: at.toISOString() }, receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

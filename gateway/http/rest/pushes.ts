/** What is pushed to a receiver's system, as both ends are told of it; and its receiver asks for it again. */
import { prepareAnswer } from '../../release/door.ts'
import type { Pushed } from '../../release/transfers/push-rows.ts'
import { nothing } from '../contract/handing-over.ts'
import type { Handler } from '../services.ts'
import { transferIdOf } from './transfer-pages.ts'

/** What is known of the receiver's system: its word that it has it, and the number that it gave; nobody signed that. */
export const pushTold = ({ attempts, asked, next_at, last_reason: reason, nativeKey }: Pushed) => ({
  attempts,
  ...(asked > 0 && { asked }),
  ...(nativeKey !== undefined && { nativeKey }),
  ...(reason !== null && { reason }),
  ...(next_at && { nextAt: next_at.toISOString() }),
})

/** `POST /v1/transfers/{id}/push` with `{}`, by its receiver. In the log before it is answered; it is sent after that. */
export const postPush: Handler = async ({ inquiry, decoded, params, query }, { pushes }) => {
  const id = transferIdOf(params, query)
  nothing.read(decoded)
  const { pushed, receipt } = await pushes.ask(inquiry, id)
  const { event } = inquiry
  const body = { transfer: id, delivery: pushTold(pushed), ...(receipt && { event, receipt }) }
  return prepareAnswer(inquiry, { status: 202, body: JSON.stringify(body), detail: { note: id } })
}

/** `GET /v1/audit/receipts/{index}`: the proof of what the asking system was given a receipt for. */
import { GatewayError } from '../../errors/problem.ts'
import { prepareAnswer } from '../../release/door.ts'
import { entryIndex } from '../contract/ids.ts'
import { requireNoQuery } from '../forms.ts'
import type { Handler } from '../services.ts'

/** The certificate alone does: the receipt is the system's. Another's receipt and none are the same. */
export const getReceipt: Handler = async ({ inquiry, params, query }, { receipts }) => {
  const index = entryIndex.read((params as { index: string }).index, 'index')
  requireNoQuery(query)
  const proof = await receipts.proofFor(inquiry.system!.id, Number(index))
  if (proof === undefined) throw new GatewayError('receipt-not-found')
  return prepareAnswer(inquiry, { body: proof, mediaType: 'text/plain; charset=utf-8', detail: {} })
}

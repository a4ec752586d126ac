/** Lists of transfers in pages, and the id of one. */
import { limits } from '../../limits.ts'
import { type Prepared, prepareAnswer } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import type { ListedRow } from '../../release/transfers/list-rows.ts'
import type { TransferState } from '../../release/transfers/transfer.ts'
import { transferId } from '../contract/ids.ts'
import { requireNoQuery } from '../forms.ts'

/** Of a dead letter: why it became one, and when. */
export const givenUpTold = ({ given_up_at: at, given_up_reason: reason }: ListedRow) =>
  at && { deadLetter: { reason, at: at.toISOString() } }

/** The id of a transfer in the path, with no query. Throws GatewayError `parameter-invalid`. */
export function transferIdOf(params: unknown, query: unknown): string {
  const id = transferId.read((params as { id: string }).id, 'id')
  requireNoQuery(query)
  return id
}

interface Page {
  readonly first: number
  readonly after?: string
  readonly state?: TransferState
}

/** Answers with the page of items that `list` gives: `{items, next?}`. `asked`: the query, read. Throws as `list`. */
export async function answerPage(
  inquiry: Inquiry,
  query: unknown,
  asked: Partial<Page>,
  list: (page: Page) => Promise<readonly { readonly id: string }[]>,
): Promise<Prepared> {
  const { first = limits.inbox.page_items_default, after, state } = asked
  const items = await list({ first, ...(after !== undefined && { after }), ...(state !== undefined && { state }) })
  const next = items.length === first ? items.at(-1)!.id : undefined
  const body = { items, ...(next !== undefined && { next }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}

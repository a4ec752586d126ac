/** Lists of transfers in pages, and the id of one. */
import { parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { type Prepared, prepareAnswer } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import type { ListedRow } from '../../release/transfers/list-rows.ts'
import { type TransferState, transferStates } from '../../release/transfers/transfer.ts'
import { queryOf, requireNoQuery } from './members.ts'

/** The form of the id alone. */
export const isTransferId = (text: string): boolean => /^cg-[a-z2-7]{26}$/.test(text)
const isState = (text: string): text is TransferState => transferStates.some((state) => state === text)

/** Members of the query of every list and their form. */
const parameters = {
  state: isState,
  first: (text: string) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= limits.inbox.page_items_max,
  after: isTransferId,
}
/** Of what an agency handed over besides. */
export const overdueParameter = { overdue: (text: string) => text === 'true' }

/** Of a dead letter: why it became one, and when. */
export const givenUpTold = ({ given_up_at: at, given_up_reason: reason }: ListedRow) =>
  at && { deadLetter: { reason, at: at.toISOString() } }

/** The id of a transfer in the path, with no query. Throws GatewayError `parameter-invalid`. */
export function transferIdOf(params: unknown, query: unknown): string {
  const { id } = params as { id: string }
  if (!isTransferId(id)) throw parameterInvalid('id')
  requireNoQuery(query)
  return id
}

interface Asked {
  readonly page: {
    readonly first: number
    readonly after?: string | undefined
    readonly state?: TransferState | undefined
  }
  readonly overdue: boolean
}

/**
 * Answers with the page of items that `list` gives: `{items, next?}`. `more`: parameters that the list has besides, and their form. Throws GatewayError
 * `parameter-invalid`, and as `list`.
 */
export async function answerPage(
  inquiry: Inquiry,
  query: unknown,
  more: Readonly<Record<string, (text: string) => boolean>>,
  list: (asked: Asked) => Promise<readonly { readonly id: string }[]>,
): Promise<Prepared> {
  const { first, after, state, overdue } = queryOf(query, { ...parameters, ...more })
  const count = first === undefined ? limits.inbox.page_items_default : Number(first)
  const page = { first: count, after, ...(state !== undefined && isState(state) && { state }) }
  const items = await list({ page, overdue: overdue !== undefined })
  const next = items.length === count ? items.at(-1)!.id : undefined
  const body = { items, ...(next !== undefined && { next }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}

/** Lists of transfers in pages, and the id of one. */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { type Prepared, prepareAnswer } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { type TransferState, transferStates } from '../../release/transfers/transfer.ts'

const isTransferId = (text: string): boolean => /^cg-[a-z2-7]{26}$/.test(text)
const isState = (text: string): text is TransferState => transferStates.some((state) => state === text)

/** Members of the query and their form. */
const parameters = {
  state: isState,
  first: (text: string) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= limits.inbox.page_items_max,
  after: isTransferId,
  overdue: (text: string) => text === 'true',
} as const

type Parameter = keyof typeof parameters
const ofAll: readonly Parameter[] = ['state', 'first', 'after']

/** The id in the path, with no query. Throws GatewayError `parameter-invalid`. */
export function transferIdOf(params: unknown, query: unknown): string {
  const { id } = params as { id: string }
  if (!isTransferId(id) || Object.keys(query as object).length > 0) throw new GatewayError('parameter-invalid')
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
 * Answers with the page of items that `list` gives: `{items, next?}`. `more`: parameters that the list has besides. Throws GatewayError
 * `parameter-invalid`, and as `list`.
 */
export async function answerPage(
  inquiry: Inquiry,
  query: unknown,
  more: readonly Parameter[],
  list: (asked: Asked) => Promise<readonly { readonly id: string }[]>,
): Promise<Prepared> {
  const known: readonly string[] = [...ofAll, ...more]
  for (const [name, value] of Object.entries(query as object))
    if (!known.includes(name) || typeof value !== 'string' || !parameters[name as Parameter](value))
      throw new GatewayError('parameter-invalid')
  const { first, after, state, overdue } = query as Readonly<Partial<Record<Parameter, string>>>
  const count = first === undefined ? limits.inbox.page_items_default : Number(first)
  const page = { first: count, after, ...(state !== undefined && isState(state) && { state }) }
  const items = await list({ page, overdue: overdue !== undefined })
  const next = items.length === count ? items.at(-1)!.id : undefined
  const body = { items, ...(next !== undefined && { next }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}

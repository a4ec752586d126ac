/** `GET /v1/clocks`: the legal limits of what an agency hands over, receives or supervises. Ids, rules and times; no content. */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { prepareAnswer } from '../../release/door.ts'
import type { ClockRow } from '../../release/transfers/clock-rows.ts'
import type { Handler } from '../services.ts'
import { queryOf } from './members.ts'

type Asked = 'due' | 'met' | 'overdue'
const states: readonly string[] = ['due', 'met', 'overdue'] satisfies Asked[]
const AFTER = /^(cg-[a-z2-7]{26}):([A-Z0-9_-]+(?:\.[A-Z0-9_]+)+)$/

/** Members of the query and their form. */
const parameters: Readonly<Record<string, (text: string) => boolean>> = {
  state: (text) => states.includes(text),
  first: (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= limits.transfer.clocks_page_max,
  after: (text) => text.length <= 100 && AFTER.test(text),
}

/** A limit as those are told of it who may know of its transfer. */
export function clockTold({ transfer, rule, owner, supervisor, state, ...clock }: ClockRow): object {
  const { started_at: startedAt, due, basis, ended_at: endedAt, ended_by: endedBy, told_event: event } = clock
  return {
    ...{ transfer, rule, owner, state },
    ...(supervisor !== null && { supervisor }),
    ...(startedAt !== null && { startedAt }),
    ...(due !== null && { due }),
    ...(endedAt && { endedAt: endedAt.toISOString(), endedBy }),
    ...(event !== null && { overdueEvent: event }),
    ...(basis && { basis }),
  }
}

/** Those that end first come first, in pages (`next` → `after`). With the certificate alone, as it is the agency's. */
export const listClocks: Handler = async ({ inquiry, query }, { transfers }) => {
  const { state, first, after } = queryOf(query, parameters)
  const { agency, roles } = inquiry.system!
  if (!roles.includes('exchange')) throw new GatewayError('role-not-allowed')
  const count = first === undefined ? limits.transfer.clocks_page_default : Number(first)
  const [, transfer, rule] = AFTER.exec(after ?? '') ?? []
  const clocks = await transfers.clocks(agency, {
    ...{ first: count, state: state as Asked | undefined },
    after: transfer === undefined ? undefined : { transfer, rule: rule! },
  })
  const last = clocks.length === count ? clocks.at(-1) : undefined
  const body = { clocks: clocks.map(clockTold), ...(last && { next: `${last.transfer}:${last.rule}` }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: clocks.length, filters } })
}

/** `GET /v1/clocks`: the legal limits of what an agency hands over, receives or supervises. Ids, rules and times; no content. */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { prepareAnswer } from '../../release/door.ts'
import type { ClockRow } from '../../release/transfers/clock-rows.ts'
import { clocksQuery } from '../contract/handing-over.ts'
import { queryOf } from '../forms.ts'
import type { Handler } from '../services.ts'

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
  const { state, first = limits.transfer.clocks_page_default, after = '' } = queryOf(query, clocksQuery)
  const { agency, roles } = inquiry.system!
  if (!roles.includes('exchange')) throw new GatewayError('role-not-allowed')
  const [transfer, rule] = after.split(':')
  const clocks = await transfers.clocks(agency, {
    ...{ first, state },
    after: transfer && rule ? { transfer, rule } : undefined,
  })
  const last = clocks.length === first ? clocks.at(-1) : undefined
  const body = { clocks: clocks.map(clockTold), ...(last && { next: `${last.transfer}:${last.rule}` }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: clocks.length, filters } })
}

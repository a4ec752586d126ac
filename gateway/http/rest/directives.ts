/** `/v1/directives`: what the holder of a record directs those to do who were given something of it, and what they say that they did. Signed by systems, taken once. */
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Addressed, Determined, GivenDirective, OwnNumber } from '../../release/directives/directive.ts'
import type { GivenView, ReceivedView } from '../../release/directives/directives.ts'
import { type DoneCode, doneCodes, kindCodes, kindOf, type ReasonCode } from '../../release/directives/kinds.ts'
import type { DirectivePage } from '../../release/directives/rows.ts'
import type { SupervisedView } from '../../release/directives/supervised.ts'
import { prepareAnswer } from '../../release/door.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Handler } from '../services.ts'
import { dateOf, membersOf, queryOf, requireNoQuery, textOf } from './members.ts'
import { isTransferId } from './transfer-pages.ts'

const { text_chars_max, member_chars_max, transfers_max, page_items_default, page_items_max } = limits.directive

const nameOf = (value: unknown, name: string): string => textOf(value, member_chars_max, name)

function oneOf<Code extends string>(value: unknown, codes: readonly Code[], name: string): Code {
  const code = codes.find((known) => known === value)
  if (code === undefined) throw parameterInvalid(name)
  return code
}

/** As membersOf, of which `optional` may be absent. */
function membersWith(value: unknown, names: readonly string[], optional: readonly string[], name?: string) {
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : []
  return membersOf(value, [...names, ...optional.filter((one) => given.includes(one))], name)
}

function numberOf(record: unknown): OwnNumber {
  const { system, type, value } = membersOf(record, ['system', 'type', 'value'], 'record')
  return { system: nameOf(system, 'system'), type: nameOf(type, 'type'), value: nameOf(value, 'value') }
}

function determinedOf(value: unknown): Determined {
  const { agency, officer, at, listItem } = membersWith(value, ['agency', 'at', 'listItem'], ['officer'], 'determined')
  return {
    ...{ agency: nameOf(agency, 'agency'), at: dateOf(at, 'at'), listItem: nameOf(listItem, 'listItem') },
    ...(officer !== undefined && { officer: nameOf(officer, 'officer') }),
  }
}

function keyOf(value: unknown): string {
  const { key_chars_min, key_chars_max } = limits.transfer
  const isKey = typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
  if (!isKey || value.length < key_chars_min || value.length > key_chars_max) throw parameterInvalid('key')
  return value
}

function transfersIn(value: unknown): readonly string[] {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [undefined]
  const areIds = ids.every((id): id is string => typeof id === 'string' && isTransferId(id))
  if (!areIds || ids.length > transfers_max || new Set(ids).size < ids.length) throw parameterInvalid('transfers')
  return ids
}

/** `{key, record: {system, type, value}, kind, reason: {code, text}, determined?: {agency, officer?, at, listItem}, transfers?}`. */
function directiveIn(body: unknown): GivenDirective {
  const { key, record, determined, transfers, ...said } = membersWith(
    body,
    ['key', 'record', 'kind', 'reason'],
    ['determined', 'transfers'],
  )
  const kind = oneOf(said.kind, kindCodes, 'kind')
  const { reasons, determined: needsDetermined } = kindOf(kind)
  if (needsDetermined && determined === undefined) throw parameterInvalid('determined')
  const { code, text } = membersOf(said.reason, ['code', 'text'], 'reason')
  return {
    ...{ key: keyOf(key), record: numberOf(record), kind },
    reason: { code: oneOf<ReasonCode>(code, reasons, 'code'), text: textOf(text, text_chars_max, 'text') },
    ...(determined !== undefined && { determined: determinedOf(determined) }),
    transfers: transfers === undefined ? [] : transfersIn(transfers),
  }
}

const isDirectiveId = (text: string): boolean => /^cd-[a-z2-7]{26}$/.test(text)

function idOf(params: unknown, query: unknown): string {
  const { id } = params as { id: string }
  if (!isDirectiveId(id)) throw parameterInvalid('id')
  requireNoQuery(query)
  return id
}

const answerTold = ({ due_at, done, told_event }: Addressed) => ({
  state: done ? 'acknowledged' : 'open',
  dueAt: due_at.toISOString(),
  ...(told_event !== null && { overdueEvent: told_event }),
  ...(done && { done: { code: done.code, text: done.text, at: done.at.toISOString() } }),
})

function commonTold({ directive, says }: GivenView | ReceivedView) {
  const { id, kind, reason: code, at } = directive
  const { text, determined } = says
  const { title, law } = kindOf(kind)
  return {
    ...{ id, kind, title, ...(law && { law }), at: at.toISOString(), reason: { code, text } },
    ...(determined && { determined }),
  }
}

const givenTold = (view: GivenView) => ({
  ...commonTold(view),
  record: view.says.record,
  transfers: view.directive.transfers,
  receivers: view.receivers.map((addressed) => ({
    agency: addressed.receiver,
    ...answerTold(addressed),
    ...(addressed.transfer !== null && { transfer: addressed.transfer }),
  })),
})

const receivedTold = (view: ReceivedView) => ({
  ...commonTold(view),
  from: view.directive.giver,
  about: view.known,
  ...(view.corrected.length > 0 && { corrected: view.corrected }),
  answers: kindOf(view.directive.kind).done,
  ...answerTold(view.addressed),
})

/** Without the texts, which are between its two ends. */
function supervisedTold({ directive, dossiers, receivers }: SupervisedView) {
  const { id, giver: from, kind, reason: code, at } = directive
  const { title, law } = kindOf(kind)
  const answers = receivers.map((addressed) => {
    const { done, ...rest } = answerTold(addressed)
    return { agency: addressed.receiver, ...rest, ...(done && { done: { code: done.code, at: done.at } }) }
  })
  return {
    id,
    kind,
    title,
    ...(law && { law }),
    at: at.toISOString(),
    reason: { code },
    from,
    dossiers,
    receivers: answers,
  }
}

function told(view: GivenView | ReceivedView | SupervisedView) {
  if ('dossiers' in view) return supervisedTold(view)
  return 'receivers' in view ? givenTold(view) : receivedTold(view)
}

/** `POST /v1/directives`, by the agency that holds the record: who has to follow it. In the log before it is answered. */
export const postDirective: Handler = async ({ inquiry, decoded, query }, { directives }) => {
  requireNoQuery(query)
  const { again, receipt, ...view } = await directives.give(inquiry, directiveIn(decoded))
  const { id, event } = view.directive
  return prepareAnswer(inquiry, {
    status: again ? 200 : 201,
    headers: { location: `/v1/directives/${id}` },
    body: JSON.stringify({ ...givenTold(view), event, receipt }),
    detail: { note: id },
  })
}

/** Members of the query and their form. */
const parameters = {
  given: (text: string) => text === 'true',
  supervised: (text: string) => text === 'true',
  overdue: (text: string) => text === 'true',
  state: (text: string) => text === 'open' || text === 'acknowledged',
  first: (text: string) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= page_items_max,
  after: (text: string) => text.length <= limits.list.cursor_bytes_max && /^[\w-]+$/.test(text),
}

/** After a directive that is in the same list. */
async function ownPage(
  page: DirectivePage,
  agency: string,
  list: (agency: string, page: DirectivePage) => Promise<readonly (GivenView | ReceivedView)[]>,
) {
  if (page.after !== undefined && !isDirectiveId(page.after)) throw parameterInvalid('after')
  const views = await list(agency, page)
  return { views, next: views.length === page.first ? views.at(-1)!.directive.id : undefined }
}

/**
 * `GET /v1/directives`: those that are addressed to the agency; with `given=true` those that it gave, with `supervised=true` those about matters that it
 * supervises. Oldest first, in pages (`next` → `after`).
 */
export const listDirectives: Handler = async ({ inquiry, query }, { directives, supervisedDirectives }) => {
  const asked = queryOf(query, parameters)
  const first = asked.first === undefined ? page_items_default : Number(asked.first)
  if (asked.given && asked.supervised) throw parameterInvalid('supervised')
  const page = {
    ...{ first, after: asked.after, state: asked.state as 'open' | 'acknowledged' | undefined },
    overdueAt: asked.overdue ? new Date(now_ms()) : undefined,
  }
  const { views, next } = asked.supervised
    ? await supervisedDirectives.list(inquiry, page)
    : await ownPage(page, inquiry.system!.agency, directives[asked.given ? 'given' : 'received'])
  const body = { items: views.map(told), ...(next !== undefined && { next }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: views.length, filters } })
}

/** `GET /v1/directives/{id}`, for systems of its giver, its receivers and who supervises the matter. Others' and none are the same. */
export const getDirective: Handler = async ({ inquiry, params, query }, { directives, supervisedDirectives }) => {
  const id = idOf(params, query)
  const view = (await directives.find(inquiry.system!.agency, id)) ?? (await supervisedDirectives.find(inquiry, id))
  if (!view) throw new GatewayError('directive-not-found')
  return prepareAnswer(inquiry, { body: JSON.stringify(told(view)), detail: { note: id } })
}

/** `POST /v1/directives/{id}/acknowledgement`, by a receiver: `{done: {code, text}}`. In the log before it is answered. */
export const postDirectiveAcknowledgement: Handler = async ({ inquiry, decoded, params, query }, { directives }) => {
  const id = idOf(params, query)
  const said = membersOf(membersOf(decoded, ['done']).done, ['code', 'text'], 'done')
  const word = { code: oneOf<DoneCode>(said.code, doneCodes, 'code'), text: textOf(said.text, text_chars_max, 'text') }
  const { done, receipt } = await directives.done(inquiry, id, word)
  const body = { id, event: done.event, done: { ...word, at: done.at.toISOString() }, receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

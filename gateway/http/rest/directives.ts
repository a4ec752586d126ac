/** `/v1/directives`: what the holder of a record directs those to do who were given something of it, and what they say that they did. Signed by systems, taken once. */
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Addressed, GivenDirective } from '../../release/directives/directive.ts'
import type { GivenView, ReceivedView } from '../../release/directives/directives.ts'
import { kindOf } from '../../release/directives/kinds.ts'
import type { DirectivePage } from '../../release/directives/rows.ts'
import type { SupervisedView } from '../../release/directives/supervised.ts'
import { prepareAnswer } from '../../release/door.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { directiveBody, directiveDoneBody, directivesQuery } from '../contract/directives.ts'
import { directiveId } from '../contract/ids.ts'
import { queryOf, requireNoQuery } from '../forms.ts'
import type { Handler } from '../services.ts'

/** The body of a directive. That its reason is one for its kind, and who determined it is said where that has to be, is asked here too. */
function directiveIn(body: unknown): GivenDirective {
  const given = directiveBody.read(body)
  const { reasons, determined: needsDetermined } = kindOf(given.kind)
  if (needsDetermined && given.determined === undefined) throw parameterInvalid('determined')
  if (!reasons.includes(given.reason.code)) throw parameterInvalid('code')
  return { ...given, transfers: given.transfers ?? [] }
}

function idOf(params: unknown, query: unknown): string {
  const id = directiveId.read((params as { id: string }).id, 'id')
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

/** After a directive that is in the same list. */
async function ownPage(
  page: DirectivePage,
  agency: string,
  list: (agency: string, page: DirectivePage) => Promise<readonly (GivenView | ReceivedView)[]>,
) {
  if (page.after !== undefined && !directiveId.fits(page.after)) throw parameterInvalid('after')
  const views = await list(agency, page)
  return { views, next: views.length === page.first ? views.at(-1)!.directive.id : undefined }
}

/**
 * `GET /v1/directives`: those that are addressed to the agency; with `given=true` those that it gave, with `supervised=true` those about matters that it
 * supervises. Oldest first, in pages (`next` → `after`).
 */
export const listDirectives: Handler = async ({ inquiry, query }, { directives, supervisedDirectives }) => {
  const { first = limits.directive.page_items_default, ...asked } = queryOf(query, directivesQuery)
  if (asked.given && asked.supervised) throw parameterInvalid('supervised')
  const page = {
    ...{ first, after: asked.after, state: asked.state },
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
  const { done: word } = directiveDoneBody.read(decoded)
  const { done, receipt } = await directives.done(inquiry, id, word)
  const body = { id, event: done.event, done: { ...word, at: done.at.toISOString() }, receipt }
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
}

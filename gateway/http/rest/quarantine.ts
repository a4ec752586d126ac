/** `/v1/quarantine`: what could not be translated, and what persons do about it. Codes and places; content leaves by `open` alone. */
import { GatewayError, parameterInvalid, problemOf } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Handled, Handling } from '../../release/quarantine/handling.ts'
import type { ActRow, ItemRow } from '../../release/quarantine/rows.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { itemId } from '../contract/ids.ts'
import { correctionBody, quarantineQuery, reasonBody } from '../contract/quarantine.ts'
import { queryOf, requireNoQuery } from '../forms.ts'
import type { Handler, Services } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'

const toldItem = (item: ItemRow, { reader: { sources } }: Services) => ({
  id: item.id,
  state: item.state,
  agency: item.agency,
  kind: item.kind,
  transport: item.transport,
  reason: item.reason,
  findings: item.findings,
  event: item.event,
  receivedAt: item.received_at.toISOString(),
  age_s: Math.max(0, Math.floor((now_ms() - item.received_at.getTime()) / 1000)),
  seen: item.seen,
  content: item.kept ? 'kept' : 'erased',
  adapter: item.adapter,
  adapterNow: sources.adapterOf(item.agency),
})

const toldAct = ({ act, state, at, event, agency, system, officer, adapter, outcome, taken, rejected }: ActRow) => ({
  ...{ act, at: at.toISOString(), event },
  ...(state && { state }),
  ...(agency !== null && { by: { agency, system, officer } }),
  ...(adapter !== null && { adapter, outcome, taken, rejected }),
})

/** `GET /v1/quarantine`: oldest first, in pages (`next` → `after`). */
export const listQuarantine: Handler = async ({ inquiry, query }, services) => {
  const { first = limits.quarantine.page_items_default, after, ...filter } = queryOf(query, quarantineQuery)
  requireCovered(inquiry.caller, 'quarantine:list')
  const items = await services.handling.list(inquiry.caller!, filter, { first, after })
  const next = items.length === first ? items.at(-1)!.id : undefined
  const body = { items: items.map((item) => toldItem(item, services)), ...(next !== undefined && { next }) }
  const filters = [Object.fromEntries(Object.entries(query as Record<string, string>))]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}

const idOf = (params: unknown): string => itemId.read((params as { id: string }).id, 'id')

/** `GET /v1/quarantine/{id}`: the item with what was done so far. */
export const getQuarantined: Handler = async ({ inquiry, params, query }, services) => {
  const id = idOf(params)
  requireNoQuery(query)
  requireCovered(inquiry.caller, 'quarantine:list')
  const { item, acts } = await services.handling.look(inquiry.caller!, id)
  return prepareAnswer(inquiry, {
    body: JSON.stringify({ item: toldItem(item, services), acts: acts.map(toldAct) }),
    detail: { note: id },
  })
}

/** `POST /v1/quarantine/{id}/open`: the very bytes. Signature, digest and token have been verified by the pipeline; the act is durable. */
export const openQuarantined: Handler = async ({ inquiry, params, decoded }, { handling }) => {
  const id = idOf(params)
  const { reason } = reasonBody.read(decoded)
  requireCovered(inquiry.caller, 'quarantine:open')
  const { document, file } = await handling.open(inquiry, id, reason)
  const { buffer, byteOffset, byteLength } = document.body
  const name = file === undefined ? '' : `; filename*=UTF-8''${encodeURIComponent(file)}`
  return prepareAnswer(inquiry, {
    body: Buffer.from(buffer, byteOffset, byteLength),
    // As bytes and nothing else: whoever shows it decides what it is.
    mediaType: 'application/octet-stream',
    headers: { 'content-disposition': `attachment${name}`, 'x-content-type-options': 'nosniff' },
    detail: { note: id },
  })
}

/** What came of an act; when nothing could be taken, as a problem (RFC 9457 §3.2) with the difference and the receipt of what is recorded. */
function answered({ inquiry }: Parameters<Handler>[0], services: Services, handled: Handled): Prepared {
  const { item, comparison, receipt } = handled
  const { id } = item
  const body = { item: toldItem(item, services), ...(comparison && { comparison }), receipt }
  const outcome = comparison?.now.outcome
  const isRefused = outcome === 'secret' || (item.state === 'held' && inquiry.operation !== 'quarantine:try')
  if (!isRefused) return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { note: id } })
  const code = outcome === 'secret' ? 'state-secret-in-clear' : 'quarantine-still-rejected'
  const problem = { ...problemOf(code, inquiry.language, inquiry.event), ...body }
  return prepareProblem(inquiry, code, { body: JSON.stringify(problem), detail: { note: id } })
}

/** `POST /v1/quarantine/{id}/{try,release,return,expire}` with `{reason}`. */
export const postHandling =
  (act: keyof Pick<Handling, 'try' | 'release' | 'return' | 'expire'>): Handler =>
  async (request, services) => {
    const { inquiry, params, decoded } = request
    const id = idOf(params)
    const { reason } = reasonBody.read(decoded)
    requireCovered(inquiry.caller, 'quarantine:settle')
    return answered(request, services, await services.handling[act](inquiry, id, reason))
  }

/** The bytes that `text` is in base64 (RFC 4648 §4), in its one spelling. */
function bytesOf(text: unknown, bytes_max: number): Uint8Array {
  if (typeof text !== 'string') throw parameterInvalid('document')
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  if (bytes.length === 0 || Buffer.from(bytes).toString('base64') !== text) throw parameterInvalid('document')
  if (bytes.length > bytes_max) throw new GatewayError('body-too-large', { told: { bytes_max } })
  return bytes
}

/** `POST /v1/quarantine/{id}/correct` with `{reason, document}`, the document in base64 and of the kind that the agency's adapter reads. */
export const correctQuarantined: Handler = async (request, services) => {
  const { inquiry, params, decoded } = request
  const id = idOf(params)
  const { reason, document } = correctionBody.read(decoded)
  requireCovered(inquiry.caller, 'quarantine:open')
  requireCovered(inquiry.caller, 'quarantine:settle')
  const { mediaType = '', bytesMax = 0 } = services.reader.sources.manifestOf(inquiry.caller!.agency)?.native ?? {}
  const body = bytesOf(document, Math.min(bytesMax || Number.POSITIVE_INFINITY, limits.quarantine.correction_bytes_max))
  const correction = { status: 200, mediaType, body }
  return answered(request, services, await services.handling.correct(inquiry, id, reason, correction))
}

/** The portal's feed: the paged list, and what changed since a bookmark, also in pages; and what is handed over to it. */
import { type Held, type Holdings, isReceived } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Mode } from '../../sandbox/misbehave.ts'
import { type Entered, enteredPetition, INTAKE, take } from './intake.ts'
import { nativePetition } from './writer.ts'

const PAGE_ROWS = 10

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})
const refusal = (status: number, loi: string): SandboxAnswer => json(status, { loi })

interface Page {
  readonly facets: readonly Held<Entered>[]
  /** Cursor of what follows; none after the last page of the list. */
  readonly next: string | null
  /** Of the list only: the bookmark from which changes are told. */
  readonly changesFrom?: string
}

/** A petition as the portal has it, its own or one that was handed over to it. */
export const petitionOf = (held: Held<Entered>): object =>
  isReceived<Entered>(held) ? enteredPetition(held) : nativePetition(held)

const pageOf = ({ facets, next, changesFrom }: Page): SandboxAnswer =>
  json(200, { duLieu: facets.map(petitionOf), tiepTheo: next, mocThayDoi: changesFrom ?? null })

/** `trang=<page from 1>[.<bookmark of the first page>]`, so that one reading of the list keeps its first bookmark. */
function list(cursor: string, holdings: Holdings<Entered>): SandboxAnswer {
  const [, number, bookmark = String(holdings.cursor())] = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(cursor) ?? []
  const page = Number(number)
  const facets = holdings.all()
  const pages = Math.max(1, Math.ceil(facets.length / PAGE_ROWS))
  if (number === undefined || page < 1 || page > pages) return refusal(400, 'TRANG_KHONG_HOP_LE')
  return pageOf({
    facets: facets.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS),
    next: page < pages ? `${page + 1}.${bookmark}` : null,
    changesFrom: bookmark,
  })
}

/**
 * `tu=<bookmark>[.<rows told since>.<bookmark at the first page>]`: what changes meanwhile comes after that last
 * bookmark.
 */
function changes(cursor: string, holdings: Holdings<Entered>): SandboxAnswer {
  const [, since, told = '0', end = String(holdings.cursor())] =
    /^(\d{1,9})(?:\.(\d{1,6})\.(\d{1,9}))?$/.exec(cursor) ?? []
  const changed = since === undefined ? undefined : holdings.changesSince(Number(since))
  if (!changed || Number(end) > holdings.cursor()) return refusal(410, 'MOC_KHONG_HOP_LE')
  const upTo = Number(told) + PAGE_ROWS
  return pageOf({
    facets: changed.slice(Number(told), upTo),
    next: upTo < changed.length ? `${since}.${upTo}.${end}` : end,
  })
}

/** A feed whose bookmark goes back, and so leads in a circle: each page tells the change before it again. */
function changesBackwards(cursor: string, holdings: Holdings<Entered>): SandboxAnswer {
  const since = Number(cursor.split('.')[0])
  const changed = holdings.changesSince(Math.max(0, since - 1))
  if (!changed) return refusal(410, 'MOC_KHONG_HOP_LE')
  return pageOf({ facets: changed, next: String(since > 0 ? since - 1 : holdings.cursor()) })
}

/** The feed gives whole petitions by the page and is never asked for one. What is handed over has its sender's number. */
export function nativeKeyOf({ method, path, body }: SandboxRequest): string | undefined {
  return method === 'POST' && path === INTAKE ? /"maSuKien"\s*:\s*"([^"]*)"/.exec(body)?.[1] : undefined
}

/** A page that tells each petition twice. */
const twice = (page: SandboxAnswer): SandboxAnswer => {
  const { duLieu, ...rest } = JSON.parse(String(page.body)) as { readonly duLieu?: readonly unknown[] }
  return duLieu === undefined ? page : { ...page, body: JSON.stringify({ duLieu: [...duLieu, ...duLieu], ...rest }) }
}

/** Answers one request. Total. */
export function handle(request: SandboxRequest, holdings: Holdings<Entered>, mode: Mode = 'none'): SandboxAnswer {
  const [path = '', search = ''] = request.path.split('?')
  if (request.method === 'POST' && path === INTAKE) return take(request, holdings)
  if (request.method !== 'GET') return refusal(405, 'PHUONG_THUC_KHONG_HO_TRO')
  const query = new URLSearchParams(search)
  const page = pageAt(path, query, holdings, mode)
  return mode === 'duplicate' ? twice(page) : page
}

function pageAt(path: string, query: URLSearchParams, holdings: Holdings<Entered>, mode: Mode): SandboxAnswer {
  if (path === '/api/phan-anh') return list(query.get('trang') ?? '1', holdings)
  if (path !== '/api/thay-doi') return refusal(404, 'KHONG_TIM_THAY')
  return (mode === 'cursor-back' ? changesBackwards : changes)(query.get('tu') ?? '', holdings)
}

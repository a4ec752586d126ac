/** The procuracy system's REST interface: paged list, dossier, change feed. */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import { nativeDossier, nativeRow } from './writer.ts'

const PAGE_ROWS = 10
const DOSSIER = /^\/api\/v1\/tin-bao\/([^/]+)$/

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})
const refusal = (status: number, loi: string): SandboxAnswer => json(status, { loi })

/** `?trang=N` from 1; `?moc=` is the bookmark of the page before, so that one reading of the list keeps its first one. */
function list(query: URLSearchParams, holdings: Holdings): SandboxAnswer {
  const page = Number(query.get('trang') ?? '1')
  const facets = holdings.all()
  const pages = Math.max(1, Math.ceil(facets.length / PAGE_ROWS))
  if (!Number.isInteger(page) || page < 1 || page > pages) return refusal(400, 'TRANG_KHONG_HOP_LE')
  return json(200, {
    trang: page,
    tongSoTrang: pages,
    moc: Number(query.get('moc') ?? holdings.cursor()),
    danhSach: facets.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map(nativeRow),
  })
}

function changes(query: URLSearchParams, holdings: Holdings): SandboxAnswer {
  const changed = holdings.changesSince(Number(query.get('tu') ?? Number.NaN))
  if (!changed) return refusal(410, 'MOC_KHONG_HOP_LE')
  return json(200, { moc: holdings.cursor(), danhSach: changed.map(nativeRow) })
}

/** The key of a dossier request. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  const found = DOSSIER.exec(request.path.split('?')[0]!)?.[1]
  try {
    return found === undefined ? undefined : decodeURIComponent(found)
  } catch {
    return undefined
  }
}

/** Answers one request. Total. */
export function handle(request: SandboxRequest, holdings: Holdings): SandboxAnswer {
  if (request.method !== 'GET') return refusal(405, 'PHUONG_THUC_KHONG_HO_TRO')
  const [path = '', query = ''] = request.path.split('?')
  if (path === '/api/v1/tin-bao') return list(new URLSearchParams(query), holdings)
  if (path === '/api/v1/thay-doi') return changes(new URLSearchParams(query), holdings)
  const nativeKey = nativeKeyOf(request)
  const facet = nativeKey === undefined ? undefined : holdings.get(nativeKey)
  return facet ? json(200, nativeDossier(facet)) : refusal(404, 'KHONG_TIM_THAY')
}

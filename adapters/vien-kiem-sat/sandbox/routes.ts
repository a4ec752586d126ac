/** The procuracy system's REST interface: paged list, dossier, change feed, and what is handed over to it. */
import { type Held, type Holdings, isReceived } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Mode } from '../../sandbox/misbehave.ts'
import { json, refusal } from './answers.ts'
import { type Facts, intake, numberIn, receivedDossier, receivedRow } from './intake.ts'
import { nativeDossier, nativeRow } from './writer.ts'

const PAGE_ROWS = 10
const LIST = '/api/v1/tin-bao'
const DOSSIER = /^\/api\/v1\/tin-bao\/([^/]+)$/

const rowOf = (held: Held<Facts>): object => (isReceived<Facts>(held) ? receivedRow(held) : nativeRow(held))

/** In the mode `duplicate` a page tells each of its rows twice. */
const rowsOf = (held: readonly Held<Facts>[], mode: Mode): readonly object[] =>
  held.flatMap((one) => Array(mode === 'duplicate' ? 2 : 1).fill(rowOf(one)))

/** `?trang=N` from 1; `?moc=` is the bookmark of the page before, so that one reading of the list keeps its first one. */
function list(query: URLSearchParams, holdings: Holdings<Facts>, mode: Mode): SandboxAnswer {
  const page = Number(query.get('trang') ?? '1')
  const held = holdings.all()
  const pages = Math.max(1, Math.ceil(held.length / PAGE_ROWS))
  if (!Number.isInteger(page) || page < 1 || page > pages) return refusal(400, 'TRANG_KHONG_HOP_LE')
  return json(200, {
    trang: page,
    tongSoTrang: pages,
    moc: Number(query.get('moc') ?? holdings.cursor()),
    danhSach: rowsOf(held.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), mode),
  })
}

/** In the mode `cursor-back` its bookmark goes back, and so leads in a circle: each page tells the change before it again. */
function changes(query: URLSearchParams, holdings: Holdings<Facts>, mode: Mode): SandboxAnswer {
  const since = Number(query.get('tu') ?? Number.NaN)
  const back = mode === 'cursor-back'
  const changed = holdings.changesSince(back ? Math.max(0, since - 1) : since)
  if (!changed) return refusal(410, 'MOC_KHONG_HOP_LE')
  return json(200, { moc: back && since > 0 ? since - 1 : holdings.cursor(), danhSach: rowsOf(changed, mode) })
}

/** The key of a dossier request, or the number of what is handed over. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  if (request.method === 'POST') return numberIn(request)
  const found = DOSSIER.exec(request.path.split('?')[0]!)?.[1]
  try {
    return found === undefined ? undefined : decodeURIComponent(found)
  } catch {
    return undefined
  }
}

/** Answers one request. Total. */
export function handle(request: SandboxRequest, holdings: Holdings<Facts>, mode: Mode = 'none'): SandboxAnswer {
  const [path = '', search = ''] = request.path.split('?')
  if (request.method === 'POST' && path === LIST) return intake(request, holdings)
  if (request.method !== 'GET') return refusal(405, 'PHUONG_THUC_KHONG_HO_TRO')
  const query = new URLSearchParams(search)
  if (path === LIST) return list(query, holdings, mode)
  if (path === '/api/v1/thay-doi') return changes(query, holdings, mode)
  const nativeKey = nativeKeyOf(request)
  const held = nativeKey === undefined ? undefined : holdings.get(nativeKey)
  if (held === undefined) return refusal(404, 'KHONG_TIM_THAY')
  return json(200, isReceived<Facts>(held) ? receivedDossier(held) : nativeDossier(held))
}

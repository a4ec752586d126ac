/** The court's document service: a list of messages, what changed, and each message as edXML. */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { number } from './acts.ts'
import { nativeCode } from './codes.ts'
import { EDXML_NS, e, isAct, type Kind, kindOf, leaf, listedHeader, predecessorOf, writeMessage } from './message.ts'
import { element, markOf, ownDate, ownInstant, plain } from './xml.ts'

const LIST_NS = 'urn:toaan.angiang:trucvanban:1'
const PAGE_ROWS = 6
const TYPES: Readonly<Record<Kind, string>> = { new: '0', recall: '1', update: '2', replace: '3' }

const xml = (status: number, body: string): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/xml; charset=utf-8' },
  body,
})

const own = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(name, content, ` xmlns="${LIST_NS}" xmlns:edXML="${EDXML_NS}"`)}`

const refusal = (status: number, code: string): SandboxAnswer => xml(status, own('Loi', plain('Ma', code)))

/** A facet that was ever changed goes out as an update of its message. */
const kindIn = (holdings: Holdings, facet: TrueFacet): Kind =>
  kindOf(facet, holdings.changesSince(0)?.some(({ nativeKey }) => nativeKey === facet.nativeKey) ?? false)

function row(facet: TrueFacet, kind: Kind): string {
  const { index } = facet
  const { code, promulgation, responseFor, documentId } = listedHeader(facet)
  const from = e('From', leaf('OrganId', nativeCode('agencies', 'TA')))
  const supervising = index.confirms?.find(({ relation }) => relation === 'supervising')?.agency
  const file =
    plain('NguonAn', nativeCode('kinds', index.kind)) +
    plain('GiaiDoan', nativeCode('stages', index.stage)) +
    plain('NgayNhan', ownInstant(index.receivedAt)) +
    plain('CapNhatLuc', ownInstant(index.updatedAt)) +
    plain('LinhVuc', index.corruptionField && nativeCode('corruptionFields', index.corruptionField)) +
    plain('HanToTung', index.dueOn && ownDate(index.dueOn)) +
    plain('CheGiau', index.conceal ? 'C' : 'K') +
    plain('KiemSatXetXu', supervising && nativeCode('agencies', supervising)) +
    facet.translation.facet.identifiers
      .slice(1)
      .filter((one) => !isAct(one))
      .map((one) =>
        element(
          'SoVuViec',
          number(one, (name, _, value) => plain(name, value)),
        ),
      )
      .join('')
  return element(
    'VanBan',
    e('MessageHeader', from + code + promulgation + responseFor + documentId) +
      leaf('BussinessDocType', TYPES[kind]) +
      element('HoSo', file),
    markOf(index.label),
  )
}

const rows = (holdings: Holdings, of: readonly TrueFacet[]): string =>
  `\n${of.map((facet) => row(facet, kindIn(holdings, facet))).join('\n')}\n`

/** Pages carry the cursor of the first one, so that the change feed goes on from where the list began. */
function list(query: URLSearchParams, holdings: Holdings): SandboxAnswer {
  const [, page, cursor = String(holdings.cursor())] =
    /^([1-9]\d{0,6})(?:\.(\d{1,9}))?$/.exec(query.get('trang') ?? '1') ?? []
  const all = holdings.all()
  const start = (Number(page) - 1) * PAGE_ROWS
  if (page === undefined || (start > 0 && start >= all.length)) return refusal(400, 'TRANG_SAI')
  const end = start + PAGE_ROWS
  const next = end < all.length ? plain('TrangSau', `${Number(page) + 1}.${cursor}`) : ''
  return xml(200, own('DanhSachVanBan', rows(holdings, all.slice(start, end)) + next + plain('MocThayDoi', cursor)))
}

function changes(query: URLSearchParams, holdings: Holdings): SandboxAnswer {
  const from = query.get('tu') ?? ''
  const changed = /^\d{1,9}$/.test(from) ? holdings.changesSince(Number(from)) : undefined
  if (changed === undefined) return refusal(410, 'MOC_KHONG_CON')
  return xml(200, own('ThayDoi', rows(holdings, changed) + plain('MocThayDoi', String(holdings.cursor()))))
}

/** The message that a request asks for, undefined for lists. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  const found = /^\/vanban\/([^/?]+)$/.exec(request.path)?.[1]
  if (found === undefined || found === 'danh-sach' || found === 'thay-doi') return undefined
  try {
    return decodeURIComponent(found)
  } catch {
    return undefined
  }
}

/** Answers one request from what the court holds. Throws only on a fault of the made-up world. */
export function handle(request: SandboxRequest, holdings: Holdings): SandboxAnswer {
  if (request.method !== 'GET') return refusal(405, 'PHUONG_THUC_SAI')
  const [path = '', query = ''] = request.path.split('?')
  if (path === '/vanban/danh-sach') return list(new URLSearchParams(query), holdings)
  if (path === '/vanban/thay-doi') return changes(new URLSearchParams(query), holdings)
  const key = nativeKeyOf(request)
  const facet = key === undefined ? undefined : holdings.get(key)
  if (facet !== undefined) return xml(200, writeMessage(facet, kindIn(holdings, facet)))
  const recalled = holdings.all().find((of) => key !== undefined && predecessorOf(of) === key)
  return recalled === undefined ? refusal(404, 'KHONG_TIM_THAY') : xml(200, writeMessage(recalled, 'recall', key))
}

/** The SOAP 1.1 service `HoSoService`: three operations, faults (with HTTP 200, as this system answers them), text in NFD. */
import { decodeSoap, SOAP_11 } from '../../codecs/soap.ts'
import type { XmlElement } from '../../codecs/xml.ts'
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { writeDossier, writeRow } from './writer.ts'
import { DATA_NS, MESSAGE_NS } from './xml.ts'

const PAGE_ROWS = 7
const bounds = { bytesMax: 65_536, nodesMax: 200, depthMax: 10, attributesMax: 8 }

const answer = (body: string): SandboxAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP_11}"><soap:Body>${body}</soap:Body></soap:Envelope>`.normalize(
    'NFD',
  ),
})

const message = (name: string, content: string): SandboxAnswer =>
  answer(`<td:${name} xmlns:td="${MESSAGE_NS}" xmlns:dl="${DATA_NS}">\n${content}\n</td:${name}>`)

const fault = (reason: 'KHONG_TIM_THAY' | 'THAM_SO_SAI' | 'MOC_KHONG_CON', text: string): SandboxAnswer =>
  answer(
    `<soap:Fault><faultcode>soap:Client</faultcode><faultstring>${text}</faultstring>` +
      `<detail><td:LoiDichVu xmlns:td="${MESSAGE_NS}"><td:MaLoi>${reason}</td:MaLoi></td:LoiDichVu></detail></soap:Fault>`,
  )

const rows = (of: readonly TrueFacet[]): string =>
  `<td:DanhSach>\n${of.map((facet) => `<td:MucHoSo>${writeRow(facet)}</td:MucHoSo>\n`).join('')}</td:DanhSach>`

/** A page of the list: `next` is the cursor of the page that follows, `cursor` where the change feed goes on from. */
export const listAnswer = (of: readonly TrueFacet[], cursor: string, next?: string): SandboxAnswer =>
  message(
    'TraCuuDanhSachTraLoi',
    `${rows(of)}${next === undefined ? '' : `<td:TrangSau>${next}</td:TrangSau>`}<td:MocThayDoi>${cursor}</td:MocThayDoi>`,
  )

/** What changed, and where the feed goes on from. */
export const changesAnswer = (of: readonly TrueFacet[], cursor: string): SandboxAnswer =>
  message('LayThayDoiTraLoi', `${rows(of)}<td:MocThayDoi>${cursor}</td:MocThayDoi>`)

/** The fault that says that there is no such dossier. */
export const notFound = (): SandboxAnswer => fault('KHONG_TIM_THAY', 'Không tìm thấy hồ sơ')

/** The answer that carries a whole dossier. Throws when the format has no place for something. */
export const dossier = (facet: TrueFacet): SandboxAnswer =>
  message('HoSoDienTu', `<td:HoSo>${writeDossier(facet)}</td:HoSo>`)

/** The note of a handing over, as the sender fills it in: codes of this system's list of agencies. */
export interface HandingOver {
  readonly number: string
  readonly from: string
  readonly to: string
  /** Electronic identifiers (QĐ 20/2020/QĐ-TTg, or the older form). */
  readonly fromOrgan?: string
  readonly toOrgan?: string
  readonly at: string
}

/** What another system sends to this one to hand a dossier over. Throws when the format has no place for something. */
export function handedOver(facet: TrueFacet, { number, from, to, fromOrgan, toOrgan, at }: HandingOver): SandboxAnswer {
  const party = (name: string, code: string, organ: string | undefined): string =>
    `<td:${name}${organ === undefined ? '' : ` maDinhDanh="${organ}"`}>${code}</td:${name}>`
  const note = `<td:SoPhieu>${number}</td:SoPhieu>${party('BenGui', from, fromOrgan)}${party('BenNhan', to, toOrgan)}<td:ThoiDiemGui>${at}</td:ThoiDiemGui>`
  return message('HoSoDienTu', `<td:PhieuChuyen>${note}</td:PhieuChuyen><td:HoSo>${writeDossier(facet)}</td:HoSo>`)
}

/** The operation that a request asks for, when body and SOAPAction agree. */
function operationOf({ body, headers }: SandboxRequest): XmlElement | undefined {
  const decoded = decodeSoap(Buffer.from(body), bounds)
  if (!decoded.ok || decoded.value.kind === 'fault') return undefined
  const { element } = decoded.value
  return headers.soapaction === `"urn:conganangiang:hoso:${element.name}"` && element.ns === MESSAGE_NS
    ? element
    : undefined
}

const parameter = (operation: XmlElement, name: string): string | undefined =>
  operation.children.find((c) => c.name === name && c.ns === MESSAGE_NS)?.text

/** Pages carry the cursor of the first one, so that the change feed goes on from where the list began. */
function listPage(page: string | undefined, holdings: Holdings): SandboxAnswer {
  const [, from, cursor] = /^(\d{1,9})\.(\d{1,9})$/.exec(page ?? `0.${holdings.cursor()}`) ?? []
  if (from === undefined) return fault('THAM_SO_SAI', 'Trang không hợp lệ')
  const all = holdings.all()
  const end = Number(from) + PAGE_ROWS
  return listAnswer(all.slice(Number(from), end), cursor!, end < all.length ? `${end}.${cursor}` : undefined)
}

function changes(from: string | undefined, holdings: Holdings): SandboxAnswer {
  const changed = from !== undefined && /^\d{1,9}$/.test(from) ? holdings.changesSince(Number(from)) : undefined
  if (changed === undefined) return fault('MOC_KHONG_CON', 'Mốc thay đổi không còn')
  return changesAnswer(changed, String(holdings.cursor()))
}

/** Answers one request from what the agency holds. Throws only on a fault of the made-up world. */
export function handle(request: SandboxRequest, holdings: Holdings): SandboxAnswer {
  if (request.path !== '/dichvu/HoSoService' || request.method !== 'POST')
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: '' }
  const operation = operationOf(request)
  switch (operation?.name) {
    case 'TraCuuDanhSach':
      return listPage(parameter(operation, 'Trang'), holdings)
    case 'LayThayDoi':
      return changes(parameter(operation, 'TuMoc'), holdings)
    case 'LayHoSo': {
      const facet = holdings.get(parameter(operation, 'MaHoSo') ?? '')
      return facet === undefined ? notFound() : dossier(facet)
    }
    default:
      return fault('THAM_SO_SAI', 'Yêu cầu không hợp lệ')
  }
}

/** The dossier that a request asks for, undefined for lists. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  const operation = operationOf(request)
  return operation?.name === 'LayHoSo' ? parameter(operation, 'MaHoSo') : undefined
}

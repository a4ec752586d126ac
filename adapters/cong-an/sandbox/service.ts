/** The SOAP 1.1 service `HoSoService`: list, changes, one dossier, and what is handed over to it (intake.ts). */
import { decodeSoap } from '../../codecs/soap.ts'
import type { XmlElement } from '../../codecs/xml.ts'
import { type Held, type Holdings, isReceived } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Mode } from '../../sandbox/misbehave.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { fault, message } from './answers.ts'
import { numberIn, type ReceivedFacts, receivedDossier, receivedRow, take } from './intake.ts'
import { writeDossier, writeRow } from './writer.ts'
import { MESSAGE_NS } from './xml.ts'

type Any = Held<ReceivedFacts>

const PAGE_ROWS = 7
const bounds = { bytesMax: 65_536, nodesMax: 200, depthMax: 10, attributesMax: 8 }

const rowOf = (held: Any): string => (isReceived(held) ? receivedRow(held) : writeRow(held))

const rows = (of: readonly Any[]): string =>
  `<td:DanhSach>\n${of.map((held) => `<td:MucHoSo>${rowOf(held)}</td:MucHoSo>\n`).join('')}</td:DanhSach>`

/** A page of the list: `next` is the cursor of the page that follows, `cursor` where the change feed goes on from. */
export const listAnswer = (of: readonly Any[], cursor: string, next?: string): SandboxAnswer =>
  message(
    'TraCuuDanhSachTraLoi',
    `${rows(of)}${next === undefined ? '' : `<td:TrangSau>${next}</td:TrangSau>`}<td:MocThayDoi>${cursor}</td:MocThayDoi>`,
  )

/** What changed, and where the feed goes on from. */
export const changesAnswer = (of: readonly Any[], cursor: string): SandboxAnswer =>
  message('LayThayDoiTraLoi', `${rows(of)}<td:MocThayDoi>${cursor}</td:MocThayDoi>`)

/** The fault that says that there is no such dossier. */
export const notFound = (): SandboxAnswer => fault('KHONG_TIM_THAY')

/** The answer that carries a whole dossier. Throws when the format has no place for something. */
export const dossier = (held: Any): SandboxAnswer =>
  message('HoSoDienTu', `<td:HoSo>${isReceived(held) ? receivedDossier(held) : writeDossier(held)}</td:HoSo>`)

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

const handsOver = ({ headers }: SandboxRequest): boolean => headers.soapaction === '"urn:conganangiang:hoso:GuiHoSo"'

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

/** A system that tells its rows twice. */
const told = (of: readonly Any[], mode: Mode): readonly Any[] => (mode === 'duplicate' ? [...of, ...of] : of)

/** Pages carry the cursor of the first one, so that the change feed goes on from where the list began. */
function listPage(page: string | undefined, holdings: Holdings<ReceivedFacts>, mode: Mode): SandboxAnswer {
  const [, from, cursor] = /^(\d{1,9})\.(\d{1,9})$/.exec(page ?? `0.${holdings.cursor()}`) ?? []
  if (from === undefined) return fault('THAM_SO_SAI')
  const all = holdings.all()
  const end = Number(from) + PAGE_ROWS
  return listAnswer(
    told(all.slice(Number(from), end), mode),
    cursor!,
    end < all.length ? `${end}.${cursor}` : undefined,
  )
}

function changes(from: string | undefined, holdings: Holdings<ReceivedFacts>, mode: Mode): SandboxAnswer {
  const changed = from !== undefined && /^\d{1,9}$/.test(from) ? holdings.changesSince(Number(from)) : undefined
  if (changed === undefined) return fault('MOC_KHONG_CON')
  return changesAnswer(told(changed, mode), String(holdings.cursor()))
}

/** Answers one request from what the agency holds. Throws only on a fault of the made-up world. */
export function handle(request: SandboxRequest, holdings: Holdings<ReceivedFacts>, mode: Mode = 'none'): SandboxAnswer {
  if (request.path !== '/dichvu/HoSoService' || request.method !== 'POST')
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: '' }
  if (handsOver(request)) return take(request, holdings)
  const operation = operationOf(request)
  switch (operation?.name) {
    case 'TraCuuDanhSach':
      return listPage(parameter(operation, 'Trang'), holdings, mode)
    case 'LayThayDoi':
      return changes(parameter(operation, 'TuMoc'), holdings, mode)
    case 'LayHoSo': {
      const facet = holdings.get(parameter(operation, 'MaHoSo') ?? '')
      return facet === undefined ? notFound() : dossier(facet)
    }
    default:
      return fault('THAM_SO_SAI')
  }
}

/** The dossier that a request asks for, or the number of what it hands over; undefined for lists. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  if (handsOver(request)) return numberIn(request)
  const operation = operationOf(request)
  return operation?.name === 'LayHoSo' ? parameter(operation, 'MaHoSo') : undefined
}

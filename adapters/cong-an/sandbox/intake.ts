/** What is handed over to the service (operation `GuiHoSo`): what it looks at before it takes a dossier, and how it tells of one that it took. */
import { decodeSoap } from '../../codecs/soap.ts'
import { attributeOf, type XmlElement } from '../../codecs/xml.ts'
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Received } from '../../sandbox/received.ts'
import { fault, message, type Reason } from './answers.ts'
import { isNativeCode } from './codes.ts'
import { DATA_NS, element, escapeText, MESSAGE_NS, plain } from './xml.ts'

/** What the system's own lists tell: who sent it (code of the list of agencies), and the members of the row that stand in the dossier. */
export interface ReceivedFacts {
  readonly from: string
  readonly row: string
}

export const BODY_BYTES_MAX = 1_048_576
const bounds = { bytesMax: BODY_BYTES_MAX, nodesMax: 50_000, depthMax: 24, attributesMax: 16 }

const OWN = '01'
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** Electronic identifiers: the older form has the most specific part first, the newer one the most general. */
const ORGAN = /^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(\.\d{1,3}){0,8})$/

/** The names of the elements on the way, and what is asked of the text there. */
const ASKED: readonly (readonly [path: string, good: (text: string) => boolean])[] = [
  ['MaHoSo', (text) => text.length <= 200],
  ['CapNhatLuc', (text) => INSTANT.test(text)],
  ['DauMat/DoMat', (text) => ['K', 'NB', 'HC'].includes(text)],
  ['TinBao/LoaiTin', (text) => isNativeCode('kinds', text)],
  ['TinBao/GiaiDoan', (text) => isNativeCode('stages', text)],
  ['TinBao/ThoiDiemTiepNhan', (text) => INSTANT.test(text)],
]

const only = (of: XmlElement | undefined, name: string, ns: string): XmlElement | undefined => {
  const found = of?.children.filter((child) => child.name === name && child.ns === ns) ?? []
  return found.length === 1 ? found[0] : undefined
}

const along = (of: XmlElement, path: string): XmlElement | undefined =>
  path.split('/').reduce<XmlElement | undefined>((at, name) => only(at, name, DATA_NS), of)

/** An element of another namespace, or a mark of a state secret, at any depth; its `DoMatHoSo` is said of papers that went their own way. */
function unwanted(of: XmlElement): Reason | undefined {
  if (of.ns !== DATA_NS) return 'DU_LIEU_SAI'
  const level = of.name === 'DoMat' ? of.text.trim() : attributeOf(of, 'doMat')
  if (level !== undefined && ['A', 'B', 'C'].includes(level)) return 'TAI_LIEU_MAT'
  return of.children.map(unwanted).find((reason) => reason !== undefined)
}

/** A received element as this system writes its own. */
function again({ name, attributes, children, text }: XmlElement): string {
  const kept = Object.fromEntries(attributes.flatMap((of) => (of.ns === '' ? [[of.name, of.value]] : [])))
  return element(name, children.length > 0 ? children.map(again).join('') : escapeText(text.trim()), kept)
}

const againAt = (dossier: XmlElement, path: string): string => {
  const found = along(dossier, path)
  return found === undefined ? '' : again(found)
}

const ROW = ['DauMat', 'DanhSachSo', 'TinBao/LoaiTin', 'TinBao/GiaiDoan', 'TinBao/ThoiDiemTiepNhan', 'TinBao/LinhVuc']

const dossierIn = (body: Uint8Array): XmlElement | undefined => {
  const decoded = decodeSoap(body, bounds)
  return decoded.ok && decoded.value.kind === 'payload' ? decoded.value.element : undefined
}

/** Takes the dossier that `GuiHoSo` brings, or says with a fault why not. Durable when it answers that it was taken; the same again gets the same key. */
export function take({ body, bytes }: SandboxRequest, holdings: Holdings<ReceivedFacts>): SandboxAnswer {
  const native = bytes ?? Buffer.from(body)
  const sent = dossierIn(native)
  const note = only(sent, 'PhieuChuyen', MESSAGE_NS)
  const dossier = only(sent, 'HoSo', MESSAGE_NS)
  if (sent?.name !== 'HoSoDienTu' || sent.ns !== MESSAGE_NS || note === undefined || dossier === undefined)
    return fault('DU_LIEU_SAI', 'HoSoDienTu')
  const said = (name: string): string => only(note, name, MESSAGE_NS)?.text.trim() ?? ''
  const [number, from] = [said('SoPhieu'), said('BenGui')]
  const organs = ['BenGui', 'BenNhan'].map((name) => attributeOf(only(note, name, MESSAGE_NS) ?? note, 'maDinhDanh'))
  if (number === '' || number.length > 100 || !INSTANT.test(said('ThoiDiemGui')))
    return fault('DU_LIEU_SAI', 'PhieuChuyen')
  if (!isNativeCode('agencies', from) || organs.some((organ) => organ !== undefined && !ORGAN.test(organ)))
    return fault('DU_LIEU_SAI', 'PhieuChuyen/BenGui')
  if (said('BenNhan') !== OWN) return fault('SAI_NOI_NHAN', 'PhieuChuyen/BenNhan')
  const reason = dossier.children.map(unwanted).find((of) => of !== undefined)
  if (reason !== undefined) return fault(reason, 'HoSo')
  const wrong = ASKED.find(([path, good]) => !good(along(dossier, path)?.text.trim() ?? '')) ?? []
  if (wrong[0] !== undefined) return fault('DU_LIEU_SAI', `HoSo/${wrong[0]}`)
  if (along(dossier, 'DanhSachSo') === undefined) return fault('DU_LIEU_SAI', 'HoSo/DanhSachSo')

  const row = ROW.map((path) => againAt(dossier, path)).join('')
  const keyOf = (serial: number): string => `TN${holdings.today.slice(0, 4)}${String(serial).padStart(6, '0')}`
  const receipt = holdings.receive({ sender: from, number, native, facts: { from, row }, keyOf })
  if (receipt.kind === 'conflict') return fault('TRUNG_SO_PHIEU', 'PhieuChuyen/SoPhieu')
  const state = receipt.kind === 'taken' ? 'DA_NHAN' : 'DA_CO'
  return message(
    'GuiHoSoTraLoi',
    `<td:SoPhieu>${escapeText(number)}</td:SoPhieu><td:MaHoSo>${receipt.received.nativeKey}</td:MaHoSo><td:TrangThai>${state}</td:TrangThai>`,
  )
}

type Taken = Received<ReceivedFacts>

/** The number of what a request hands over. */
export function numberIn({ body, bytes }: SandboxRequest): string | undefined {
  const sent = dossierIn(bytes ?? Buffer.from(body))
  return only(only(sent, 'PhieuChuyen', MESSAGE_NS), 'SoPhieu', MESSAGE_NS)?.text.trim()
}

/** `MucHoSo` of a received dossier: nobody resolves it here yet, and whoever sent it passed it on. */
export const receivedRow = ({ nativeKey, receivedAt, facts: { from, row } }: Taken): string =>
  plain('MaHoSo', nativeKey) +
  plain('CapNhatLuc', receivedAt) +
  row +
  plain('CheGiau', '0') +
  plain('ThuLy', '0') +
  (from === OWN ? '' : element('DanhSachCoQuanChuyenDen', plain('CoQuan', from)))

/** `HoSo` of a received dossier as it came, under the key and at the time at which it was taken. */
export function receivedDossier({ nativeKey, receivedAt, native }: Taken): string {
  const { children = [] } = only(dossierIn(native), 'HoSo', MESSAGE_NS) ?? {}
  const kept = children.filter(({ name }) => name !== 'MaHoSo' && name !== 'CapNhatLuc')
  return plain('MaHoSo', nativeKey) + plain('CapNhatLuc', receivedAt) + kept.map(again).join('')
}

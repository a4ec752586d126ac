/**
 * The native form as tables: which element means which shared field; the lists of the court's own file stand in
 * entities.ts. `manifest.json` says the same, with reasons.
 */
import * as codes from './codes.ts'
import { coded, day, flag, instant, type Leaf, oneOf, text } from './leaves.ts'

/** The court's own structured attachment, and its listings of messages. */
export const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
export const LIST_NS = 'urn:toaan.angiang:trucvanban:1'
export const FILE_NAME = 'hoso.xml'

/**
 * Native path and shared path (relative, steps joined by `/`), and how the text is read; a number allows as many of the
 * element.
 */
export type Row = readonly [native: string, shared: string, leaf: Leaf, need?: 'required' | number]

export const agency = coded('agencies', codes.agencies)

/** What of the message's own header is carried; the rest belongs to the post. Below `MessageHeader`. */
export const header: readonly (readonly [native: string, shared: string])[] = [
  ['From/OrganId', '/facet/identifiers/*/assigner'],
  ['Code/CodeNumber', '/facet/identifiers/*/value'],
  ['Code/CodeNotation', '/facet/identifiers/*/value'],
  ['ResponseFor/OrganId', '/facet/identifiers/*/assigner'],
  ['ResponseFor/Code', '/facet/identifiers/*/value'],
  ['Content', '/facet/report/summary'],
  ['OtherInfo/Priority', '/facet/report/urgency'],
]
export const summary = text(4000)
export const priority = coded('urgency', codes.urgency)
export const number = text(100)

export const updatedAt: Row = ['CapNhatLuc', 'updatedAt', instant, 'required']

/** `ThongTinChung`. */
export const report: readonly Row[] = [
  ['NguonAn', 'kind', coded('kinds', codes.kinds), 'required'],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['NoiChuyen', 'receivedFrom', agency],
  ['LinhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['GiaiDoan', 'stage', coded('stages', codes.stages), 'required'],
]

/** What the message says of an attachment: its name, its declared type, the words beside it. */
export const attached = {
  fileName: text(200),
  mediaType: text(100),
  title: text(500),
} as const

/** `HoSo` of a listed message. The index keeps shared codes alone. */
export const row: readonly Row[] = [
  ['NguonAn', 'kind', oneOf(codes.kinds), 'required'],
  ['GiaiDoan', 'stage', oneOf(codes.stages), 'required'],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['CapNhatLuc', 'updatedAt', instant, 'required'],
  ['LinhVuc', 'corruptionField', oneOf(codes.corruptionFields)],
  ['HanToTung', 'dueOn', day],
  ['CheGiau', 'conceal', flag],
  ['KiemSatXetXu', 'supervising', oneOf(codes.agencies)],
]

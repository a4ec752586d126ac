/**
 * The native form as tables: which element means which shared field; the lists of the court's own file stand in
 * entities.ts. `manifest.json` says the same, with reasons.
 */
import * as codes from './codes.ts'
import { coded, date, day, flag, instant, type Leaf, oneOf, text } from './leaves.ts'

/** The court's own structured attachment, and its listings of messages. */
export const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
export const LIST_NS = 'urn:toaan.angiang:trucvanban:1'
export const FILE_NAME = 'hoso.xml'
/** The element of a paper that says which attachment it is, by its ContentId; without it the paper did not come along. */
export const ATTACHED = 'TepDinhKem'

/**
 * Native path and shared path (relative, steps joined by `/`), how the text is read and written; a number allows as many of the
 * element.
 */
export type Row = readonly [native: string, shared: string, leaf: Leaf, need?: 'required' | number]

export const agency = coded('agencies', codes.agencies)

/** What of the message's own header is carried; the rest belongs to the post. Below `MessageHeader`. */
export const header: readonly (readonly [native: string, shared: string])[] = [
  ['OtherInfo/Priority', '/facet/report/urgency'],
]
/** In a row of a list the header has the numbers of the matter. */
export const listed: readonly (readonly [native: string, shared: string])[] = [
  ['From/OrganId', '/entries/*/identifiers/*/assigner'],
  ['Code/CodeNumber', '/entries/*/identifiers/*/value'],
  ['Code/CodeNotation', '/entries/*/identifiers/*/value'],
  ['ResponseFor/OrganId', '/entries/*/identifiers/*/assigner'],
  ['ResponseFor/Code', '/entries/*/identifiers/*/value'],
  ['DocumentId', '/entries/*/nativeKey'],
]
export const priority = coded('urgency', codes.urgency)
export const number = text(100)

export const updatedAt: Row = ['CapNhatLuc', 'updatedAt', instant, 'required']

/** `ThongTinChung`. */
export const report: readonly Row[] = [
  ['NguonAn', 'kind', coded('kinds', codes.kinds), 'required'],
  ['KenhTiepNhan', 'channels', coded('channels', codes.channels), 10],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['NgayXayRa', 'occurredAt', date],
  ['LucGhiNhan', 'recordedAt', instant],
  ['NoiXayRa/MaXa', 'place/commune', coded('communes', codes.communes)],
  ['NoiXayRa/ChiTiet', 'place/text', text(300)],
  ['NoiChuyen', 'receivedFrom', agency],
  ['TomTat', 'summary', text(4000)],
  ['LinhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['TinhChat', 'flags', coded('flags', codes.flags), 10],
  ['PhucTap', 'complicated', flag],
  ['GiaiDoan', 'stage', coded('stages', codes.stages), 'required'],
]

/** `HoSo` of a listed message. The index keeps shared codes alone. */
export const row: readonly Row[] = [
  ['NguonAn', 'kind', oneOf('kinds', codes.kinds), 'required'],
  ['GiaiDoan', 'stage', oneOf('stages', codes.stages), 'required'],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['CapNhatLuc', 'updatedAt', instant, 'required'],
  ['LinhVuc', 'corruptionField', oneOf('corruptionFields', codes.corruptionFields)],
  ['HanToTung', 'dueOn', day],
  ['CheGiau', 'conceal', flag],
  ['KiemSatXetXu', 'supervising', oneOf('organIds', codes.agencies)],
]

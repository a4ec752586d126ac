/** Papers of a matter and what it hangs together with: documents, other matters, letters of citizens, answers of other agencies. */
import * as codes from './codes.ts'
import { agency, id } from './format.ts'
import { coded, count, date, form, oneOf, text } from './leaves.ts'
import type { Row } from './reading.ts'

/** The file itself stays with the procuracy. */
export const document: readonly Row[] = [
  id,
  ['loai', 'type', text(100), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'issuedOn', date],
  ['trichYeu', 'title', text(500)],
  ['tenTep', 'fileName', text(200)],
  ['dinhDang', 'mediaType', text(100)],
  ['kichThuoc', 'bytes', count(1_073_741_824)],
]

/** `maBam` of a document: goes beside the facet (`digests`), never into it. */
export const sha256 = form(/^[0-9a-f]{64}$/, 'SHA-256 in 64 hex digits')

/** A number that an agency gave, which says in which of the registered systems it was given. */
const numberAt = (prefix: string): readonly Row[] => [
  ['donVi', `${prefix}system`, oneOf(codes.fileSystems), 'required'],
  ['loaiSo', `${prefix}type`, oneOf(codes.numberTypes), 'required'],
  ['so', `${prefix}value`, text(100), 'required'],
  ['donVi', `${prefix}assigner`, agency, 'required'],
]
export const number: readonly Row[] = numberAt('')

export const link: readonly Row[] = [
  id,
  ['quanHe', 'relation', oneOf(codes.relations), 'required'],
  ...numberAt('identifier/'),
  ['coQuan', 'agency', agency],
  ['soQuyetDinh', 'decisionNumber', text(100)],
  ['ngay', 'linkedOn', date],
  ['ngayHuy', 'revokedOn', date],
]

/** `soDon`: the book of letters. */
export const petition: readonly Row[] = [
  id,
  ['so', 'number', text(100)],
  ['ngayNhan', 'receivedOn', date],
  ['kenh', 'channel', coded('channels', codes.channels)],
  ['trichYeu', 'subject', text(500)],
  ['phanLoai', 'classification', oneOf(codes.letterKinds)],
  ['ngayPhanLoai', 'classifiedOn', date],
  ['soNguoiKy', 'signers', count(1_000_000)],
  ['noiChuyen', 'forwardedTo', agency],
  ['ngayChuyen', 'forwardedOn', date],
  ['tinhTrang', 'state', oneOf(codes.letterStates)],
  ['ngayTraLoi', 'answeredOn', date],
]

/** `soPhanHoi`: what other agencies answered. */
export const answer: readonly Row[] = [
  id,
  ['coQuan', 'from', agency, 'required'],
  ['so', 'number', text(100)],
  ['ngayNhan', 'receivedOn', date],
  ['noiDung', 'content', text(2000)],
  ['ngayBaoNguoiToGiac', 'toldReporterOn', date],
]

/** The books of what the court does, and the papers of a matter, as the procuracy's system keeps them. */
import type {
  DocumentReference,
  Feedback,
  Hearing,
  Judgment,
  Link,
  Petition,
  Sentence,
} from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'
import * as acts from './lists-acts.ts'
import { agencyOf } from './registers.ts'
import { nativeInstant, optional } from './values.ts'

type Facet = Translation['facet']
/** The marks of what stands at a path of the facet, or null for none. */
type MarksOf = (path: string) => object | null

const numberOf = (list: lists.List, of: string | undefined): number | null =>
  of === undefined ? null : (list[of] ?? null)

const hearingRow = (of: Hearing): object => ({
  ma: of.id,
  capXetXu: acts.hearingInstances[of.instance],
  moLuc: of.scheduledAt === undefined ? null : nativeInstant(of.scheduledAt),
  diaDiem: of.place ?? null,
  chuToa: of.presiding ?? null,
  xuKin: of.closed ?? null,
  tinhTrang: numberOf(acts.hearingStates, of.state),
})

const sentenceRow = (of: Sentence): object => ({
  nguoiBiKetAn: of.convicted ?? null,
  toiDanh: of.convictedOf ?? null,
  loai: numberOf(acts.penalties, of.penalty?.code),
  soThang: of.months ?? null,
  anTreo: of.probation ?? null,
  boiThuong: of.compensationVnd ?? null,
})

const judgmentRow = (of: Judgment): object => ({
  ma: of.id,
  capXetXu: acts.judgmentInstances[of.instance],
  so: of.number ?? null,
  ngayTuyen: optional(of.pronouncedOn),
  toaAn: of.court ?? null,
  phienToa: of.hearing ?? null,
  hieuLucTu: optional(of.effectiveFrom),
  ngayNhan: optional(of.deliveredOn),
  khangCao: numberOf(acts.appeals, of.appeal),
  ngayKhangCao: optional(of.appealedOn),
  hinhPhat: of.sentences?.map(sentenceRow) ?? null,
})

/** `soXetXu`, `soBanAn`. */
export const courtBooks = (facet: Facet, marksOf: MarksOf): object => ({
  soXetXu: (facet.hearings ?? []).map(hearingRow),
  soBanAn: (facet.judgments ?? []).map((of, i) => ({ ...judgmentRow(of), danhDau: marksOf(`/judgments/${i}`) })),
})

const documentRow = (of: DocumentReference): object => ({
  ma: of.id,
  loai: of.type,
  so: of.number ?? null,
  ngay: optional(of.issuedOn),
  trichYeu: of.title ?? null,
  tenTep: of.fileName ?? null,
  dinhDang: of.mediaType ?? null,
  kichThuoc: of.bytes ?? null,
})

const linkRow = ({ identifier, ...of }: Link): object => ({
  ma: of.id,
  quanHe: lists.relations[of.relation],
  so: identifier.value,
  loaiSo: lists.numberTypes[identifier.type],
  donVi: agencyOf(identifier.assigner),
  coQuan: agencyOf(of.agency),
  soQuyetDinh: of.decisionNumber ?? null,
  ngay: optional(of.linkedOn),
  ngayHuy: optional(of.revokedOn),
})

const letterRow = (of: Petition): object => ({
  ma: of.id,
  so: of.number ?? null,
  ngayNhan: optional(of.receivedOn),
  kenh: numberOf(lists.channels, of.channel?.code),
  trichYeu: of.subject ?? null,
  phanLoai: numberOf(lists.letterKinds, of.classification),
  ngayPhanLoai: optional(of.classifiedOn),
  soNguoiKy: of.signers ?? null,
  noiChuyen: agencyOf(of.forwardedTo),
  ngayChuyen: optional(of.forwardedOn),
  tinhTrang: numberOf(lists.letterStates, of.state),
  ngayTraLoi: optional(of.answeredOn),
})

const answerRow = (of: Feedback): object => ({
  ma: of.id,
  coQuan: agencyOf(of.from),
  so: of.number ?? null,
  ngayNhan: optional(of.receivedOn),
  noiDung: of.content ?? null,
  ngayBaoNguoiToGiac: optional(of.toldReporterOn),
})

/** `taiLieu`, `hoSoLienQuan`, `soDon`, `soPhanHoi`. */
export const papers = (facet: Facet, marksOf: MarksOf, digests: NonNullable<Translation['digests']>): object => ({
  taiLieu: (facet.documents ?? []).map((of, i) => ({
    ...documentRow(of),
    maBam: digests.find(({ path }) => path === `/documents/${i}`)?.sha256 ?? null,
    danhDau: marksOf(`/documents/${i}`),
  })),
  hoSoLienQuan: (facet.links ?? []).map(linkRow),
  soDon: (facet.petitions ?? []).map(letterRow),
  soPhanHoi: (facet.feedback ?? []).map(answerRow),
})

/**
 * Writes a true facet as the procuracy's own system would keep it: its names, its code lists, its dates (dd/MM/yyyy),
 * its share levels and its computed status. It knows nothing of the adapter that reads it.
 */

import type { Assignment, Clock, Determiner, Label, OpaquePart } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'
import { instruments } from './lists-acts.ts'
import { courtBooks, papers } from './papers.ts'
import { participantRow, reporterRow } from './people.ts'
import { reasonsUnder } from './reasons.ts'
import { agencyOf, clockRow, decisionRow, registers } from './registers.ts'
import { nativeAddress, nativeDate, nativeInstant, optional } from './values.ts'

/** Share level, handling marks and stamp. A private record is one that the system hides from everybody but its own people. */
function nativeMarks(label: Label, conceal = false): object {
  return {
    mucChiaSe: conceal ? 'PRIVATE' : label.level === 'HAN_CHE' ? 'PROTECTED' : 'INTERNAL',
    dauXuLy: label.tags.map((tag) => lists.tags[tag]),
    doMat: lists.stamps[label.level] ?? null,
  }
}

const SETTLED = ['KHOI_TO', 'KHONG_KHOI_TO', 'CHUYEN', 'CHUYEN_DI', 'NHAP', 'DINH_CHI']

/** 1 not started, 2 in progress, 3 suspended, 4 settled, 5 overdue (computed, hides the others). */
function status(stage: string, clocks: readonly Clock[]): number {
  if (clocks.some(({ state }) => state === 'QUA_HAN')) return 5
  if (SETTLED.includes(stage)) return 4
  if (stage === 'TAM_DINH_CHI') return 3
  return stage === 'TIEP_NHAN' || stage === 'PHAN_LOAI' ? 1 : 2
}

function firstNews(facet: Translation['facet']): object | null {
  const first = facet.identifiers.find(({ type }) => type === 'SO_TIEP_NHAN')
  if (!first) return null
  const { value, assigner } = first
  return {
    so: value,
    donVi: lists.agencies[assigner.code],
    ngay: nativeDate(facet.report.receivedAt.slice(0, 10)),
    ghiChu: 'Nhận bản sao qua đường văn thư.',
  }
}

/** The case that came of it: who started it under which number, and the indictment. */
function caseNumbers({ identifiers }: Translation['facet']): object | null {
  const decisions = identifiers.filter(({ type }) => type === 'SO_QUYET_DINH')
  const started = decisions.find(({ assigner }) => assigner.code !== 'VKS')
  const indictment = decisions.find(({ assigner }) => assigner.code === 'VKS')
  if (!started) return null
  return {
    soKhoiTo: started.value,
    coQuanKhoiTo: lists.agencies[started.assigner.code],
    soCaoTrang: indictment?.value ?? null,
  }
}

const determinerRow = (by: Determiner): object => ({
  coQuan: lists.agencies[by.agency.code],
  canBo: by.officer ?? null,
  ngay: nativeDate(by.at),
  mucDanhMuc: by.listItem,
  hetHan: optional(by.expiresOn),
})

/** Numbers for which the record has no field of their own. */
const otherNumbers = ({ identifiers }: Translation['facet']): readonly object[] =>
  identifiers
    .filter(({ assigner, type }) => assigner.code !== 'VKS' && (assigner.code !== 'CA' || type === 'SO_HO_SO'))
    .map(({ value, type, assigner }) => ({
      so: value,
      loaiSo: lists.numberTypes[type],
      donVi: lists.agencies[assigner.code],
    }))

/** The part names the content that it stands for by the key of its act. */
function opaqueRow(part: OpaquePart, facet: Translation['facet']): object {
  const [, at] = /^\/supervision\/(\d+)\/content$/.exec(part.covers) ?? []
  const act = facet.supervision?.[Number(at)]
  if (act === undefined) throw new Error(`the format has no place for a part that covers ${part.covers}`)
  const { determinedBy: by } = part
  return {
    ma: part.id,
    thayCho: `yeuCauKiemTraXacMinh/${act.id}/noiDung`,
    doMat: lists.stamps[part.level],
    nguoiXacDinh: by && determinerRow(by),
    noiNhan: part.recipient ? lists.agencies[part.recipient.code] : null,
    sanPham: part.product ?? null,
    giaTriBam: part.digest,
    banMa: part.ciphertext ?? null,
  }
}

const assignmentRow = (of: Assignment): object => ({
  ma: of.id,
  donVi: of.unit ?? null,
  canBo: of.officer ?? null,
  soQuyetDinh: of.decisionNumber ?? null,
  ngayQuyetDinh: optional(of.decidedOn),
  denNgay: optional(of.until),
  vienKiemSatThamQuyen: of.competentProcuracy ?? null,
  coQuan: agencyOf(of.agency),
})

/** Who has each task; the others that had or have one, in a list. An investigating unit is named by a numbered decision. */
function assignmentRows({ assignments = [] }: Translation['facet']): object {
  const main = ['KIEM_SAT', 'GIAI_QUYET', 'XET_XU'].map((task) => assignments.find((of) => of.task === task))
  const [procuracy, settling, court] = main.map((of) => (of ? assignmentRow(of) : null))
  const { decisionNumber, unit = null } = main[1] ?? {}
  return {
    kiemSatVien: procuracy,
    donViDieuTra: settling && {
      ...settling,
      donVi: decisionNumber === undefined ? null : unit,
      donViGiaiQuyet: decisionNumber === undefined ? unit : null,
    },
    toaAnXetXu: court,
    phanCongKhac: assignments
      .filter((of) => !main.includes(of))
      .map((of) => ({ ...assignmentRow(of), nhiemVu: lists.tasks[of.task] })),
  }
}

/** The note with which another agency handed the matter over. */
function noteOf({ report, identifiers }: Translation['facet']): object | null {
  const from = report.receivedFrom
  if (from === undefined) return null
  const number = identifiers.find(({ assigner }) => assigner.code === from.code)
  return {
    soThamChieu: number?.value ?? null,
    luc: nativeInstant(report.receivedAt),
    benGiao: { ma: agencyOf(from), ten: lists.agencyNames[from.code] ?? null },
    benNhan: { ma: lists.agencies.VKS, ten: lists.agencyNames.VKS },
  }
}

/** The whole dossier, as `GET /api/v1/tin-bao/{ma}` answers it. */
export function nativeDossier({ nativeKey, index, translation }: TrueFacet): object {
  const { facet, absent, labels, updatedAt } = translation
  const { report, clocks = [], participants = [] } = facet
  const marksOf = (path: string): object | null => {
    const found = labels.find((entry) => entry.path === path)
    return found ? nativeMarks(found.label) : null
  }
  const people = participants.map((participant, i) =>
    participantRow(participant, marksOf(`/participants/${i}`), reasonsUnder(absent, `/participants/${i}/`)),
  )
  return {
    phienBan: '4.0',
    maTinBao: nativeKey,
    soHoSo: facet.identifiers.find(({ type }) => type === 'SO_HO_SO')?.value ?? null,
    ...nativeMarks(facet.label, index.conceal),
    trangThai: status(report.stage.code, clocks),
    giaiDoan: lists.stages[report.stage.code],
    phanLoaiTin: lists.kinds[report.kind.code],
    nguonTin: (report.channels ?? []).map(({ code }) => lists.channels[code]),
    linhVuc: report.corruptionField ? lists.fields[report.corruptionField.code] : null,
    mucKhan: report.urgency ? lists.urgency[report.urgency.code] : null,
    phucTap: report.complicated ?? null,
    tinhChat: report.flags?.map(({ code }) => lists.flags[code]) ?? null,
    coQuanChuyenDen: agencyOf(report.receivedFrom),
    coQuanTiepNhan: {
      ma: 2,
      ten: lists.agencyNames.VKS,
      luc: nativeInstant(report.receivedAt),
      canBo: 'Phòng 2',
    },
    chuyenGiao: noteOf(facet),
    tinBaoDauTien: firstNews(facet),
    vuAn: caseNumbers(facet),
    soKhac: otherNumbers(facet),
    nguoiXacDinh: facet.label.by ? determinerRow(facet.label.by) : null,
    thoiDiemXayRa: optional(report.occurredAt),
    noiXayRa: nativeAddress(report.place),
    noiDung: report.summary ?? null,
    ngayNhapMay: report.recordedAt === undefined ? null : nativeInstant(report.recordedAt),
    nguoiNhap: 'vanthu.p2',
    capNhatLuc: nativeInstant(updatedAt),
    lyDoTrong: Object.fromEntries(reasonsUnder(absent, '/report/').map(([, why]) => ['thoiDiemXayRa', why])),
    nguoiToGiac: (facet.reporters ?? []).map((reporter, i) =>
      reporterRow(reporter, marksOf(`/reporters/${i}`), reasonsUnder(absent, `/reporters/${i}/`)),
    ),
    danhSachNguoiBiToGiac: people.filter((_, i) => isSuspect(participants[i]!.role.code)),
    nguoiThamGiaKhac: people.filter((_, i) => !isSuspect(participants[i]!.role.code)),
    toiDanh: (facet.offences ?? []).map(({ id, article, clause, point }) => ({
      ma: id,
      boLuat: 'BLHS 2015',
      dieu: article ?? null,
      khoan: clause ?? null,
      diem: point ?? null,
    })),
    ...assignmentRows(facet),
    quyetDinh: (facet.decisions ?? []).map(decisionRow),
    thoiHan: clocks.map(clockRow),
    ...registers(facet, absent),
    yeuCauKiemTraXacMinh: (facet.supervision ?? []).map((act) => ({
      ma: act.id,
      hinhThuc: instruments[act.instrument.code],
      so: act.number ?? null,
      ngay: optional(act.issuedOn),
      mau: act.form ?? null,
      noiDung: act.content ?? null,
      ngayTraLoi: optional(act.answeredOn),
    })),
    ...courtBooks(facet, marksOf),
    ...papers(facet, marksOf, translation.digests ?? []),
    phanMat: (facet.opaque ?? []).map((part) => opaqueRow(part, facet)),
    ghiChuNoiBo: 'Trao đổi với lãnh đạo Phòng trước khi trả lời.',
  }
}

const SUSPECTS = [
  'NGUOI_BI_TO_GIAC',
  'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  'NGUOI_BI_GIU_KHAN_CAP',
  'NGUOI_BI_BAT',
  'NGUOI_BI_TAM_GIU',
  'BI_CAN',
  'BI_CAO',
]
const isSuspect = (role: string): boolean => SUSPECTS.includes(role)

/** The row of a dossier in lists and in the change feed: no person, no text. */
export function nativeRow({ nativeKey, index, translation }: TrueFacet): object {
  const { facet, updatedAt } = translation
  const first = facet.identifiers.find(({ type }) => type === 'SO_TIEP_NHAN')
  return {
    maTinBao: nativeKey,
    soHoSo: facet.identifiers.find(({ type }) => type === 'SO_HO_SO')?.value ?? null,
    tinBaoDauTien: first ? { so: first.value, donVi: lists.agencies[first.assigner.code] } : null,
    vuAn: caseNumbers(facet),
    soKhac: otherNumbers(facet),
    toaAnThuLy:
      lists.agencies[index.confirms?.find(({ relation }) => relation === 'adjudicating')?.agency ?? ''] ?? null,
    ...nativeMarks(facet.label, index.conceal),
    trangThai: status(facet.report.stage.code, facet.clocks ?? []),
    giaiDoan: lists.stages[facet.report.stage.code],
    phanLoaiTin: lists.kinds[facet.report.kind.code],
    linhVuc: facet.report.corruptionField ? lists.fields[facet.report.corruptionField.code] : null,
    tiepNhanLuc: nativeInstant(facet.report.receivedAt),
    capNhatLuc: nativeInstant(updatedAt),
    hanGiaiQuyet: optional(index.dueOn),
  }
}

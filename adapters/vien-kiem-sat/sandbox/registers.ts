/** What is done in a matter as the procuracy's registers have it, a function for each. */
import type {
  Charge,
  Clock,
  Custody,
  Decision,
  Extension,
  Proceeding,
  Suspension,
} from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { agencies, stages } from './lists.ts'
import * as lists from './lists-acts.ts'
import { reasonsOf, reasonsUnder } from './reasons.ts'
import { nativeDate, nativeMoment, optional } from './values.ts'

type Facet = Translation['facet']

export const agencyOf = (of: Custody['from']): number | null => (of === undefined ? null : (agencies[of.code] ?? null))
const severityOf = (of: Charge['severity']): number | null =>
  of === undefined ? null : (lists.severity[of.code] ?? null)

export const decisionRow = (of: Decision, i: number): object => ({
  ma: of.id,
  thuTu: i + 1,
  loai: lists.decisions[of.type.code],
  so: of.number ?? null,
  ngay: optional(of.decidedOn),
  coQuan: agencyOf(of.agency),
  nguoiKy: of.signer ?? null,
  chucVu: of.signerTitle ?? null,
  mau: lists.formNumber(of.form),
  canCu: of.legalBasis ?? [],
  lyDo: of.ground ?? null,
  maCanCu: of.grounds?.map(({ code }) => lists.grounds[code]) ?? null,
  hieuLucTu: optional(of.effectiveFrom),
  hieuLucDen: optional(of.effectiveTo),
  thayTheBoi: of.supersededBy ?? null,
  huyBoBoi: of.cancelledBy ?? null,
})

const extensionRow = (of: Extension): object => ({
  so: of.number ?? null,
  coQuan: agencyOf(of.agency),
  ngay: optional(of.decidedOn),
  hanMoi: optional(of.dueOn),
})

export const clockRow = (of: Clock): object => ({
  ma: of.id,
  quyTac: lists.clockRules[of.rule],
  canCu: of.legalBasis ?? null,
  suKien: of.startEvent ?? null,
  tuNgay: optional(of.startedOn),
  denNgay: optional(of.dueOn),
  giaHan: of.extensions?.map(extensionRow) ?? null,
  tinhTrang: of.state === undefined ? null : lists.clockStates[of.state],
})

const SUSPENSION = { limitationOn: 'hetThoiHieu', reviewedOn: 'ngayRaSoat' }
const suspensionRow = (of: Suspension): object => ({
  ma: of.id,
  quyetDinh: of.decision ?? null,
  canCu: of.ground === undefined ? null : lists.grounds[of.ground.code],
  ngayTamDinhChi: optional(of.suspendedOn),
  hetThoiHieu: optional(of.limitationOn),
  ngayRaSoat: of.reviewedOn?.map(nativeDate) ?? null,
  raSoatTiep: optional(of.nextReviewOn),
  ngayPhucHoi: optional(of.resumedOn),
  tinhTrang: of.state === undefined ? null : lists.suspensionStates[of.state],
})

const PROCEEDING = { closedOn: 'denNgay' }
const proceedingRow = (of: Proceeding): object => ({
  ma: of.id,
  giaiDoan: stages[of.stage.code],
  coQuan: agencyOf(of.agency),
  donVi: of.unit ?? null,
  soVuAn: of.number ?? null,
  tuNgay: optional(of.openedOn),
  denNgay: optional(of.closedOn),
  mucDo: severityOf(of.severity),
  ketThucBang: of.outcome === undefined ? null : lists.decisions[of.outcome.code],
})

const CHARGE = { approvedOn: 'ngayPheChuan' }
const chargeRow = (of: Charge): object => ({
  ma: of.id,
  biCan: of.accused ?? null,
  toiDanh: of.chargedWith ?? null,
  quyetDinh: of.decision ?? null,
  mucDo: severityOf(of.severity),
  ngayKhoiTo: optional(of.chargedOn),
  pheChuan: of.approval === undefined ? null : lists.approvals[of.approval],
  ngayPheChuan: optional(of.approvedOn),
  soPheChuan: of.approvalNumber ?? null,
})

const CUSTODY = { acknowledgedAt: 'nhanLuc' }
const custodyRow = (of: Custody): object => ({
  ma: of.id,
  benGiao: agencyOf(of.from),
  benNhan: agencyOf(of.to),
  so: of.number ?? null,
  mau: lists.formNumber(of.form),
  giaoLuc: of.sentAt === undefined ? null : nativeMoment(of.sentAt),
  nhanLuc: of.acknowledgedAt === undefined ? null : nativeMoment(of.acknowledgedAt),
  giayTo: of.papers ?? null,
  mucMat: of.level === undefined ? null : lists.fileLevels[of.level],
  lyDo: of.reason ?? null,
  quyTac: of.rule === undefined ? null : lists.clockRules[of.rule],
  hanGiao: optional(of.dueOn),
})

/** The registers of a dossier, each row with what it says of its empty fields. */
export function registers(facet: Facet, absent: Translation['absent']): object {
  const rows = <T>(of: readonly T[] | undefined, list: keyof Facet, row: (of: T) => object, names: Names) =>
    (of ?? []).map((entity, i) => ({
      ...row(entity),
      lyDoTrong: reasonsOf(reasonsUnder(absent, `/${list}/${i}/`), names),
    }))
  return {
    soTamDinhChi: rows(facet.suspensions, 'suspensions', suspensionRow, SUSPENSION),
    giaiDoanToTung: rows(facet.proceedings, 'proceedings', proceedingRow, PROCEEDING),
    soKhoiToBiCan: rows(facet.charges, 'charges', chargeRow, CHARGE),
    soGiaoNhan: rows(facet.custody, 'custody', custodyRow, CUSTODY),
  }
}
type Names = Readonly<Record<string, string>>

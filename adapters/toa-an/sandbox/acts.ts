/** Acts in the court's own file: offences, assignments, decisions, suspensions, charges, hearings, and what others wrote. */
import type { Identifier } from '../../../schemas/generated/types.ts'
import { code, date, each, type Field, flag, type Item } from './fields.ts'
import { ownInstant } from './xml.ts'

/** A number of a matter, and whose it is. `member` is where the true form has it. */
export const number = (of: Identifier, field: Field, member = ''): string =>
  field('HeThong', `${member}system`, of.system) +
  field('Loai', `${member}type`, code('numberTypes', of.type)) +
  field('So', `${member}value`, of.value) +
  field('CoQuan', `${member}assigner`, code('agencies', of.assigner))

/** The fields of `ToiDanh`. */
export const offence = (of: Item<'offences'>, field: Field): string =>
  field('MaToi', 'offence', of.offence.code.replace('BLHS.', '')) +
  field('Dieu', 'article', of.article) +
  field('Khoan', 'clause', of.clause) +
  field('Diem', 'point', of.point)

/** The fields of `PhanCong`. */
export const assignment = (of: Item<'assignments'>, field: Field): string =>
  field('NhiemVu', 'task', code('tasks', of.task)) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('DonVi', 'unit', of.unit) +
  field('CanBo', 'officer', of.officer) +
  field('SoQuyetDinh', 'decisionNumber', of.decisionNumber) +
  field('NgayQuyetDinh', 'decidedOn', date(of.decidedOn)) +
  field('DenNgay', 'until', date(of.until)) +
  field('VienKiemSat', 'competentProcuracy', of.competentProcuracy)

/** A ground by article, clause and point, as the court cites it. */
const ground = (value: string): string => value.replaceAll('_', '.')

/** The fields of `QuyetDinh`. */
export const decision = (of: Item<'decisions'>, field: Field): string =>
  field('Loai', 'type', code('decisions', of.type)) +
  field('So', 'number', of.number) +
  field('Ngay', 'decidedOn', date(of.decidedOn)) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('NguoiKy', 'signer', of.signer) +
  field('ChucVu', 'signerTitle', of.signerTitle) +
  field('MauSo', 'form', of.form?.code) +
  each('CanCu', of.legalBasis) +
  field('LyDo', 'ground', of.ground) +
  each(
    'CanCuTheoMuc',
    of.grounds?.map((one) => ground(one.code)),
  ) +
  field('HieuLucTu', 'effectiveFrom', date(of.effectiveFrom)) +
  field('HieuLucDen', 'effectiveTo', date(of.effectiveTo)) +
  field('ThayTheBoi', 'supersededBy', of.supersededBy) +
  field('HuyBoi', 'cancelledBy', of.cancelledBy)

/** The fields of `TamDinhChi`. */
export const suspension = (of: Item<'suspensions'>, field: Field): string =>
  field('QuyetDinh', 'decision', of.decision) +
  field('CanCuTheoMuc', 'ground', of.ground && ground(of.ground.code)) +
  field('TuNgay', 'suspendedOn', date(of.suspendedOn)) +
  field('HetThoiHieu', 'limitationOn', date(of.limitationOn)) +
  each(
    'NgayRaSoat',
    of.reviewedOn?.map((one) => date(one)),
  ) +
  field('RaSoatLanToi', 'nextReviewOn', date(of.nextReviewOn)) +
  field('PhucHoiNgay', 'resumedOn', date(of.resumedOn)) +
  field('TinhTrang', 'state', code('suspensionStates', of.state))

/** The fields of `KhoiToBiCan`. */
export const charge = (of: Item<'charges'>, field: Field): string =>
  field('BiCan', 'accused', of.accused) +
  each('ToiDanh', of.chargedWith) +
  field('QuyetDinh', 'decision', of.decision) +
  field('LoaiToiPham', 'severity', code('severity', of.severity)) +
  field('NgayKhoiTo', 'chargedOn', date(of.chargedOn)) +
  field('PheChuan', 'approval', code('approvals', of.approval)) +
  field('NgayPheChuan', 'approvedOn', date(of.approvedOn)) +
  field('SoPheChuan', 'approvalNumber', of.approvalNumber)

/** The fields of `VanBanKiemSat`. */
export const supervision = (of: Item<'supervision'>, field: Field): string =>
  field('HinhThuc', 'instrument', code('instruments', of.instrument)) +
  field('So', 'number', of.number) +
  field('Ngay', 'issuedOn', date(of.issuedOn)) +
  field('MauSo', 'form', of.form) +
  field('NoiDung', 'content', of.content) +
  field('NgayTraLoi', 'answeredOn', date(of.answeredOn))

/** The fields of `PhienToa`. */
export const hearing = (of: Item<'hearings'>, field: Field): string =>
  field('CapXetXu', 'instance', code('instances', of.instance)) +
  field('LucMo', 'scheduledAt', of.scheduledAt && ownInstant(of.scheduledAt)) +
  field('DiaDiem', 'place', of.place) +
  field('ChuToa', 'presiding', of.presiding) +
  field('XetXuKin', 'closed', flag(of.closed)) +
  field('TinhTrang', 'state', code('hearingStates', of.state))

/** The fields of `PhanHoi`. */
export const feedback = (of: Item<'feedback'>, field: Field): string =>
  field('CoQuan', 'from', code('agencies', of.from)) +
  field('SoVanBan', 'number', of.number) +
  field('NgayNhan', 'receivedOn', date(of.receivedOn)) +
  field('NoiDung', 'content', of.content) +
  field('NgayBaoTin', 'toldReporterOn', date(of.toldReporterOn))

/** The fields of `LienKet`; the other case is an element of its own. */
export const link = (of: Item<'links'>, field: Field): string =>
  field('QuanHe', 'relation', code('relations', of.relation)) +
  `<VuKia>${number(of.identifier, field, 'identifier/')}</VuKia>` +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('SoQuyetDinh', 'decisionNumber', of.decisionNumber) +
  field('TuNgay', 'linkedOn', date(of.linkedOn)) +
  field('HuyNgay', 'revokedOn', date(of.revokedOn))

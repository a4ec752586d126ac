/** Fields of acts in the court's own file: assignments, hand-overs, decisions, proceedings, limits, trials. */
import * as codes from './codes-acts.ts'
import { agency, type Row } from './format.ts'
import { coded, count, date, dong, flag, instant, moment, name, oneOf, otherRule, text } from './leaves.ts'

export const offence: readonly Row[] = [
  ['MaToi', 'offence', coded('offences', codes.articles), 'required'],
  ['Dieu', 'article', text(20)],
  ['Khoan', 'clause', text(20)],
  ['Diem', 'point', text(20)],
]

export const assignment: readonly Row[] = [
  ['NhiemVu', 'task', oneOf('tasks', codes.tasks), 'required'],
  ['CoQuan', 'agency', agency],
  ['DonVi', 'unit', text(300)],
  ['CanBo', 'officer', name(200)],
  ['SoQuyetDinh', 'decisionNumber', text(100)],
  ['NgayQuyetDinh', 'decidedOn', date],
  ['DenNgay', 'until', date],
  ['VienKiemSat', 'competentProcuracy', text(300)],
]

export const custody: readonly Row[] = [
  ['BenGiao', 'from', agency],
  ['BenNhan', 'to', agency],
  ['SoPhieu', 'number', text(100)],
  ['MauSo', 'form', coded('forms', codes.forms)],
  ['LucGiao', 'sentAt', moment],
  ['LucNhan', 'acknowledgedAt', moment],
  ['GiayTo', 'papers', text(300), 50],
  ['LyDo', 'reason', text(1000)],
  ['QuyTac', 'rule', oneOf('clockRules', codes.clockRules)],
  ['QuyTacKhac', 'rule', otherRule],
  ['HanGiao', 'dueOn', date],
]

export const decision: readonly Row[] = [
  ['Loai', 'type', coded('decisions', codes.decisions), 'required'],
  ['So', 'number', text(100)],
  ['Ngay', 'decidedOn', date],
  ['CoQuan', 'agency', agency, 'required'],
  ['NguoiKy', 'signer', name(200)],
  ['ChucVu', 'signerTitle', text(200)],
  ['MauSo', 'form', coded('forms', codes.forms)],
  ['CanCu', 'legalBasis', text(200), 20],
  ['LyDo', 'ground', text(1000)],
  ['CanCuTheoMuc', 'grounds', coded('grounds', codes.grounds), 10],
  ['HieuLucTu', 'effectiveFrom', date],
  ['HieuLucDen', 'effectiveTo', date],
  ['ThayTheBoi', 'supersededBy', text(64)],
  ['HuyBoi', 'cancelledBy', text(64)],
]

export const suspension: readonly Row[] = [
  ['QuyetDinh', 'decision', text(64)],
  ['CanCuTheoMuc', 'ground', coded('grounds', codes.grounds)],
  ['TuNgay', 'suspendedOn', date],
  ['HetThoiHieu', 'limitationOn', date],
  ['NgayRaSoat', 'reviewedOn', date, 50],
  ['RaSoatLanToi', 'nextReviewOn', date],
  ['PhucHoiNgay', 'resumedOn', date],
  ['TinhTrang', 'state', oneOf('suspensionStates', codes.suspensionStates)],
]

export const proceeding: readonly Row[] = [
  ['GiaiDoan', 'stage', coded('stages', codes.stages), 'required'],
  ['CoQuan', 'agency', agency],
  ['DonVi', 'unit', text(300)],
  ['SoThuLy', 'number', text(100)],
  ['TuNgay', 'openedOn', date],
  ['DenNgay', 'closedOn', date],
  ['LoaiToiPham', 'severity', coded('severity', codes.severity)],
  ['KetThucBang', 'outcome', coded('decisions', codes.decisions)],
]

export const charge: readonly Row[] = [
  ['BiCan', 'accused', text(64)],
  ['ToiDanh', 'chargedWith', text(64), 20],
  ['QuyetDinh', 'decision', text(64)],
  ['LoaiToiPham', 'severity', coded('severity', codes.severity)],
  ['NgayKhoiTo', 'chargedOn', date],
  ['PheChuan', 'approval', oneOf('approvals', codes.approvals)],
  ['NgayPheChuan', 'approvedOn', date],
  ['SoPheChuan', 'approvalNumber', text(100)],
]

export const clock: readonly Row[] = [
  ['QuyTac', 'rule', oneOf('clockRules', codes.clockRules), 'required'],
  ['QuyTacKhac', 'rule', otherRule],
  ['CanCu', 'legalBasis', text(200)],
  ['SuKien', 'startEvent', text(100)],
  ['TuNgay', 'startedOn', date],
  ['DenNgay', 'dueOn', date],
  ['TinhTrang', 'state', oneOf('clockStates', codes.clockStates)],
]

export const extension: readonly Row[] = [
  ['SoQuyetDinh', 'number', text(100)],
  ['CoQuan', 'agency', agency],
  ['NgayQuyetDinh', 'decidedOn', date],
  ['DenNgay', 'dueOn', date],
]

export const supervision: readonly Row[] = [
  ['HinhThuc', 'instrument', coded('supervision-instruments', codes.instruments), 'required'],
  ['So', 'number', text(100)],
  ['Ngay', 'issuedOn', date],
  ['MauSo', 'form', text(20)],
  ['NoiDung', 'content', text(2000)],
  ['NgayTraLoi', 'answeredOn', date],
]

export const hearing: readonly Row[] = [
  ['CapXetXu', 'instance', oneOf('instances', codes.instances), 'required'],
  ['LucMo', 'scheduledAt', instant],
  ['DiaDiem', 'place', text(300)],
  ['ChuToa', 'presiding', name(200)],
  ['XetXuKin', 'closed', flag],
  ['TinhTrang', 'state', oneOf('hearingStates', codes.hearingStates)],
]

export const judgment: readonly Row[] = [
  ['CapXetXu', 'instance', oneOf('judgmentInstances', codes.judgmentInstances), 'required'],
  ['SoBanAn', 'number', text(100)],
  ['NgayTuyenAn', 'pronouncedOn', date],
  ['ToaAn', 'court', text(300)],
  ['PhienToa', 'hearing', text(64)],
  ['HieuLucTu', 'effectiveFrom', date],
  ['NgayGiao', 'deliveredOn', date],
  ['KhangCaoKhangNghi', 'appeal', oneOf('appeals', codes.appeals)],
  ['NgayKhangCao', 'appealedOn', date],
]

export const sentence: readonly Row[] = [
  ['BiCao', 'convicted', text(64)],
  ['ToiDanh', 'convictedOf', text(64)],
  ['Loai', 'penalty', coded('penalties', codes.penalties)],
  ['SoThang', 'months', count(360)],
  ['AnTreo', 'probation', flag],
  ['BoiThuong', 'compensationVnd', dong],
]

export const feedback: readonly Row[] = [
  ['CoQuan', 'from', agency, 'required'],
  ['SoVanBan', 'number', text(100)],
  ['NgayNhan', 'receivedOn', date],
  ['NoiDung', 'content', text(2000)],
  ['NgayBaoTin', 'toldReporterOn', date],
]

/** Cases that were joined to this one, or split from it (BLTTHS Art. 242). */
export const link: readonly Row[] = [
  ['QuanHe', 'relation', oneOf('relations', codes.relations), 'required'],
  ['VuKia/HeThong', 'identifier/system', text(100), 'required'],
  ['VuKia/Loai', 'identifier/type', oneOf('numberTypes', codes.numberTypes), 'required'],
  ['VuKia/So', 'identifier/value', text(100), 'required'],
  ['VuKia/CoQuan', 'identifier/assigner', agency, 'required'],
  ['CoQuan', 'agency', agency],
  ['SoQuyetDinh', 'decisionNumber', text(100)],
  ['TuNgay', 'linkedOn', date],
  ['HuyNgay', 'revokedOn', date],
]

/** What was done in a matter, as this system writes it down: one function for each list. */
import type {
  Assignment,
  Charge,
  Clock,
  Custody,
  Decision,
  Extension,
  Link,
  Offence,
  Proceeding,
  Suspension,
} from '../../../schemas/generated/types.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import { code, formNumber } from './codes.ts'
import { element, list, plain, plains, type Remarks } from './xml.ts'

/** Name and content of an item. */
type Written = readonly [name: string, content: string]

function offence(of: Offence, path: string, remarks: Remarks): Written {
  const reference = [
    of.point && `điểm ${of.point}`,
    of.clause && `khoản ${of.clause}`,
    of.article && `Điều ${of.article} BLHS`,
  ]
  return [
    'ToiDanh',
    plain('MaToiDanh', of.offence.code.replace('BLHS.', 'T')) +
      remarks.field('DieuLuat', `${path}/article`, reference.filter(Boolean).join(' ') || undefined),
  ]
}

function assignment(of: Assignment, path: string, remarks: Remarks): Written {
  return [
    'PhanCong',
    plain('NhiemVu', code('tasks', of.task)) +
      remarks.field('SoQuyetDinh', `${path}/decisionNumber`, of.decisionNumber) +
      remarks.field('NgayQuyetDinh', `${path}/decidedOn`, of.decidedOn) +
      remarks.field('DonVi', `${path}/unit`, of.unit) +
      remarks.field('CanBo', `${path}/officer`, of.officer) +
      remarks.field('DenNgay', `${path}/until`, of.until) +
      remarks.field('VKSCoThamQuyen', `${path}/competentProcuracy`, of.competentProcuracy) +
      remarks.field('CoQuan', `${path}/agency`, code('agencies', of.agency)),
  ]
}

function decision(of: Decision, path: string, remarks: Remarks): Written {
  return [
    'QuyetDinh',
    plain('LoaiQuyetDinh', code('decisions', of.type)) +
      remarks.field('So', `${path}/number`, of.number) +
      remarks.field('Ngay', `${path}/decidedOn`, of.decidedOn) +
      plain('CoQuan', code('agencies', of.agency)) +
      remarks.field('NguoiKy', `${path}/signer`, of.signer) +
      remarks.field('ChucVu', `${path}/signerTitle`, of.signerTitle) +
      remarks.field('BieuMau', `${path}/form`, formNumber(of.form)) +
      plains('DanhSachCanCu', 'CanCu', of.legalBasis) +
      remarks.field('LyDo', `${path}/ground`, of.ground) +
      plains(
        'DanhSachMaCanCu',
        'MaCanCu',
        of.grounds?.map((ground) => code('grounds', ground)),
      ) +
      remarks.field('HieuLucTu', `${path}/effectiveFrom`, of.effectiveFrom) +
      remarks.field('HieuLucDen', `${path}/effectiveTo`, of.effectiveTo) +
      remarks.field('ThayTheBoi', `${path}/supersededBy`, of.supersededBy) +
      remarks.field('HuyBoBoi', `${path}/cancelledBy`, of.cancelledBy),
  ]
}

const extension = (of: Extension): string =>
  element(
    'GiaHan',
    plain('So', of.number) +
      plain('CoQuan', code('agencies', of.agency)) +
      plain('NgayQuyetDinh', of.decidedOn) +
      plain('DenNgay', of.dueOn),
  )

function clock(of: Clock, path: string, remarks: Remarks): Written {
  return [
    'ThoiHan',
    plain('QuyTac', of.rule) +
      remarks.field('CanCu', `${path}/legalBasis`, of.legalBasis) +
      remarks.field('SuKien', `${path}/startEvent`, of.startEvent) +
      remarks.field('TuNgay', `${path}/startedOn`, of.startedOn) +
      remarks.field('DenNgay', `${path}/dueOn`, of.dueOn) +
      (of.extensions === undefined ? '' : element('DanhSachGiaHan', of.extensions.map(extension).join(''))) +
      remarks.field('TinhTrang', `${path}/state`, code('clockStates', of.state)),
  ]
}

function custody(of: Custody, path: string, remarks: Remarks): Written {
  return [
    'GiaoNhan',
    remarks.field('BenGiao', `${path}/from`, code('agencies', of.from)) +
      remarks.field('BenNhan', `${path}/to`, code('agencies', of.to)) +
      remarks.field('SoPhieu', `${path}/number`, of.number) +
      remarks.field('BieuMau', `${path}/form`, formNumber(of.form)) +
      remarks.field('GiaoLuc', `${path}/sentAt`, of.sentAt) +
      remarks.field('NhanLuc', `${path}/acknowledgedAt`, of.acknowledgedAt) +
      plains('DanhSachGiayTo', 'GiayTo', of.papers) +
      remarks.field('DoMatHoSo', `${path}/level`, code('levels', of.level)) +
      remarks.field('LyDo', `${path}/reason`, of.reason) +
      remarks.field('QuyTac', `${path}/rule`, of.rule) +
      remarks.field('HanGiao', `${path}/dueOn`, of.dueOn),
  ]
}

function suspension(of: Suspension, path: string, remarks: Remarks): Written {
  return [
    'TamDinhChi',
    remarks.field('QuyetDinh', `${path}/decision`, of.decision) +
      remarks.field('MaCanCu', `${path}/ground`, code('grounds', of.ground)) +
      remarks.field('NgayTamDinhChi', `${path}/suspendedOn`, of.suspendedOn) +
      remarks.field('HetThoiHieu', `${path}/limitationOn`, of.limitationOn) +
      plains('DanhSachRaSoat', 'NgayRaSoat', of.reviewedOn) +
      remarks.field('RaSoatLanToi', `${path}/nextReviewOn`, of.nextReviewOn) +
      remarks.field('NgayPhucHoi', `${path}/resumedOn`, of.resumedOn) +
      remarks.field('TinhTrang', `${path}/state`, code('suspensionStates', of.state)),
  ]
}

function proceeding(of: Proceeding, path: string, remarks: Remarks): Written {
  return [
    'ToTung',
    plain('GiaiDoan', code('stages', of.stage)) +
      remarks.field('CoQuan', `${path}/agency`, code('agencies', of.agency)) +
      remarks.field('DonVi', `${path}/unit`, of.unit) +
      remarks.field('SoVuAn', `${path}/number`, of.number) +
      remarks.field('NgayBatDau', `${path}/openedOn`, of.openedOn) +
      remarks.field('NgayKetThuc', `${path}/closedOn`, of.closedOn) +
      remarks.field('MucDo', `${path}/severity`, code('severity', of.severity)) +
      remarks.field('KetThucBang', `${path}/outcome`, code('decisions', of.outcome)),
  ]
}

function charge(of: Charge, path: string, remarks: Remarks): Written {
  return [
    'KhoiToBiCan',
    remarks.field('BiCan', `${path}/accused`, of.accused) +
      plains('DanhSachMaTD', 'MaTD', of.chargedWith) +
      remarks.field('QuyetDinh', `${path}/decision`, of.decision) +
      remarks.field('MucDo', `${path}/severity`, code('severity', of.severity)) +
      remarks.field('NgayKhoiTo', `${path}/chargedOn`, of.chargedOn) +
      remarks.field('PheChuan', `${path}/approval`, code('approvals', of.approval)) +
      remarks.field('NgayPheChuan', `${path}/approvedOn`, of.approvedOn) +
      remarks.field('SoPheChuan', `${path}/approvalNumber`, of.approvalNumber),
  ]
}

function link(of: Link, path: string, remarks: Remarks): Written {
  const { type, system, value, assigner } = of.identifier
  const number =
    plain('LoaiSo', code('numberTypes', type)) +
    plain('HeThong', system) +
    plain('GiaTri', value) +
    plain('CoQuanCap', code('agencies', assigner))
  return [
    'LienKet',
    plain('QuanHe', code('relations', of.relation)) +
      element('SoLienKet', number) +
      remarks.field('CoQuan', `${path}/agency`, code('agencies', of.agency)) +
      remarks.field('SoQuyetDinh', `${path}/decisionNumber`, of.decisionNumber) +
      remarks.field('NgayLienKet', `${path}/linkedOn`, of.linkedOn) +
      remarks.field('NgayGoBo', `${path}/revokedOn`, of.revokedOn),
  ]
}

/** All lists of what was done, in the order of the format. */
export function writeActs(facet: NativeFacet, remarks: Remarks): string {
  const one = <T extends { readonly id: string }>(
    name: string,
    path: string,
    items: readonly T[] | undefined,
    write: (item: T, path: string, remarks: Remarks) => Written,
  ): string => list(name, path, items, (of, at) => write(of, at, remarks), remarks)
  return (
    one('DanhSachToiDanh', '/offences', facet.offences, offence) +
    one('DanhSachPhanCong', '/assignments', facet.assignments, assignment) +
    one('SoGiaoNhan', '/custody', facet.custody, custody) +
    one('DanhSachQuyetDinh', '/decisions', facet.decisions, decision) +
    one('SoTamDinhChi', '/suspensions', facet.suspensions, suspension) +
    one('DanhSachToTung', '/proceedings', facet.proceedings, proceeding) +
    one('DanhSachKhoiToBiCan', '/charges', facet.charges, charge) +
    one('DanhSachThoiHan', '/clocks', facet.clocks, clock) +
    one('DanhSachLienKet', '/links', facet.links, link)
  )
}

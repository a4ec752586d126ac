/** `hoso.xml`: what the court holds of a matter and edXML has no place for. Written straight from the true form. */
import type { Identifier } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import * as acts from './acts.ts'
import { code, date, each, type Field, flag, list } from './fields.ts'
import { address, paper, participant, reporter } from './people.ts'
import { clock, custody, judgment, proceeding } from './trial.ts'
import { AS_RECORD, element, makeRemarks, markOf, ownInstant, plain, type Remarks } from './xml.ts'

const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
/** Members of a facet that are written here, or in the header of the message. */
const WRITTEN: ReadonlySet<string> = new Set([
  'identifiers',
  'report',
  'reporters',
  'participants',
  'offences',
  'assignments',
  'custody',
  'decisions',
  'suspensions',
  'proceedings',
  'charges',
  'clocks',
  'supervision',
  'hearings',
  'judgments',
  'feedback',
  'documents',
  'links',
  'label',
])

/** Every number under which an agency has the matter, the court's own first. */
const numbers = (of: readonly Identifier[]): string =>
  element(
    'CacSoVuViec',
    of
      .map((one) =>
        element(
          'SoVuViec',
          acts.number(one, (name, _, value) => plain(name, value)),
        ),
      )
      .join(''),
  )

function common({ report: of }: NativeFacet, remarks: Remarks): string {
  const field: Field = (name, member, value) => remarks.field(name, `/report/${member}`, value)
  return element(
    'ThongTinChung',
    field('NguonAn', 'kind', code('kinds', of.kind)) +
      each(
        'KenhTiepNhan',
        of.channels?.map((channel) => code('channels', channel)),
      ) +
      field('NgayNhan', 'receivedAt', ownInstant(of.receivedAt)) +
      field('NgayXayRa', 'occurredAt', date(of.occurredAt)) +
      field('LucGhiNhan', 'recordedAt', of.recordedAt && ownInstant(of.recordedAt)) +
      address('NoiXayRa', 'place', of.place, field) +
      field('NoiChuyen', 'receivedFrom', code('agencies', of.receivedFrom)) +
      field('TomTat', 'summary', of.summary) +
      field('LinhVuc', 'corruptionField', code('corruptionFields', of.corruptionField)) +
      each(
        'TinhChat',
        of.flags?.map((one) => code('flags', one)),
      ) +
      field('PhucTap', 'complicated', flag(of.complicated)) +
      field('GiaiDoan', 'stage', code('stages', of.stage)),
    remarks.mark('/report'),
  )
}

/** The whole file. Throws when the true form holds what this format has no place for. */
export function writeFile({ translation }: TrueFacet): string {
  const { facet, updatedAt, digests = [] } = translation
  const attached = new Set(digests.map(({ path }) => facet.documents?.[Number(path.split('/')[2])]?.id))
  const remarks = makeRemarks(translation)
  const parts = [
    plain('CapNhatLuc', ownInstant(updatedAt)),
    numbers(facet.identifiers),
    common(facet, remarks),
    list(['NguoiBaoTin', 'NguoiCungCap'], '/reporters', facet.reporters, remarks, reporter, AS_RECORD),
    list(['NguoiThamGia', 'DuongSu'], '/participants', facet.participants, remarks, participant, AS_RECORD),
    list(['CacToiDanh', 'ToiDanh'], '/offences', facet.offences, remarks, acts.offence),
    list(['CacPhanCong', 'PhanCong'], '/assignments', facet.assignments, remarks, acts.assignment),
    list(['GiaoNhanHoSo', 'LanGiaoNhan'], '/custody', facet.custody, remarks, custody),
    list(['CacQuyetDinh', 'QuyetDinh'], '/decisions', facet.decisions, remarks, acts.decision),
    list(['SoTamDinhChi', 'TamDinhChi'], '/suspensions', facet.suspensions, remarks, acts.suspension),
    list(['QuaTrinhToTung', 'GiaiDoanToTung'], '/proceedings', facet.proceedings, remarks, proceeding),
    list(['CacKhoiTo', 'KhoiToBiCan'], '/charges', facet.charges, remarks, acts.charge),
    list(['CacThoiHan', 'ThoiHan'], '/clocks', facet.clocks, remarks, clock),
    list(['KiemSat', 'VanBanKiemSat'], '/supervision', facet.supervision, remarks, acts.supervision),
    list(['LichXetXu', 'PhienToa'], '/hearings', facet.hearings, remarks, acts.hearing),
    list(['CacBanAn', 'BanAn'], '/judgments', facet.judgments, remarks, judgment, AS_RECORD),
    list(['CacPhanHoi', 'PhanHoi'], '/feedback', facet.feedback, remarks, acts.feedback),
    list(
      ['DanhMucTaiLieu', 'TaiLieu'],
      '/documents',
      facet.documents,
      remarks,
      (of, field) => paper(of, field, attached.has(of.id)),
      AS_RECORD,
    ),
    list(['LienKetVuAn', 'LienKet'], '/links', facet.links, remarks, acts.link),
  ]
  const left = [...remarks.left(), ...Object.keys(facet).filter((name) => !WRITTEN.has(name))]
  if (left.length > 0) throw new Error(`the format has no place for ${left.join(', ')}`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    element('HoSoVuAn', `\n${parts.filter(Boolean).join('\n')}\n`, ` xmlns="${FILE_NS}"${markOf(facet.label)}`)
  )
}

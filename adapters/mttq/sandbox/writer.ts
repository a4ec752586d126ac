/**
 * Writes a true facet as the Front's portal would keep it: its names, its codes, its dates (dd/MM/yyyy HH:mm), and the
 * text of its old form in VNI-Windows. It knows nothing of the adapter that reads it.
 */
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import { nativeRegister } from './register.ts'
import { day, minute, second } from './times.ts'
import { asVni } from './vni.ts'

/** A petition in three came by the old form, which knew no Unicode. */
export const oldForm = (nativeKey: string): boolean => Number(nativeKey.slice(-6)) % 3 === 0

function passedOn({ translation }: TrueFacet): object | null {
  const receipt = translation.facet.identifiers.find(({ type }) => type === 'SO_TIEP_NHAN')
  if (receipt === undefined) return null
  return { coQuan: lists.agencies[receipt.assigner.code], soTiepNhan: receipt.value, hinhThuc: 'Công văn chuyển đơn' }
}

/** One petition, as the feed gives it and a push carries it. */
export function nativePetition(facet: TrueFacet): object {
  const { nativeKey, index, translation } = facet
  const { report, reporters = [], participants = [], clocks = [], feedback = [], label } = translation.facet
  const old = oldForm(nativeKey)
  const typed = (text: string | undefined): string | null => (text === undefined ? null : old ? asVni(text) : text)
  const [citizen] = reporters
  return {
    maPhanAnh: nativeKey,
    phienBanMau: old ? '1.4' : '3.1',
    bangMa: old ? 'VNI' : 'UNICODE',
    loai: lists.kinds[report.kind.code],
    kenh: (report.channels ?? []).map(({ code }) => lists.channels[code]),
    linhVuc: report.corruptionField ? lists.fields[report.corruptionField.code] : null,
    trangThai: lists.stages[report.stage.code],
    tiepNhan: {
      luc: minute(report.receivedAt),
      vaoSoLuc: report.recordedAt === undefined ? null : minute(report.recordedAt),
      canBo: 'cbmt.tiepnhan',
    },
    noiDung: typed(report.summary),
    noiXayRa: { diaChi: typed(report.place?.text), thoiGian: day(report.occurredAt) },
    nguoiPhanAnh: citizen
      ? {
          ma: citizen.id,
          hinhThuc: lists.reporterKinds[citizen.kind],
          ngay: day(citizen.reportedAt),
          hoTen: typed(citizen.fullName),
          dienThoai: citizen.phone ?? null,
          diaChi: typed(citizen.address?.text),
          toChuc: typed(citizen.organisation),
        }
      : null,
    nguoiDuocNeu: participants.map(({ id, role, person }) => ({
      ma: id,
      tuCach: lists.roles[role.code],
      hoTen: typed(person?.fullName),
    })),
    ...nativeRegister(facet, typed),
    chuyenXuLy: passedOn(facet),
    thoiHan: clocks.map((clock) => ({
      ma: clock.id,
      quyTac: lists.clockRules[clock.rule],
      canCu: clock.legalBasis ?? null,
      suKien: clock.startEvent ?? null,
      tuNgay: day(clock.startedOn),
      denNgay: day(clock.dueOn),
      tinhTrang: clock.state === undefined ? null : lists.clockStates[clock.state],
    })),
    phanHoi: feedback.map((answer) => ({
      ma: answer.id,
      coQuan: lists.agencies[answer.from.code],
      soVanBan: answer.number ?? null,
      ngayNhan: day(answer.receivedOn),
      noiDung: answer.content ?? null,
      baoNguoiDan: day(answer.toldReporterOn),
    })),
    cheDo: {
      muc: lists.levels[label.level],
      dau: label.tags.map((tag) => lists.tags[tag]),
      kin: index.conceal,
      doMat: null,
    },
    ghiChuNoiBo: 'Trao đổi với Ban Thường trực trước khi trả lời công dân.',
    capNhatLuc: second(translation.updatedAt),
  }
}

/** A push: a petition was changed. `id` is the portal's own number of the event. */
export const nativeEvent = (facet: TrueFacet, id: string): object => ({
  suKien: 'CAP_NHAT',
  maSuKien: id,
  luc: second(facet.translation.updatedAt),
  phanAnh: nativePetition(facet),
})

/**
 * Writes a true facet as the Front's portal would keep it: its names, its codes, its dates (dd/MM/yyyy HH:mm), and the
 * text of its old form in VNI-Windows. It knows nothing of the adapter that reads it.
 */
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import { nativeNamed, nativeReporter } from './people.ts'
import { nativeRegister, nativeResults } from './register.ts'
import { day, minute, second } from './times.ts'
import { asVni } from './vni.ts'

/** A petition in three came by the old form, which knew no Unicode. */
export const oldForm = (nativeKey: string): boolean => Number(nativeKey.slice(-6)) % 3 === 0

type Number = TrueFacet['translation']['facet']['identifiers'][number]

const receiptOf = ({ translation }: TrueFacet): Number | undefined =>
  translation.facet.identifiers.find(({ type }) => type === 'SO_TIEP_NHAN')

function passedOn(facet: TrueFacet): object | null {
  const receipt = receiptOf(facet)
  if (receipt === undefined) return null
  return { coQuan: lists.agencies[receipt.assigner.code], soTiepNhan: receipt.value, hinhThuc: 'Công văn chuyển đơn' }
}

/** What else others call the matter. */
function relatedNumbers(facet: TrueFacet): readonly object[] {
  const [own] = facet.translation.facet.identifiers
  return facet.translation.facet.identifiers
    .filter((number) => number !== own && number !== receiptOf(facet))
    .map(({ system, type, value, assigner }) => ({
      heThong: system,
      loai: lists.numberTypes[type],
      so: value,
      coQuan: lists.agencies[assigner.code],
    }))
}

/** One petition, as the feed gives it and a push carries it. */
export function nativePetition(facet: TrueFacet): object {
  const { nativeKey, index, translation } = facet
  const { report, reporters = [], clocks = [], feedback = [], label } = translation.facet
  const old = oldForm(nativeKey)
  const typed = (text: string | undefined): string | null => (text === undefined ? null : old ? asVni(text) : text)
  const [citizen = null, ...others] = reporters.map((one) => nativeReporter(one, typed))
  return {
    maPhanAnh: nativeKey,
    phienBanMau: old ? '1.4' : '3.1',
    bangMa: old ? 'VNI' : 'UNICODE',
    loai: lists.kinds[report.kind.code],
    kenh: (report.channels ?? []).map(({ code }) => lists.channels[code]),
    linhVuc: report.corruptionField ? lists.fields[report.corruptionField.code] : null,
    mucKhan: report.urgency ? lists.urgencies[report.urgency.code] : null,
    tinhChat: report.flags?.map(({ code }) => lists.flags[code]) ?? null,
    trangThai: lists.stages[report.stage.code],
    tiepNhan: {
      luc: minute(report.receivedAt),
      vaoSoLuc: report.recordedAt === undefined ? null : minute(report.recordedAt),
      nhanTu: report.receivedFrom ? lists.agencies[report.receivedFrom.code] : null,
      canBo: 'cbmt.tiepnhan',
    },
    noiDung: typed(report.summary),
    noiXayRa: { diaChi: typed(report.place?.text), thoiGian: day(report.occurredAt) },
    nguoiPhanAnh: citizen,
    nguoiCungDon: others,
    nguoiDuocNeu: nativeNamed(facet, typed),
    ...nativeRegister(facet, typed),
    chuyenXuLy: passedOn(facet),
    soLienQuan: relatedNumbers(facet),
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
    ...nativeResults(facet),
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

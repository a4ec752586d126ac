/** The Front's book of a matter as the portal keeps it: petitions, transfer notes, other petitions of the portal. */
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import { day, moment } from './times.ts'

/** How typed text is stored. */
type Typed = (text: string | undefined) => string | null

const codeOf = (list: Readonly<Record<string, string>>, code: string | undefined): string | null =>
  code === undefined ? null : list[code]!

/** The members of a petition that are its book. */
export function nativeRegister({ translation }: TrueFacet, typed: Typed): object {
  const { petitions = [], custody = [], links = [] } = translation.facet
  return {
    donThu: petitions.map((petition) => ({
      ma: petition.id,
      soDon: petition.number ?? null,
      ngayNhan: day(petition.receivedOn),
      kenh: codeOf(lists.channels, petition.channel?.code),
      trichYeu: typed(petition.subject),
      phanLoai: codeOf(lists.classifications, petition.classification),
      ngayPhanLoai: day(petition.classifiedOn),
      soNguoiKy: petition.signers ?? null,
      noiChuyen: codeOf(lists.agencies, petition.forwardedTo?.code),
      ngayChuyen: day(petition.forwardedOn),
      tinhTrang: codeOf(lists.petitionStates, petition.state),
      ngayTraLoi: day(petition.answeredOn),
    })),
    phieuChuyen: custody.map((note) => ({
      ma: note.id,
      noiNhan: codeOf(lists.agencies, note.to?.code),
      soPhieu: note.number ?? null,
      lucGui: moment(note.sentAt),
      lucNhan: moment(note.acknowledgedAt),
      giayTo: note.papers?.map(typed) ?? null,
      lyDo: typed(note.reason),
      quyTac: codeOf(lists.clockRules, note.rule),
      han: day(note.dueOn),
    })),
    lienKet: links.map((link) => ({
      ma: link.id,
      quanHe: lists.relations[link.relation],
      maPhanAnh: link.identifier.value,
      ngay: day(link.linkedOn),
      ngayHuy: day(link.revokedOn),
    })),
  }
}

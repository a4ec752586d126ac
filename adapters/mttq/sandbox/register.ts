/** The Front's book of a matter as the portal keeps it: petitions, transfer notes, other petitions of the portal. */
import type { Link } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import * as lists from './lists.ts'
import { day, moment } from './times.ts'

/** How typed text is stored. */
export type Typed = (text: string | undefined) => string | null

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
      noiGui: note.from?.code === 'MTTQ' ? null : codeOf(lists.agencies, note.from?.code),
      noiNhan: codeOf(lists.agencies, note.to?.code),
      soPhieu: note.number ?? null,
      lucGui: moment(note.sentAt),
      lucNhan: moment(note.acknowledgedAt),
      giayTo: note.papers?.map(typed) ?? null,
      lyDo: typed(note.reason),
      quyTac: codeOf(lists.clockRules, note.rule),
      han: day(note.dueOn),
    })),
    lienKet: links.map(nativeLink),
  }
}

const PORTAL = 'mttq:tiep-nhan'

function nativeLink({ id, relation, identifier, agency, decisionNumber, linkedOn, revokedOn }: Link): object {
  const { system, type, value, assigner } = identifier
  const here = system === PORTAL
  return {
    ma: id,
    quanHe: lists.relations[relation],
    maPhanAnh: here ? value : null,
    vuViec: here
      ? null
      : { heThong: system, loai: lists.numberTypes[type], so: value, coQuan: lists.agencies[assigner.code] },
    coQuan: here && agency?.code === 'MTTQ' ? null : codeOf(lists.agencies, agency?.code),
    soQuyetDinh: decisionNumber ?? null,
    ngay: day(linkedOn),
    ngayHuy: day(revokedOn),
  }
}

/** What the resolver decided, and the papers that came along. */
export function nativeResults({ translation }: TrueFacet): object {
  const { decisions = [], documents = [] } = translation.facet
  return {
    ketQua: decisions.map(({ id, type, number, decidedOn, agency, ground }) => ({
      ma: id,
      loai: type.code,
      so: number ?? null,
      ngay: day(decidedOn),
      coQuan: lists.agencies[agency.code],
      lyDo: ground ?? null,
    })),
    taiLieu: documents.map((paper) => ({
      ma: paper.id,
      loai: paper.type,
      so: paper.number ?? null,
      ngay: day(paper.issuedOn),
      trichYeu: paper.title ?? null,
      tenTep: paper.fileName ?? null,
      dinhDang: paper.mediaType ?? null,
      dungLuong: paper.bytes ?? null,
    })),
  }
}

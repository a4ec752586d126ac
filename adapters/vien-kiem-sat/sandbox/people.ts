/** People as the procuracy's system keeps them: a full birth date or only a year, and why a field is empty. */

import type { Organisation, PartialDate, Participant } from '../../../schemas/generated/types.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'
import { nativeAddress, nativeDate, optional } from './values.ts'

type Reporter = NonNullable<NativeFacet['reporters']>[number]
type Absent = readonly (readonly [path: string, why: number])[]

const NAMES: Readonly<Record<string, string>> = {
  fullName: 'hoTen',
  birth: 'ngaySinh',
  personalId: 'soDinhDanh',
  phone: 'dienThoai',
  address: 'noiCuTru',
}

function birth(date: PartialDate | undefined): object {
  const full = date !== undefined && date.length > 4
  return { ngaySinh: full ? nativeDate(date) : null, namSinh: date === undefined || full ? null : Number(date) }
}

/** `lyDoTrong`: own field name to reason. */
const reasons = (absent: Absent): object =>
  Object.fromEntries(absent.map(([path, why]) => [NAMES[path.split('/').at(-1)!] ?? path, why]))

export function reporterRow(reporter: Reporter, marks: object | null, absent: Absent): object {
  return {
    ma: reporter.id,
    loai: lists.reporterKinds[reporter.kind],
    ngayToGiac: reporter.reportedAt === undefined ? null : nativeDate(reporter.reportedAt),
    hoTen: reporter.fullName ?? null,
    ...birth(reporter.birth),
    soDinhDanh: reporter.personalId ?? null,
    dienThoai: reporter.phone ?? null,
    noiCuTru: nativeAddress(reporter.address),
    daiDienCho: reporter.organisation ?? null,
    noiDung: reporter.fullName === undefined ? null : 'Trình bày như nội dung nguồn tin.',
    danhDau: marks,
    lyDoTrong: reasons(absent),
  }
}

const organisation = (of: Organisation | undefined): object | null =>
  of === undefined
    ? null
    : {
        ten: of.name ?? null,
        loaiHinh: of.kind === undefined ? null : lists.organisationKinds[of.kind],
        maSo: of.registrationNumber ?? null,
        nguoiDaiDien: of.representative ?? null,
        truSo: nativeAddress(of.address),
      }

export function participantRow(participant: Participant, marks: object | null, absent: Absent): object {
  const { person = {} } = participant
  return {
    ma: participant.id,
    tuCach: lists.roles[participant.role.code],
    hoTen: person.fullName ?? null,
    tenGoiKhac: person.otherNames ?? null,
    ...birth(person.birth),
    gioiTinh: person.sex === undefined ? null : lists.sexes[person.sex],
    soDinhDanh: person.personalId ?? null,
    dienThoai: person.phone ?? null,
    quocTich: person.nationality ?? null,
    soHoChieu: person.travelDocument ?? null,
    noiCuTru: nativeAddress(person.address),
    toChuc: organisation(participant.organisation),
    thamGiaTu: optional(participant.from),
    thamGiaDen: optional(participant.to),
    chuaThanhNien: participant.minor ?? null,
    ghiChu: participant.note ?? null,
    danhDau: marks,
    lyDoTrong: reasons(absent),
  }
}

/** The organisation that is inspected: made up, of the kind that the matter is about. */
import type { Organisation } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { communeRows } from './codes.ts'
import type { Facts } from './facts.ts'

interface Unit {
  /** `{xa}` stands for the commune. */
  readonly name: string
  readonly kind: NonNullable<Organisation['kind']>
  /** What it is found to have done. */
  readonly fault: string
}

const COMMUNE: Unit = {
  name: 'Ủy ban nhân dân {xa}',
  kind: 'CO_QUAN_NHA_NUOC',
  fault: 'quản lý, sử dụng tài sản công và tổ chức thực hiện nhiệm vụ được giao không đúng quy định',
}

/** By the field of the matter. */
const UNITS: Readonly<Record<string, Unit>> = {
  DAT_DAI: {
    name: 'Chi nhánh Văn phòng đăng ký đất đai {xa}',
    kind: 'DON_VI_SU_NGHIEP',
    fault: 'thẩm tra nguồn gốc đất không đúng quy định, đề nghị cấp giấy chứng nhận trên đất do Nhà nước quản lý',
  },
  DAU_TU: {
    name: 'Công ty cổ phần Đầu tư Du lịch Gió Chướng',
    kind: 'DOANH_NGHIEP',
    fault: 'san lấp, phân lô khi chưa được giao đất, chuyển nhượng nền nhà trái quy định',
  },
  TAI_CHINH: {
    name: 'Trung tâm Cung ứng dịch vụ công {xa}',
    kind: 'DON_VI_SU_NGHIEP',
    fault: 'lập chứng từ chi không đúng thực tế, để ngoài sổ sách tiền hỗ trợ hộ nghèo',
  },
  XAY_DUNG_CO_BAN: {
    name: 'Ban quản lý dự án đầu tư xây dựng {xa}',
    kind: 'DON_VI_SU_NGHIEP',
    fault: 'nghiệm thu, thanh toán khối lượng không thi công; áp giá vật liệu cao hơn thông báo giá',
  },
  DOANH_NGHIEP_NHA_NUOC: {
    name: 'Công ty TNHH một thành viên Lương thực Tân Hòa Lợi',
    kind: 'DOANH_NGHIEP_NHA_NUOC',
    fault: 'xuất kho không có lệnh, ghi hao hụt vượt định mức',
  },
  MUA_SAM: {
    name: 'Trung tâm Thiết bị và Công nghệ giáo dục {xa}',
    kind: 'DON_VI_SU_NGHIEP',
    fault: 'chia nhỏ gói thầu để chỉ định thầu, giá trúng thầu cao hơn giá thị trường',
  },
}

const OTHER: Unit = {
  name: 'Hợp tác xã Dịch vụ nông nghiệp {xa}',
  kind: 'TO_CHUC_KHAC',
  fault: 'huy động, quản lý tiền của thành viên không đúng điều lệ',
}

/** Who heads a unit, unless it is the suspect. */
const HEADS = [
  'Lâm Quốc Khởi',
  'Quách Thị Ửng',
  'Mai Thành Ẩn',
  'Thái Ngọc Ánh',
  'Tô Hữu Nghị',
  'Kiên Thị Út',
  'Phan Đình Ổn',
]
const SUSPECTED_HEAD = /^(Giám đốc ban|Người đại diện)/

const unitOf = ({ plot }: Facts): Unit => (plot.field === undefined ? OTHER : (UNITS[plot.field] ?? COMMUNE))

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** A tax number with its check digit: of the ten that follow each other one that has one. */
function taxNumber(serial: number): string {
  const body = `16${String(serial % 10_000_000).padStart(7, '0')}`
  const check = 10 - (WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11)
  return check === 10 ? taxNumber(serial + 1) : `${body}${check}`
}

/** A branch has the number of whom it belongs to, and one of its own after it. */
function registration({ n, numbers }: Facts, name: string): Pick<Organisation, 'registrationNumber'> {
  if (n % 6 === 5) return {}
  const number = taxNumber(numbers.inspection * 7919)
  return {
    registrationNumber: name.startsWith('Chi nhánh') ? `${number}-${String((n % 40) + 1).padStart(3, '0')}` : number,
  }
}

function representative({ n, plot, suspects }: Facts): Pick<Organisation, 'representative'> {
  if (SUSPECTED_HEAD.test(plot.suspectNote) && suspects[0]?.fullName !== undefined)
    return { representative: suspects[0].fullName }
  return n % 7 === 3 ? {} : { representative: HEADS[n % HEADS.length]! }
}

/** What the inspected organisation is found to have done, in words that follow its name. */
export const faultOf = (facts: Facts): string => unitOf(facts).fault

/** The inspected organisation, at the place that the matter is about. */
export function inspected(facts: Facts): Organisation & { readonly name: string } {
  const { n, place } = facts
  const { name, kind } = unitOf(facts)
  const commune = communeRows.find(({ code }) => code === place.commune?.code)?.vi ?? 'An Giang'
  const where = commune.charAt(0).toLowerCase() + commune.slice(1)
  return {
    name: name.replace('{xa}', where),
    kind,
    ...registration(facts, name),
    ...representative(facts),
    address: {
      ...(place.commune === undefined ? {} : { commune: place.commune }),
      text: `Số ${(n % 120) + 1}, ${place.text?.split(', ').at(-1) ?? where}`,
    },
  }
}

/** What nobody wrote down of the organisation at `path`. */
export const inspectedAbsent = (path: string, of: Organisation): Translation['absent'] =>
  (['registrationNumber', 'representative'] as const)
    .filter((field) => of[field] === undefined)
    .map((field) => ({ path: `${path}/${field}`, why: 'unknown' }))

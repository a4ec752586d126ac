/** Made-up people of An Giang: names, birth dates, numbers and addresses with the irregularities of real files. */
import type { Address, Person } from '../../schemas/generated/types.ts'
import { coded, communeRows } from './codes.ts'
import type { Random } from './random.ts'

const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Trương',
  'Lương',
  'Châu',
]
const MEN = [
  'Văn Đức',
  'Hữu Phước',
  'Quốc Cường',
  'Thanh Bình',
  'Minh Trị',
  'Ngọc Ẩn',
  'Trọng Nghĩa',
  'Hoàng Vũ',
  'Tấn Lộc',
  'Đình Thưởng',
  'Công Hậu',
  'Chí Dũng',
  'Bá Tước',
  'Phú Quý',
  'Sóc Kha',
]
const WOMEN = [
  'Thị Mỹ Hạnh',
  'Ngọc Ánh',
  'Thị Hường',
  'Kim Phượng',
  'Thị Bé Năm',
  'Thúy Diễm',
  'Thị Ngọc Nữ',
  'Bảo Trâm',
  'Thị Ửng',
  'Như Ý',
  'Hồng Nhung',
  'Thị Lượm',
  'Cẩm Vân',
  'Sa Riêm',
]
const STREETS = [
  'Trần Hưng Đạo',
  'Nguyễn Huệ',
  'Lý Thường Kiệt',
  'Tôn Đức Thắng',
  'Mạc Cửu',
  'Nguyễn Trung Trực',
  'Thoại Ngọc Hầu',
  'Phan Đăng Lưu',
  'Lê Lợi',
  'Đường 30 Tháng 4',
]
const HAMLETS = [
  'Vĩnh Lộc',
  'Tân Hiệp',
  'Hòa Thuận',
  'Bình Phước',
  'Đông Thắng',
  'Mỹ Quới',
  'Thạnh Lợi',
  'Phú Thượng',
  'Kênh Ngã Ba',
  'Xẻo Ngát',
]

/** A full name: surname, middle and given name. */
export function fullName(random: Random, sex: 'NAM' | 'NU'): string {
  return `${random.pick(SURNAMES)} ${random.pick(sex === 'NAM' ? MEN : WOMEN)}`
}

/** An address in the province: a street in wards, a hamlet elsewhere. */
export function address(random: Random): Address {
  const commune = random.pick(communeRows)
  const text = commune.vi.startsWith('Phường')
    ? `Số ${random.int(1, 640)}${random.chance(0.3) ? `/${random.int(1, 40)}` : ''}, đường ${random.pick(STREETS)}, khóm ${random.int(1, 9)}`
    : `Tổ ${random.int(1, 28)}, ấp ${random.pick(HAMLETS)}`
  return { commune: coded('communes', commune.code), text }
}

/** 12 digits with province, century, sex and year of birth (NĐ 137/2015 Art. 13), or an old 9-digit number of the two former provinces. */
function personalId(random: Random, sex: 'NAM' | 'NU', year: number): string {
  const former = random.pick(['089', '091'])
  if (year < 1995 && random.chance(0.3)) return `${former === '089' ? '35' : '37'}${random.digits(7)}`
  const century = (year >= 2000 ? 2 : 0) + (sex === 'NU' ? 1 : 0)
  return `${former}${century}${String(year % 100).padStart(2, '0')}${random.digits(6)}`
}

const phone = (random: Random): string => `0${random.pick(['90', '91', '97', '83', '77', '39'])}${random.digits(7)}`

/** What every file asks for of a person. */
type Described = Required<Pick<Person, 'fullName' | 'birth' | 'sex' | 'personalId' | 'phone' | 'address'>>

/** A person as a file describes one; `born` is a range of years. Three in ten adults have only a year of birth. */
export function person(random: Random, born: readonly [number, number], fullBirth = false): Described {
  const sex = random.pick(['NAM', 'NU'] as const)
  const year = random.int(born[0], born[1])
  const day = `${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
  return {
    fullName: fullName(random, sex),
    birth: fullBirth || random.chance(0.7) ? `${year}-${day}` : `${year}`,
    sex,
    personalId: personalId(random, sex, year),
    phone: phone(random),
    address: address(random),
  }
}

import t from 'tap'
import { partOf } from '../../../gateway/release/partial.ts'

const rows: readonly (readonly [mask: Parameters<typeof partOf>[0], value: unknown, part: string | undefined])[] = [
  ['initials', 'Nguyễn Văn Đức', 'N. V. Đ.'],
  ['initials', 'Lý Thị Ửng', 'L. T. Ử.'],
  ['initials', 'Đỗ Thị Ngọc Ẩn'.normalize('NFD'), 'Đ. T. N. Ẩ.'],
  ['initials', '  Sa\u00a0Riêm\t', 'S. R.'],
  ['initials', '𠀀𠀁 𠀂', '𠀀. 𠀂.'],
  ['initials', '', ''],
  ['year', '1990-02-03', '1990'],
  ['year', '1990-02', '1990'],
  ['year', '1990', '1990'],
  ['last3', '089203001234', '•••••••••234'],
  ['last3', '351234567', '••••••567'],
  ['last3', '123', ''],
  ['last3', '', ''],
  ['none', 'Nguyễn Văn Đức', undefined],
  ['initials', ['Nguyễn'], undefined],
  ['year', 1990, undefined],
  ['last3', true, undefined],
  ['last3', null, undefined],
]

for (const [mask, value, part] of rows)
  t.test(`${mask} of ${JSON.stringify(value)}`, async (t) => t.equal(partOf(mask, value)?.normalize('NFC'), part))

t.test('a masked name is in NFC, whatever its form was', async (t) => {
  t.equal(partOf('initials', 'Ửng'.normalize('NFD')), 'Ử.'.normalize('NFC'))
})

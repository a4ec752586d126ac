/** What was deposited in an earlier version of the format stays readable: a deposit is kept as it came, and read anew each time. */
import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { lists } from '../../../../adapters/thanh-tra/entities.ts'
import { HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { changed, changedRow, type NativeCells, native, storyFacet, translated } from './harness.ts'

/** What each version brought: columns, and members by column. */
const BROUGHT = [
  {
    columns: ['Kết luận', 'Giao nhận'],
    members: {
      'Đối tượng': ['tổ chức', 'loại hình', 'mã số thuế', 'người đại diện', 'mã xã trụ sở', 'trụ sở', 'từ ngày'],
      'Kiến nghị': ['nơi thực hiện', 'thu gần nhất', 'đôn đốc'],
    },
  },
  {
    columns: [
      ...['Số liên quan', 'Nơi chuyển đến', 'Ngày vào sổ', 'Ngày xảy ra', 'Tính chất', 'Độ khẩn', 'Phức tạp'],
      ...['Phân công', 'Tài liệu', 'Đơn thư', 'Liên quan'],
    ],
    members: {
      'Đối tượng': ['tên khác', 'quốc tịch', 'hộ chiếu', 'điện thoại', 'chưa thành niên', 'đến ngày'],
      'Văn bản': ['mã căn cứ', 'hủy bởi'],
      'Giao nhận': ['độ mật', 'lý do'],
      'Phản hồi': ['báo người cung cấp tin'],
    },
  },
] as const

const facet = storyFacet('kien-nghi-da-khoi-to')

/** A cell without those members of its items. */
function without(column: keyof NativeCells, cell: string, names: readonly string[]): string {
  const { members } = lists.find((of) => of.column === column)!
  const kept = (item: string) => item.split('~').filter((_, i) => !names.includes(members[i]!))
  return cell
    .split('|')
    .map((item) => kept(item).join('~'))
    .join('|')
}

const lacking = (version: 0 | 1): readonly string[] => BROUGHT.slice(version).flatMap(({ columns }) => columns)

function earlierRow(version: 0 | 1): readonly string[] {
  const missing = Map.groupBy(
    BROUGHT.slice(version).flatMap(({ members }) => Object.entries(members)),
    ([column]) => column as keyof NativeCells,
  )
  const row = changedRow(facet, (cells) => {
    for (const [column, rows] of missing)
      cells[column] = without(
        column,
        cells[column],
        rows.flatMap(([, names]) => names),
      )
  })
  return row.filter((_, i) => !lacking(version).includes(HEADER[i]!))
}

const earlierFile = (version: 0 | 1, ...rows: readonly (readonly string[])[]): string =>
  [HEADER.filter((name) => !lacking(version).includes(name)), ...rows, ['#HET', String(rows.length), '']]
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\r\n`)
    .join('')

for (const version of [0, 1] as const)
  t.test(`an export of version ${version} reads as one of today that tells nothing new`, async (t) => {
    const outcome = adapter.toShared(native(earlierFile(version, earlierRow(version))))
    if (!outcome.ok) return t.fail(JSON.stringify(outcome.findings))
    const { facet: read } = outcome.value
    const { facet: now } = translated(changed(facet))
    t.strictSame(
      read.recommendations?.map(({ id, kind, amountVnd, state }) => ({ id, kind, amountVnd, state })),
      now.recommendations?.map(({ id, kind, amountVnd, state }) => ({ id, kind, amountVnd, state })),
    )
    t.strictSame(
      read.participants?.map(({ id, role, person, note }) => ({ id, role, person, note })),
      now.participants?.map(({ id, role, person, note }) => ({ id, role, person, note })),
    )
    t.strictSame([read.decisions, read.feedback], [now.decisions, now.feedback])
    t.strictSame([read.documents, read.petitions, read.links], [[], [], []])
    const ofVersion1 = version === 0 ? [[], []] : [now.inspectionConclusions, now.custody]
    t.strictSame([read.inspectionConclusions, read.custody], ofVersion1)
    t.notOk(outcome.findings.some(({ code }) => code === 'members-unexpected' || code === 'cells-unexpected'))
  })

t.test('a column of today in an export of before is refused, and a row of another length', async (t) => {
  const header = HEADER.filter((name) => name !== 'Kết luận')
  const strange = adapter.toDeposits(native(`${header.join(';')}\r\n#HET;0;\r\n`))
  t.match(strange, { ok: false, findings: [{ code: 'header-unexpected' }] })
  for (const version of [0, 1] as const)
    for (const row of [changedRow(facet), earlierRow(version === 0 ? 1 : 0)])
      t.match(adapter.toDeposits(native(earlierFile(version, row))).findings, [{ code: 'cells-unexpected' }])
})

t.test('members of another version in an item are no members', async (t) => {
  const row = earlierRow(1).with(
    HEADER.filter((name) => !lacking(1).includes(name)).indexOf('Phản hồi'),
    changedRow(facet)[HEADER.indexOf('Phản hồi')]!,
  )
  t.match(
    adapter.toShared(native(earlierFile(1, row))).findings.filter(({ code }) => code !== 'case-lost'),
    [{ code: 'members-unexpected', pointer: '/0/Phản hồi/0' }],
  )
})

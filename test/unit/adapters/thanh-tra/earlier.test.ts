/** What was deposited before version 1.1 of the format stays readable: a deposit is kept as it came, and read anew each time. */
import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { changed, changedRow, native, storyFacet, translated } from './harness.ts'

const NEW_COLUMNS = ['Kết luận', 'Giao nhận']
const facet = storyFacet('kien-nghi-da-khoi-to')

/** The row without what has come since: places of the members counted from the front. */
const without = (item: string, places: readonly number[]): string =>
  item
    .split('~')
    .filter((_, i) => !places.includes(i))
    .join('~')
const each = (cell: string, places: readonly number[]): string =>
  cell
    .split('|')
    .map((item) => without(item, places))
    .join('|')

function earlierRow(): readonly string[] {
  const row = changedRow(facet, (cells) => {
    cells['Đối tượng'] = each(cells['Đối tượng'], [8, 9, 10, 11, 12, 13, 14])
    cells['Kiến nghị'] = each(cells['Kiến nghị'], [3, 6, 9])
  })
  return row.filter((_, i) => !NEW_COLUMNS.includes(HEADER[i]!))
}

const earlierFile = (...rows: readonly (readonly string[])[]): string =>
  [HEADER.filter((name) => !NEW_COLUMNS.includes(name)), ...rows, ['#HET', String(rows.length), '']]
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\r\n`)
    .join('')

t.test('an export of before reads as one of today that tells nothing new', async (t) => {
  const outcome = adapter.toShared(native(earlierFile(earlierRow())))
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
  t.strictSame(read.decisions, now.decisions)
  t.strictSame([read.inspectionConclusions ?? [], read.custody ?? []], [[], []])
  t.notOk(outcome.findings.some(({ code }) => code === 'members-unexpected' || code === 'cells-unexpected'))
})

t.test('a column of today in an export of before is refused, and a row of the other length', async (t) => {
  const header = HEADER.filter((name) => name !== NEW_COLUMNS[0])
  const strange = adapter.toDeposits(native(`${header.join(';')}\r\n#HET;0;\r\n`))
  t.match(strange, { ok: false, findings: [{ code: 'header-unexpected' }] })
  const mixed = adapter.toDeposits(native(earlierFile(changedRow(facet, () => {}))))
  t.match(mixed.findings, [{ code: 'cells-unexpected' }])
})

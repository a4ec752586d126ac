/** Whose record a refused row is: its key and its time of change, and nothing of its content. */
import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { cellsOf, fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { answerOf, changedRow, facets, type NativeCells, native, storyFacet } from './harness.ts'

const facet = storyFacet('kien-nghi-khoi-to')
const { nativeKey, updatedAt } = facet.index
const put = (cells: Partial<NativeCells>) => changedRow(facet, (all) => Object.assign(all, cells))

/** What a file of `rows` refuses and keeps. */
function taken(...rows: readonly (readonly string[])[]) {
  const outcome = adapter.toDeposits(native(fileOf(rows)))
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings))
  const { deposits, refused } = outcome.value
  return { refused, kept: deposits.map(({ entry }) => entry.nativeKey) }
}

t.test('a row that is rejected, and one with a state secret in clear', async (t) => {
  const own = { nativeKey, updatedAt }
  t.strictSame(taken(put({ 'Giai đoạn': 'X' })).refused, [{ ...own, why: 'rejected' }])
  t.strictSame(taken(put({ 'Độ bảo mật': 'BMNN-C', 'Giai đoạn': 'X' })).refused, [{ ...own, why: 'secret' }])
  const other = facets.find((of) => of !== facet)!
  t.strictSame(taken(cellsOf(other), put({ 'Giai đoạn': 'X' })), {
    refused: [{ ...own, why: 'rejected' }],
    kept: [other.nativeKey],
  })
  t.strictSame(taken(cellsOf(facet)), { refused: [], kept: [nativeKey] })
})

t.test('without a time that can be read it tells none', async (t) => {
  const alone = [{ nativeKey, why: 'rejected' }]
  t.strictSame(taken(put({ 'Cập nhật': '31/02/2026 08:00:00' })).refused, alone)
  t.strictSame(taken(put({ 'Cập nhật': '' })).refused, alone)
  t.strictSame(taken(put({}).slice(0, -1)).refused, alone, 'in a row of another length no other cell is in its place')
  t.strictSame(taken([...put({ 'Độ bảo mật': 'BMNN-A' }), 'x']).refused, [{ nativeKey, why: 'secret' }])
})

t.test('what is no key is told to nobody', async (t) => {
  for (const key of ['', 'TT-1', `${nativeKey} `, 'Trần Văn Ba', 'BMNN-C'])
    t.strictSame(taken(put({ 'Mã hồ sơ': key, 'Giai đoạn': 'X' })).refused, [], key)
})

t.test('a row that is refused takes no part in which of the good ones is the last', async (t) => {
  t.strictSame(taken(cellsOf(facet), put({ 'Giai đoạn': 'X' })), {
    refused: [{ nativeKey, why: 'rejected', updatedAt }],
    kept: [nativeKey],
  })
})

t.test('a file that is refused as a whole names none', async (t) => {
  const text = fileOf([put({ 'Độ bảo mật': 'BMNN-C' })])
  for (const document of [native(text.replace(/#HET.*\r\n/, '')), answerOf(Buffer.from(text)), native('')]) {
    const outcome = adapter.toDeposits(document)
    t.match(outcome, { ok: false })
    t.notOk(!outcome.ok && outcome.refused?.length)
  }
})

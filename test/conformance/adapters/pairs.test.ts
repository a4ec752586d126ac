/** Each agency's golden dossiers in each other agency's form and back: equal but for what the receiver's manifest declares, and what is lost is said. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { withTable } from '../../../adapters/check/matrix.ts'
import { pairsIn } from '../../../adapters/check/survey.ts'

const adapters = join(import.meta.dirname, '../../../adapters')
const pairs = await pairsIn(adapters)

t.test('the table of the page is what is measured (npm run generate)', async (t) => {
  const page = readFileSync(join(adapters, 'README.md'), 'utf8')
  t.equal(page, withTable(page, pairs))
})

t.test('every agency hands over to every other', async (t) => {
  const names = [...pairs.keys()]
  t.ok(names.length >= 5)
  for (const [to, of] of pairs)
    t.strictSame(
      of.map(({ from }) => from),
      names.filter((name) => name !== to),
    )
})

for (const [to, of] of pairs)
  for (const { from, undeclared, untrue, carried, documents, refused } of of)
    t.test(`${from} → ${to}`, async (t) => {
      t.strictSame(undeclared, [], 'nothing is lost but what is declared and said')
      t.strictSame(untrue, [], 'nothing is said to be lost that is there')
      t.ok(carried.length > 0)
      t.ok(refused < documents, 'something can be handed over')
    })

/** `lienthong adapter check` of the adapters of this repository, and that coverage.json is as it is measured. */
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { checkAdapter } from '../../../adapters/check/check.ts'
import { measuredCoverage, writtenCoverage } from '../../../adapters/check/survey.ts'
import { every } from '../../support/every.ts'

const adapters = join(import.meta.dirname, '../../../adapters')
const agencies = globSync('*/coverage.json', { cwd: adapters }).map(dirname).sort()

t.test('the five agencies are here', async (t) => {
  t.strictSame(agencies, ['cong-an', 'mttq', 'thanh-tra', 'toa-an', 'vien-kiem-sat'])
})

for (const agency of agencies) {
  const folder = join(adapters, agency)
  t.test(agency, async (t) => {
    const report = await checkAdapter(folder, { every })
    t.strictSame(
      report.results.filter(({ state }) => state !== 'passed'),
      [],
    )
    t.ok(report.passed)
    if (every === 1) t.equal(writtenCoverage(folder), await measuredCoverage(folder), 'lienthong adapter coverage')
  })
}

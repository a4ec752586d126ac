/** `lienthong adapter check` of the adapters of this repository, and that coverage.json is as it is measured. */
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { checkAdapter } from '../../../adapters/check/check.ts'
import { promiseOf } from '../../../adapters/check/coverage/declared.ts'
import type { CoverageFile } from '../../../adapters/check/coverage/report.ts'
import { placePromise } from '../../../adapters/check/coverage/without-place.ts'
import { fieldsOf, readManifest } from '../../../adapters/check/load.ts'
import { measuredCoverage, writtenCoverage } from '../../../adapters/check/survey.ts'
import { every } from '../../support/every.ts'

const adapters = join(import.meta.dirname, '../../../adapters')
const agencies = globSync('*/coverage.json', { cwd: adapters }).map(dirname).sort()

t.test('the five agencies are here', async (t) => {
  t.strictSame(agencies, ['cong-an', 'mttq', 'thanh-tra', 'toa-an', 'vien-kiem-sat'])
})

const byNative = (a: { native: string }, b: { native: string }): number => (a.native < b.native ? -1 : 1)

/** coverage.json as far as it can be known without measuring: its fields are those of the manifest, and each came to what is promised. */
function compareToManifest(t: Test, folder: string): void {
  const manifest = readManifest(folder)
  const { fields } = fieldsOf(manifest)
  const { fields: rows, places = [] } = JSON.parse(writtenCoverage(folder) ?? '') as CoverageFile
  const promised = fields.map((field) => ({
    native: field.native,
    shared: field.rows.flatMap(({ shared }) => shared ?? []),
    classes: { shared: promiseOf(field, 'shared'), index: promiseOf(field, 'index') },
  }))
  const measured = promised.toSorted(byNative).map(({ native, classes }) => {
    const {
      shared,
      toShared = classes.shared,
      toIndex = classes.index,
    } = rows.find((row) => row.native === native) ?? {}
    return { native, shared, classes: { shared: toShared, index: toIndex } }
  })
  t.strictSame(measured, promised.toSorted(byNative), 'lienthong adapter coverage')
  t.equal(rows.length, fields.length)
  const untrue = places.filter(({ shared, toNative }) => {
    const promise = placePromise(manifest.withoutPlace ?? [], shared)
    return promise !== toNative && promise !== 'in-part'
  })
  t.strictSame(untrue, [], 'withoutPlace says what was measured')
}

for (const agency of agencies) {
  const folder = join(adapters, agency)
  t.test(agency, async (t) => {
    const report = await checkAdapter(folder, { every })
    t.strictSame(
      report.results.filter(({ state }) => state !== 'passed'),
      [],
    )
    t.ok(report.passed)
    compareToManifest(t, folder)
    if (every === 1) t.equal(writtenCoverage(folder), await measuredCoverage(folder), 'lienthong adapter coverage')
  })
}

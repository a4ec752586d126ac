/** Each planted defect is found by the check that is for it, and by name; the adapter without any passes all checks. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkAdapter } from '../../../../adapters/check/check.ts'
import type { FailureCode } from '../../../../adapters/check/failures.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { type Defect, plant } from '../../../support/kit/plant.ts'
import defects from './defects.json' with { type: 'json' }

interface Planted {
  readonly what: string
  /** A name for those that are planted into one adapter; all of one check. */
  readonly together?: string
  readonly defects: readonly Defect[]
  readonly check: string
  readonly code: FailureCode
  /** The field, file or code that the failure must name. */
  readonly at: string
  /** What it must tell besides. */
  readonly tells?: string
}

const secret = 'Cấp giấy phép sai'

const cases = defects as unknown as readonly Planted[]

const folder = dataFolder(t)
const neighbour = join(import.meta.dirname, '../../../support/kit/lang-gieng')

/** Beside the adapter stand the documents of another agency, which it has to write as well. */
function planted(name: string, made: readonly Defect[]): string {
  const home = join(folder, name, 'so-tay')
  plant(home, made)
  cpSync(neighbour, join(folder, name, 'lang-gieng'), { recursive: true })
  return home
}

t.test('the adapter without a defect passes every check', async (t) => {
  const { passed, results } = await checkAdapter(planted('honest', []))
  t.strictSame(
    results.filter(({ state }) => state !== 'passed'),
    [],
  )
  t.ok(passed)
})

/** One run for those that are planted together: defects of one check that leave each other to be found. */
const groups = [...Map.groupBy(cases, ({ what, together = what }) => together).values()]

for (const [number, group] of groups.entries()) {
  const made = new Map(group.flatMap(({ defects: of }) => of).map((defect) => [JSON.stringify(defect), defect]))
  const { check } = group[0]!
  const run = (): ReturnType<typeof checkAdapter> =>
    checkAdapter(planted(`${number}`, [...made.values()]), { only: [check], call_ms_max: 1500 })
  let report: ReturnType<typeof run> | undefined
  for (const { what, code, at, tells = '' } of group)
    t.test(`${what}: found by ${check}`, async (t) => {
      report ??= run()
      const { passed, results } = await report
      const { failures = [] } = results.find(({ name }) => name === check) ?? {}
      const found = failures.filter((one) => one.code === code && one.at === at)
      t.ok(found.length > 0 && JSON.stringify(found).includes(tells), JSON.stringify(failures, null, 1))
      t.notOk(passed)
      t.notOk(JSON.stringify(results).includes(secret), 'no value is told')
    })
}

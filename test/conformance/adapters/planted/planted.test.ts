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

for (const [number, { what, defects: made, check, code, at, tells = '' }] of cases.entries())
  t.test(`${what}: found by ${check}`, async (t) => {
    const { passed, results } = await checkAdapter(planted(`${number}`, made), { only: [check], call_ms_max: 1500 })
    const { failures = [] } = results.find(({ name }) => name === check) ?? {}
    const found = failures.filter((one) => one.code === code && one.at === at)
    t.ok(found.length > 0 && JSON.stringify(found).includes(tells), JSON.stringify(failures, null, 1))
    t.notOk(passed)
    t.notOk(JSON.stringify(results).includes(secret), 'no value is told')
  })

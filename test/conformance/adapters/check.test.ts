import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkAdapter } from '../../../adapters/check/check.ts'
import { every } from '../../support/every.ts'

const adapters = join(import.meta.dirname, '../../../adapters')

for (const agency of ['cong-an', 'vien-kiem-sat', 'toa-an', 'thanh-tra', 'mttq'])
  t.test(`the adapter of ${agency} passes its check, and its coverage is the one that was reviewed`, async (t) => {
    const folder = join(adapters, agency)
    const { passed, results } = await checkAdapter(folder, { every, call_ms_max: 60_000 })
    const failed = results.filter(({ state }) => state !== 'passed')
    t.strictSame(
      failed.map(({ name, failures }) => [name, ...failures.map(({ code, at, measured }) => [code, at, measured])]),
      [],
    )
    t.ok(passed && existsSync(join(folder, 'coverage.json')))
  })

/** Policies that break an invariant: never in force where two persons sign, and loud where nobody does. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Config } from '../../../../gateway/config/config.ts'
import { loadRegistry } from '../../../../gateway/identity/registry.ts'
import { policyOf, registryIn } from '../../../../gateway/policies.ts'
import { bundleFolder, signingOfficer } from '../../../support/bundle.ts'
import { dataFolder } from '../../../support/data-folder.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')
const breach = 'cedar/protected-witness.cedar'
const told =
  /bất biến không đúng: protected-witness-circle; .* · invariants that do not hold: protected-witness-circle; /

t.test('two signatures do not put them in force', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const production = { mode: 'production', dataDir: join(folder.trustDir, '..') } as Config
  const previous = await folder.sign({ serial: 1 }, an, binh)
  await loadRegistry(registryIn(folder.dir, production))
  rmSync(join(folder.dir, breach))
  await folder.sign({ serial: 2, previous }, an, binh)
  await t.rejects(loadRegistry(registryIn(folder.dir, production)), told)
})

t.test('in development they are in force, and it is said', async (t) => {
  const dir = join(dataFolder(t), 'policies')
  cpSync(join(import.meta.dirname, '../../../../policies'), dir, { recursive: true })
  const registry = await loadRegistry(registryIn(dir, { mode: 'development' } as Config))
  const warnings: string[] = []
  const proved = await policyOf(registry, dir, (text) => warnings.push(text))
  t.strictSame(warnings, [])
  rmSync(join(dir, breach))
  const { version } = await policyOf(registry, dir, (text) => warnings.push(text))
  t.not(version, proved.version)
  t.match(warnings, [told])
})

/** Where the policies come from: production takes what two persons signed, development what lies in the folder. */
import { join } from 'node:path'
import { bilingual } from '../schemas/validation/texts.ts'
import type { Config } from './config/config.ts'
import { type FolderFiles, readPolicyFolder } from './identity/policy-folder.ts'
import type { Registry, RegistryOptions } from './identity/registry.ts'
import { collector, RegistryInvalid } from './identity/violation.ts'
import { createPolicy, type Policy } from './policy/policy.ts'
import { policyTexts } from './policy/texts.ts'

const policyIn = (files: FolderFiles): Policy => createPolicy(policyTexts(files))

/** The registry in `policiesDir`; outside development signed by two persons whom `<data>/trust` names (identity/bundle-load.ts). */
export const registryIn = (policiesDir: string, { mode, dataDir }: Config): RegistryOptions => ({
  participantsDir: join(policiesDir, 'participants'),
  purposesFile: join(policiesDir, 'purposes.json'),
  ...(mode === 'production' && {
    bundle: { dir: policiesDir, trustDir: join(dataDir, 'trust'), examine: (files) => void policyIn(files) },
  }),
})

/** The policies of the bundle that `registry` came from; undefined when it came from none. They compile: they were examined. */
export const signedPolicy = ({ bundle }: Registry): Policy | undefined => bundle && policyIn(bundle.files)

/** The policies that go with `registry`: of its bundle, or unsigned. Throws as createPolicy, or RegistryInvalid for files that can't be. */
export async function policyOf(registry: Registry, policiesDir: string): Promise<Policy> {
  const signed = signedPolicy(registry)
  if (signed) return signed
  const { report, violations } = collector()
  const files = await readPolicyFolder(policiesDir, report)
  if (violations.length > 0) throw new RegistryInvalid(violations)
  return policyIn(files)
}

/** By whose signatures the policies are in force: for the operator and the log. */
export const policySource = ({ bundle }: Registry): string =>
  bundle
    ? `bundle ${bundle.serial}, ${bundle.digest}, signed by ${bundle.signedBy.join(' and ')}`
    : bilingual({
        vi: 'chính sách và danh bạ chưa ai ký: chỉ dùng khi phát triển',
        en: 'policies and participants that nobody signed: development only',
      })

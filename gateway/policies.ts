/** Where the policies come from: production takes what two persons signed, development what lies in the folder. */
import { join } from 'node:path'
import { bilingual } from '../schemas/validation/texts.ts'
import type { Config } from './config/config.ts'
import type { BundleMemory } from './identity/bundle-load.ts'
import { type FolderFiles, readPolicyFolder } from './identity/policy-folder.ts'
import type { Registry, RegistryOptions } from './identity/registry.ts'
import { collector, RegistryInvalid } from './identity/violation.ts'
import { createPolicy, type Policy } from './policy/policy.ts'
import { registeredIn } from './policy/prove/registered.ts'
import { faultOf, verify } from './policy/prove/verify.ts'
import { policyTexts } from './policy/texts.ts'

const policyIn = (files: FolderFiles): Policy => createPolicy(policyTexts(files))

/** Which invariants the policies of `files` break, in one line; undefined when it is proved that they break none. */
function brokenIn(files: FolderFiles): string | undefined {
  const fault = faultOf(verify(files, registeredIn(files)))
  return fault && bilingual(fault)
}

/** Throws an Error for the operator unless the policies compile and keep every invariant. */
function examine(files: FolderFiles): void {
  policyIn(files)
  const broken = brokenIn(files)
  if (broken !== undefined) throw new Error(broken)
}

/** The registry in `policiesDir`; outside development signed by two persons whom `<data>/trust` names (identity/bundle-load.ts), and no older one than `memory` knows. */
export const registryIn = (
  policiesDir: string,
  { mode, dataDir }: Pick<Config, 'mode' | 'dataDir'>,
  memory?: BundleMemory,
): RegistryOptions => ({
  participantsDir: join(policiesDir, 'participants'),
  purposesFile: join(policiesDir, 'purposes.json'),
  routesFile: join(policiesDir, 'routes.json'),
  ...(mode === 'production' && {
    bundle: {
      dir: policiesDir,
      trustDir: join(dataDir, 'trust'),
      examine,
      ...(memory && { memory }),
    },
  }),
})

/** The policies of the bundle that `registry` came from; undefined when it came from none. They compile and keep every invariant: they were examined. */
export const signedPolicy = ({ bundle }: Registry): Policy | undefined => bundle && policyIn(bundle.files)

/**
 * The policies that go with `registry`: of its bundle, or unsigned; `warn` is told which invariants unsigned ones break. Throws as
 * createPolicy, or RegistryInvalid for files that can't be.
 */
export async function policyOf(
  registry: Registry,
  policiesDir: string,
  warn: (text: string) => void = () => {},
): Promise<Policy> {
  const signed = signedPolicy(registry)
  if (signed) return signed
  const { report, violations } = collector()
  const files = await readPolicyFolder(policiesDir, report)
  if (violations.length > 0) throw new RegistryInvalid(violations)
  const policy = policyIn(files)
  const broken = brokenIn(files)
  if (broken !== undefined) warn(broken)
  return policy
}

/** By whose signatures the policies are in force: for the operator and the log. */
export const policySource = ({ bundle }: Registry): string =>
  bundle
    ? `bundle ${bundle.serial}, ${bundle.digest}, signed by ${bundle.signedBy.join(' and ')}`
    : bilingual({
        vi: 'chính sách và danh bạ chưa ai ký: chỉ dùng khi phát triển',
        en: 'policies and participants that nobody signed: development only',
      })

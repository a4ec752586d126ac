/** A folder of policies that two invented officers may sign, and a node that trusts them. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { adapterNames, adaptersHere } from '../../gateway/commands/adapter-folder.ts'
import { coveredIn, digestOf, manifestBytes } from '../../gateway/identity/bundle.ts'
import { type BundleSignatures, signManifest, type TrustedSigner } from '../../gateway/identity/bundle-signatures.ts'
import type { ParticipantFile, RegisteredKey, Signer } from '../../gateway/identity/participant.ts'
import { readPolicyFolder } from '../../gateway/identity/policy-folder.ts'
import { loadRegistry, type Registry, RegistryInvalid } from '../../gateway/identity/registry.ts'
import { adaptersName, type SignedAdapter } from '../../gateway/identity/signed-adapters.ts'
import { dataFolder } from './data-folder.ts'

const shipped = join(import.meta.dirname, '../../policies')

/** The agency that the officers of these tests belong to. */
export const signingAgency = 'giam-sat-an-ninh'

export interface SigningOfficer {
  readonly signer: Signer
  readonly key: KeyObject
  readonly jwk: RegisteredKey
}

export function signingOfficer(
  id: string,
  change: Partial<RegisteredKey> = {},
  roles: Signer['roles'] = ['bundle'],
): SigningOfficer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const jwk = {
    ...publicKey.export({ format: 'jwk' }),
    kid: `key-of-${id}`,
    alg: 'Ed25519',
    ...change,
  } as RegisteredKey
  return { signer: { id, name: id, roles, jwks: { keys: [jwk] } }, key: privateKey, jwk }
}

export const keyPem = ({ key }: SigningOfficer): string => String(key.export({ type: 'pkcs8', format: 'pem' }))

type Writable<T> = { -readonly [K in keyof T]: NonNullable<T[K]> extends readonly (infer I)[] ? Writable<I>[] : T[K] }

export interface BundleFolder {
  /** The folder of policies. */
  readonly dir: string
  /** Of the node. */
  readonly trustDir: string
  edit(agency: string, change: (content: Writable<ParticipantFile>) => void): void
  /** Writes a manifest over what lies there, signed by these; gives its digest. */
  sign(about: { serial: number; previous?: string | null }, ...by: readonly SigningOfficer[]): Promise<string>
  /** Pins who is trusted before there was a bundle. */
  pin(...officers: readonly SigningOfficer[]): void
  load(at_ms?: number): Promise<Registry>
  /** `file#pointer: rule` in English, file names without folders; empty when it loads. */
  refusals(at_ms?: number): Promise<readonly string[]>
  /** A copy of the folder as it is now, for the same node. */
  copy(): BundleFolder
  /** Puts `from` in its place. */
  become(from: BundleFolder): void
}

const shippedAdapters = adapterNames(adaptersHere).filter((name) => !name.startsWith('_'))

/** Of no adapter that there is: what the folders hold is looked at where they are loaded. */
const adapterRow = (adapter: string): SignedAdapter => ({ adapter, version: '1.0.0', sha256: 'A'.repeat(43) })

const trusted = ({ signer }: SigningOfficer): TrustedSigner => ({ agency: signingAgency, ...signer })

/** The shipped policies, with `officers` as their signers, unsigned. The node trusts the same officers. */
export function bundleFolder(t: Test, ...officers: readonly SigningOfficer[]): BundleFolder {
  const root = dataFolder(t)
  const folder = folderAt(t, join(root, 'policies'), join(root, 'trust'))
  cpSync(shipped, folder.dir, { recursive: true })
  writeFileSync(join(folder.dir, adaptersName), JSON.stringify(shippedAdapters.map(adapterRow)))
  folder.edit(signingAgency, (content) => {
    content.signers = officers.map(({ signer }) => signer) as Writable<Signer>[]
  })
  folder.pin(...officers)
  return folder
}

function folderAt(t: Test, dir: string, trustDir: string): BundleFolder {
  const ignore = () => {}
  const options = (at_ms?: number) => ({
    participantsDir: join(dir, 'participants'),
    purposesFile: join(dir, 'purposes.json'),
    routesFile: join(dir, 'routes.json'),
    bundle: { dir, trustDir, ...(at_ms !== undefined && { at_ms }) },
  })
  return {
    dir,
    trustDir,
    edit(agency, change) {
      const file = join(dir, 'participants', `${agency}.json`)
      const content = JSON.parse(readFileSync(file, 'utf8')) as Writable<ParticipantFile>
      change(content)
      writeFileSync(file, JSON.stringify(content, null, 2))
    },
    async sign({ serial, previous = null }, ...by) {
      const covered = coveredIn(await readPolicyFolder(dir, ignore))
      const bytes = manifestBytes(covered, { serial, created: '2026-11-22T00:00:00Z', previous })
      const signatures: BundleSignatures['signatures'] = await Promise.all(
        by.map(({ key, jwk }) => signManifest(bytes, key, jwk)),
      )
      writeFileSync(join(dir, 'bundle.json'), bytes)
      writeFileSync(join(dir, 'bundle.sig.json'), JSON.stringify({ signatures }))
      return digestOf(bytes)
    },
    pin(...officers) {
      mkdirSync(trustDir, { recursive: true })
      writeFileSync(join(trustDir, 'signers.json'), JSON.stringify({ signers: officers.map(trusted) }))
    },
    load: (at_ms) => loadRegistry(options(at_ms)),
    async refusals(at_ms) {
      try {
        await loadRegistry(options(at_ms))
        return []
      } catch (error) {
        if (!(error instanceof RegistryInvalid)) throw error
        return error.violations.map(
          ({ file, pointer, rule }) => `${file.slice(file.lastIndexOf('/') + 1)}#${pointer}: ${rule.en}`,
        )
      }
    },
    copy() {
      const to = folderAt(t, join(dataFolder(t), 'policies'), trustDir)
      cpSync(dir, to.dir, { recursive: true })
      return to
    },
    become(from) {
      rmSync(dir, { recursive: true })
      cpSync(from.dir, dir, { recursive: true })
    },
  }
}

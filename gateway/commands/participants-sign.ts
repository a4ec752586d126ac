import { join } from 'node:path'
import { digestOf, type Manifest, manifestBytes, manifestIn, manifestName, signaturesName } from '../identity/bundle.ts'
import { signersOf } from '../identity/bundle-load.ts'
import { type BundleSignatures, signaturesIn, signManifest, verifySignatures } from '../identity/bundle-signatures.ts'
import { diffFolders } from '../identity/registry-diff.ts'
import { requireAdaptersSigned } from '../identity/signed-adapters.ts'
import { collector } from '../identity/violation.ts'
import { now_ms, timestamp } from '../telemetry/clock.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import {
  agreed,
  type Examined,
  examineFolder,
  policiesHere,
  toldChanges,
  toldViolations,
} from './participants-folder.ts'
import { privateKey, registeredKey, writeWhole } from './signing-person.ts'

const options = {
  as: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  previous: { type: 'string' },
  yes: { type: 'boolean' },
} as const

const tell = (text: string): void => void process.stdout.write(text)

interface Bundle {
  readonly bytes: Buffer
  readonly manifest: Manifest
  readonly signatures: BundleSignatures['signatures']
}

/** The bundle in a folder, whatever it is worth; undefined without one that can be read. */
function bundleIn({ files }: Examined, dir: string): Bundle | undefined {
  const { report } = collector()
  const [bytes, signatures] = [files.get(manifestName), files.get(signaturesName)]
  const manifest = bytes && manifestIn(bytes, join(dir, manifestName), report)
  if (!bytes || !manifest) return undefined
  const jws = signatures && signaturesIn(signatures, join(dir, signaturesName), report)
  return { bytes: Buffer.from(bytes), manifest, signatures: jws?.signatures ?? [] }
}

/** The bundle that is to be followed; undefined when this is the first. `own`: what lies in the folder that is to be signed. */
async function followed(dir: string, previous: string | undefined, own: Bundle | undefined, sameFiles: boolean) {
  if (previous === undefined) {
    // Two have signed it, so it may be in force, and the next one has to name it.
    if (own && (own.manifest.previous !== null || (own.signatures.length > 1 && !sameFiles)))
      throw new Usage(`cần thư mục của gói trước · the folder of the bundle before is needed: --previous (${dir})`)
    return undefined
  }
  const examined = await examineFolder(previous)
  const bundle = bundleIn(examined, previous)
  const listed = bundle && manifestBytes(examined.covered, bundle.manifest)
  if (!bundle || digestOf(listed!) !== digestOf(bundle.bytes))
    throw new Usage(`--previous: không phải một gói nguyên vẹn · no bundle that is whole: ${previous}`)
  return { examined, bundle }
}

/** Adds one person's signature to the folder's bundle, which it makes when what lies there is not of these files. */
export const participantsSign: Command = {
  usage: '--as AGENCY/OFFICER --key FILE [--passphrase-file FILE] [--previous DIR] [--yes] [DIR]',
  title: {
    vi: 'Ký gói danh bạ và chính sách; cần hai người, mỗi người một chữ ký',
    en: 'Sign the bundle of participants and policies; two persons have to',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const dir = positionals[0] ?? policiesHere()
    const person = needed(values.as, 'as')
    const key = privateKey(needed(values.key, 'key'), values['passphrase-file'])
    const examined = await examineFolder(dir)
    if (examined.violations.length > 0) {
      process.stderr.write(toldViolations(examined.violations))
      return 1
    }
    const jwk = registeredKey(examined, person, key, 'bundle')
    const { covered, content } = examined
    const unsigned = collector()
    requireAdaptersSigned(content.participants, content.adapters, dir, unsigned.report)
    if (unsigned.violations.length > 0) {
      process.stderr.write(toldViolations(unsigned.violations))
      return 1
    }

    const found = bundleIn(examined, dir)
    const sameFiles = found !== undefined && digestOf(manifestBytes(covered, found.manifest)) === digestOf(found.bytes)
    const last = await followed(dir, values.previous, found, sameFiles)
    const serial = (last?.bundle.manifest.serial ?? 0) + 1
    const previous = last ? digestOf(last.bundle.bytes) : null
    const goesOn = sameFiles && found.manifest.serial === serial && found.manifest.previous === previous
    const bytes = goesOn ? found.bytes : manifestBytes(covered, { serial, created: timestamp(), previous })
    const earlier = goesOn ? found.signatures : []

    const { report, violations } = collector()
    const file = join(dir, signaturesName)
    const signers = signersOf(content.participants)
    const signed = await verifySignatures(bytes, { signatures: earlier }, signers, now_ms(), file, report)
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    if (signed.some((one) => one.person === person)) {
      tell('người này đã ký gói này · this person has signed this bundle\n')
      return 1
    }
    tell(toldChanges(diffFolders(last?.examined.covered ?? new Map(), covered)))
    if (last) tell(`tiếp theo gói · follows bundle ${last.bundle.manifest.serial}, SHA-256 ${previous}\n`)
    tell(
      `gói · bundle ${serial}, SHA-256 ${digestOf(bytes)}; đã ký · signed by: ${signed.map((one) => one.person).join(', ') || '–'}\n`,
    )
    if (!(await agreed(values.yes, 'ky', 'Ký tất cả những điều trên?', 'Sign all of the above?'))) return 1
    const signatures = [...earlier, await signManifest(bytes, key, jwk)]
    if (!goesOn) writeWhole(join(dir, manifestName), bytes)
    writeWhole(file, `${JSON.stringify({ signatures }, null, 2)}\n`)
    tell(`đã ký · signed: ${person} (${signatures.length}/2)\n`)
    return 0
  },
}

/** Takes a folder of policies only as two registered persons signed it, and never an older one than before. */
import { join } from 'node:path'
import type { Text } from '../../schemas/validation/texts.ts'
import type { AcceptedBundle, BundleVerdict } from '../store/accepted-bundle.ts'
import { now_ms } from '../telemetry/clock.ts'
import {
  compareWithManifest,
  coveredIn,
  digestOf,
  type Manifest,
  manifestIn,
  manifestName,
  signaturesName,
} from './bundle.ts'
import { personOf, type Signed, signaturesIn, type TrustedSigner, verifySignatures } from './bundle-signatures.ts'
import { type BundleTrust, readBundleTrust, rememberBundle } from './bundle-trust.ts'
import { keysAt } from './key-validity.ts'
import type { ParticipantFile } from './participant.ts'
import { type FolderFiles, readPolicyFolder } from './policy-folder.ts'
import { isSameKey } from './public-key.ts'
import type { Report } from './violation.ts'

export interface BundleOptions {
  /** The folder of policies, with bundle.json and bundle.sig.json. */
  readonly dir: string
  /** Of this node, outside of `dir` (bundle-trust.ts). */
  readonly trustDir: string
  /** Milliseconds since 1970; default: now. */
  readonly at_ms?: number
  /** What all nodes remember, beside this node's own folder. */
  readonly memory?: BundleMemory
}

export interface BundleMemory {
  /** Whether a bundle that is in order may be in force; if so it is remembered. Throws GatewayError when it can't be asked. */
  accept(bundle: AcceptedBundle): Promise<BundleVerdict>
}

/** A bundle whose files, signatures and serial number are in order. */
export interface OpenBundle {
  readonly serial: number
  readonly digest: string
  /** What was signed, and nothing else. */
  readonly files: FolderFiles
  readonly signed: readonly Signed[]
  readonly trust: BundleTrust
}

/** Persons whose signatures widening access takes. */
const persons_min = 2

const missing = {
  vi: 'phải có tệp này: gói chính sách do hai người ký (lienthong participants sign)',
  en: 'this file must be there: the bundle that two persons signed (lienthong participants sign)',
}
const tooFew = {
  vi: `phải có chữ ký của ${persons_min} người khác nhau`,
  en: `needs signatures of ${persons_min} different persons`,
}
const older = { vi: 'cũ hơn gói đang dùng', en: 'is older than the bundle in force' }
const another = {
  vi: 'trùng số với gói đang dùng nhưng nội dung khác',
  en: 'has the number of the bundle in force, and is another',
}
const refusals: Readonly<Record<Exclude<BundleVerdict, 'accepted'>, Text>> = {
  older: {
    vi: 'cũ hơn gói mà một nút đã nhận, theo PostgreSQL; đặt gói mới nhất vào đây',
    en: 'is older than the bundle that a node has accepted, by PostgreSQL; put the newest one here',
  },
  another: {
    vi: 'trùng số với gói mà một nút đã nhận, theo PostgreSQL, nhưng nội dung khác',
    en: 'has the number of the bundle that a node has accepted, by PostgreSQL, and is another',
  },
}
const otherLine = {
  vi: 'không nối tiếp gói đang dùng; phải đưa vào từng gói theo thứ tự',
  en: 'does not follow the bundle in force; bundles are taken one after the other',
}
const tooFewSigners = {
  vi: `gói phải khai ít nhất ${persons_min} người ký có khóa còn hiệu lực, nếu không thì không ai ký được gói sau`,
  en: `the bundle must name ${persons_min} signers with valid keys, or nobody could sign the next`,
}
const notNamed = {
  vi: 'người ký hoặc khóa không còn trong chính gói này',
  en: 'is by a signer or key that this very bundle no longer names',
}

/** Whoever signs is shown what is new since `previous`: were one left out, or another named, somebody would have widened access unseen. */
function requireNext({ serial, previous }: Manifest, digest: string, trust: BundleTrust, file: string, report: Report) {
  if (trust.serial === undefined || digest === trust.digest) return
  if (serial < trust.serial) report(file, '/serial', older)
  else if (serial === trust.serial) report(file, '/serial', another)
  else if (previous !== trust.digest) report(file, '/previous', otherLine)
}

/** Of a bundle that was accepted before, what its signers' keys are since then does not matter. */
const wasAccepted = (digest: string, trust: BundleTrust): boolean => digest === trust.digest

/**
 * Reads and verifies the folder; undefined, with reports, when it is not to be used. What its files say has not been looked at.
 * Throws what reading a file throws.
 */
export async function openBundle(
  { dir, trustDir, at_ms = now_ms() }: BundleOptions,
  report: Report,
): Promise<OpenBundle | undefined> {
  let faults = 0
  const counted: Report = (...violation) => {
    faults += 1
    report(...violation)
  }
  const files = await readPolicyFolder(dir, counted)
  const trust = await readBundleTrust(trustDir, counted)
  const part = (name: string): Uint8Array | undefined => {
    const bytes = files.get(name)
    if (!bytes) counted(join(dir, name), '', missing)
    return bytes
  }
  const [bytes, signatureBytes] = [part(manifestName), part(signaturesName)]
  const file = join(dir, manifestName)
  const signatureFile = join(dir, signaturesName)
  const manifest = bytes && manifestIn(bytes, file, counted)
  const signatures = signatureBytes && signaturesIn(signatureBytes, signatureFile, counted)
  if (!bytes || !manifest || !signatures || !trust) return undefined
  const covered = coveredIn(files)
  const digest = digestOf(bytes)
  compareWithManifest(covered, manifest, dir, counted)
  requireNext(manifest, digest, trust, file, counted)
  const when_ms = wasAccepted(digest, trust) ? undefined : at_ms
  const signed = await verifySignatures(bytes, signatures, trust.signers, when_ms, signatureFile, counted)
  if (new Set(signed.map(({ person }) => person)).size < persons_min) counted(signatureFile, '/signatures', tooFew)
  return faults > 0 ? undefined : { serial: manifest.serial, digest, files: covered, signed, trust }
}

/** The signers whom `participants` name. */
export const signersOf = (participants: readonly Pick<ParticipantFile, 'id' | 'signers'>[]): readonly TrustedSigner[] =>
  participants.flatMap(({ id: agency, signers = [] }) => signers.map((signer) => ({ agency, ...signer })))

/**
 * Reports when the bundle could not be followed by another: too few of `signers`, whom it names itself, could sign; or who signed it
 * is not among them with that key. So it verifies against its own signers from then on. `file`: named in violations.
 */
export function requireSuccession(
  signers: readonly TrustedSigner[],
  signed: readonly Signed[],
  at_ms: number | undefined,
  file: string,
  report: Report,
): void {
  const able = signers.filter(
    ({ roles, jwks }) => roles.includes('bundle') && (at_ms === undefined || keysAt(jwks.keys, at_ms).length > 0),
  )
  if (able.length < persons_min) report(file, '', tooFewSigners)
  for (const { person, key } of signed) {
    const same = able.find((signer) => personOf(signer) === person)
    if (!same?.jwks.keys.some((jwk) => isSameKey(jwk, key))) report(file, '', notNamed)
  }
}

/**
 * Notes that the bundle is in force, and whose signatures count for the next one; reports when another node has a newer one. Throws what
 * asking for that throws.
 */
export async function acceptOpened(
  { dir, trustDir, memory }: BundleOptions,
  { serial, digest, trust }: OpenBundle,
  signers: readonly TrustedSigner[],
  report: Report,
): Promise<void> {
  const verdict = (await memory?.accept({ serial, digest })) ?? 'accepted'
  if (verdict !== 'accepted') return report(join(dir, manifestName), '/serial', refusals[verdict])
  if (!wasAccepted(digest, trust)) await rememberBundle(trustDir, { serial, digest, signers })
}

/**
 * What a node rests the bundle on, outside of it: `signers.json`, pinned by the operator, until a bundle has been accepted; from then on `accepted.json`,
 * which holds the serial number, the digest and the signers of the bundle in force. So signers change only by a bundle that two of the old ones signed.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrustedSigner } from './bundle-signatures.ts'
import { checkedJson } from './checked-json.ts'
import { writeOver } from './key-file.ts'
import { readBounded } from './policy-folder.ts'
import { weaknessOf } from './public-key.ts'
import type { Report } from './violation.ts'

export interface BundleTrust {
  readonly signers: readonly TrustedSigner[]
  /** Of the bundle in force; absent until there was one. */
  readonly serial?: number
  readonly digest?: string
}

export const acceptedName = 'accepted.json'
export const pinnedName = 'signers.json'

const noSigners = {
  vi: 'phải có tệp này: hai người ký được tin của gói đầu tiên (lienthong participants pin)',
  en: 'this file must be there: the signers whom the first bundle rests on (lienthong participants pin)',
}
const incomplete = { vi: 'phải có serial và digest', en: 'needs serial and digest' }

async function readOne(path: string, report: Report): Promise<BundleTrust | 'missing' | undefined> {
  const bytes = await readBounded(path, report).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 'missing' as const
    throw error
  })
  if (!bytes || bytes === 'missing') return bytes
  const trust = checkedJson(bytes, 'trusted-signers.json', path, report) as BundleTrust | undefined
  trust?.signers.forEach(({ jwks }, index) => {
    jwks.keys.forEach((jwk, at) => {
      const weakness = weaknessOf(jwk)
      if (weakness) report(path, `/signers/${index}/jwks/keys/${at}`, weakness)
    })
  })
  return trust
}

/** What the node in whose `dir` this lies rests on; undefined, with a report, when there is nothing or it is damaged. Throws what reading throws. */
export async function readBundleTrust(dir: string, report: Report): Promise<BundleTrust | undefined> {
  const accepted = await readOne(join(dir, acceptedName), report)
  if (accepted !== 'missing') {
    if (accepted && (accepted.serial === undefined || accepted.digest === undefined))
      report(join(dir, acceptedName), '', incomplete)
    return accepted
  }
  const pinned = await readOne(join(dir, pinnedName), report)
  if (pinned !== 'missing') return pinned && { signers: pinned.signers }
  report(join(dir, pinnedName), '', noSigners)
  return undefined
}

/** Durable when it resolves, whole or not at all, readable by its owner only. */
export async function rememberBundle(dir: string, trust: Required<BundleTrust>): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await writeOver(join(dir, acceptedName), `${JSON.stringify(trust, null, 2)}\n`)
}

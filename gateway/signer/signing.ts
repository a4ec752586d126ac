/** What the signer of a log signs: checkpoints of that log, each at least as large as the one before, and nothing else. */
import type { KeyObject } from 'node:crypto'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { type Hash, sameHash } from '../audit/merkle.ts'
import { mlDsaLine, mlDsaVerifierKeyOf } from '../audit/ml-dsa.ts'
import { ed25519Signer, signatureLine, verifierKeyOf } from '../audit/note.ts'

export interface SigningKeys {
  /** Ed25519. */
  readonly key: KeyObject
  /** ML-DSA-44. */
  readonly mlDsaKey?: KeyObject
}

export interface Signing {
  /** Of the Ed25519 key, then of the ML-DSA-44 key if there is one. */
  readonly verifierKeys: readonly string[]
  /**
   * Signature lines for `text`, with the ML-DSA-44 one too when it is to be `published`. Throws SigningRefused for what is no
   * checkpoint of this log, is smaller than what was signed before, or has its size and another root.
   */
  sign(text: string, published: boolean): string
}

export class SigningRefused extends Error {
  override readonly name = 'SigningRefused'
}

/** `now_s`: POSIX seconds. What was signed before this process began is not known to it. */
export function createSigning(origin: string, { key, mlDsaKey }: SigningKeys, now_s: () => number): Signing {
  const signer = ed25519Signer(origin, key)
  let last: { readonly size: number; readonly root: Hash } | undefined
  return {
    verifierKeys: [verifierKeyOf(origin, key), ...(mlDsaKey ? [mlDsaVerifierKeyOf(origin, mlDsaKey)] : [])],
    sign(text, published) {
      const checkpoint = parseCheckpoint(text)
      if (checkpoint?.origin !== origin) throw new SigningRefused('not a checkpoint of this log')
      const { size, root } = checkpoint
      if (last && size < last.size) throw new SigningRefused(`size ${size} after ${last.size}`)
      if (last && size === last.size && !sameHash(root, last.root))
        throw new SigningRefused(`another root of size ${size}`)
      last = { size, root }
      const line = signatureLine(text, signer)
      return published && mlDsaKey ? line + mlDsaLine(checkpoint, mlDsaKey, now_s()) : line
    },
  }
}

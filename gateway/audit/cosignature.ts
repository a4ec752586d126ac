/** C2SP tlog-cosignature, `cosignature/v1` with Ed25519: a witness's statement that it saw nothing larger, and nothing inconsistent. */
import { type KeyObject, sign, verify } from 'node:crypto'
import { lineOf, parsePublicKey, type Verifier, verifierKeyOf } from './note.ts'

/** Signature type of `cosignature/v1`. */
const COSIGNATURE_V1 = 0x04

const TIME_BYTES = 8
const SIGNATURE_BYTES = 64
const TIME_MAX = 2n ** 63n - 1n

/** A cosigner's key. Its `verify` takes the whole timestamped signature. */
export interface CosignatureVerifier extends Verifier {
  readonly verifierKey: string
  /** Hex of the public key: two verifier keys may wrap the same. */
  readonly publicKey: string
}

export interface Cosigner extends CosignatureVerifier {
  /** The signature line for a checkpoint's text at `time_s` (since 1970), with its newline. */
  readonly cosign: (text: string, time_s: number) => string
}

const messageOf = (text: Uint8Array, time_s: bigint): Buffer =>
  Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time_s}\n`), text])

/** Reads a verifier key string; undefined unless it is one of type 0x04. Whom to trust is the caller's question. */
export function parseCosignerKey(verifierKey: string): CosignatureVerifier | undefined {
  const known = parsePublicKey(verifierKey, COSIGNATURE_V1)
  if (!known) return undefined
  const { name, keyId, raw, key } = known
  return {
    ...{ name, keyId, verifierKey },
    publicKey: raw.toString('hex'),
    verify: (text, field) => {
      const time_s = timeOf(field)
      return time_s !== undefined && verify(null, messageOf(text, time_s), key, field.subarray(TIME_BYTES))
    },
  }
}

/** The cosigner `name` with an Ed25519 private key; `name` must be one of a key (note.ts). */
export function ed25519Cosigner(name: string, privateKey: KeyObject): Cosigner {
  const verifier = parseCosignerKey(verifierKeyOf(name, privateKey, COSIGNATURE_V1))!
  return {
    ...verifier,
    cosign: (text, time_s) => {
      const time = Buffer.alloc(TIME_BYTES)
      time.writeBigUInt64BE(BigInt(time_s))
      const signature = sign(null, messageOf(Buffer.from(text), BigInt(time_s)), privateKey)
      return lineOf(verifier, Buffer.concat([time, signature]))
    },
  }
}

/** The time of a timestamped signature; without one a witness says nothing of the largest tree it saw. */
function timeOf(field: Uint8Array): bigint | undefined {
  if (field.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined
  const time_s = Buffer.from(field).readBigUInt64BE()
  return time_s > 0n && time_s <= TIME_MAX ? time_s : undefined
}

/** When a verified cosignature was made, in seconds since 1970. */
export const cosignedAt_s = (field: Uint8Array): number => Number(timeOf(field))

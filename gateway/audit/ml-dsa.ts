/** ML-DSA-44 (FIPS 204) over checkpoints, in the form that C2SP tlog-cosignature has for it (type 0x06). */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { isKeyName, keyIdOf, strictBase64, type Verifier } from './note.ts'

/** Signature type of C2SP signed-note. */
const ML_DSA_44 = 0x06
const PUBLIC_KEY_BYTES = 1_312
const SIGNATURE_BYTES = 2_420
const TIMESTAMP_BYTES = 8

const rawOf = (key: KeyObject): Buffer => {
  const { pub } = createPublicKey(key).export({ format: 'jwk' }) as { pub?: string }
  return Buffer.from(pub ?? '', 'base64url')
}

/** The verifier key string `name+hex(key id)+base64(0x06 || public key)` of a private key. */
export function mlDsaVerifierKeyOf(name: string, privateKey: KeyObject): string {
  const raw = rawOf(privateKey)
  return `${name}+${keyIdOf(name, ML_DSA_44, raw)}+${Buffer.concat([Buffer.of(ML_DSA_44), raw]).toString('base64')}`
}

const opaque = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}

const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** `cosigned_message` of tlog-cosignature, "ML-DSA-44 signed message", of a whole tree. */
const messageOf = (name: string, { origin, size, root }: Checkpoint, timestamp_s: number): Buffer =>
  Buffer.concat([
    Buffer.from('subtree/v1\n\0'),
    opaque(name),
    u64(timestamp_s),
    opaque(origin),
    u64(0),
    u64(size),
    root,
  ])

/** The signature line of the log itself: its name is its origin. `timestamp_s`: POSIX seconds. */
export function mlDsaLine(checkpoint: Checkpoint, privateKey: KeyObject, timestamp_s: number): string {
  const { origin } = checkpoint
  const signature = Buffer.concat([
    Buffer.from(keyIdOf(origin, ML_DSA_44, rawOf(privateKey)), 'hex'),
    u64(timestamp_s),
    sign(null, messageOf(origin, checkpoint, timestamp_s), privateKey),
  ])
  return `— ${origin} ${signature.toString('base64')}\n`
}

/**
 * Reads a verifier key string; undefined unless it is an ML-DSA-44 key whose id matches. It verifies checkpoints alone, with the timestamp before
 * the signature; what the time says is NOT judged.
 */
export function parseMlDsaVerifierKey(text: string): Verifier | undefined {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  if (name === undefined || keyId === undefined || encoded === undefined || !isKeyName(name)) return undefined
  const key = strictBase64(encoded)
  if (key?.length !== 1 + PUBLIC_KEY_BYTES || key[0] !== ML_DSA_44) return undefined
  const raw = key.subarray(1)
  if (keyIdOf(name, ML_DSA_44, raw) !== keyId) return undefined
  const jwk = { kty: 'AKP', alg: 'ML-DSA-44', pub: raw.toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  return {
    name,
    keyId,
    verify(text, given) {
      const checkpoint = parseCheckpoint(Buffer.from(text).toString())
      const bytes = Buffer.from(given)
      if (!checkpoint || bytes.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return false
      const timestamp_s = bytes.readBigUInt64BE()
      if (timestamp_s > BigInt(Number.MAX_SAFE_INTEGER)) return false
      const message = messageOf(name, checkpoint, Number(timestamp_s))
      return verify(null, message, publicKey, bytes.subarray(TIMESTAMP_BYTES))
    },
  }
}

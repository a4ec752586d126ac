/** C2SP signed-note: text signed by named keys. Ed25519 here; another algorithm is another Signer or Verifier. */
import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/** Signature types of C2SP signed-note; the type byte is part of the key id. */
const ED25519 = 0x01

export interface Signer {
  readonly name: string
  /** Key id: 4 bytes in hex. */
  readonly keyId: string
  /** The signature over the note's text, without the key id. */
  readonly sign: (text: Uint8Array) => Uint8Array
}

export interface Verifier {
  readonly name: string
  readonly keyId: string
  readonly verify: (text: Uint8Array, signature: Uint8Array) => boolean
}

export type Opened =
  | { readonly ok: true; readonly text: string; readonly signers: readonly string[] }
  | { readonly ok: false; readonly reason: 'malformed' | 'bad-signature' | 'no-known-key' }

const NOTE_BYTES_MAX = 1_000_000
const SIGNATURES_MAX = 100
const KEY_ID_BYTES = 4
const RAW_KEY_BYTES = 32

/** Whether `name` may name a key (signed-note, "Format"): not empty, no Unicode space, no plus, well-formed. */
export const isKeyName = (name: string): boolean =>
  name !== '' && name.isWellFormed() && !/[\s+\p{Z}\p{Cc}]/u.test(name)

/** Key id: the first 4 bytes of SHA-256(name || 0x0A || type || public key), in hex. */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]), 'hex').slice(0, 8)
}

const rawOf = (key: KeyObject): Buffer => Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url')

/** The verifier key string `name+hex(key id)+base64(type || public key)` of an Ed25519 private key; signature type 0x01 unless told. */
export function verifierKeyOf(name: string, privateKey: KeyObject, type: number = ED25519): string {
  const raw = rawOf(privateKey)
  return `${name}+${keyIdOf(name, type, raw)}+${Buffer.concat([Buffer.of(type), raw]).toString('base64')}`
}

/** A signer that signs with an Ed25519 private key under `name`. */
export function ed25519Signer(name: string, privateKey: KeyObject): Signer {
  return {
    name,
    keyId: keyIdOf(name, ED25519, rawOf(privateKey)),
    sign: (text) => sign(null, text, privateKey),
  }
}

/** Padded standard base64 in its one canonical form, or undefined. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

export interface PublicKey {
  readonly name: string
  readonly keyId: string
  /** 32 bytes. */
  readonly raw: Buffer
  readonly key: KeyObject
}

/** Reads a verifier key string; undefined unless its type byte is `type`, of those that have an Ed25519 key, and its id matches. */
export function parsePublicKey(text: string, type: number): PublicKey | undefined {
  const [name, keyId, encoded, ...rest] = splitKey(text)
  if (name === undefined || keyId === undefined || encoded === undefined || rest.length > 0) return undefined
  const bytes = strictBase64(encoded)
  if (!bytes || bytes.length !== 1 + RAW_KEY_BYTES || bytes[0] !== type || !isKeyName(name)) return undefined
  const raw = bytes.subarray(1)
  if (keyIdOf(name, type, raw) !== keyId) return undefined
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  return { name, keyId, raw, key }
}

/** The verifier of an Ed25519 verifier key string; undefined unless it is one. Whom to trust is the caller's question. */
export function parseVerifierKey(text: string): Verifier | undefined {
  const known = parsePublicKey(text, ED25519)
  return (
    known && {
      name: known.name,
      keyId: known.keyId,
      verify: (signed, signature) => verify(null, signed, known.key, signature),
    }
  )
}

/** The base64 part may hold a plus, the name may not. */
function splitKey(text: string): string[] {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text)
  return match ? match.slice(1) : []
}

/** The signature line `— name base64(key id || signature)`, with its newline. */
export const lineOf = ({ name, keyId }: Pick<Signer, 'name' | 'keyId'>, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`

/** The signature line for `text` by `signer`, with its newline. */
export const signatureLine = (text: string, signer: Signer): string => lineOf(signer, signer.sign(Buffer.from(text)))

/** The signed note of `text`, which must end in a newline. */
export function signNote(text: string, ...signers: readonly Signer[]): string {
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`
}

export interface Signature {
  readonly name: string
  readonly keyId: string
  /** Without the key id. */
  readonly signature: Buffer
  /** As it stands in the note, with its newline. */
  readonly line: string
}

/** Text and signatures of a note; undefined when it is malformed (signed-note, "Format"). No signature is checked here. Never throws. */
export function splitNote(
  note: string,
): { readonly text: string; readonly signatures: readonly Signature[] } | undefined {
  const split = note.lastIndexOf('\n\n')
  if (note.length > NOTE_BYTES_MAX || split < 0 || !note.endsWith('\n') || !note.isWellFormed()) return undefined
  if (/[\x00-\x09\x0b-\x1f]/.test(note)) return undefined
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return undefined
  const signatures: Signature[] = []
  for (const line of lines) {
    const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? []
    const bytes = encoded === undefined ? undefined : strictBase64(encoded)
    if (name === undefined || !isKeyName(name) || !bytes || bytes.length <= KEY_ID_BYTES) return undefined
    const keyId = bytes.subarray(0, KEY_ID_BYTES).toString('hex')
    signatures.push({ name, keyId, signature: bytes.subarray(KEY_ID_BYTES), line: `${line}\n` })
  }
  return { text: note.slice(0, split + 1), signatures }
}

/** Whether `signature` says that it is by the key of `verifier`. */
export const isBy = (
  { name, keyId }: Pick<Signature, 'name' | 'keyId'>,
  verifier: Pick<Verifier, 'name' | 'keyId'>,
): boolean => verifier.name === name && verifier.keyId === keyId

/**
 * Opens a signed note: its text if at least one of `verifiers` signed it. Signatures by other keys are left aside; a wrong
 * signature by a known key, or a malformed line, refuses the whole (signed-note, "Signature verification"). Never throws.
 */
export function openNote(note: string, verifiers: readonly Verifier[]): Opened {
  const split = splitNote(note)
  if (!split) return { ok: false, reason: 'malformed' }
  const signed = Buffer.from(split.text)
  const signers = new Set<string>()
  for (const one of split.signatures) {
    const verifier = verifiers.find((known) => isBy(one, known))
    if (!verifier) continue
    if (!verifier.verify(signed, one.signature)) return { ok: false, reason: 'bad-signature' }
    signers.add(`${one.name}+${one.keyId}`)
  }
  return signers.size > 0
    ? { ok: true, text: split.text, signers: [...signers] }
    : { ok: false, reason: 'no-known-key' }
}

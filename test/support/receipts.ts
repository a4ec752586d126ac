/** Receipts of invented transfers, and JWS that no library would write. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { JWK } from 'jose'
import type { FormerKey } from '../../gateway/identity/key-history.ts'
import { createMessageKey, type MessageKey } from '../../gateway/identity/message-key.ts'
import type { RegisteredKey } from '../../gateway/identity/participant.ts'
import { type ReceiptClaims, receiptedMessage } from '../../gateway/identity/transfer-receipt.ts'

/** 2026-11-23T05:00:00Z, in seconds since 1970. */
export const signed_s = 1_795_410_000

export const nativeForm = { mediaType: 'application/json', body: Buffer.from('{"so":"12/MTTQ"}') }
export const translatedForm = { mediaType: 'application/soap+xml', body: Buffer.from('<HoSoDienTu/>') }

export const receiptClaims = (change: Partial<ReceiptClaims> = {}): ReceiptClaims => ({
  iss: 'https://localhost:8443',
  transfer: `cg-${'a'.repeat(26)}`,
  sender: 'mttq',
  receiver: 'cong-an',
  kind: 'TIN_BAO',
  message: receiptedMessage(nativeForm, translatedForm).message,
  adapters: { sender: 'mttq@1.0.0#aa', receiver: 'cong-an@1.0.0#bb' },
  received_at: '2026-11-23T04:59:59.500Z',
  iat: signed_s,
  log: { origin: 'localhost/log', index: 7, leaf: Buffer.alloc(32, 1).toString('base64') },
  ...change,
})

/** A gateway's key of one byte, 32 times; and as its history has it. */
export async function messageKeyOf(byte: number, validity: { readonly nbf?: number; readonly exp?: number } = {}) {
  const key: MessageKey = await createMessageKey(Buffer.alloc(32, byte))
  return { key, former: { ...key.jwk, nbf: signed_s - 100, ...validity } as FormerKey }
}

export interface Agency {
  readonly privateKey: KeyObject
  readonly jwk: RegisteredKey
}

/** An agency's message key, as the registry has it. */
export function agencyKey(alg: 'ES256' | 'EdDSA', change: Partial<RegisteredKey> = {}): Agency {
  const { privateKey, publicKey } =
    alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
  return { privateKey, jwk: { ...(publicKey.export({ format: 'jwk' }) as JWK), kid: 'k1', alg, ...change } }
}

const encoded = (part: object | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** How bytes are signed: Ed25519 (RFC 8037) or ES256 (RFC 7518 §3.4). */
export const signerOf =
  (key: KeyObject) =>
  (input: Buffer): Buffer =>
    createPublicKey(key).asymmetricKeyType === 'ed25519'
      ? sign(null, input, key)
      : sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' })

/** A compact JWS of whatever header and payload, as JSON or as text, by whatever signs. */
export function anyJws(header: object | string, payload: object | string, by: (input: Buffer) => Buffer): string {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${by(Buffer.from(input)).toString('base64url')}`
}

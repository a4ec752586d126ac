/**
 * Encryption at rest of what the gateway keeps of others: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D §8.2.2: fewer than
 * 2^32 seals a key). A row's ciphertext opens only in its own context, so that rows can't be exchanged.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type Hmac,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import type { NativeAnswer } from '../../adapters/sdk/adapter.ts'
import { random_bytes } from '../telemetry/random.ts'

const format_version = 1
const nonce_bytes = 12
const tag_bytes = 16
const head_bytes = 1 + nonce_bytes

/** What a ciphertext belongs to, for example `['deposit', agency, MAC of the native key, …]`: its additional authenticated data. */
export type Context = readonly [use: string, ...rest: string[]]

export interface Vault {
  seal(content: Uint8Array, context: Context): Buffer
  /** Throws when `sealed` was not made by `seal` with this key and context. */
  unseal(sealed: Uint8Array, context: Context): Buffer
  /** HMAC-SHA-256 of `content` within `context`. */
  mac(content: Uint8Array, context: Context): Buffer
  /** The same of content that comes in parts: `update` each, then `digest` once. */
  macOfParts(context: Context): Pick<Hmac, 'update' | 'digest'>
}

const aadOf = (context: Context): Buffer => Buffer.from(JSON.stringify([format_version, ...context]))

/** `secret`: at least 32 random bytes that stay the same; without them nothing that was sealed can be opened again. */
export function createVault(secret: Uint8Array): Vault {
  const derive = (use: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `lienthong/vault/${use}`, 32)))
  const sealKey = derive('seal')
  const macKey = derive('mac')
  const macOfParts = (context: Context): Hmac =>
    createHmac('sha256', macKey).update(JSON.stringify(context)).update('\0')
  return {
    seal(content, context) {
      const nonce = random_bytes(nonce_bytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      cipher.setAAD(aadOf(context))
      return Buffer.concat([
        Buffer.of(format_version),
        nonce,
        cipher.update(content),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    unseal(sealed, context) {
      if (sealed[0] !== format_version || sealed.length < head_bytes + tag_bytes)
        throw new TypeError('not a sealed document')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(1, head_bytes), {
        authTagLength: tag_bytes,
      })
      decipher.setAAD(aadOf(context))
      decipher.setAuthTag(sealed.subarray(-tag_bytes))
      return Buffer.concat([decipher.update(sealed.subarray(head_bytes, -tag_bytes)), decipher.final()])
    },
    mac: (content, context) => macOfParts(context).update(content).digest(),
    macOfParts,
  }
}

/** A native document in one piece: status, length of the media type, media type, body. */
export function packed({ status, mediaType, body }: NativeAnswer): Buffer {
  const type = Buffer.from(mediaType)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(status, 0)
  head.writeUInt16BE(type.length, 2)
  return Buffer.concat([head, type, body])
}

/** Reads what `packed` made. The body is in a buffer of its own. */
export function unpacked(bytes: Buffer): NativeAnswer {
  const end = 4 + bytes.readUInt16BE(2)
  return {
    status: bytes.readUInt16BE(0),
    mediaType: bytes.toString('utf8', 4, end),
    body: new Uint8Array(bytes.subarray(end)),
  }
}

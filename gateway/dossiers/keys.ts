/** Keyed forms of what the index may not hold in clear: identifiers and native keys are guessable. */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { macKey } from '../telemetry/mac.ts'
import { random_bytes } from '../telemetry/random.ts'

const iv_bytes = 12
const tag_bytes = 16

export interface IndexKeys {
  /** HMAC-SHA-256 of `value` within `domain`. */
  mac(domain: string, value: string): Buffer
  /** AES-256-GCM, bound to `context`. */
  seal(text: string, context: string): Buffer
  /** Throws when `sealed` was not made by `seal` with this key and context. */
  unseal(sealed: Uint8Array, context: string): string
}

/** As a KeyObject: bytes would be prepared anew at every use, which costs more than the use. */
const derive = (secret: Uint8Array, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `lienthong/index/${use}`, 32)))

/** `secret`: at least 32 random bytes. */
export function createIndexKeys(secret: Uint8Array): IndexKeys {
  const macs = macKey(derive(secret, 'mac'))
  const sealKey = derive(secret, 'seal')
  return {
    mac: (domain, value) => macs.of(`${domain}\0${value}`),
    seal(text, context) {
      const iv = random_bytes(iv_bytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      cipher.setAAD(Buffer.from(context))
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    unseal(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, iv_bytes), {
        authTagLength: tag_bytes,
      })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(sealed.length - tag_bytes))
      return Buffer.concat([
        decipher.update(sealed.subarray(iv_bytes, sealed.length - tag_bytes)),
        decipher.final(),
      ]).toString('utf8')
    },
  }
}

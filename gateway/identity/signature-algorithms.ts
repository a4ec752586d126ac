/** The algorithms of RFC 9421 §3.3 that this gateway can check. Which of them may sign what is for a profile to say. */
import { constants, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'

interface Algorithm {
  /** Whether it is a key for this algorithm: a public key is never taken for a shared secret. */
  fits(key: KeyObject): boolean
  verify(base: Buffer, key: KeyObject, signature: Uint8Array): boolean
}

export const algorithms = {
  /** §3.3.1 */
  'rsa-pss-sha512': {
    fits: ({ asymmetricKeyType }) => asymmetricKeyType === 'rsa',
    verify: (base, key, signature) =>
      verify('sha512', base, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, signature),
  },
  /** §3.3.3 */
  'hmac-sha256': {
    fits: ({ type }) => type === 'secret',
    verify: (base, key, signature) => {
      const own = createHmac('sha256', key).update(base).digest()
      return own.length === signature.byteLength && timingSafeEqual(own, signature)
    },
  },
  /** §3.3.4: r and s as 64 bytes; DER is longer. */
  'ecdsa-p256-sha256': {
    fits: ({ asymmetricKeyDetails }) => asymmetricKeyDetails?.namedCurve === 'prime256v1',
    verify: (base, key, signature) =>
      signature.byteLength === 64 && verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, signature),
  },
  /** §3.3.6 */
  ed25519: {
    fits: ({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519',
    verify: (base, key, signature) => signature.byteLength === 64 && verify(null, base, key, signature),
  },
} as const satisfies Readonly<Record<string, Algorithm>>

export type AlgorithmName = keyof typeof algorithms

/** Whether `signature` is that of `base` by `algorithm` and `key`; false, too, when the key is of another kind. */
export function isSigned(algorithm: AlgorithmName, base: string, key: KeyObject, signature: Uint8Array): boolean {
  const { fits, verify: holds }: Algorithm = algorithms[algorithm]
  return fits(key) && holds(Buffer.from(base, 'latin1'), key, signature)
}

/** How a private key signs: Ed25519 (§3.3.6) or EC P-256 (§3.3.4). Throws TypeError for a key of another kind. */
export function signBase(key: KeyObject): {
  readonly algorithm: AlgorithmName
  sign(base: string): Buffer
} {
  if (algorithms.ed25519.fits(key))
    return { algorithm: 'ed25519', sign: (base) => sign(null, Buffer.from(base, 'latin1'), key) }
  if (!algorithms['ecdsa-p256-sha256'].fits(key)) throw new TypeError('the key is neither Ed25519 nor EC P-256')
  return {
    algorithm: 'ecdsa-p256-sha256',
    sign: (base) => sign('sha256', Buffer.from(base, 'latin1'), { key, dsaEncoding: 'ieee-p1363' }),
  }
}

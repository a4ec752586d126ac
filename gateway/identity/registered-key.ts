/** A key of an agency or a signer in the form in which the registry has it. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { Text } from '../../schemas/validation/texts.ts'
import type { RegisteredKey } from './participant.ts'
import { type KeyUse, weaknessOf, wrappingAlgorithm } from './public-key.ts'
import { Unusable } from './violation.ts'

const algorithms: Readonly<Record<string, string>> = { EC: 'ES256', OKP: 'Ed25519', RSA: 'PS256' }

const noKey: Text = {
  vi: 'không phải khóa công khai hoặc khóa riêng không mật khẩu ở dạng PEM',
  en: 'neither a public key nor a private key without passphrase, in PEM',
}

function publicJwk(pem: string): JsonWebKey {
  try {
    return createPublicKey(pem).export({ format: 'jwk' })
  } catch {
    throw new Unusable(noKey)
  }
}

/**
 * The public half of the key in `pem` as JWK (RFC 7517) for `use`, named by its RFC 7638 thumbprint. Throws Unusable when there is none, or
 * when it may not be used so (weaknessOf). That it is another's, or used for something else, shows only when the registry is judged.
 */
export async function registeredKeyIn(pem: string, use: KeyUse = 'sig'): Promise<RegisteredKey> {
  const jwk = publicJwk(pem) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  const alg = use === 'enc' ? wrappingAlgorithm : (algorithms[jwk.kty ?? ''] ?? '')
  const key: RegisteredKey = { ...jwk, kid, alg, use }
  const weakness = weaknessOf(key, use)
  if (weakness) throw new Unusable(weakness)
  return key
}

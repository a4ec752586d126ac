/** Refuses weak public keys at registration: jose verifies with whatever key it is given. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import type { JWK } from 'jose'

/** Signature algorithms of officer assertions: those of the FAPI 2.0 Security Profile §5.4, and ES384. */
export const assertionAlgorithms = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256'] as const

const rsa_modulus_bits_min = 3072
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const keyMembers = ['x', 'y', 'n', 'e'] as const

const algorithmsOf: Readonly<Record<string, readonly string[]>> = {
  'EC:P-256': ['ES256'],
  'EC:P-384': ['ES384'],
  'OKP:Ed25519': ['EdDSA', 'Ed25519'],
  'RSA:': ['PS256'],
}

const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
]

/** Whether `residue` is a power of 65537 modulo `prime`. */
function isPowerOfF4(residue: number, prime: number): boolean {
  let power = 1
  do {
    if (power === residue) return true
    power = (power * 65537) % prime
  } while (power !== 1)
  return false
}

function rsaWeakness({ n, e }: JsonWebKey): string | undefined {
  const modulus = BigInt(`0x${Buffer.from(n ?? '', 'base64url').toString('hex') || '0'}`)
  if (e !== 'AQAB') return 'the RSA exponent must be 65537'
  if (modulus.toString(2).length < rsa_modulus_bits_min) return `an RSA key needs ${rsa_modulus_bits_min} bits`
  const residues = smallPrimes.map((prime) => Number(modulus % BigInt(prime)))
  if (modulus % 2n === 0n || residues.includes(0)) return 'the RSA modulus has a small factor'
  // CVE-2017-15361 (ROCA): such a modulus is a power of 65537 modulo every small prime.
  if (smallPrimes.every((prime, index) => isPowerOfF4(residues[index]!, prime))) return 'the RSA key is a ROCA key'
  return undefined
}

/**
 * Why `jwk` may not sign officer assertions, or undefined when it may: a public EC P-256 or P-384, Ed25519 or RSA key of at
 * least 3072 bits with e = 65537, with `kid` and a fitting `alg` (RFC 7517 §4). Never repeats key material.
 */
export function weaknessOf(jwk: JWK): string | undefined {
  if (privateMembers.some((member) => member in jwk)) return 'must be a public key'
  if (typeof jwk.kid !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(jwk.kid)) return 'needs a kid'
  if (jwk.use !== undefined && jwk.use !== 'sig') return 'use must be sig'
  const algorithms = algorithmsOf[`${jwk.kty}:${jwk.crv ?? ''}`]
  if (!algorithms) return 'must be EC P-256, EC P-384, Ed25519 or RSA'
  if (!algorithms.includes(jwk.alg ?? '')) return `alg must be ${algorithms.join(' or ')}`
  try {
    const canonical = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ format: 'jwk' })
    // One key in two spellings has two thumbprints, and two agencies could share it unseen.
    if (keyMembers.some((member) => jwk[member] !== canonical[member])) return 'must be in canonical base64url'
    return jwk.kty === 'RSA' ? rsaWeakness(canonical) : undefined
  } catch {
    return 'is not a valid key of its kind'
  }
}

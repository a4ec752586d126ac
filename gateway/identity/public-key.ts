/** Refuses weak public keys at registration: jose verifies with whatever key it is given. */
import { createPublicKey, hash, type JsonWebKey } from 'node:crypto'
import type { JWK } from 'jose'
import type { Text } from '../../schemas/validation/texts.ts'

/** Signature algorithms of officer assertions: those of the FAPI 2.0 Security Profile §5.4.1, and no other. */
export const assertionAlgorithms = ['ES256', 'EdDSA', 'Ed25519', 'PS256'] as const

const rsa_modulus_bits_min = 3072
/** A signature over a longer one costs more to verify than it is worth. */
const rsa_modulus_bits_max = 8192
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const keyMembers = ['x', 'y', 'n', 'e'] as const
const knownMembers: ReadonlySet<string> = new Set([
  ...['kty', 'crv', 'kid', 'alg', 'use', 'development', 'validFrom', 'validTo'],
  ...keyMembers,
])

const text = (vi: string, en: string): Text => ({ vi, en })

/** What a key is for (RFC 7517 §4.2). */
export type KeyUse = 'sig' | 'enc'

/** How a key is wrapped to an audit officer's (RFC 7518 §4.6). */
export const wrappingAlgorithm = 'ECDH-ES+A256KW'

const algorithmsOf: Readonly<Record<KeyUse, Readonly<Record<string, readonly string[]>>>> = {
  sig: { 'EC:P-256': ['ES256'], 'OKP:Ed25519': ['EdDSA', 'Ed25519'], 'RSA:': ['PS256'] },
  enc: { 'EC:P-256': [wrappingAlgorithm], 'OKP:X25519': [wrappingAlgorithm] },
}
const kinds: Readonly<Record<KeyUse, Text>> = {
  sig: text('phải là EC P-256, Ed25519 hoặc RSA', 'must be EC P-256, Ed25519 or RSA'),
  enc: text('phải là EC P-256 hoặc X25519', 'must be EC P-256 or X25519'),
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

/** The largest integer whose square is at most `n`. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2))
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

const fermat_steps = 100

/** Whether `n` falls to a few steps of Fermat: its primes lie next to each other (CVE-2022-26320). */
function hasClosePrimes(n: bigint): boolean {
  let a = squareRoot(n)
  if (a * a < n) a += 1n
  for (let step = 0; step < fermat_steps; step++, a += 1n) {
    const rest = a * a - n
    const root = squareRoot(rest)
    if (root * root === rest) return true
  }
  return false
}

function rsaWeakness({ n, e }: JsonWebKey): Text | undefined {
  const modulus = BigInt(`0x${Buffer.from(n ?? '', 'base64url').toString('hex') || '0'}`)
  const bits = modulus.toString(2).length
  if (e !== 'AQAB') return text('số mũ RSA phải là 65537', 'the RSA exponent must be 65537')
  if (bits < rsa_modulus_bits_min || bits > rsa_modulus_bits_max)
    return text(
      `khóa RSA phải có ${rsa_modulus_bits_min} đến ${rsa_modulus_bits_max} bit`,
      `an RSA key needs ${rsa_modulus_bits_min} bits, and at most ${rsa_modulus_bits_max}`,
    )
  const residues = smallPrimes.map((prime) => Number(modulus % BigInt(prime)))
  if (modulus % 2n === 0n || residues.includes(0))
    return text('mô-đun RSA có ước số nhỏ', 'the RSA modulus has a small factor')
  // CVE-2017-15361 (ROCA): such a modulus is a power of 65537 modulo every small prime.
  if (smallPrimes.every((prime, index) => isPowerOfF4(residues[index]!, prime)))
    return text('khóa RSA mắc lỗi ROCA', 'the RSA key is a ROCA key')
  if (hasClosePrimes(modulus))
    return text('hai số nguyên tố của mô-đun RSA quá gần nhau', 'the RSA modulus has two primes that are too close')
  return undefined
}

/** y of the points whose order divides 8, sign bit cleared: by the equation of RFC 8032 §5.1.7 anybody can sign for such a key. */
const lowOrderPoints: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  2n ** 255n - 20n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
])

/** RFC 8032 §5.1.2: the x of the JWK is the point encoded, y in little-endian with the sign of x in the highest bit. */
function ed25519Weakness({ x }: JsonWebKey): Text | undefined {
  const y = littleEndian(x) & (2n ** 255n - 1n)
  if (y >= 2n ** 255n - 19n || lowOrderPoints.has(y))
    return text('điểm của khóa Ed25519 có bậc nhỏ', 'the point of the Ed25519 key has a small order')
  return undefined
}

/** u of the points whose order divides 8 (RFC 7748 §6.1): what is agreed with one is the same for every key, so that anybody can open it. */
const lowOrderU: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  2n ** 255n - 20n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
])

function x25519Weakness({ x }: JsonWebKey): Text | undefined {
  const u = littleEndian(x)
  if (u >= 2n ** 255n - 19n || lowOrderU.has(u))
    return text('điểm của khóa X25519 có bậc nhỏ', 'the point of the X25519 key has a small order')
  return undefined
}

const littleEndian = (encoded = ''): bigint =>
  BigInt(`0x${Buffer.from(encoded, 'base64url').reverse().toString('hex') || '0'}`)

/** What is not of the form of a public key for `use` that can be told apart and has one algorithm (RFC 7517 §4). */
function misshapen(jwk: JWK, use: KeyUse): Text | undefined {
  if (privateMembers.some((member) => member in jwk)) return text('phải là khóa công khai', 'must be a public key')
  if (typeof jwk.kid !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(jwk.kid)) return text('phải có kid', 'needs a kid')
  // A key is for signatures unless it says otherwise.
  if ((jwk.use ?? 'sig') !== use) return text(`use phải là ${use}`, `use must be ${use}`)
  const algorithms = algorithmsOf[use][`${jwk.kty}:${jwk.crv ?? ''}`]
  if (!algorithms) return kinds[use]
  if (!algorithms.includes(jwk.alg ?? ''))
    return text(`alg phải là ${algorithms.join(' hoặc ')}`, `alg must be ${algorithms.join(' or ')}`)
  if (!Object.keys(jwk).every((member) => knownMembers.has(member)))
    return text('có trường không thuộc khóa loại này', 'has a member that no such key has')
  return undefined
}

/**
 * Why `jwk` may not be used, or undefined when it may. To sign: a public EC P-256, Ed25519 or RSA key of at least 3072 bits with
 * e = 65537; to have keys wrapped to it: EC P-256 or X25519, and `use` must say so. Each with `kid` and a fitting `alg` (RFC 7517 §4). Never
 * repeats key material.
 */
export function weaknessOf(jwk: JWK, use: KeyUse = 'sig'): Text | undefined {
  const fault = misshapen(jwk, use)
  if (fault) return fault
  let canonical: JsonWebKey
  try {
    canonical = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ format: 'jwk' })
  } catch {
    return text('không phải khóa hợp lệ của loại này', 'is not a valid key of its kind')
  }
  // One key in two spellings has two thumbprints, and two agencies could share it unseen.
  if (keyMembers.some((member) => jwk[member] !== canonical[member]))
    return text('phải viết base64url chuẩn tắc', 'must be in canonical base64url')
  if (jwk.kty === 'RSA') return rsaWeakness(canonical)
  if (jwk.kty !== 'OKP') return undefined
  return use === 'enc' ? x25519Weakness(canonical) : ed25519Weakness(canonical)
}

/** Whether what is signed by `one` verifies by `other` under the same name; on which days either counts is not looked at. Neither has a weakness. */
export const isSameKey = (one: JWK, other: JWK): boolean =>
  (['kty', 'crv', 'kid', 'alg', ...keyMembers] as const).every((member) => one[member] === other[member])

/** Base64 SHA-256 of the key's SubjectPublicKeyInfo, as a certificate with this key would be pinned (RFC 7469 §2.4). `jwk` has no weakness. */
export const pinOf = (jwk: JWK): string =>
  hash(
    'sha256',
    createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ format: 'der', type: 'spki' }),
    'base64',
  )

import { generateKeyPairSync } from 'node:crypto'
import type { JWK } from 'jose'
import t from 'tap'
import { weaknessOf } from '../../../gateway/identity/public-key.ts'

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' }) as JWK
const rsa = (modulusLength: number, publicExponent = 65537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ format: 'jwk' }) as JWK
const base64url = (number: bigint) => {
  const hex = number.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url')
}

const p256 = { ...ec('P-256'), kid: 'k', alg: 'ES256' }
const primes = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
const morePrimes = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167]

t.test('keys that may sign', async (t) => {
  t.equal(weaknessOf(p256), undefined)
  t.equal(weaknessOf({ ...ec('P-384'), kid: 'k', alg: 'ES384', use: 'sig' }), undefined)
  const ed = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as JWK
  t.equal(weaknessOf({ ...ed, kid: 'k', alg: 'Ed25519' }), undefined)
  t.equal(weaknessOf({ ...rsa(3072), kid: 'k', alg: 'PS256' }), undefined)
})

t.test('keys that may not', async (t) => {
  t.match(weaknessOf({ ...rsa(2048), kid: 'k', alg: 'PS256' }), /3072/)
  t.match(weaknessOf({ ...ec('P-521'), kid: 'k', alg: 'ES512' }), /must be EC/)
  t.match(weaknessOf({ kty: 'oct', k: 'c2VjcmV0', kid: 'k', alg: 'HS256' }), /public key/)
  t.match(weaknessOf({ ...p256, d: 'AAAA' }), /public key/)
  t.match(weaknessOf({ ...p256, alg: 'HS256' }), /alg must be/)
  t.match(weaknessOf({ ...p256, alg: 'none' }), /alg must be/)
  t.match(weaknessOf({ ...p256, kid: undefined } as unknown as JWK), /kid/)
  t.match(weaknessOf({ ...p256, use: 'enc' }), /use/)
  t.match(weaknessOf({ ...p256, y: p256.x } as JWK), /not a valid key/, 'a point off the curve')
  const good = rsa(3072)
  t.match(weaknessOf({ ...good, e: 'AQ', kid: 'k', alg: 'PS256' }), /exponent|not a valid/)
  t.match(weaknessOf({ ...good, e: 'Aw', kid: 'k', alg: 'PS256' }), /exponent/)
})

t.test('RSA moduli made badly', async (t) => {
  const good = BigInt(`0x${Buffer.from(rsa(3072).n!, 'base64url').toString('hex')}`)
  const of = (n: bigint) => weaknessOf({ kty: 'RSA', n: base64url(n), e: 'AQAB', kid: 'k', alg: 'PS256' })
  t.match(of(good - (good % 14n) + 7n), /small factor/)
  const product = [...primes, ...morePrimes].reduce((all, prime) => all * BigInt(prime), 1n)
  let power = 1n
  for (let i = 0; i < 1234; i++) power = (power * 65537n) % product
  const multiple = (1n << 3071n) / product + 1n
  const roca = power + product * (multiple + ((power + multiple) % 2n === 0n ? 1n : 0n))
  t.match(of(roca), /ROCA/)
})

t.test('one key has one spelling, so that it has one thumbprint', async (t) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const x = p256.x as string
  // 43 characters hold two bits more than 32 bytes.
  const other = `${x.slice(0, -1)}${alphabet[alphabet.indexOf(x.at(-1)!) ^ 1]}`
  t.same(Buffer.from(other, 'base64url'), Buffer.from(x, 'base64url'))
  for (const spelling of [other, `${x}=`]) t.match(weaknessOf({ ...p256, x: spelling } as JWK), /canonical/)
})

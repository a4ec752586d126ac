import { checkPrimeSync, createPublicKey, generateKeyPairSync, generatePrimeSync, hash } from 'node:crypto'
import type { JWK } from 'jose'
import t from 'tap'
import { assertionAlgorithms, pinOf, weaknessOf as weakness } from '../../../gateway/identity/public-key.ts'
import participantSchema from '../../../schemas/participant.json' with { type: 'json' }

/** In English; both languages say the same. */
const weaknessOf = (jwk: JWK): string | undefined => weakness(jwk)?.en

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
  t.match(weaknessOf({ ...good, e: base64url(65536n), kid: 'k', alg: 'PS256' }), /exponent|not a valid/, 'an even one')
  t.match(weaknessOf({ ...ec('secp256k1'), kid: 'k', alg: 'ES256' }), /must be EC/)
  t.match(weaknessOf({ ...ec('P-384'), kid: 'k', alg: 'ES384' }), /must be EC/, 'not of the FAPI 2.0 profile')
  t.match(weaknessOf({ ...p256, x5u: 'https://a/' }), /no such key has/)
})

t.test('Ed25519 points of small order: anybody could sign for them', async (t) => {
  // The encodings of the points of order 1, 2, 4 and 8, and some that are not canonical (y at or above the prime).
  const points = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ]
  const jwkOf = (hex: string): JWK => ({
    kty: 'OKP',
    crv: 'Ed25519',
    x: Buffer.from(hex, 'hex').toString('base64url'),
    kid: 'k',
    alg: 'Ed25519',
  })
  for (const hex of points) t.match(weaknessOf(jwkOf(hex)), /small order|not a valid key/, hex)
})

t.test('the pin of a key is that of its SubjectPublicKeyInfo', async (t) => {
  const spki = createPublicKey({ key: p256, format: 'jwk' }).export({ format: 'der', type: 'spki' })
  t.equal(pinOf(p256), hash('sha256', spki, 'base64'))
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
  t.match(of(1n << 9000n), /at most 8192/)
  const prime = generatePrimeSync(1536, { bigint: true })
  let next = prime + 2n
  while (!checkPrimeSync(next)) next += 2n
  t.match(of(prime * next), /too close|3072/)
})

t.test('one key has one spelling, so that it has one thumbprint', async (t) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const x = p256.x as string
  // 43 characters hold two bits more than 32 bytes.
  const other = `${x.slice(0, -1)}${alphabet[alphabet.indexOf(x.at(-1)!) ^ 1]}`
  t.same(Buffer.from(other, 'base64url'), Buffer.from(x, 'base64url'))
  for (const spelling of [other, `${x}=`]) t.match(weaknessOf({ ...p256, x: spelling } as JWK), /canonical/)
})

t.test('the schema offers no algorithm or curve that is refused then', async (t) => {
  const { alg, crv } = participantSchema.$defs.jwk.properties
  t.same([...alg.enum].sort(), [...assertionAlgorithms].sort())
  t.same(crv.enum, ['P-256', 'Ed25519'])
})

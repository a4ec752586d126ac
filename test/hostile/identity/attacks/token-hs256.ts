/** The public key, which anybody can fetch, used as the secret of an HMAC (RFC 8725 §2.1), and keys that are none of ours. */
import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('HS256 with the public key, and other algorithms', async (t) => {
    const { claims, sign, publicPem } = forge
    const secret = (text: string) => createSecretKey(Buffer.from(text))
    const der = Buffer.from(publicPem.replace(/-----.*-----|\n/g, ''), 'base64')
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
    await refusesTokens(t, forge, 'token-invalid', [
      ['PEM', sign(claims(), { alg: 'HS256' }, secret(publicPem))],
      ['PEM without its last line end', sign(claims(), { alg: 'HS256' }, secret(publicPem.trim()))],
      ['DER', sign(claims(), { alg: 'HS256' }, createSecretKey(der))],
      ['RS256', sign(claims(), { alg: 'RS256' }, rsa)],
      ['ES384', sign(claims(), { alg: 'ES384' }, p384)],
      ['EdDSA', sign(claims(), { alg: 'EdDSA' }, generateKeyPairSync('ed25519').privateKey)],
    ])
  })
}

/** Officer assertions that the agency did not sign, or not so (RFC 7523 §3). */
import { createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { UnsecuredJWT } from 'jose'
import { type AssertionAttack, assertionForge, now_s, refusesAssertions } from '../../../support/forged.ts'

export const attack: AssertionAttack = async (t, { target }) => {
  await t.test('forged', async (t) => {
    const { key, sign, claims: own } = await assertionForge(target)
    // Each names another officer: what is looked at is the assertion, not how often it fails.
    let officer = 0
    const claims = (change: object = {}) => own({ sub: `dtv-1${String(officer++).padStart(2, '0')}`, ...change })
    const publicKey = createPublicKey(key)
    const publicPem = publicKey.export({ type: 'spki', format: 'pem' })
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const at_s = now_s()
    await refusesAssertions(t, target, 'oauth-invalid-grant', [
      ['alg none', new UnsecuredJWT(claims()).encode()],
      ['HS256 with the public key', sign(claims(), { alg: 'HS256' }, createSecretKey(Buffer.from(publicPem)))],
      ['a key that is not registered', sign(claims(), {}, stranger)],
      ['a key brought along', sign(claims(), { jwk: createPublicKey(stranger).export({ format: 'jwk' }) }, stranger)],
      ['an unknown critical header', sign(claims(), { crit: ['x'], x: 1 })],
      ['typ of an access token', sign(claims(), { typ: 'at+jwt' })],
      ['an access token of ours', target.token],
      ['expired', sign(claims({ iat: at_s - 310, exp: at_s - 10 }))],
      ['dated ahead', sign(claims({ iat: at_s + 60, exp: at_s + 120 }))],
      ['valid too long', sign(claims({ exp: at_s + 3600 }))],
      ['another audience', sign(claims({ aud: 'https://example.vn/oauth2/token' }))],
      ['a list of audiences', sign(claims({ aud: [target.run.token_endpoint] }))],
      ['an officer id that is a path', sign(claims({ sub: '../dtv-001' }))],
      ['a jti that can be guessed', sign(claims({ jti: '1' }))],
      ['no JWT', 'a.b.c'],
    ])
  })
}

/** The kid is chosen by whoever writes the token: it selects among our keys and nothing else. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('kid injection', async (t) => {
    const { claims, sign } = forge
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const stranger = (header: object) => sign(claims(), header, privateKey)
    const x5c = [createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')]
    await refusesTokens(t, forge, 'token-invalid', [
      ['a path', sign(claims(), { kid: '../../keys/token.key' })],
      ['a device', stranger({ kid: '/dev/null' })],
      ['SQL', stranger({ kid: "x' UNION SELECT 'AA' -- " })],
      ['a command', stranger({ kid: '|/bin/true' })],
      ['a URL', stranger({ kid: 'https://example.vn/jwks' })],
      ['a property of every object', sign(claims(), { kid: '__proto__' })],
      ['another one', sign(claims(), { kid: 'constructor' })],
      ['no text', sign(claims(), { kid: ['a'] })],
      ['empty', sign(claims(), { kid: '' })],
      ['none', sign(claims(), { kid: undefined })],
      ['unknown', stranger({ kid: 'A'.repeat(43) })],
      ["ours, another's signature", stranger({})],
      ['ours, with a key brought along', stranger({ jwk })],
      ['a key set to fetch', stranger({ jku: 'https://127.0.0.1:1/jwks' })],
      ['a certificate brought along', stranger({ x5c, x5u: 'https://127.0.0.1:1/' })],
      ['ours, behind a line break', sign(claims(), { kid: '\n' })],
    ])
  })
}

/** Tokens of another issuer, for another gateway, or for several (RFC 9068 §4). */
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('wrong issuer or audience', async (t) => {
    const { claims, sign } = forge
    const { aud } = claims()
    await refusesTokens(t, forge, 'token-invalid', [
      ['another audience', sign(claims({ aud: 'https://example.vn' }))],
      ['an audience that begins like ours', sign(claims({ aud: `${aud}/` }))],
      ['ours among others', sign(claims({ aud: [aud, 'https://example.vn'] }))],
      ['no audience', sign(claims({ aud: undefined }))],
      ['another issuer', sign(claims({ iss: 'https://example.vn' }))],
      ['no issuer', sign(claims({ iss: undefined }))],
    ])
  })
}

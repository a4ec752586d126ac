/** Something else that the same keys sign, or nothing of its kind (RFC 9068 §2.1, RFC 8725 §3.11). */
import { assertionForge, refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('wrong type', async (t) => {
    const { claims, sign } = forge
    const assertion = await assertionForge(forge.target)
    await refusesTokens(t, forge, 'token-invalid', [
      ['typ JWT', sign(claims(), { typ: 'JWT' })],
      ['no typ', sign(claims(), { typ: undefined })],
      ['typ of a log-out token', sign(claims(), { typ: 'logout+jwt' })],
      ['an officer assertion', assertion.sign(assertion.claims())],
      ['an unknown clearance', sign(claims({ clearance: 'COSMIC' }))],
      ['an undetermined clearance', sign(claims({ clearance: 'CHUA_XAC_DINH' }))],
      ['tags that are none', sign(claims({ tags: 'NGUOI_TO_GIAC' }))],
      ['no grant', sign(claims({ authorization_details: undefined }))],
      ['two grants', sign(claims({ authorization_details: [1, 2] }))],
      ['an earlier registry', sign(claims({ registry: 'earlier' }))],
      ['no jti', sign(claims({ jti: undefined }))],
      ['no officer', sign(claims({ sub: undefined }))],
    ])
  })
}

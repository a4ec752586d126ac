/** Tokens out of their time, and lives that nobody grants. */
import { now_s, refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('expired', async (t) => {
    const { claims, sign } = forge
    const at_s = now_s()
    await refusesTokens(t, forge, 'token-expired', [
      ['a second ago', sign(claims({ iat: at_s - 301, exp: at_s - 1 }))],
      ['a year ago', sign(claims({ iat: at_s - 31_536_000, exp: at_s - 31_535_700 }))],
      ['in 1970', sign(claims({ iat: 0, exp: 1 }))],
    ])
  })

  await t.test('in the future, or too long', async (t) => {
    const { claims, sign } = forge
    const at_s = now_s()
    await refusesTokens(t, forge, 'token-invalid', [
      ['issued in the future', sign(claims({ iat: at_s + 60, exp: at_s + 300 }))],
      ['not valid before later', sign(claims({ nbf: at_s + 120 }))],
      ['a day of life', sign(claims({ exp: at_s + 86_400 }))],
      ['for ever', sign(claims({ exp: 1e300 }))],
      ['no expiry', sign(claims({ exp: undefined }))],
      ['an expiry in words', sign(claims({ exp: `${at_s + 300}` as never }))],
      ['no time of issue', sign(claims({ iat: undefined }))],
    ])
  })
}

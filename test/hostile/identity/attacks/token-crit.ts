/** An extension that must be understood and isn't (RFC 7515 §4.1.11). */
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('unknown crit', async (t) => {
    const { claims, sign } = forge
    const good = await sign(claims())
    const withHeader = (change: object) => {
      const [header = '', ...rest] = good.split('.')
      const members = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change }
      return [Buffer.from(JSON.stringify(members)).toString('base64url'), ...rest].join('.')
    }
    await refusesTokens(t, forge, 'token-invalid', [
      ['an extension nobody knows', sign(claims(), { crit: ['x'], x: 1 })],
      ['a claim made critical', sign(claims(), { crit: ['exp'], exp: 1 })],
      ['an empty list', withHeader({ crit: [] })],
      ['no list', withHeader({ crit: 'x', x: 1 })],
      ['a registered name', withHeader({ crit: ['alg'] })],
      ['b64 switched off', withHeader({ crit: ['b64'], b64: false })],
    ])
  })
}

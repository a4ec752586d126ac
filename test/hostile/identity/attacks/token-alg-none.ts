/** A token that says that nobody signed it (RFC 8725 §2.1). */
import { UnsecuredJWT } from 'jose'
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('alg none', async (t) => {
    const { claims, sign } = forge
    const [, payload, signature] = (await sign(claims())).split('.') as [string, string, string]
    const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { kid } = JSON.parse(Buffer.from((await sign(claims())).split('.')[0]!, 'base64url').toString())
    await refusesTokens(t, forge, 'token-invalid', [
      // Not of the form of a bearer token here: it has no third part.
      ['as RFC 7519 §6 writes it', new UnsecuredJWT(claims()).encode()],
      ['none, with the kid', `${header({ alg: 'none', typ: 'at+jwt', kid })}.${payload}.`],
      ['none, with a signature', `${header({ alg: 'none', typ: 'at+jwt', kid })}.${payload}.${signature}`],
      ['NONE', `${header({ alg: 'NONE', typ: 'at+jwt', kid })}.${payload}.${signature}`],
      ['no alg', `${header({ typ: 'at+jwt', kid })}.${payload}.${signature}`],
      ['the signature left out', (await sign(claims())).replace(/[^.]*$/, '')],
    ])
  })
}

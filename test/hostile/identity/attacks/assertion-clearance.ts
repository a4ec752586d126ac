/** More clearance than the registry allows is never granted, whatever an agency asserts. */
import { decodeJwt } from 'jose'
import { type AssertionAttack, assertionForge, refusesAssertions, requestToken } from '../../../support/forged.ts'

export const attack: AssertionAttack = async (t, { target }) => {
  await t.test('more clearance than allowed', async (t) => {
    const { sign, claims } = await assertionForge(target)
    for (const clearance of ['MAT', 'TOI_MAT', 'TUYET_MAT']) {
      const reply = await requestToken(target.connect(), await sign(claims({ clearance })))
      t.match(decodeJwt(reply?.json.access_token), { clearance: 'HAN_CHE' }, `${clearance}: cut down to the ceiling`)
    }
    await refusesAssertions(t, target, 'oauth-invalid-grant', [
      ['undetermined', sign(claims({ clearance: 'CHUA_XAC_DINH' }))],
      ['none', sign(claims({ clearance: undefined }))],
      ['of another country', sign(claims({ clearance: 'COSMIC' }))],
      ['a list', sign(claims({ clearance: ['HAN_CHE'] }))],
      ['a property of every object', sign(claims({ clearance: 'constructor' }))],
      ['in lower case', sign(claims({ clearance: 'han_che' }))],
    ])
  })
}

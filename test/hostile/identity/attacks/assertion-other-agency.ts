/** An agency speaks for its own officers only. */
import { officers } from '../../../support/client.ts'
import { type AssertionAttack, assertionForge, refusesAssertions } from '../../../support/forged.ts'

export const attack: AssertionAttack = async (t, { target }) => {
  await t.test('for another agency', async (t) => {
    const own = await assertionForge(target)
    const theirs = await assertionForge(target, officers.procuracy.system)
    await refusesAssertions(t, target, 'oauth-invalid-grant', [
      ["another's, whole", theirs.sign(theirs.claims())],
      ["another's key under our name", theirs.sign(own.claims())],
      ["another's key and our kid", own.sign(own.claims(), {}, theirs.key)],
      ["our key under another's name", own.sign(own.claims({ iss: 'vien-kiem-sat' }))],
    ])
  })
}

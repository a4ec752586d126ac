/** A purpose, a basis or an action that the registry does not give the agency (RFC 9396 §5). */
import { type AssertionAttack, access, assertionForge, requestToken } from '../../../support/forged.ts'
import { assertRefusal, assertServes } from '../../../support/hostile.ts'

const tries: readonly (readonly [name: string, details: unknown])[] = [
  ["another agency's purpose", [{ ...access, purpose: 'KIEM_SAT_NGUON_TIN', legal_basis: 'BLTTHS.159' }]],
  ['no purpose of anybody', [{ ...access, purpose: 'TO_MO' }]],
  ['the auditors’ purpose', [{ ...access, purpose: 'KIEM_TOAN_TRUY_CAP', legal_basis: 'ND278_2025.13' }]],
  ['a basis of another purpose', [{ ...access, legal_basis: 'BLTTHS.159' }]],
  ['an action that nobody has', [{ ...access, actions: ['dossier:write'] }]],
  ['reading without naming what', [{ ...access, actions: ['dossier:read'] }]],
  ['another type', [{ ...access, type: 'payment' }]],
  ['two at once', [access, access]],
  ['a clearance beside it', [{ ...access, clearance: 'TUYET_MAT' }]],
]

export const attack: AssertionAttack = async (t, { target }) => {
  await t.test('purpose not allowed', async (t) => {
    const { sign, claims } = await assertionForge(target)
    const assertion = await sign(claims())
    for (const [name, details] of tries) {
      const reply = await requestToken(target.connect(), assertion, { authorization_details: JSON.stringify(details) })
      assertRefusal(t, name, reply, { status: 400, code: 'oauth-invalid-authorization-details' })
      t.notOk(reply?.json.access_token)
    }
    t.equal((await requestToken(target.connect(), assertion))?.status, 200, 'the assertion was not used up by them')
    await assertServes(t, target)
  })
}

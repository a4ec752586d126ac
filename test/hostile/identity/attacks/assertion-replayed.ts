/** An assertion counts once: on one connection, and on several at the same time. */
import { type AssertionAttack, assertionForge, requestToken } from '../../../support/forged.ts'
import { assertRefusal } from '../../../support/hostile.ts'

const refused = { status: 400, code: 'oauth-invalid-grant' } as const

export const attack: AssertionAttack = async (t, { target }) => {
  await t.test('replayed', async (t) => {
    const { sign, claims } = await assertionForge(target)
    const used = await sign(claims())
    t.equal((await requestToken(target.connect(), used))?.status, 200)
    assertRefusal(t, 'again', await requestToken(target.connect(), used), refused)
    const again = await sign(claims())
    const replies = await Promise.all(Array.from({ length: 8 }, () => requestToken(target.connect(), again)))
    t.equal(replies.filter((reply) => reply?.status === 200).length, 1, 'of eight at once one is taken')
    const jti = claims().jti!
    t.equal((await requestToken(target.connect(), await sign(claims({ jti }))))?.status, 200)
    assertRefusal(
      t,
      'signed anew with the same jti',
      await requestToken(target.connect(), await sign(claims({ jti }))),
      refused,
    )
  })
}

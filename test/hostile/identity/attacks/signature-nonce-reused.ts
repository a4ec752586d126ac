/** The same signed request again (RFC 9421 §7.2.2): a change has its effect once; a deposit has one effect however often it comes. */
import { now_s } from '../../../support/forged.ts'
import { assertRefusal, assertServes } from '../../../support/hostile.ts'
import type { SignatureAttack } from '../../../support/signed.ts'

const replayed = { status: 401, code: 'signature-replayed' } as const

export const attack: SignatureAttack = async (t, { target, all }) => {
  await t.test('nonce reused', async (t) => {
    const [deposit, change] = all as [(typeof all)[number], (typeof all)[number]]
    const nonce = (value: string) => ({
      parameters: (usual: readonly (readonly [string, string | number])[]) =>
        usual.map(([name, was]) => [name, name === 'nonce' ? `"${value}"` : was] as const),
    })

    const headers = change.headers()
    t.equal((await change.send(headers))?.status, 200)
    assertRefusal(t, 'the same request', await change.send(headers), replayed)
    const one = nonce('b3k2pp5k7z-50gnwp.yemd')
    t.equal((await change.send(change.headers(one)))?.status, 200)
    const anew = change.headers({ ...one, created: now_s() - 1 })
    assertRefusal(t, 'the nonce in another signature', await change.send(anew), replayed)

    const many = change.headers()
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => change.send(many)))).map(
      (reply) => reply?.status,
    )
    t.same(statuses.sort(), [200, ...Array(7).fill(401)], 'at once: one of them')

    const spared = change.headers()
    assertRefusal(t, 'with another body', await change.send(spared, 'token=y'), {
      status: 400,
      code: 'digest-mismatch',
    })
    t.equal((await change.send(spared))?.status, 200, 'what was refused has not used it up')

    const document = deposit.headers()
    const answers = [await deposit.send(document), await deposit.send(document)]
    t.same(
      answers.map((reply) => reply?.status),
      [422, 422],
      'a deposit is told the same again',
    )
    t.same(answers[0]?.json.receipt, answers[1]?.json.receipt)
    await assertServes(t, target)
  })

  await t.test('none, or half of one', async (t) => {
    for (const { path, headers, send } of all)
      for (const gone of [['signature'], ['signature-input'], ['signature', 'signature-input']]) {
        const reply = await send(headers().filter(([name]) => !gone.includes(name)))
        assertRefusal(t, `${path} without ${gone}`, reply, { status: 401, code: 'signature-missing' })
      }
    await assertServes(t, target)
  })
}

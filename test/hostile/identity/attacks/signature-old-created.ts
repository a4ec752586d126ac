/** Signatures out of their time (RFC 9421 §7.2.2), and from before the gateway could remember what was used. */
import { limits } from '../../../../gateway/limits.ts'
import { now_s } from '../../../support/forged.ts'
import { refusesSigned, type SignatureAttack } from '../../../support/signed.ts'

export const attack: SignatureAttack = async (t, surfaces) => {
  await t.test('old created', async (t) => {
    const { signature_age_s_max } = limits.deposit
    await refusesSigned(t, surfaces, 'signature-expired', ({ headers }) => [
      ['a little too old', headers({ created: now_s() - signature_age_s_max - 1 })],
      ['a year old', headers({ created: now_s() - 31_536_000 })],
      ['of 1970', headers({ created: 0 })],
      ['ahead of the clock', headers({ created: now_s() + 60 })],
      ['in milliseconds', headers({ created: Date.now() })],
      [
        'over by its own end',
        headers({ created: now_s() - 9, parameters: (usual) => [...usual, ['expires', now_s() - 1]] }),
      ],
    ])
  })

  await t.test('from before the replay store was healthy', async (t) => {
    const all = surfaces.all.filter(({ path }) => path === '/oauth2/revoke')
    await refusesSigned(t, { ...surfaces, all }, 'signature-expired', ({ headers }) => [
      ['within the window, and before the start', headers({ created: surfaces.before_s - 1 })],
    ])
  })
}

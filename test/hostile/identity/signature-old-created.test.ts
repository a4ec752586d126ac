/** Signatures out of their time (RFC 9421 §7.2.2), and from before the gateway could remember what was used. */
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { now_s } from '../../support/forged.ts'
import { refusesSigned, startSurfaces } from '../../support/signed.ts'

t.test('old created', async (t) => {
  const { signature_age_s_max } = limits.deposit
  await refusesSigned(t, await startSurfaces(t), 'signature-expired', ({ headers }) => [
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

t.test('from before the replay store was healthy', async (t) => {
  const surfaces = await startSurfaces(t)
  const all = surfaces.all.filter(({ path }) => path === '/oauth2/revoke')
  await refusesSigned(t, { ...surfaces, all }, 'signature-expired', ({ headers }) => [
    ['within the window, and before the start', headers({ created: now_s() - signature_before_start_s })],
  ])
})

/** Longer than a gateway takes to start here, shorter than limits.deposit.signature_age_s_max. */
const signature_before_start_s = 240

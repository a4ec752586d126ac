/** Which key exchange is agreed on: the hybrid with ML-KEM wherever the other end has it, and nothing weak. */
import { once } from 'node:events'
import { connect } from 'node:tls'
import t from 'tap'
import { keyExchangeGroups } from '../../../gateway/identity/tls.ts'
import { identitySetup, readPair, tlsServer } from '../../support/identity.ts'

const setup = await identitySetup(t)
const { port, ca } = await tlsServer(t, setup, () => 'ok')
const pair = await readPair(setup.certificates.systems['cong-an:dieu-tra']!.client)

async function agreed(ecdhCurve?: string): Promise<unknown> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    ca,
    ...pair,
    ...(ecdhCurve && { ecdhCurve }),
  })
  await once(socket, 'secureConnect')
  const { name } = socket.getEphemeralKeyInfo() as { name?: string }
  socket.destroy()
  return name
}

t.test('a client as Node comes agrees on X25519MLKEM768', async (t) => {
  t.ok(keyExchangeGroups().startsWith('X25519MLKEM768/'), 'and start-up can say so')
  t.equal(await agreed(), 'X25519MLKEM768')
})

t.test('one that prefers a classical group and has the hybrid gets the hybrid', async (t) => {
  t.equal(await agreed('X25519:X25519MLKEM768'), 'X25519MLKEM768')
})

t.test('one without it is served by a classical group', async (t) => {
  t.equal(await agreed('X25519'), 'X25519')
  t.match(await agreed('P-384'), /secp384r1|P-384/)
})

t.test('another group is not spoken', async (t) => {
  for (const group of ['P-521', 'X448', 'ffdhe2048']) await t.rejects(agreed(group), group)
})

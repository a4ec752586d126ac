/** An assertion counts once: on one connection, on two at the same time, and after the gateway was started anew. */
import t from 'tap'
import { officers } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { assertionForge, requestToken } from '../../support/forged.ts'
import { startGateway } from '../../support/gateway.ts'
import { assertRefusal, startTarget } from '../../support/hostile.ts'
import { rawConnection } from '../../support/raw.ts'

const refused = { status: 400, code: 'oauth-invalid-grant' } as const

t.test('replayed', async (t) => {
  const target = await startTarget(t)
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

t.test('replayed after a restart', async (t) => {
  const databaseUrl = await testDatabase(t)
  const first = await startGateway(t, { databaseUrl })
  const { run } = first
  const on = (at: typeof run) => rawConnection(at, at.clients[officers.police.system]!)
  const forge = await assertionForge({ run } as never)
  const used = await forge.sign(forge.claims())
  t.equal((await requestToken(on(run), used))?.status, 200)
  await first.stop()
  const port = new URL(run.url).port
  const second = await startGateway(t, { databaseUrl, data: run.data, env: { LIENTHONG_PORT: port } })
  t.equal(second.run.token_endpoint, run.token_endpoint, 'the audience is the same')
  assertRefusal(t, 'after a restart', await requestToken(on(second.run), used), refused)
  t.equal((await requestToken(on(second.run), await forge.sign(forge.claims())))?.status, 200, 'a new one is taken')
})

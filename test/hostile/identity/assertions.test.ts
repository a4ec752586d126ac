/** Officer assertions: each attack of attacks/assertion-*.ts, against one gateway, and one of before it was started anew. */
import t from 'tap'
import { runAttacks } from '../../support/attacks.ts'
import { officers } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { assertionForge, requestToken } from '../../support/forged.ts'
import { startGateway } from '../../support/gateway.ts'
import { assertRefusal, startTarget } from '../../support/hostile.ts'
import { rawConnection } from '../../support/raw.ts'

const databaseUrl = await testDatabase(t)
const target = await startTarget(t, { databaseUrl })
const { run } = target
const { sign, claims } = await assertionForge(target)
const used = await sign(claims())

t.test('assertions', async (t) => {
  t.equal((await requestToken(target.connect(), used))?.status, 200)
  await runAttacks(t, new URL('attacks/', import.meta.url), 'assertion', { target })
})

t.test('replayed after a restart', async (t) => {
  const env = { LIENTHONG_PORT: new URL(run.url).port }
  const second = await startGateway(t, { databaseUrl, data: run.data, agencies: ['cong-an'], env })
  t.equal(second.run.token_endpoint, run.token_endpoint, 'the audience is the same')
  const connect = () => rawConnection(second.run, second.run.clients[officers.police.system]!)
  const refused = { status: 400, code: 'oauth-invalid-grant' } as const
  assertRefusal(t, 'after a restart', await requestToken(connect(), used), refused)
  t.equal((await requestToken(connect(), await sign(claims())))?.status, 200, 'a new one is taken')
})

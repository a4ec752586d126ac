/** Tokens of another gateway, good there (RFC 9068 §4): two gateways of their own. */
import t from 'tap'
import { agencyClient, officers } from '../../support/client.ts'
import { refusesTokens, startForge } from '../../support/forged.ts'
import { startGateway } from '../../support/gateway.ts'
import { assertUnharmed } from '../../support/hostile.ts'

t.test('a token of another gateway', async (t) => {
  const [forge, other] = [await startForge(t), await startGateway(t)]
  const client = agencyClient(other.run, officers.police.system)
  t.teardown(() => client.close())
  const theirs = await client.bearer(officers.police)
  await refusesTokens(t, forge, 'token-invalid', [['theirs, good there', theirs]])
  await assertUnharmed(t, forge.target)
})

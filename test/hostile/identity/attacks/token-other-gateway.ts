/** Tokens of another gateway, good there (RFC 9068 §4). */
import { agencyClient, officers } from '../../../support/client.ts'
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'
import { startGateway } from '../../../support/gateway.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('a token of another gateway', async (t) => {
    const other = await startGateway(t, { agencies: ['mttq'] })
    const client = agencyClient(other.run, officers.police.system)
    t.teardown(() => client.close())
    const theirs = await client.bearer(officers.police)
    await refusesTokens(t, forge, 'token-invalid', [['theirs, good there', theirs]])
  })
}

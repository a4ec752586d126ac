/** Tokens of another gateway, for another, or for several (RFC 9068 §4). */
import t from 'tap'
import { agencyClient, officers } from '../../support/client.ts'
import { refusesTokens, startForge } from '../../support/forged.ts'
import { startGateway } from '../../support/gateway.ts'

t.test('wrong issuer or audience', async (t) => {
  const forge = await startForge(t)
  const { claims, sign } = forge
  const { aud } = claims()
  await refusesTokens(t, forge, 'token-invalid', [
    ['another audience', sign(claims({ aud: 'https://example.vn' }))],
    ['an audience that begins like ours', sign(claims({ aud: `${aud}/` }))],
    ['ours among others', sign(claims({ aud: [aud, 'https://example.vn'] }))],
    ['no audience', sign(claims({ aud: undefined }))],
    ['another issuer', sign(claims({ iss: 'https://example.vn' }))],
    ['no issuer', sign(claims({ iss: undefined }))],
  ])
})

t.test('a token of another gateway', async (t) => {
  const [forge, other] = [await startForge(t), await startGateway(t)]
  const client = agencyClient(other.run, officers.police.system)
  t.teardown(() => client.close())
  const theirs = await client.bearer(officers.police)
  await refusesTokens(t, forge, 'token-invalid', [['theirs, good there', theirs]])
})

/** Redis, which remembers the assertions that were used, is lost: no new tokens, and no old assertion passes again when it is back. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { signAssertion } from '../../../gateway/identity/assertion.ts'
import { jwtBearerGrant } from '../../../gateway/identity/token-form.ts'
import { now_ms } from '../../../gateway/telemetry/clock.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, indexOf } from '../../support/log-entries.ts'
import { redisMissing, redisServer } from '../../support/redis.ts'
import { until } from '../../support/until.ts'

const { police } = officers

t.test('a lost Redis opens no door and closes none that is open', { skip: redisMissing() }, async (t) => {
  const redis = await redisServer(t)
  const { run } = await startGateway(t, { agencies: ['cong-an', 'vien-kiem-sat'], env: { REDIS_URL: redis.url } })
  const client = agencyClient(run, police.system)
  t.teardown(() => client.close())
  const wish = { ...police, dossiers: dossiersIn(run) }
  const token = await client.bearer(wish)

  const assertion = await signAssertion({
    keyPem: readFileSync(run.clients[police.system]!.assertion_key, 'utf8'),
    agency: 'cong-an',
    officer: police.officer,
    clearance: 'HAN_CHE',
    audience: run.token_endpoint,
    now_s: Math.floor(now_ms() / 1000),
  })
  const access = {
    type: 'case_access',
    purpose: police.purpose,
    legal_basis: police.legalBasis,
    actions: ['dossier:list'],
  }
  const form = {
    grant_type: jwtBearerGrant,
    client_id: police.system,
    assertion,
    authorization_details: JSON.stringify([access]),
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const use = () =>
    client.call('/oauth2/token', { method: 'POST', headers, body: new URLSearchParams(form).toString() })
  t.match(await use(), { status: 200 })
  t.match(await use(), { status: 400, json: { error: 'invalid_grant' } }, 'once only')
  t.match(await client.call('/readyz'), { status: 200 })

  await redis.stop('SIGKILL')
  t.match(await client.call('/readyz'), { status: 503, json: { problems: ['replay-store'] } }, 'what tokens need')
  for (const reply of [await client.token(wish), await use()]) {
    t.match(reply, { status: 503, json: { code: 'replay-store-unavailable', error: 'temporarily_unavailable' } })
    t.equal(reply.json.access_token, undefined)
    t.match(entriesIn(run.audit.dir)[indexOf(reply)], { phase: 'aborted', outcome: 'replay-store-unavailable' })
  }
  t.match(await client.get(`/v1/dossiers/${run.dossiers[0]}`, token), { status: 200 }, 'a live token is good')

  await redis.start()
  await until(async () => (await client.token(wish)).status === 200)
  t.match(await use(), { status: 400, json: { error: 'invalid_grant' } }, 'what it has forgotten is not taken again')
})

t.test('a gateway that has never reached Redis is not ready', { skip: redisMissing() }, async (t) => {
  const redis = await redisServer(t)
  await redis.stop('SIGKILL')
  const { run } = await startGateway(t, { agencies: ['cong-an', 'vien-kiem-sat'], env: { REDIS_URL: redis.url } })
  const client = agencyClient(run, police.system)
  t.teardown(() => client.close())
  t.match(await client.call('/readyz'), { status: 503, json: { status: 'not-ready', problems: ['replay-store'] } })
  t.match(await client.token({ ...police, dossiers: dossiersIn(run) }), {
    status: 503,
    json: { code: 'replay-store-unavailable' },
  })
  await redis.start()
  await until(async () => (await client.call('/readyz')).status === 200)
  t.match(await client.token({ ...police, dossiers: dossiersIn(run) }), { status: 200 })
})

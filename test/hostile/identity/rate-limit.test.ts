/** More than the quota (RFC 6585 §4, draft-ietf-httpapi-ratelimit-headers-10). */
import t from 'tap'
import { agencyClient, officers } from '../../support/client.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'

t.test('a system over its quota', async (t) => {
  const { run, stop } = await startGateway(t, {
    agencies: ['cong-an', 'vien-kiem-sat'],
    env: { LIENTHONG_RATE_SYSTEM: '40', LIENTHONG_RATE_OFFICER: '12' },
  })
  const [police, procuracy] = [officers.police, officers.procuracy].map(({ system }) => agencyClient(run, system))
  t.teardown(() => {
    police!.close()
    procuracy!.close()
  })
  const token = await police!.bearer(officers.police)
  const clerk = await police!.bearer(officers.policeClerk)
  const connection = rawConnection(run, run.clients[officers.police.system]!)
  const ask = async (bearer: string) => {
    connection.send(bytesOf({ target: '/v1/dossiers?first=1', headers: [['Authorization', `Bearer ${bearer}`]] }))
    const reply = (await connection.next())!
    if (reply.status === 429) refused += 1
    return reply
  }
  let refused = 0
  const first = await ask(token)
  t.match(first, {
    status: 200,
    headers: {
      'ratelimit-policy': '"system";q=40;w=60, "officer";q=12;w=60',
      ratelimit: /^"system";r=\d+;t=\d+, "officer";r=11;t=5$/,
    },
  })
  t.notOk(first.headers['retry-after'])

  const replies = []
  for (let n = 0; n < 13; n++) replies.push(await ask(token))
  const over = replies.find(({ status }) => status === 429)
  t.match(over, { json: { code: 'rate-limited', party: 'caller' }, headers: { 'audit-receipt': /origin/ } })
  t.ok(Number(over?.headers['retry-after']) >= 1)
  t.match(over?.headers.ratelimit, /"officer";r=0/)
  t.equal((await ask(clerk)).status, 200, 'another officer of the same system')

  let last = await ask('x.y.z')
  for (let n = 0; n < 100 && last.status === 401; n++) last = await ask('x.y.z')
  t.match(last, { status: 429, headers: { ratelimit: /^"system";r=0;t=\d+$/ } }, 'whatever it asks')
  t.equal((await procuracy!.token(officers.procuracy)).status, 200, 'no other agency')

  for (let n = 0; n < 60; n++) {
    connection.send(bytesOf({ target: '/healthz' }))
    const { status, headers } = (await connection.next())!
    if (status !== 200 || headers.ratelimit !== undefined) t.same({ status, headers }, 'health, which is not counted')
  }
  for (let n = 0; n < 200; n++) await ask('x.y.z')
  await stop()
  const entries = entriesIn(run.audit.dir).filter(({ outcome }) => outcome === 'rate-limited')
  t.ok(refused > 150 && entries.length <= 10, `${entries.length} entries of ${refused} refusals`)
  const told = entries.reduce((sum, { detail: { repeated } }) => sum + (repeated?.count ?? 1), 0)
  t.equal(told, refused, 'and none is left out')
  t.match(entries[0], { phase: 'denied', detail: { who: { officer: 'dtv-001' } } }, 'the first as it came')
  const [again] = entries.filter(({ detail }) => detail.repeated)
  t.ok(
    entries.some(({ event, detail }) => event === again!.event && !detail.repeated),
    'under its event',
  )
})

/** PostgreSQL goes away under the running gateway, and comes back. */
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { startEmbeddedPostgres } from '../../../gateway/store/postgres-embedded.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, indexOf, isOfBody } from '../../support/log-entries.ts'
import { until } from '../../support/until.ts'

const { police } = officers

t.test('without the index nothing is read; when it is back, all is as before', async (t) => {
  const directory = join(dataFolder(t), 'postgres')
  let server = await startEmbeddedPostgres({ directory })
  t.teardown(() => server.stop())
  const { run, stop } = await startGateway(t, { agencies: ['cong-an'], databaseUrl: server.url })
  const client = agencyClient(run, police.system)
  t.teardown(() => client.close())
  const token = await client.bearer({ ...police, dossiers: dossiersIn(run) })
  const path = `/v1/dossiers/${run.dossiers[0]}`
  const query = `{ dossiers { nodes { id } } dossier(id: "${run.dossiers[0]}") { facets { report { summary } } } }`
  const reads = () =>
    Promise.all([client.get(path, token), client.get('/v1/dossiers', token), client.graphql(query, token)])
  const before = await reads()
  t.match(before, [{ status: 200 }, { status: 200 }, { status: 200 }])

  await server.stop()
  const during = await reads()
  const entries = entriesIn(run.audit.dir)
  for (const reply of during) {
    t.equal(reply.status, 503)
    const problem = reply.json.errors?.[0].extensions ?? reply.json
    t.match(problem, { code: 'index-unavailable', party: 'gateway' })
    t.notMatch(reply.text, run.dossiers[0], 'nothing of a dossier')
    t.equal(reply.json.data, undefined)
    const entry = entries[indexOf(reply)]!
    t.ok(isOfBody(entry, reply.text), 'the refusal is recorded')
    t.match(entry, { phase: 'aborted', outcome: 'index-unavailable', detail: { who: { officer: police.officer } } })
  }
  t.match(await client.call('/readyz'), { status: 503, json: { problems: ['index'] } })
  t.match(await client.token({ ...police, dossiers: dossiersIn(run) }), { status: 200 }, 'tokens do not need it')

  server = await startEmbeddedPostgres({ directory })
  const [dossier, list, graphql] = await until(async () => {
    const replies = await reads()
    return replies.every(({ status }) => status === 200) && replies
  })
  t.same(dossier.json.dossier.facets.length, before[0].json.dossier.facets.length)
  t.same(list.json.dossiers, before[1].json.dossiers)
  t.same(graphql.json.data, before[2].json.data)
  await until(async () => (await client.call('/readyz')).status === 200)

  // As a standby does.
  const operator = openDatabase(server.url)
  t.teardown(() => operator.close())
  const readOnly = async (on: boolean) => {
    await operator.query(`ALTER SYSTEM ${on ? 'SET' : 'RESET'} default_transaction_read_only${on ? ' = on' : ''}`)
    await operator.query('SELECT pg_reload_conf()')
  }
  await readOnly(true)
  const standby = await until(async () => {
    const reply = await client.call('/readyz')
    return reply.status === 503 && reply
  })
  t.match(standby, { json: { problems: ['index-read-only'] } }, 'it answers, and takes nothing')
  await readOnly(false)
  await until(async () => (await client.call('/readyz')).status === 200)
  t.equal(await stop(), 0)
})

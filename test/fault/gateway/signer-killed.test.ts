/** The process that holds the key of the log is killed in a running gateway: nothing leaves; it comes back by itself, and the pause is in the log. */
import t from 'tap'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { entriesIn, receiptOf } from '../../support/log-entries.ts'
import { processesNaming } from '../../support/processes.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

if (process.platform === 'win32') {
  t.pass('', { skip: 'there is no ps' })
  process.exit()
}

t.test('killed while the gateway runs', async (t) => {
  const { run, gateway, told, close } = await openTrusting(t)
  const police = agencyClient(run, officers.police.system)
  t.teardown(() => police.close())
  const bearer = await police.bearer({ ...officers.police })
  const list = () => police.get('/v1/dossiers', bearer)
  const receipts = [receiptOf(await list())]

  const signers = processesNaming(run.data, 'pid=,args=').filter((line) => line.includes('signer/main.ts'))
  t.equal(signers.length, 1)
  process.kill(Number.parseInt(signers[0]!, 10), 'SIGKILL')

  const refused = await list()
  t.match(refused, { status: 503, json: { code: 'log-unavailable', party: 'gateway' } })
  t.notOk(refused.headers['audit-receipt'])
  t.notOk(gateway.log.healthy())
  t.match((await police.call('/readyz')).status, 503)

  await until(() => gateway.log.healthy())
  const after = await list()
  t.equal(after.status, 200)
  receipts.push(receiptOf(after))
  const changes = told.flatMap(({ event, facts }) => (event === 'audit-signer' ? [facts.state] : []))
  t.same(changes, ['ended', 'restarted'])
  t.match(
    told.find(({ event }) => event === 'audit-log-failed'),
    { level: 'fatal', facts: { refusal: 'signer' } },
  )

  await close()
  const events = entriesIn(run.audit.dir)
  const [pause] = events.filter(({ detail }) => detail.note === 'the signer of the log was away')
  t.match(pause, { phase: 'incident' })
  t.match(verifyLog(run.audit.dir, { receipts }), { ok: true }, 'and every receipt is covered')
})

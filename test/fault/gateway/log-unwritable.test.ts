/** The log of the running gateway can't be written any more: then nothing leaves, whatever is asked; what had left is in the log. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { problemOf } from '../../../gateway/errors/problem.ts'
import { segmentIn } from '../../support/audit.ts'
import { agencyClient, clientWith, officers, type Reply } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, receiptOf } from '../../support/log-entries.ts'
import { askedOf } from '../../support/sandbox-control.ts'

const { police, procuracy } = officers
const noPrlimit = spawnSync('prlimit', ['--version']).status === 0 ? false : 'prlimit (util-linux) is not installed'

/** Every kind of answer that is recorded, by a name. */
async function everything(run: RunFile, tokens: { police: string; procuracy: string }) {
  const [police_, procuracy_] = [agencyClient(run, police.system), agencyClient(run, procuracy.system)]
  const nobody = clientWith(run, undefined)
  const revoked = clientWith(run, run.broken.revoked)
  const [id = ''] = run.dossiers
  const unknown = 'hs-aaaaaaaaaaaaaaaaaaaaaaaaaa'
  const json = { 'content-type': 'application/json' }
  const replies: Record<string, Promise<Reply>> = {
    dossier: police_.get(`/v1/dossiers/${id}`, tokens.police),
    'dossier, the other agency': procuracy_.get(`/v1/dossiers/${id}`, tokens.procuracy),
    list: police_.get('/v1/dossiers', tokens.police),
    graphql: procuracy_.graphql(`{ dossier(id: "${id}") { facets { report { summary } } } }`, tokens.procuracy),
    'graphql, refused': procuracy_.graphql('{ nothing }', tokens.procuracy),
    token: police_.token({ ...police, dossiers: dossiersIn(run) }),
    'token, refused': police_.token({ ...police, purpose: 'NONE' }),
    'not covered': police_.get(`/v1/dossiers/${unknown}`, tokens.police),
    'no token': police_.call('/v1/dossiers'),
    'no route': police_.call('/nowhere'),
    'no URL': police_.call('/%zz'),
    'body malformed': police_.call('/graphql', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${tokens.police}` },
      body: '{',
    }),
    'no certificate': nobody.call('/v1/dossiers'),
    'certificate revoked': revoked.call('/v1/dossiers'),
  }
  const given: [string, Reply][] = []
  for (const [name, reply] of Object.entries(replies)) given.push([name, await reply])
  for (const client of [police_, procuracy_, nobody, revoked]) client.close()
  return given
}

function saysOnlyThat(t: Test, name: string, { status, headers, json }: Reply): void {
  t.equal(status, 503, name)
  t.equal(headers['audit-receipt'], undefined, `${name}: no receipt`)
  const instance = String(json.instance).replace(/^urn:lienthong:event:/, '')
  t.same(json, problemOf('log-unavailable', 'vi', instance), `${name}: the problem and nothing else`)
}

t.test('nothing leaves without its record', { skip: noPrlimit }, async (t) => {
  const data = join(dataFolder(t), 'data')
  const databaseUrl = await testDatabase(t)
  const gateway = await startGateway(t, { data, databaseUrl, agencies: ['cong-an', 'vien-kiem-sat'] })
  const { run } = gateway
  const [own, other] = [agencyClient(run, police.system), agencyClient(run, procuracy.system)]
  t.teardown(() => [own, other].map((client) => client.close()))
  const tokens = {
    police: await own.bearer({ ...police, dossiers: dossiersIn(run) }),
    procuracy: await other.bearer({ ...procuracy, dossiers: dossiersIn(run) }),
  }
  const before = await everything(run, tokens)
  t.match(Object.fromEntries(before), { dossier: { status: 200 }, token: { status: 200 }, 'no route': { status: 404 } })
  const receipts = before.map(([, reply]) => receiptOf(reply))
  t.match(await own.call('/readyz'), { status: 200, json: { status: 'ready', problems: [] } })

  const full = statSync(segmentIn(run.audit.dir)).size
  const limited = spawnSync('prlimit', ['--pid', `${run.pid}`, `--fsize=${full}:${full}`])
  t.equal(limited.status, 0, 'no file of the gateway may grow beyond what the log has now')
  const asked = askedOf(run, 'cong-an').length
  // Twice: the write that fails, and the refusal that stays.
  for (const turn of ['failing', 'failed'])
    for (const [name, reply] of await everything(run, tokens)) saysOnlyThat(t, `${turn}: ${name}`, reply)
  t.ok(askedOf(run, 'cong-an').length > asked, 'also not what the sources had given already')

  t.match(await own.call('/readyz'), { status: 503, json: { status: 'not-ready', problems: ['audit-log'] } })
  t.match(await own.call('/healthz'), { status: 200, json: { status: 'ok' } })
  t.equal(gateway.stderr.filter((line) => line.includes('"audit-log-failed"')).length, 1, 'the operator is told once')
  await gateway.stop()

  const again = await startGateway(t, { data, databaseUrl, agencies: ['cong-an', 'vien-kiem-sat'] })
  t.match(
    verifyLog(run.audit.dir, { verifierKey: run.audit.vkey, receipts }),
    { ok: true },
    'all answers are in the log',
  )
  const reader = agencyClient(again.run, police.system)
  t.teardown(() => reader.close())
  const token = await reader.bearer({ ...police, dossiers: dossiersIn(run) })
  const reply = await reader.get(`/v1/dossiers/${run.dossiers[0]}`, token)
  t.equal(reply.status, 200, 'and it goes on')
  t.match(verifyLog(run.audit.dir, { receipts: [...receipts, receiptOf(reply)] }), { ok: true })
  t.ok(entriesIn(run.audit.dir).length > receipts.length)
})

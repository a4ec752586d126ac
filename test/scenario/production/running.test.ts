/** The whole program as a province runs it: one process in production, from the first start to the last signal. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { nativeEvent } from '../../../adapters/mttq/sandbox/writer.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { startProcess } from '../../support/gateway.ts'
import { entriesIn, receiptOf } from '../../support/log-entries.ts'
import { startMain } from '../../support/main-process.ts'
import { opensslMissing } from '../../support/openssl-authority.ts'
import { productionSite } from '../../support/production.ts'
import { headersOf, signedMessage, signerOf } from '../../support/push.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { redisMissing, redisServer } from '../../support/redis.ts'
import { verdictOn } from '../../support/signed-reply.ts'
import { until } from '../../support/until.ts'

const skip = redisMissing() || opensslMissing()
const onDuty = 'cong-an:truc-ban'
const front = 'mttq:tiep-nhan'

/** The request without its body, and the body. */
const halves = (request: Buffer, body: string) => {
  const at = request.length - Buffer.byteLength(body)
  return [request.subarray(0, at), request.subarray(at)] as const
}

t.test('production, from the first start to the last signal', { skip }, async (t) => {
  const site = await productionSite(t)
  const { folder, lienthong } = site
  lienthong('participants', 'pin', '--yes')
  await site.sign(folder.dir)
  const env = { ...site.env, DATABASE_URL: await testDatabase(t), REDIS_URL: (await redisServer(t)).url }
  const { line, child, stderr, stop } = await startProcess(t, env)
  const run = await site.run()
  t.equal(line, `ready ${run.url}`)
  const told = (event: string) => stderr.filter((text) => text.includes(`"event":"${event}"`))
  const procuracy = agencyClient(run, officers.procuracy.system)
  t.teardown(() => procuracy.close())
  const problems = async () => (await procuracy.call('/readyz')).json.problems
  const receipts: string[] = []
  const frontKey = readFileSync(run.clients[front]!.assertion_key, 'utf8')
  const reports = makeWorld({ seed: 77 }).matters.flatMap(({ facets }) => facets.mttq ?? [])
  const signedDeposit = async (index: number) => {
    const body = JSON.stringify(nativeEvent(reports[index]!, `su-kien-${index}`))
    const created = Math.floor(Date.now() / 1000)
    const push = { signer: await signerOf(frontKey), targetUri: run.deposit_endpoint, body, created }
    return { body, headers: headersOf(signedMessage(push)) }
  }

  await t.test('it is ready, and says of itself what agencies were told', async (t) => {
    t.match(await procuracy.call('/readyz'), { status: 200, json: { status: 'ready' } })
    t.same(await problems(), [])
    const { json } = await procuracy.call('/.well-known/oauth-authorization-server')
    t.match(json, { issuer: run.url, token_endpoint: run.token_endpoint })
    t.same(told('policies-unsigned'), [])
  })

  await t.test('an agency gets a token, its list and a dossier, each with a receipt', async (t) => {
    const list = await procuracy.get('/v1/dossiers', await procuracy.bearer(officers.procuracy))
    t.equal(list.status, 200)
    const { id } = list.json.dossiers[0]
    const token = await procuracy.bearer({ ...officers.procuracy, dossiers: [id] })
    const dossier = await procuracy.get(`/v1/dossiers/${id}`, token)
    t.match(dossier, { status: 200, json: { dossier: { facets: [{ agency: 'vien-kiem-sat' }] } } })
    receipts.push(receiptOf(list), receiptOf(dossier))
  })

  await t.test('a signed deposit is answered by a signed answer', async (t) => {
    const client = agencyClient(run, front)
    t.teardown(() => client.close())
    const { body, headers } = await signedDeposit(0)
    const reply = await client.call('/v1/deposits', { method: 'POST', headers, body })
    t.match(reply, { status: 200, json: { state: 'accepted', taken: 1 } })
    const jwks = (await client.call('/oauth2/jwks')).json
    const asked = { method: 'POST', url: run.deposit_endpoint, signature: headers.signature }
    t.match(verdictOn(reply, asked, jwks), { holds: true })
    receipts.push(receiptOf(reply))
  })

  const last = folder.copy()
  await t.test('SIGHUP with a bundle that is not as signed: the old one stays, loudly', async (t) => {
    writeFileSync(join(folder.dir, 'purposes.json'), '\n', { flag: 'a' })
    child.kill('SIGHUP')
    const [refused] = await until(() => told('trust-refused').length > 0 && told('trust-refused'))
    t.match(JSON.parse(refused!), {
      level: 'error',
      text: /purposes\.json#: khác với tệp đã ký · is not the file that was signed/,
    })
    t.same(await problems(), ['trust-refused'])
    t.equal((await procuracy.token(officers.procuracy)).status, 200)
  })

  await t.test('SIGHUP with the next bundle: a system that it no longer names is cut', async (t) => {
    const own = run.clients[onDuty]!
    const connection = rawConnection(run, own)
    connection.send(bytesOf({ target: '/healthz' }))
    t.equal((await connection.next())?.status, 200)
    const next = last.copy()
    next.edit('cong-an', ({ systems }) => void systems.pop())
    await site.sign(next.dir, last.dir)
    folder.become(next)
    child.kill('SIGHUP')
    t.equal(await connection.ended(), '')
    const again = rawConnection(run, own)
    again.send(bytesOf({ target: '/healthz' }))
    t.match(await again.next(), { status: 401, json: { code: 'certificate-unregistered', party: 'caller' } })
    again.close()
    t.same(await problems(), [])
  })

  await t.test('SIGTERM: what was begun is answered, it ends in good order, and the log holds', async (t) => {
    const { body, headers } = await signedDeposit(1)
    const connection = rawConnection(run, run.clients[front]!)
    const head: [string, string][] = [...Object.entries(headers), ['expect', '100-continue']]
    const [begun, rest] = halves(bytesOf({ method: 'POST', target: '/v1/deposits', headers: head, body }), body)
    connection.send(begun)
    t.equal((await connection.next())?.status, 100)
    const stopped = stop()
    await until(() => told('draining').length > 0)
    connection.send(rest)
    const reply = await connection.next()
    t.match(reply, { status: 200, headers: { connection: 'close' }, json: { state: 'accepted' } })
    receipts.push(reply!.headers['audit-receipt']!)
    t.equal(await stopped, 0)
    const grave = stderr.filter((text) => /"level":"(?:error|fatal)"/.test(text))
    t.same(grave, told('trust-refused'))
    const { dir, vkey } = run.audit
    const given = receipts.flatMap((receipt) => ['--receipt', receipt])
    t.match(lienthong('audit', 'verify', dir, '--key', vkey, ...given).stdout, /receipts {3}4 khớp · match/)
    t.equal(entriesIn(dir).at(-1)?.phase, 'stopped')
  })

  await t.test('started again on the bundle before: refused, with what to do', async (t) => {
    rmSync(folder.dir, { recursive: true })
    cpSync(last.dir, folder.dir, { recursive: true })
    const { code, stderr, stdout } = await startMain(t, env).ended
    t.equal(code, 1)
    t.equal(stdout, '')
    t.match(stderr, /bundle\.json#\/serial: cũ hơn gói đang dùng · is older than the bundle in force/)
  })
})

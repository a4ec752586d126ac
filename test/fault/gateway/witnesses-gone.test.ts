/** A gateway whose witnesses go away and come back: what goes on, what does not, and what is recorded of it. The clock is moved by hand. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeDirectory } from '../../../gateway/audit/files.ts'
import { openSigner } from '../../../gateway/audit/signer.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'
import { policyText, startTestWitness, type TestWitness, type TestWitnessOptions } from '../../support/witness.ts'

const minute = 60_000
const timers = fakeTimers(Date.now())
let given: TestWitnessOptions[] = []
let witnesses: TestWitness[] = []

const opened = await openTrusting(t, {
  async prepare(dataDir, certificates) {
    const audit = join(dataDir, 'audit')
    makeDirectory(audit)
    const keyFile = join(dataDir, 'keys/log-signing.key')
    const signer = openSigner(audit, 'lienthong.an-giang/dev/log', { keyFile })
    const log = { verifierKey: signer.verifierKeys[0] }
    signer.close()
    given = [0, 1, 2].map((n) => ({
      ...{ certificates, directory: join(dataDir, `w${n}`), logs: [log.verifierKey], name: `witness.test/${n}` },
    }))
    witnesses = await Promise.all(given.map((options) => startTestWitness(t, options)))
    const witnessPolicyFile = join(dataDir, 'policy')
    writeFileSync(witnessPolicyFile, policyText(log, witnesses, 2))
    return { witnessPolicyFile, timers }
  },
})
const { run, told, gateway } = opened
const police = agencyClient(run, officers.police.system)
t.teardown(() => police.close())
const wish = { ...officers.police }
const bearer = await police.bearer(wish)
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** The status, and the code where there is one, of each kind of request. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const asked = {
    list: police.get('/v1/dossiers', bearer),
    graphql: police.graphql('{ dossiers(first: 1) { nodes { id } } }', bearer),
    token: police.token(wish),
    introspect: police.call('/oauth2/introspect', { method: 'POST', headers: form, body: 'token=x' }),
    link: police.call('/v1/links', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${bearer}` },
      body: '{}',
    }),
    deposit: police.call('/v1/deposits', { method: 'POST', headers: json, body: '{}' }),
    revoke: police.call('/oauth2/revoke', { method: 'POST', headers: form, body: 'token=x' }),
    healthz: police.call('/healthz'),
    readyz: police.call('/readyz'),
  }
  const replies = await Promise.all(
    Object.entries(asked).map(async ([name, reply]) => {
      const { status, json: body, text } = await reply
      return [name, `${status} ${/log-unwitnessed/.exec(text)?.[0] ?? body?.status ?? ''}`.trim()] as const
    }),
  )
  return Object.fromEntries(replies)
}

/** What the log says of witnesses, oldest first. */
const recorded = () =>
  entriesIn(run.audit.dir).flatMap(({ phase, detail: { note } }) =>
    note !== undefined && /witness/.test(note) ? [`${phase}: ${note}`] : [],
  )
const toldOf = (event: string) =>
  told.filter((one) => one.event === event).map(({ level, facts }) => ({ level, ...facts }))

t.test('with its witnesses everything goes on, and what it rests on is in the log', async (t) => {
  const answers = await everything()
  t.match(answers, { list: '200', graphql: '200', token: '200', readyz: '200 ready' })
  t.notMatch(JSON.stringify(answers), /unwitnessed/)
  t.match(recorded(), [
    /^setting-changed: witnesses: policy [0-9a-f]{16} of 3, at least every 10000 ms, alert after 300000 ms, transfers alone after 3600000 ms$/,
  ])
  t.strictSame(toldOf('witness-asked'), [])
})

t.test('gone: told at once, degraded after five minutes, and nobody is refused yet', async (t) => {
  for (const witness of witnesses) await witness.stop()
  timers.advance(10_000)
  await until(() => toldOf('witness-asked').length === 3)
  t.match(toldOf('witness-asked'), [{ level: 'warn', state: 'failed' }, { level: 'warn' }, { level: 'warn' }])
  timers.advance(5 * minute)
  const answers = await everything()
  t.match(answers, { list: '200', graphql: '200', token: '200', readyz: '200 degraded' })
  t.match(toldOf('witness-watch'), [{ level: 'error', state: 'degraded' }])
  const { json } = await police.call('/readyz')
  t.match(json.problems, ['witnesses:degraded', 'witness:w0:failed', 'witness:w1:failed', 'witness:w2:failed'])
})

t.test('after an hour only what is handed over goes on, and what takes access away', async (t) => {
  timers.advance(55 * minute)
  const answers = await everything()
  for (const name of ['list', 'graphql', 'token', 'introspect', 'link'])
    t.equal(answers[name], '503 log-unwitnessed', name)
  for (const name of ['deposit', 'revoke']) t.notMatch(answers[name], /^503/, name)
  t.match(answers, { healthz: '200 ok', readyz: '200 degraded' })
  t.match(toldOf('witness-watch').at(-1), { level: 'fatal', state: 'restricted' })
})

t.test('back again: everything goes on, and when it began and ended is in the log', async (t) => {
  witnesses = await Promise.all(
    given.map((options, n) => startTestWitness(t, { ...options, port: Number(new URL(witnesses[n]!.url).port) })),
  )
  await until(() => {
    timers.advance(1_000)
    return told.filter(({ event }) => event === 'witness-watch').at(-1)?.facts.state === 'witnessed'
  })
  t.match(await everything(), { list: '200', token: '200', readyz: '200 ready' })
  await gateway.log.append(entriesIn(run.audit.dir)[0]!)
  t.match(recorded().slice(1), [
    /^incident: no quorum of witnesses for 5 min$/,
    /^incident: no quorum of witnesses for 60 min: only transfers go on$/,
    /^incident: a quorum of witnesses again, after 6\d.* min$/,
  ])
})

/** One agency's system behaves badly: the others' parts are answered whole, and the answer says so of that one alone. */
import t, { type Test } from 'tap'
import type { Mode } from '../../adapters/sandbox/misbehave.ts'
import { limits } from '../../gateway/limits.ts'
import { type AgencyClient, agencyClient, officers, type Reply } from '../support/client.ts'
import { dossiersIn } from '../support/dossiers.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn, indexOf } from '../support/log-entries.ts'
import { askedOf, misbehave } from '../support/sandbox-control.ts'
import { until } from '../support/until.ts'

const { police, procuracy } = officers
const shared = 'to-giac-mat'

const gateway = await startGateway(t)
const { run } = gateway
const { stories } = run
const own = agencyClient(run, police.system)
const other = agencyClient(run, procuracy.system)
t.teardown(() => [own, other].map((client) => client.close()))
const wish = { dossiers: dossiersIn(run) }
const tokens = new Map([
  [own, await own.bearer({ ...police, ...wish })],
  [other, await other.bearer({ ...procuracy, ...wish })],
])

const read = (client: AgencyClient, story: string): Promise<Reply> =>
  client.get(`/v1/dossiers/${stories[story]}`, tokens.get(client)!)

/** Whether the source of `agency` got a request for this answer. */
function wasAsked(agency: 'cong-an' | 'vien-kiem-sat', reply: Reply): boolean {
  const { event } = entriesIn(run.audit.dir)[indexOf(reply)]!
  return askedOf(run, agency).some((asked) => asked.event === event)
}

/** What differs from answer to answer. */
const setAside = (name: string, value: unknown) => (['instance', 'as_of', 'receivedAt'].includes(name) ? '' : value)

interface AnswerFacet {
  readonly agency: string
  readonly provenance?: object
}

/** The facet of `agency` in an answer, without when it was received. */
function facetOf({ json }: Reply, agency: string): object | undefined {
  const facet = (json.dossier.facets as AnswerFacet[]).find((one) => one.agency === agency)
  return facet && { ...facet, provenance: { ...facet.provenance, receivedAt: undefined } }
}

const statesIn = ({ json }: Reply) =>
  Object.fromEntries(
    (json.meta.sources as { agency: string; state: string }[]).map(({ agency, state }) => [agency, state]),
  )

const states: readonly { readonly mode: Mode; readonly police: string; readonly procuracy: string }[] = [
  { mode: 'down', police: 'failed', procuracy: 'failed' },
  { mode: 'half', police: 'failed', procuracy: 'failed' },
  { mode: 'garbage', police: 'quarantined', procuracy: 'quarantined' },
  { mode: 'wrong-encoding', police: 'quarantined', procuracy: 'quarantined' },
  { mode: 'slow', police: 'timeout', procuracy: 'timeout' },
]

function onlyThatFails(t: Test, reply: Reply, before: Reply, bad: string, state: string): void {
  const good = bad === 'cong-an' ? 'vien-kiem-sat' : 'cong-an'
  t.equal(reply.status, 200)
  t.same(statesIn(reply), { [bad]: state, [good]: 'ok' })
  t.equal(facetOf(reply, bad), undefined, 'nothing of the bad answer')
  t.same(facetOf(reply, good), facetOf(before, good), 'the other part is whole')
  const { detail } = entriesIn(run.audit.dir)[indexOf(reply)]!
  t.same(
    detail.records?.map(({ facet_agency }) => facet_agency),
    [good],
    'and recorded so',
  )
  t.match(
    detail.sources?.find(({ agency }) => agency === bad),
    { state },
  )
}

const whole = await read(own, shared)
t.same(statesIn(whole), { 'cong-an': 'ok', 'vien-kiem-sat': 'ok' }, 'both are asked and both answer')

for (const { mode, ...expected } of states) {
  t.test(`${mode}: for one dossier, of either agency`, async (t) => {
    await misbehave(t, run, 'cong-an', mode, shared)
    onlyThatFails(t, await read(own, shared), whole, 'cong-an', expected.police)
    await misbehave(t, run, 'cong-an', 'none')
    await misbehave(t, run, 'vien-kiem-sat', mode, shared)
    onlyThatFails(t, await read(own, shared), whole, 'vien-kiem-sat', expected.procuracy)
    await misbehave(t, run, 'vien-kiem-sat', 'none')
    const after = await read(own, shared)
    for (const agency of ['cong-an', 'vien-kiem-sat'])
      t.same(facetOf(after, agency), facetOf(whole, agency), 'and whole again')
  })
}

t.test('GraphQL says the same', async (t) => {
  await misbehave(t, run, 'vien-kiem-sat', 'garbage', shared)
  const query = `{ dossier(id: "${stories[shared]}") { facets { agency report { summary } } } }`
  const { status, json } = await own.graphql(query, tokens.get(own)!)
  t.equal(status, 200)
  t.equal(json.errors, undefined, 'no error: it is in the meta')
  t.same(
    json.data.dossier.facets.map(({ agency }: AnswerFacet) => agency),
    ['cong-an'],
  )
  t.match(json.extensions.lienthong.sources, [
    { agency: 'cong-an', state: 'ok' },
    { agency: 'vien-kiem-sat', state: 'quarantined' },
  ])
  await misbehave(t, run, 'vien-kiem-sat', 'none')
})

t.test('the source of a concealed part is silent, whatever becomes of it', async (t) => {
  const stories = ['phan-bi-giau', 'giau-voi-vien-kiem-sat']
  const replies: Reply[] = []
  const seen = async () => {
    const views: string[] = []
    for (const story of stories) {
      const reply = await read(other, story)
      replies.push(reply)
      views.push(JSON.stringify([reply.status, reply.json], setAside))
    }
    return views
  }
  const before = await seen()
  for (const mode of ['garbage', 'half'] as const) {
    for (const story of stories) {
      await misbehave(t, run, 'cong-an', mode, story)
      t.same(await seen(), before, `${mode}: ${story}`)
    }
  }
  await misbehave(t, run, 'cong-an', 'none')
  t.notMatch(before.join(''), /"cong-an"/, 'no trace of who else holds a part')
  t.same(
    replies.filter((reply) => wasAsked('cong-an', reply)),
    [],
    'it is not even asked',
  )
})

t.test('a source that is down is left alone after a while, and taken back when it answers', async (t) => {
  await misbehave(t, run, 'cong-an', 'down')
  for (let failures = 0; failures < limits.source.circuit_failures_max; failures++)
    t.same(statesIn(await read(own, shared)), { 'cong-an': 'failed', 'vien-kiem-sat': 'ok' })
  const left = await read(own, shared)
  t.same(statesIn(left), { 'cong-an': 'failed', 'vien-kiem-sat': 'ok' })
  t.notOk(wasAsked('cong-an', left), 'it is not asked any more')
  t.ok(wasAsked('vien-kiem-sat', left))
  t.match(await own.call('/readyz'), { status: 200 }, 'the gateway is ready all the same')

  await misbehave(t, run, 'cong-an', 'none')
  const after = await until(async () => {
    const reply = await read(own, shared)
    return statesIn(reply)['cong-an'] === 'ok' && reply
  })
  t.same(facetOf(after, 'cong-an'), facetOf(whole, 'cong-an'))
  await until(async () => (await own.call('/readyz')).json.problems.length === 0)
  t.notOk(
    gateway.stderr.some((line) => line.includes('"event":"fault"')),
    'no fault of the gateway in all this',
  )
})

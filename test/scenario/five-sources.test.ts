/** Five agencies hold one dossier, and one of their systems fails: only that agency's part goes, and the answer says so of it alone. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Mode } from '../../adapters/sandbox/misbehave.ts'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import { verifyLog } from '../../gateway/audit/verify.ts'
import { limits } from '../../gateway/limits.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { isAsked, manifestOf, sourceAgencies } from '../support/agencies.ts'
import { type AgencyClient, agencyClient, officers, type Reply } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { dossiersIn } from '../support/dossiers.ts'
import { startGateway } from '../support/gateway.ts'
import { wholeOf } from '../support/kills/baseline.ts'
import { restartSandbox, sandboxesOf } from '../support/kills/sandboxes.ts'
import { digestIn, entriesIn, indexOf, untoldIn } from '../support/log-entries.ts'
import { askedOf, misbehave } from '../support/sandbox-control.ts'
import { type Answer, forgedFilesFor, type ServerFiles, serverFilesOf, standInFor } from '../support/stand-in.ts'
import { until } from '../support/until.ts'

const { police, procuracy } = officers
const shared = 'nam-co-quan'
/** Parts that their holders conceal: the police's own beside the procuracy's, and one that only the procuracy has. */
const concealing = { 'cong-an': ['phan-bi-giau', 'giau-voi-vien-kiem-sat'], 'vien-kiem-sat': ['giau-voi-cong-an'] }

const databaseUrl = await testDatabase(t)
const gateway = await startGateway(t, { databaseUrl })
const { run } = gateway
const { stories } = run
const db = openDatabase(databaseUrl)
const own = agencyClient(run, police.system)
const other = agencyClient(run, procuracy.system)
t.teardown(async () => {
  for (const client of [own, other]) client.close()
  await db.close()
})
const wish = { dossiers: dossiersIn(run) }
const tokens = new Map([
  [own, await own.bearer({ ...police, ...wish })],
  [other, await other.bearer({ ...procuracy, ...wish })],
])

const read = (client: AgencyClient, story: string): Promise<Reply> =>
  client.get(`/v1/dossiers/${stories[story]}`, tokens.get(client)!)

const systemOf = (agency: string): string =>
  Object.entries(run.clients).find(([id, client]) => client.agency === agency && run.sources[id])![0]

const entryOf = (reply: Reply) => entriesIn(run.audit.dir)[indexOf(reply)]!

/** Whether the source of `agency` got a request for this answer. */
function wasAsked(agency: AgencyId, reply: Reply): boolean {
  const { event } = entryOf(reply)
  return askedOf(run, agency).some((asked) => asked.event === event)
}

interface SourceState {
  readonly agency: string
  readonly state: string
  readonly as_of?: string
}

const sourcesIn = ({ json }: Reply) => json.meta.sources as readonly SourceState[]
const statesIn = (reply: Reply) => Object.fromEntries(sourcesIn(reply).map(({ agency, state }) => [agency, state]))
const asOf = (reply: Reply, agency: string) => sourcesIn(reply).find((source) => source.agency === agency)?.as_of

const kept = async (agency: string) =>
  await db.query<{ reason: string; seen: number; event: string }>(
    'SELECT reason, seen::int, event FROM quarantine WHERE agency = $1 ORDER BY received_at',
    [agency],
  )
const recordedOf = (agency: string) =>
  entriesIn(run.audit.dir).filter(
    ({ phase, detail }) => phase === 'quarantined' && detail.quarantine?.agency === agency,
  )

/** Systems that this test started again are no children of the gateway. */
const restarted: ChildProcess[] = []
t.teardown(async () => {
  for (const child of restarted) {
    const gone = once(child, 'exit')
    child.stdin!.end()
    await gone
  }
})

const queried = sourceAgencies.filter(isAsked)
const depositing = sourceAgencies.filter((agency) => !isAsked(agency))
const whole = await read(own, shared)
const before = wholeOf(whole).facets

/** `reply` has everything that it had before but the part of `bad`, whose source is told to be in `state`. */
function onlyThatFails(t: Test, reply: Reply, bad: string, state: string): void {
  t.equal(reply.status, 200)
  t.same(statesIn(reply), { ...statesIn(whole), [bad]: state })
  const rest = [...before].filter(([agency]) => agency !== bad)
  t.strictSame(
    [...wholeOf(reply).facets],
    rest,
    'the others byte for byte, with what is said of them; nothing of the bad one',
  )
  for (const agency of depositing) t.equal(asOf(reply, agency), asOf(whole, agency), 'as of when it was deposited')
  const { detail } = entryOf(reply)
  t.strictSame(
    new Set(detail.records?.map(({ facet_agency }) => facet_agency)),
    new Set(rest.map(([agency]) => agency)),
  )
  t.match(
    detail.sources?.find(({ agency }) => agency === bad),
    { state },
    'and recorded so',
  )
}

/** The last one is back: until its circuit, which may have opened, has closed. */
async function wholeAgain(t: Test): Promise<void> {
  const reply = await until(async () => {
    const one = await read(own, shared)
    return sourcesIn(one).every(({ state }) => state === 'ok') && one
  })
  t.strictSame([...wholeOf(reply).facets], [...before], 'and whole again')
}

/** What differs from answer to answer. */
const setAside = (name: string, value: unknown) => (['instance', 'as_of', 'receivedAt'].includes(name) ? '' : value)

/** What whoever may not know of the parts that `agency` conceals is given of their dossiers. */
async function concealedViews(agency: keyof typeof concealing): Promise<{ views: string[]; replies: Reply[] }> {
  const reader = agency === 'cong-an' ? other : own
  const replies: Reply[] = []
  for (const story of concealing[agency]) replies.push(await read(reader, story))
  return { replies, views: replies.map(({ status, json }) => JSON.stringify([status, json], setAside)) }
}

const concealedBefore = {
  'cong-an': await concealedViews('cong-an'),
  'vien-kiem-sat': await concealedViews('vien-kiem-sat'),
}
t.strictSame([...before.keys()], sourceAgencies, 'all hold a part, and the police may read of each')
t.same(new Set(Object.values(statesIn(whole))), new Set(['ok']))
t.notMatch(concealedBefore['cong-an'].views.join(), /"cong-an"/, 'no trace of who else holds a part')
for (const agency of ['cong-an', 'vien-kiem-sat'] as const)
  for (const reply of concealedBefore[agency].replies) {
    const { concealed, concealments } = entryOf(reply).detail
    t.match(
      { concealed, concealments },
      {
        concealed: 1,
        concealments: [{ facet_agency: agency, policies: ['conceal-marked'] }],
      },
    )
  }

/** Whatever becomes of the source, nothing shows where it conceals its part, and it is not even asked. */
async function concealedIsSilent(t: Test, agency: string): Promise<void> {
  if (agency !== 'cong-an' && agency !== 'vien-kiem-sat') return
  const { views, replies } = await concealedViews(agency)
  t.strictSame(views, concealedBefore[agency].views, 'a concealed part is silent')
  t.same(
    replies.filter((reply) => wasAsked(agency, reply)),
    [],
    'its source is not asked',
  )
}

const modes: readonly (readonly [Mode, state: string])[] = [
  ['down', 'failed'],
  ['half', 'failed'],
  ['garbage', 'quarantined'],
  ['wrong-encoding', 'quarantined'],
]

for (const agency of queried) {
  for (const [mode, state] of modes)
    t.test(`${agency} is asked: ${mode}`, async (t) => {
      const [items, entries] = [(await kept(agency)).length, recordedOf(agency).length]
      await misbehave(t, run, agency, mode)
      onlyThatFails(t, await read(own, shared), agency, state)
      await concealedIsSilent(t, agency)
      await misbehave(t, run, agency, mode, shared)
      for (let times = 0; times < 2; times++) onlyThatFails(t, await read(own, shared), agency, state)
      await misbehave(t, run, agency, 'none')
      await wholeAgain(t)
      const rows = (await kept(agency)).slice(items)
      if (state === 'failed') return t.strictSame(rows, [], 'nothing came that could be kept')
      t.ok(rows.length >= 1)
      t.ok(
        rows.some(({ seen }) => seen >= 3),
        'one item, however often it came',
      )
      t.equal(new Set(rows.map(({ event }) => event)).size, rows.length)
      t.equal(recordedOf(agency).length - entries, rows.length, 'each recorded once')
    })
}

/** A document of another agency, as this one's adapter must never read it. */
const otherFormat = (agency: string): Answer => {
  const { mediaType } = manifestOf(agency).native
  const body =
    mediaType === 'application/json'
      ? '{"phienBan":"9.0","duLieu":{"hoSo":[{"ma":"KS-1","trangThai":{"ma":"01","ten":"Mới"}}]}}'
      : '<?xml version="1.0" encoding="UTF-8"?><hoSo xmlns="urn:vn:khac:2.0"><ma>HS-1</ma><trangThai ma="01">Mới</trangThai></hoSo>'
  return { mediaType, body }
}

/** The other's server certificate: of the same authority, for another system. */
const foreignFiles = (agency: string): ServerFiles =>
  serverFilesOf(run, systemOf(sourceAgencies.find((one) => one !== agency)!))

for (const agency of sourceAgencies) {
  t.test(`${agency}: its process is killed, and others come in its place`, async (t) => {
    const fails = async (state: string) => {
      const reply = await read(own, shared)
      if (isAsked(agency)) onlyThatFails(t, reply, agency, state)
      else {
        t.same(statesIn(reply), statesIn(whole))
        t.strictSame([...wholeOf(reply).facets], [...before], 'what was deposited stays')
        for (const one of depositing) t.equal(asOf(reply, one), asOf(whole, one), 'as of when it was deposited')
      }
      await concealedIsSilent(t, agency)
      return entryOf(reply)
    }
    const id = systemOf(agency)
    const sandbox = sandboxesOf(run.data).find((one) => one.agency === agency)!
    process.kill(sandbox.pid, 'SIGKILL')
    await until(() => sandboxesOf(run.data).every(({ pid }) => pid !== sandbox.pid))
    await fails('failed')

    const items = (await kept(agency)).length
    const changed = await standInFor(t, run, id, serverFilesOf(run, id), otherFormat(agency))
    for (let times = 0; times < 2; times++) {
      const entry = await fails('quarantined')
      const { digest } = entry.detail.sources!.find((source) => source.agency === agency)!
      const isOfIt = digest === digestIn(entry, otherFormat(agency).body)
      t.equal(isOfIt, isAsked(agency), 'which document came')
    }
    await changed.close()
    const rows = (await kept(agency)).slice(items)
    if (isAsked(agency)) {
      t.match(rows, [{ reason: 'document-rejected' }], 'another format: one item, however often asked')
      t.ok(rows[0]!.seen >= 2)
    }

    for (const files of [foreignFiles(agency), await forgedFilesFor(id)]) {
      const impostor = await standInFor(t, run, id, files, otherFormat(agency))
      await fails('failed')
      t.equal(impostor.asked(), 0, 'whoever has not its certificate is not told what is asked')
      if (isAsked(agency)) t.ok(impostor.met() > 0, 'it was met all the same')
      await impostor.close()
    }

    restarted.push(await restartSandbox(sandbox, run))
    await wholeAgain(t)
  })
}

// Looked at every few seconds, while the tests below go on; and so perhaps while another was in its place.
let fedBefore = 0
t.test('the feed of one that deposits turns to garbage', async (t) => {
  fedBefore = (await kept('mttq')).length
  await misbehave(t, run, 'mttq', 'garbage')
})

t.test('slow: answered without it when its time is up, each on a dossier of its own', async (t) => {
  const told: Readonly<Record<string, string>> = {
    'cong-an': shared,
    'toa-an': 'xet-xu-cong-khai',
    'vien-kiem-sat': 'don-thu-den-xet-xu',
  }
  t.strictSame(Object.keys(told), queried)
  await Promise.all(queried.map((agency) => misbehave(t, run, agency, 'slow', told[agency]!)))
  const replies = await Promise.all(queried.map((agency) => read(own, told[agency]!)))
  for (const [n, agency] of queried.entries()) {
    const states = Object.entries(statesIn(replies[n]!))
    t.strictSame(
      states.filter(([, state]) => state !== 'ok'),
      [[agency, 'timeout']],
    )
    t.notOk(wholeOf(replies[n]!).facets.has(agency))
  }
  onlyThatFails(t, replies[0]!, 'cong-an', 'timeout')
  await Promise.all(queried.map((agency) => misbehave(t, run, agency, 'none')))
  await wholeAgain(t)
})

t.test('GraphQL says the same', async (t) => {
  await misbehave(t, run, 'vien-kiem-sat', 'garbage', shared)
  const query = `{ dossier(id: "${stories[shared]}") { facets { agency report { summary } } } }`
  const { status, json } = await own.graphql(query, tokens.get(own)!)
  t.equal(status, 200)
  t.equal(json.errors, undefined, 'no error: it is in the meta')
  t.strictSame(
    json.data.dossier.facets.map(({ agency }: SourceState) => agency),
    sourceAgencies.filter((agency) => agency !== 'vien-kiem-sat'),
  )
  t.strictSame(
    Object.fromEntries(
      (json.extensions.lienthong.sources as SourceState[]).map(({ agency, state }) => [agency, state]),
    ),
    { ...statesIn(whole), 'vien-kiem-sat': 'quarantined' },
  )
  await misbehave(t, run, 'vien-kiem-sat', 'none')
})

t.test('a file that can not be read is kept once, and what its agency deposited before stays', async (t) => {
  const root = run.directories[systemOf('thanh-tra')]!
  const items = (await kept('thanh-tra')).length
  const names = ['rac-1.csv', 'rac-2.csv']
  for (const name of names) {
    writeFileSync(join(root, `${name}.part`), '<!DOCTYPE html><h1>Hệ thống đang bảo trì</h1>')
    renameSync(join(root, `${name}.part`), join(root, 'in', name))
  }
  for (const name of names) {
    const acknowledgement = `${name}.json`
    await until(() => readdirSync(join(root, 'ack')).includes(acknowledgement))
    const { state, receipt } = JSON.parse(readFileSync(join(root, 'ack', acknowledgement), 'utf8'))
    t.equal(state, 'quarantined')
    t.equal(entriesIn(run.audit.dir)[receipt.index]?.phase, 'quarantined')
  }
  t.equal((await kept('thanh-tra')).length, items + 1)
  await wholeAgain(t)
})

t.test('a source that is down is left alone after a while, and taken back when it answers', async (t) => {
  await misbehave(t, run, 'cong-an', 'down')
  for (let failures = 0; failures < limits.source.circuit_failures_max; failures++)
    onlyThatFails(t, await read(own, shared), 'cong-an', 'failed')
  const left = await read(own, shared)
  onlyThatFails(t, left, 'cong-an', 'failed')
  t.notOk(wasAsked('cong-an', left), 'it is not asked any more')
  for (const agency of queried.slice(1)) t.ok(wasAsked(agency, left))
  t.match(await own.call('/readyz'), { status: 200 }, 'the gateway is ready all the same')

  await misbehave(t, run, 'cong-an', 'none')
  await wholeAgain(t)
  const garbage = async () => (await kept('mttq')).slice(fedBefore)
  await until(async () => (await garbage()).some(({ seen }) => seen >= 2))
  // One that a busy machine did not get to read in time is another item.
  const unread = (await garbage()).filter(({ reason }) => reason === 'document-rejected')
  t.equal(unread.length, 1, 'a feed that is garbage: one item, however often it is looked at')
  await misbehave(t, run, 'mttq', 'none')
  t.strictSame([...wholeOf(await read(own, shared)).facets], [...before], 'what was deposited stays')
  await until(async () => (await own.call('/readyz')).json.problems.length === 0)
})

t.test('in all this nothing was lost, nothing changed, and the gateway had no fault', async (t) => {
  const { dir, vkey } = run.audit
  t.match(verifyLog(dir, { verifierKey: vkey }), { ok: true })
  for (const agency of sourceAgencies) {
    const events = (await kept(agency)).map(({ event }) => event)
    t.strictSame(
      recordedOf(agency)
        .map(({ event }) => event)
        .sort(),
      events.sort(),
      `${agency}: each item, and nothing else`,
    )
  }
  t.strictSame(untoldIn(entriesIn(dir)), [], 'the page of events tells of all that the log has')
  t.notOk(gateway.stderr.some((line) => line.includes('"event":"fault"')))
})

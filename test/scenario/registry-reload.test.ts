/** Sources come, go and move with the registry that is reloaded; the gateway is never started anew. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import { encodeTcvn3 } from '../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../adapters/thanh-tra/sandbox/writer.ts'
import type { Acknowledgement } from '../../gateway/exchange/acknowledgement.ts'
import type { Purpose } from '../../gateway/identity/participant.ts'
import type { Routes } from '../../gateway/identity/route.ts'
import { type AgencyClient, agencyClient, officers, type Wish } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { entriesIn } from '../support/log-entries.ts'
import { startSandbox } from '../support/sandbox-process.ts'
import { openTrusting, replaceFile, type TrustingGateway } from '../support/trusting-gateway.ts'
import { until } from '../support/until.ts'

const world = { seed: 7, dossiers: 14 }
const inspector = { officer: 'ttv-001', purpose: 'THEO_DOI_KIEN_NGHI', legalBasis: 'LTT84_2025' } as const

const clientOf = (t: Test, { run }: TrustingGateway, system: string): AgencyClient => {
  const client = agencyClient(run, system)
  t.teardown(() => client.close())
  return client
}

/** Changes the one system of `agency` in the registry, and loads it. */
async function registered(one: TrustingGateway, agency: string, change: object): Promise<void> {
  const file = one.participantFile(agency)
  const participant = JSON.parse(readFileSync(file, 'utf8'))
  const systems = participant.systems.map((system: object) => ({ ...system, ...change }))
  replaceFile(file, JSON.stringify({ ...participant, systems }))
  if ((await one.gateway.reload()) !== 'changed') throw new Error(`not loaded: ${JSON.stringify(one.told.at(-1))}`)
}

/** The routes that there are when `agency` is gone. */
const without = ({ routes, never, ...rest }: Routes, agency: string): Routes => ({
  routes: routes.filter(({ from, to }) => from !== agency && to !== agency),
  never: never.map(({ to, ...bar }) => ({
    ...{ ...bar, from: bar.from.filter((id) => id !== agency) },
    ...(to && { to: to.filter((id) => id !== agency) }),
  })),
  ...rest,
})

const problemsOf = async (client: AgencyClient, agency: string): Promise<readonly string[]> => {
  const { json } = await client.call('/readyz')
  return json.problems.filter((problem: string) => problem.split(':')[1] === agency)
}

const toldOf = ({ told }: TrustingGateway, agency: string) =>
  told
    .filter(({ event, facts }) => event === 'source' && facts.agency === agency)
    .map(({ level, facts }) => ({ level, ...facts }))

/** A read of one dossier that is listed: which facets it has, and what is said of its sources. */
async function readAs(client: AgencyClient, wish: Wish, dossier: string) {
  const token = await client.bearer({ ...wish, dossiers: [dossier] })
  const { status, json } = await client.get(`/v1/dossiers/${dossier}`, token)
  return {
    status,
    facets: json.dossier?.facets.map(({ agency }: { agency: string }) => agency),
    sources: json.meta?.sources.map(({ agency, state }: { agency: string; state: string }) => `${agency} ${state}`),
  }
}

const listAs = async (client: AgencyClient, wish: Wish): Promise<readonly string[]> => {
  const { json } = await client.get('/v1/dossiers?first=50', await client.bearer(wish))
  return json.dossiers.map(({ id }: { id: string }) => id)
}

t.test('an agency that deposits files: new, taken out, and back', async (t) => {
  const one = await openTrusting(t)
  const { gateway, run, certificates } = one
  const police = clientOf(t, one, 'cong-an:dieu-tra')
  const inspectorate = clientOf(t, one, 'thanh-tra:ket-luan')
  const directory = join(dataFolder(t), 'drop')
  const facets = makeWorld(world).matters.flatMap(({ facets }) => facets['thanh-tra'] ?? [])
  const put = (name: string, of: typeof facets) => {
    mkdirSync(join(directory, 'in'), { recursive: true })
    writeFileSync(join(directory, 'in', `.${name}`), encodeTcvn3(fileOf(of.map(cellsOf))))
    renameSync(join(directory, 'in', `.${name}`), join(directory, 'in', name))
  }
  const acknowledged = (name: string) =>
    until(() => {
      const found = readdirSync(join(directory, 'ack')).includes(`${name}.json`)
      return found && (JSON.parse(readFileSync(join(directory, 'ack', `${name}.json`), 'utf8')) as Acknowledgement)
    })
  t.same(await problemsOf(police, 'thanh-tra'), ['directory:thanh-tra:unregistered'])

  await registered(one, 'thanh-tra', { source: { adapter: 'thanh-tra', directory } })
  put('a.csv', facets.slice(0, 1))
  t.match(await acknowledged('a.csv'), { state: 'accepted', taken: 1 }, 'a folder that was registered is in use')
  await until(async () => (await problemsOf(police, 'thanh-tra')).length === 0)
  const [dossier = ''] = await listAs(inspectorate, inspector)
  t.match(await readAs(inspectorate, inspector, dossier), { facets: ['thanh-tra'], sources: ['thanh-tra ok'] })

  // The system stays, and may ask: it is no source any more.
  await registered(one, 'thanh-tra', { source: undefined })
  put('b.csv', facets.slice(1, 2))
  t.match(await readAs(inspectorate, inspector, dossier), { status: 200, facets: [], sources: ['thanh-tra failed'] })
  t.same(await listAs(inspectorate, inspector), [])
  t.match(toldOf(one, 'thanh-tra'), [
    { level: 'error', state: 'unregistered', code: 'source-unregistered', text: /danh bạ.* · .*registry/ },
  ])
  t.same(await problemsOf(police, 'thanh-tra'), ['source:thanh-tra:unregistered'])

  // The agency is taken out as a whole.
  const file = one.participantFile('thanh-tra')
  const keys = join(certificates.participantKeysDir, 'thanh-tra.jwks.json')
  const purposes = join(file, '../../purposes.json')
  const routes = join(file, '../../routes.json')
  const saved = [file, keys, purposes, routes].map((path) => [path, readFileSync(path, 'utf8')] as const)
  for (const path of [file, keys]) rmSync(path)
  const others = (JSON.parse(saved[2]![1]) as Purpose[]).filter(({ agencies }) => !agencies.includes('thanh-tra'))
  replaceFile(purposes, JSON.stringify(others))
  t.equal(await gateway.reload(), 'refused', 'there are routes still to an agency that is not there')
  replaceFile(routes, JSON.stringify(without(JSON.parse(saved[3]![1]) as Routes, 'thanh-tra')))
  t.equal(await gateway.reload(), 'changed')
  t.same(readdirSync(join(directory, 'in')), ['b.csv'], 'what came since lies where it was put')
  t.same(readdirSync(join(directory, 'work')), [])
  t.equal(toldOf(one, 'thanh-tra').length, 1, 'told once')
  await until(() =>
    entriesIn(run.audit.dir).some(({ phase, detail }) => phase === 'stopped' && /of thanh-tra/.test(detail.note ?? '')),
  )

  for (const [path, text] of saved) replaceFile(path, text)
  await registered(one, 'thanh-tra', { roles: ['operator'], source: { adapter: 'thanh-tra', directory } })
  t.same(await problemsOf(police, 'thanh-tra'), ['source:thanh-tra:unregistered'], 'not for exchange')
  await registered(one, 'thanh-tra', { roles: ['exchange'] })
  t.match(await acknowledged('b.csv'), { state: 'accepted', taken: 1 }, 'and is taken now')
  t.match(toldOf(one, 'thanh-tra').slice(1), [{ level: 'info', state: 'ok' }])
  t.match(await readAs(inspectorate, inspector, dossier), { facets: ['thanh-tra'], sources: ['thanh-tra ok'] })
  await until(async () => (await problemsOf(police, 'thanh-tra')).length === 0)

  // The same agency, another folder.
  const moved = join(dataFolder(t), 'moved')
  await registered(one, 'thanh-tra', { source: { adapter: 'thanh-tra', directory: moved } })
  await until(() => readdirSync(moved).length === 4)
  renameSync(directory, `${directory}.old`)
  await until(async () => (await problemsOf(police, 'thanh-tra')).length === 0)
})

t.test('an agency whose system is asked: new, at another address, and taken out, while others are asked', async (t) => {
  const one = await openTrusting(t)
  const { certificates } = one
  const police = clientOf(t, one, 'cong-an:dieu-tra')
  const procuracy = clientOf(t, one, 'vien-kiem-sat:kiem-sat')
  const { system: _, ...asPolice } = officers.police
  const { system: __, ...asProcuracy } = officers.procuracy
  const sandbox = (agency: string, system: string) =>
    startSandbox(t, agency, system, { ...certificates, dir: dataFolder(t) }, world)
  const [here, there, prosecutors] = await Promise.all([
    sandbox('cong-an', 'cong-an:dieu-tra'),
    sandbox('cong-an', 'cong-an:dieu-tra'),
    sandbox('vien-kiem-sat', 'vien-kiem-sat:kiem-sat'),
  ])
  const sourceAt = ({ system: { adapter, url } }: typeof here) => ({ source: { adapter, url } })
  const listed = (client: AgencyClient, wish: Wish) =>
    until(async () => {
      const ids = await listAs(client, wish)
      return ids.length > 0 && ids
    })

  await registered(one, 'vien-kiem-sat', sourceAt(prosecutors))
  const [supervised = ''] = await listed(procuracy, asProcuracy)
  const token = await procuracy.bearer({ ...asProcuracy, dossiers: [supervised] })
  let ended = false
  const others: string[] = []
  const asking = (async () => {
    while (!ended) {
      const { status, json } = await procuracy.get(`/v1/dossiers/${supervised}`, token)
      const own = json.meta?.sources.find(({ agency }: { agency: string }) => agency === 'vien-kiem-sat')
      others.push(`${status} ${own?.state}`)
    }
  })()

  await registered(one, 'cong-an', sourceAt(here))
  const [dossier = ''] = await listed(police, asPolice)
  const whole = await readAs(police, asPolice, dossier)
  t.match(whole.sources, ['cong-an ok'])

  await registered(one, 'cong-an', sourceAt(there))
  const asked = here.requests().length
  t.same(await readAs(police, asPolice, dossier), whole)
  await until(() => there.requests().length > 1)
  t.equal(here.requests().length, asked, 'the former address is not asked')

  await registered(one, 'cong-an', { source: undefined })
  const last = there.requests().length
  t.match(await readAs(police, asPolice, dossier), { status: 200, sources: ['cong-an failed'] })
  t.notOk((await readAs(police, asPolice, dossier)).facets.includes('cong-an'))
  t.same(await problemsOf(procuracy, 'cong-an'), ['source:cong-an:unregistered'])
  t.equal(there.requests().length, last)

  await registered(one, 'cong-an', { source: { adapter: 'khong-co', url: here.system.url } })
  t.match(toldOf(one, 'cong-an').at(-1), {
    level: 'error',
    state: 'unusable',
    code: 'source-unusable',
    reason: /khong-co/,
  })
  t.same(await problemsOf(procuracy, 'cong-an'), ['source:cong-an:unusable'])
  await registered(one, 'cong-an', sourceAt(here))
  t.same(await readAs(police, asPolice, dossier), whole)

  ended = true
  await asking

  // Its officers see nothing of their own any more, which no answer says.
  const purposes = join(one.participantFile('cong-an'), '../../purposes.json')
  const all = JSON.parse(readFileSync(purposes, 'utf8')) as Purpose[]
  const own = ({ agencies }: Purpose) => agencies.includes('cong-an')
  const unserved = () => one.told.filter(({ event }) => event === 'relation-unserved')
  t.same(unserved(), [], 'as shipped, every relation is served')
  const changed = all.map((of) => (own(of) ? { ...of, relations: ['resolver', 'originator'] } : of))
  replaceFile(purposes, JSON.stringify(changed))
  t.equal(await one.gateway.reload(), 'changed')
  const [told, ...more] = unserved()
  t.match(told, {
    level: 'warn',
    facts: { agency: 'cong-an', relation: 'holder', text: /· .* add holder to relations/ },
  })
  t.same(more, [], 'once')
  t.same([...new Set(others)], ['200 ok'], `nothing of it was felt by the others (${others.length})`)
})

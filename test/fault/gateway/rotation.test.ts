/** What identity rests on is replaced while agencies ask: no lawful request is lost, and who is no longer lawful is cut. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'node:tls'
import t, { type Test } from 'tap'
import { certificatePem, makeAuthority } from '../../../certs-dev/authority.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { type AgencyClient, agencyClient } from '../../support/client.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { leafOf, listOf, openTrusting, replaceFile, type TrustingGateway } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

const askers = {
  'cong-an:dieu-tra': { officer: 'dtv-001', purpose: 'GIAI_QUYET_NGUON_TIN', legalBasis: 'BLTTHS.147' },
  'vien-kiem-sat:kiem-sat': { officer: 'ksv-001', purpose: 'KIEM_SAT_NGUON_TIN', legalBasis: 'BLTTHS.160' },
} as const
type Asker = keyof typeof askers

interface Load {
  /** Answers so far, by status; `lost` for a request without one. */
  readonly answers: Map<number | 'lost', number>
  /** Resolves once `count` more answers have come. */
  more(count: number): Promise<unknown>
  end(): Promise<void>
}

/** Asks on several kept connections, each again soon after it has its answer, until it is ended: at full speed (0) the rest would wait for it. */
function startLoad(client: AgencyClient, token: string, rest_ms = 10): Load {
  const answers = new Map<number | 'lost', number>()
  let ended = false
  let count = 0
  const ask = async () => {
    while (!ended) {
      const status = await client.get('/v1/dossiers?first=1', token).then(
        (reply) => reply.status,
        () => 'lost' as const,
      )
      count += 1
      answers.set(status, (answers.get(status) ?? 0) + 1)
      if (status === 'lost') return
      if (rest_ms > 0) await pause(rest_ms)
    }
  }
  const asking = Array.from({ length: 3 }, ask)
  return {
    answers,
    more(wanted) {
      const least = count + wanted
      return until(() => count >= least)
    },
    async end() {
      ended = true
      await Promise.all(asking)
    },
  }
}

async function clientOf(t: Test, { run }: TrustingGateway, system: Asker, change: Partial<typeof run> = {}) {
  const client = agencyClient({ ...run, ...change }, system)
  t.teardown(() => client.close())
  return { client, token: await client.bearer(askers[system]) }
}

const loaded = (one: TrustingGateway) => one.told.filter(({ event }) => event === 'trust-loaded')

/** The log has, soon, so many entries of `phase`. */
const recorded = ({ run }: TrustingGateway, phase: Entry['phase'], count: number) =>
  until(() => entriesIn(run.audit.dir).filter((entry) => entry.phase === phase).length === count)

/** Of a gateway that is ready in spite of them. */
async function problemsOf(client: AgencyClient): Promise<readonly string[]> {
  const { status, json } = await client.call('/readyz')
  if (status !== 200) throw new Error(`not ready: ${json.problems}`)
  return json.problems
}

const only200 = (t: Test, load: Load, name: string) => {
  t.same([...load.answers.keys()], [200], `${name}: every request answered`)
  t.ok((load.answers.get(200) ?? 0) >= 300, `${name}: hundreds of them (${load.answers.get(200)})`)
}

t.test('list, server certificate and authority rotate under load: none is lost', async (t) => {
  const one = await openTrusting(t)
  const { gateway, certificates, authority, run } = one
  const successor = await makeAuthority('CA kế nhiệm', new Date())
  const both = [authority, successor].map((by) => certificatePem(by.certificate)).join('')
  // What agencies trust was given to them before: the same overlap on their side.
  const agencyCa = join(run.data, 'agency-ca.pem')
  writeFileSync(agencyCa, both)
  const loads = await Promise.all(
    (Object.keys(askers) as Asker[]).map(async (system) => {
      const { client, token } = await clientOf(t, one, system, { ca: agencyCa })
      return startLoad(client, token)
    }),
  )
  const underLoad = async (what: string, change: () => Promise<void>) => {
    await Promise.all(loads.map((load) => load.more(40)))
    await change()
    t.equal(await gateway.reload(), 'changed', what)
    t.equal(loaded(one).at(-1)?.facts.cut, 0, `${what}: no connection cut`)
    await Promise.all(loads.map((load) => load.more(40)))
  }
  const server = { uris: [], usage: 'server', local: true } as const
  const putServer = ({ cert, key }: { cert: string; key: string }) => {
    replaceFile(certificates.gateway.server.cert, cert)
    replaceFile(certificates.gateway.server.key, key)
  }
  await underLoad('a new list', async () => replaceFile(certificates.crl, await listOf(authority, ['0abc'])))
  await underLoad('a new server certificate', async () => putServer(await leafOf(authority, server)))
  await underLoad('a second authority', async () => {
    replaceFile(certificates.ca, both)
    replaceFile(certificates.crl, (await listOf(authority, [])) + (await listOf(successor, [])))
  })
  const moved = await leafOf(successor, { uris: ['urn:lienthong:cong-an:dieu-tra'], usage: 'client' })
  const files = { cert: join(run.data, 'moved.pem'), key: join(run.data, 'moved.key') }
  writeFileSync(files.cert, moved.cert)
  writeFileSync(files.key, moved.key)
  const own = { ...run.clients['cong-an:dieu-tra']!, ...files }
  const clients = { ...run.clients, 'cong-an:dieu-tra': own }
  const { client, token } = await clientOf(t, one, 'cong-an:dieu-tra', { ca: agencyCa, clients })
  loads.push(startLoad(client, token))
  await underLoad('a server certificate of the second authority', async () =>
    putServer(await leafOf(successor, server)),
  )
  for (const [at, load] of loads.entries()) {
    await load.more(100)
    await load.end()
    only200(t, load, `client ${at}`)
  }
  const fresh = connect({ port: Number(new URL(run.url).port), host: '127.0.0.1', servername: 'localhost', ca: both })
  await new Promise((resolve) => fresh.once('secureConnect', resolve))
  t.equal(fresh.getPeerX509Certificate()?.issuer, successor.certificate.subject.split(', ').join('\n'))
  fresh.destroy()

  // The overlap ends.
  replaceFile(certificates.ca, certificatePem(successor.certificate))
  replaceFile(certificates.crl, await listOf(successor, []))
  t.equal(await gateway.reload(), 'changed')
  const late = agencyClient({ ...run, ca: agencyCa }, 'cong-an:dieu-tra')
  t.teardown(() => late.close())
  t.match(await late.call('/healthz'), { status: 401, json: { code: 'certificate-unknown-ca' } })
  t.match(await client.get('/v1/dossiers?first=1', token), { status: 200 })

  // The start, two server certificates, the overlap's beginning and its end.
  await recorded(one, 'certificates-loaded', 5)
})

t.test('a system is taken out of the registry under load: it is cut, the others lose nothing', async (t) => {
  const one = await openTrusting(t)
  const { gateway, participantFile } = one
  const gone = await clientOf(t, one, 'vien-kiem-sat:kiem-sat')
  const stays = await clientOf(t, one, 'cong-an:dieu-tra')
  // Without a rest: at any moment some request of it is under way.
  const goneLoad = startLoad(gone.client, gone.token, 0)
  const load = startLoad(stays.client, stays.token)
  await Promise.all([load.more(150), goneLoad.more(50)])
  const file = participantFile('vien-kiem-sat')
  const participant = JSON.parse(readFileSync(file, 'utf8'))
  const renamed = participant.systems.map((system: object) => ({
    ...system,
    id: 'vien-kiem-sat:khac',
    uri: 'urn:lienthong:vien-kiem-sat:khac',
  }))
  replaceFile(file, JSON.stringify({ ...participant, systems: renamed }))
  t.equal(await gateway.reload(), 'changed')
  await goneLoad.end()
  t.ok((goneLoad.answers.get('lost') ?? 0) > 0, 'requests under way went with their connections')
  t.strictSame(
    [...goneLoad.answers.keys()].filter((status) => ![200, 401, 'lost'].includes(status)),
    [],
  )
  t.match(await gone.client.get('/v1/dossiers?first=1', gone.token), {
    status: 401,
    json: { code: 'certificate-unregistered' },
  })
  await load.more(150)
  await load.end()
  only200(t, load, 'the others')
  t.notOk(
    (await problemsOf(stays.client)).some((problem) => problem.startsWith('source:')),
    'it was not asked',
  )
  await recorded(one, 'registry-loaded', 2)
})

t.test(
  'a registry that breaks a rule changes nothing and is loud; what mends it is seen without being told',
  async (t) => {
    const one = await openTrusting(t, { look_interval_ms: 50 })
    const { participantFile, told } = one
    const { client, token } = await clientOf(t, one, 'cong-an:dieu-tra')
    const file = participantFile('toa-an')
    const good = readFileSync(file, 'utf8')
    for (const bad of ['{', JSON.stringify({ ...JSON.parse(good), clearanceMax: 'TUYET_DOI' })]) {
      const before = told.length
      replaceFile(file, bad)
      const refused = await until(() => told.slice(before).find(({ event }) => event === 'trust-refused'))
      t.match(refused, { level: 'error', facts: { text: /toa-an\.json#/ } })
      t.notOk(told.slice(before).some(({ event }) => event === 'trust-loaded'))
      t.ok((await problemsOf(client)).includes('trust-refused'))
      t.match(await client.get('/v1/dossiers?first=1', token), { status: 200 }, 'the old one goes on')
    }
    await recorded(one, 'incident', 2)
    const mended = JSON.parse(good)
    replaceFile(file, JSON.stringify({ ...mended, title: { ...mended.title, en: 'Court' } }))
    await until(() => loaded(one).length === 1)
    t.notOk((await problemsOf(client)).includes('trust-refused'))
    t.match(await client.get('/v1/dossiers?first=1', token), { status: 200 }, "another agency's change costs no token")
  },
)

t.test('certificates that do not fit together are refused as a set', async (t) => {
  const { gateway, certificates, authority, told } = await openTrusting(t)
  const texts = new Map(
    [certificates.ca, ...Object.values(certificates.gateway.server)].map((path) => [path, readFileSync(path, 'utf8')]),
  )
  const server = { uris: [], usage: 'server', local: true } as const
  const day_ms = 24 * 60 * 60 * 1000
  const dated = (from: number, to: number) => ({
    notBefore: new Date(Date.now() + from * day_ms),
    notAfter: new Date(Date.now() + to * day_ms),
  })
  const leaf = await leafOf(authority, server)
  const expired = await leafOf(authority, { ...server, ...dated(-2, -1) })
  const early = await leafOf(authority, { ...server, ...dated(1, 2) })
  const { cert, key } = certificates.gateway.server
  const cases: readonly [name: string, files: Readonly<Record<string, string>>, text: RegExp][] = [
    ['a certificate without its key', { [cert]: leaf.cert }, /server\.key: .* · not the key/],
    ['expired', { [cert]: expired.cert, [key]: expired.key }, /server\.pem: .* · expired/],
    ['not yet valid', { [cert]: early.cert, [key]: early.key }, /server\.pem: .* · not yet valid/],
    ['no certificate', { [cert]: 'x' }, /server\.pem: .* · no certificate/],
    ['no authority', { [certificates.ca]: leaf.cert }, /no authority|not signed by the CA/],
    ['half an authority', { [certificates.ca]: texts.get(certificates.ca)!.slice(0, 200) }, /no certificate/],
  ]
  for (const [name, files, text] of cases) {
    for (const [path, content] of Object.entries(files)) replaceFile(path, content)
    t.equal(await gateway.reload(), 'refused', name)
    t.match(told.at(-1), { event: 'trust-refused', facts: { text } }, name)
    for (const path of Object.keys(files)) replaceFile(path, texts.get(path)!)
  }
  t.equal(await gateway.reload(), 'same')
})

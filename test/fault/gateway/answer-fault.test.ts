/** The gateway's own fault while an answer is on its way out: the catalogue's words leave, and nothing else. */
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import type { Entry } from '../../../gateway/audit/entry.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { buildServer } from '../../../gateway/http/server.ts'
import type { Services, Step } from '../../../gateway/http/services.ts'
import { admitCertificate } from '../../../gateway/http/steps/admit-certificate.ts'
import { openInquiry } from '../../../gateway/http/steps/open-inquiry.ts'
import { serverTlsOptions } from '../../../gateway/identity/tls.ts'
import { createDoor, prepareAnswer } from '../../../gateway/release/door.ts'
import { noTracing } from '../../../gateway/telemetry/tracing.ts'
import { authoritiesOf, identitySetup, issuer, readSystemTls } from '../../support/identity.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'

const all = {
  quarantine: true,
  handling: true,
  receipt: true,
  inbox: true,
  acknowledging: true,
  recalling: true,
  hashes: true,
  entries: true,
  token: true,
  change: true,
  act: true,
  rest: true,
  graphql: true,
  deposit: true,
  transfer: true,
  attachment: true,
  public: true,
  unrouted: true,
}
/** Asks a server whose services are changed so, and that does `step` too before it answers. */
async function asked(t: Test, change: Partial<Services>, step: Step = () => {}) {
  const setup = await identitySetup(t)
  const trust = { registry: setup.registry, authorities: await authoritiesOf(setup) }
  const entries: Entry[] = []
  const faults: unknown[] = []
  const append = async (entry: Entry) => ({ index: entries.push(entry) - 1, leaf: 'leaf' })
  const versions = () => ({ policy: 'p', registry: 'r', schema: 's' })
  const standing = { node: { name: 'n', build: 'b', config: 'c' }, versions, clock: () => 'steady' as const }
  const services = {
    issuer,
    tracing: noTracing,
    door: createDoor({ origin: 'test/log', append } as unknown as Log, standing),
    trust: () => trust,
    draining: () => false,
    fault: (error: unknown) => void faults.push(error),
    ...change,
  } as unknown as Services
  const app = await buildServer({
    tls: serverTlsOptions(await readSystemTls(setup.certificates)),
    pipeline: [admitCertificate, step].map((step) => ({ phase: 'headers', step, on: all })),
    services,
    routes: [
      {
        method: 'GET',
        url: '/x',
        surface: 'rest',
        operation: 'dossier:list',
        handler: async ({ inquiry }) =>
          prepareAnswer(inquiry, { body: '"canary"', headers: { 'x-canary': 'canary' }, detail: {} }),
      },
    ],
  })
  t.teardown(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const run = { url: `https://127.0.0.1:${port}`, ca: setup.certificates.ca } as RunFile
  const connection = rawConnection(run, setup.certificates.systems['cong-an:dieu-tra']!.client)
  connection.send(bytesOf({ target: '/x' }))
  return { connection, reply: await connection.next(), entries, faults }
}

const broken = () => {
  throw new Error('canary at /gateway/http/server.ts')
}

t.test('without a fault the answer leaves', async (t) => {
  const { reply, faults, connection } = await asked(t, {})
  t.match(reply, { status: 200, text: '"canary"', headers: { 'x-canary': 'canary' } })
  t.same(faults, [])
  connection.close()
})

const faulty: readonly [name: string, change: Partial<Services>, step?: Step][] = [
  ['whether the gateway drains can not be told', { draining: broken }],
  ['the quotas can not be written', {}, (request) => void Object.assign(request, { quotas: [broken] })],
]
for (const [name, change, step] of faulty)
  t.test(`${name}: the catalogue's fault leaves instead, recorded after the answer that did not`, async (t) => {
    const { connection, reply, entries, faults } = await asked(t, change, step)
    t.match(reply, {
      status: 500,
      headers: { 'content-type': /^application\/problem\+json/, connection: 'close', 'audit-receipt': /\S/ },
      json: { code: 'internal', party: 'gateway', instance: `urn:lienthong:event:${entries[0]?.event}` },
    })
    t.notMatch(JSON.stringify(reply), /canary|server\.ts|FST_/)
    t.equal(await connection.ended(), '')
    t.match(entries, [
      { phase: 'released', outcome: 'ok' },
      { phase: 'aborted', outcome: 'internal' },
    ])
    t.equal(new Set(entries.map(({ event }) => event)).size, 1)
    t.equal(faults.length, 1)
  })

t.test('an agency is taken out of the registry when its facet is about to leave: it does not', async (t) => {
  const entries: Entry[] = []
  const append = async (entry: Entry) => ({ index: entries.push(entry) - 1, leaf: 'leaf' })
  const standing = {
    node: { name: 'n', build: 'b', config: 'c' },
    versions: () => ({ policy: 'p', registry: 'r', schema: 's' }),
    clock: () => 'steady' as const,
  }
  const log = { origin: 'test/log', append } as unknown as Log
  const door = createDoor(log, standing, (agency) => agency !== 'thanh-tra')
  const answerOf = (...agencies: string[]) => {
    const inquiry = openInquiry({}, 'dossier:read')
    const one = { dossiers: ['hs-a'], relation: 'holder', label: { level: 'NOI_BO', tags: [] }, policies: [] }
    const none = { released: [], masked: [], withheld: [] }
    const records = agencies.map((facet_agency) => ({ ...one, ...none, facet_agency }))
    return door.pass(inquiry, prepareAnswer(inquiry, { body: '"canary"', detail: { records } }))
  }
  t.match(await answerOf('cong-an', 'mttq'), { status: 200, body: '"canary"' })
  const refused = await answerOf('cong-an', 'thanh-tra')
  t.match(refused, { status: 503, body: /"code":"source-unregistered"/ })
  t.notMatch(JSON.stringify(refused), /canary|thanh-tra/)
  t.match(entries, [{ phase: 'released' }, { phase: 'aborted', outcome: 'source-unregistered' }])
})

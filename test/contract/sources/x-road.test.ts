/** A source behind X-Road: asked, listed and handed to by way of security servers that check each request, over a connection to the one that is pinned. */
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { answerXRoadError } from '../../../gateway/development/security-server.ts'
import { createSources } from '../../../gateway/sources/sources.ts'
import { pinOf, route, startBehindXRoad } from '../../support/security-server.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { translation } from '../../support/translations.ts'

const good = JSON.stringify({ do: 'value', value: translation })
const found: RequestListener = (_, response) => void response.end(good)

/** What the service got last. */
let got: { readonly url: string; readonly headers: IncomingHttpHeaders } | undefined
let answer: RequestListener = found
/** In place of the security servers. */
let before: RequestListener | undefined
const handle: RequestListener = (request, response) => {
  got = { url: request.url!, headers: request.headers }
  answer(request, response)
}
const system = await startBehindXRoad(t, { handle })
const raw = await startBehindXRoad(t, { handle, before: (request, response) => before!(request, response) })
const { sources, ask } = await sourcesUnderTest(t, system, { request_timeout_ms: 1_000 })
const past = await sourcesUnderTest(t, raw, { request_timeout_ms: 1_000, circuit_failures_max: 100 })

/** What comes of an answer that the security server gives by itself. */
function answered(by: RequestListener) {
  before = by
  return past.ask('x')
}
const echoing =
  (more: object, status = 200): RequestListener =>
  (request, response) =>
    void response.writeHead(status, { 'x-road-id': request.headers['x-road-id'], ...more }).end(good)

t.test('a dossier, and the pages of a list', async (t) => {
  const given = await sources.facet({
    agency: 'thu-nghiem',
    nativeKey: 'a/ b',
    eventId: 'ev-1',
    legalBasis: 'BLTTHS.160',
  })
  t.match(given, { state: 'ok', requestId: /^ev-[a-z2-7]{26}$/ })
  t.match(got, {
    url: '/dossier/a%2F%20b',
    headers: {
      'x-road-client': 'VN/GOV/H02%2FAG/Li%C3%AAn%20th%C3%B4ng',
      'x-road-id': /^ev-1\.[a-z2-7]{26}$/,
      'x-road-issue': 'BLTTHS.160',
      'lienthong-event-id': 'ev-1',
    },
  })
  t.notMatch(got?.headers, { 'x-road-userid': /./ }, 'nobody is named')
  const ids = [got?.headers['x-road-id']]
  for (const page of [{ kind: 'list' }, { kind: 'changes', cursor: 'c&d' }] as const) {
    answer = (_, response) =>
      void response.end(JSON.stringify({ do: 'value', value: { entries: [], next: 'c', changesFrom: 'c' } }))
    t.match(await sources.page({ agency: 'thu-nghiem', eventId: 'ev-1', ...page }), { state: 'ok' })
    ids.push(got?.headers['x-road-id'])
    t.equal(got?.headers['x-road-issue'], undefined)
  }
  t.equal(got?.url, '/changes?from=c%26d')
  t.equal(new Set(ids).size, 3, 'each message has an id of its own under the event')
})

t.test('what the source says by itself is the source’s', async (t) => {
  const status =
    (code: number, headers = {}): RequestListener =>
    (_, response) =>
      void response.writeHead(code, headers).end(good)
  const cases: readonly (readonly [RequestListener, object])[] = [
    [status(404), { state: 'absent', reason: 'not-held' }],
    [status(403), { reason: 'source-refused' }],
    [status(503), { reason: 'source-error', requestId: /./ }],
    [status(302, { location: 'https://127.0.0.1:1/' }), { reason: 'source-redirected' }],
    [status(200, { 'content-length': 70_000 }), { reason: 'answer-too-large' }],
  ]
  for (const [by, expected] of cases) {
    answer = by
    t.match(await ask('x'), expected)
  }
  answer = () => {}
  t.match(await ask('x'), { state: 'timeout', reason: 'source-timeout' })
  answer = found
  t.match(await ask('x'), { state: 'ok' })
})

t.test('what a security server says is never taken for the source’s word', async (t) => {
  const content = 'content that must not be repeated'
  for (const type of ['Server.ServerProxy.AccessDenied', 'server.serverproxy.access_denied']) {
    const denied = await answered((_, response) => answerXRoadError(response, type, content))
    t.match(denied, { state: 'failed', reason: 'x-road-denied' })
    t.notMatch(JSON.stringify([denied, past.reports]), content)
  }
  t.match(await answered((_, response) => answerXRoadError(response, 'Client.InternalError')), {
    reason: 'x-road-setup',
  })
  const absent = await answered(echoing({ 'x-road-error': 'Server.ServerProxy.UnknownService' }, 404))
  t.match(absent, { state: 'failed', reason: 'x-road-denied' }, 'not absent')
  t.match(await answered(echoing({ 'x-road-error': '' })), { reason: 'x-road-server' }, 'with a good answer beside it')
})

t.test('an answer without the id of its question is not used', async (t) => {
  let first: unknown
  const others: readonly RequestListener[] = [
    (_, response) => void response.end(good),
    (_, response) => void response.writeHead(404).end(),
    (request, response) => void response.writeHead(200, { 'x-road-id': `${request.headers['x-road-id']}x` }).end(good),
    (request, response) =>
      void response
        .writeHead(
          200,
          [
            ['x-road-id', 'a'],
            ['x-road-id', String(request.headers['x-road-id'])],
          ].flat(),
        )
        .end(good),
    (_, response) => void response.writeHead(200, { 'x-road-id': String(first) }).end(good),
  ]
  t.match(
    await answered((request, response) => {
      first = request.headers['x-road-id']
      echoing({})(request, response)
    }),
    { state: 'ok' },
  )
  for (const other of others) t.match(await answered(other), { state: 'failed', reason: 'x-road-echo' })
})

t.test('what would leave the service is not sent', async (t) => {
  got = undefined
  t.match(await ask('..'), { state: 'quarantined', reason: 'adapter-invalid' })
  t.equal(got, undefined)
})

t.test('another registration is another place: what X-Road does not know is told so', async (t) => {
  const elsewhere = { ...system, xRoad: { ...system.xRoad!, client: { ...route.client, memberCode: 'H02' } } }
  await sources.follow([elsewhere])
  t.match(await ask('x'), { reason: 'x-road-setup' })
  await sources.follow([{ ...system, xRoad: { ...system.xRoad!, service: { ...route.service, serviceCode: 'v2' } } }])
  t.match(await ask('x'), { reason: 'x-road-denied' })
  await sources.follow([
    { ...system, xRoad: { ...system.xRoad!, keyPins: [pinOf((await startSource(t, { handle })).certificate)] } },
  ])
  t.match(await ask('x'), { reason: 'source-certificate' })
  await sources.follow([system])
  t.match(await ask('x'), { state: 'ok' })
})

const impostors: readonly (readonly [string, Parameters<typeof startBehindXRoad>[1]])[] = [
  ['another key', { handle, pins: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] }],
  [
    'the registered system itself, by the known authority',
    {
      handle,
      pins: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
      otherAuthority: false,
      uris: ['urn:lienthong:thu-nghiem:nguon'],
    },
  ],
  ['the pinned key, out of date', { handle, expired: true }],
  ['TLS 1.2', { handle, maxVersion: 'TLSv1.2' }],
]
for (const [name, options] of impostors)
  t.test(`a security server with ${name}: nothing is sent`, async (t) => {
    got = undefined
    const other = await sourcesUnderTest(t, await startBehindXRoad(t, options))
    t.match(await other.ask('x'), { state: 'failed', reason: 'source-certificate' })
    t.equal(got, undefined)
  })

t.test(
  'handed over: once, on the legal basis of the transfer, and an error of X-Road is no refusal of the receiver',
  async (t) => {
    const agency = 'vien-kiem-sat'
    const of = (one: typeof system) =>
      createSources({
        systems: [{ ...one, agency, agencyCode: 'VKS', adapter: agency }],
        seal: () => ({}),
        workers: 1,
        limits: { translate_wait_timeout_ms: 30_000 },
      })
    const [receiver, errors] = await Promise.all([of(system), of(raw)])
    t.teardown(() => Promise.all([receiver.close(), errors.close()]))
    const document = { mediaType: 'application/json', body: Buffer.from('{"phienBan":"4.0"}') }
    const hand = {
      agency,
      eventId: 'ev-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      legalBasis: 'BLTTHS.146',
      document,
      reference: 'cg-1',
    }
    const bodies: string[] = []
    answer = async (request, response) => {
      bodies.push(await text(request))
      response
        .writeHead(201, { 'content-type': 'application/json' })
        .end(JSON.stringify({ maTinBao: 'TN-1', tiepNhanLuc: '', daCo: false }))
    }
    t.match(await receiver.hand(hand), { state: 'taken', nativeKey: 'TN-1' })
    t.strictSame(
      [bodies, got?.url, got?.headers['x-road-issue']],
      [['{"phienBan":"4.0"}'], '/api/v1/tin-bao', 'BLTTHS.146'],
    )
    before = (_, response) => answerXRoadError(response, 'Client.InternalError')
    t.match(await errors.hand(hand), { state: 'failed', reason: 'x-road-setup' })
    before = (_, response) => void response.writeHead(409).end(JSON.stringify({ loi: 'SO_THAM_CHIEU_DA_DUNG' }))
    t.match(await errors.hand(hand), { state: 'failed', reason: 'x-road-echo' })
  },
)

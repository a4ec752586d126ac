/** How requests are put into X-Road's protocol for REST, by the examples of its specification, and what is understood of its errors. */
import t from 'tap'
import { requestProblem } from '../../../gateway/sources/source-request.ts'
import { messageHeaders, requestIdOf, servicePrefix, xRoadRefusal } from '../../../gateway/sources/x-road.ts'

const client = { instance: 'INSTANCE', memberClass: 'CLASS1', memberCode: 'MEMBER1', subsystemCode: 'SUBSYSTEM1' }
const service = {
  ...{ instance: 'INSTANCE', memberClass: 'CLASS2', memberCode: 'MEMBER2', subsystemCode: 'SUBSYSTEM2' },
  serviceCode: 'BARSERVICE',
}
const route = { client, service, keyPins: [] }

t.test('a call as in the specification', async (t) => {
  t.equal(servicePrefix(route), '/r1/INSTANCE/CLASS2/MEMBER2/SUBSYSTEM2/BARSERVICE')
  t.equal(
    servicePrefix({ ...route, service: { ...service, serviceCode: 'BAR/SERVICE' } }),
    '/r1/INSTANCE/CLASS2/MEMBER2/SUBSYSTEM2/BAR%2FSERVICE',
  )
  t.strictSame(messageHeaders(route, { id: 'fa2e18a5-c2cb-4d09-b994-f57727f7c3fb', issue: 'MT324223MSD' }), {
    'x-road-client': 'INSTANCE/CLASS1/MEMBER1/SUBSYSTEM1',
    'x-road-id': 'fa2e18a5-c2cb-4d09-b994-f57727f7c3fb',
    'x-road-issue': 'MT324223MSD',
  })
})

t.test('each part is encoded by itself; what is not there leaves no separator', async (t) => {
  const { subsystemCode: _, ...member } = client
  const strange = { ...member, memberCode: 'H02/AG Phú Quốc%2F' }
  const encoded = 'H02%2FAG%20Ph%C3%BA%20Qu%E1%BB%91c%252F'
  t.strictSame(messageHeaders({ ...route, client: strange, representedParty: { memberCode: 'a/b' } }, { id: '1' }), {
    'x-road-client': `INSTANCE/CLASS1/${encoded}`,
    'x-road-id': '1',
    'x-road-represented-party': 'a%2Fb',
  })
  t.match(messageHeaders({ ...route, representedParty: { memberClass: 'GOV', memberCode: '7' } }, { id: '1' }), {
    'x-road-represented-party': 'GOV/7',
  })
})

const refusal = (headers: Record<string, string | string[]>, status = 500) => xRoadRefusal({ status, headers }, 'id-1')

t.test('errors by who must act, in the spelling before 7.8 and since', async (t) => {
  const errors: readonly (readonly [reason: string, before: string, since: string])[] = [
    ['x-road-setup', 'Client.InternalError', 'client.internal_error'],
    ['x-road-setup', 'Server.ClientProxy.UnknownMember', 'server.clientproxy.unknown_member'],
    ['x-road-setup', 'Server.ClientProxy.SslAuthenticationFailed', 'server.clientproxy.ssl_authentication_failed'],
    ['x-road-server', 'Server.ClientProxy.OutdatedGlobalConf', 'server.clientproxy.outdated_global_conf'],
    ['x-road-server', 'Server.ClientProxy.ServiceFailed.Timeout', 'server.clientproxy.service_failed.timeout'],
    ['x-road-denied', 'Server.ServerProxy.AccessDenied', 'server.serverproxy.access_denied'],
    ['x-road-denied', 'Server.ServerProxy.UnknownService', 'server.serverproxy.unknown_service'],
    ['x-road-denied', 'Server.ServerProxy.ServiceDisabled', 'server.serverproxy.service_disabled'],
    ['source-error', 'Server.ServerProxy.ServiceFailed.HttpError', 'server.serverproxy.service_failed.http_error'],
    ['source-unreachable', 'Server.ServerProxy.NetworkError', 'server.serverproxy.network_error'],
    ['x-road-provider', 'Server.ServerProxy.DatabaseError', 'server.serverproxy.database_error'],
    ['x-road-provider', 'Server.ServerProxy', 'server.serverproxy'],
    // A word that only begins alike is another one.
    ['x-road-provider', 'Server.ServerProxy.AccessDeniedElsewhere', 'server.serverproxy.access_denied_elsewhere'],
    ['x-road-server', 'Clients', 'something_new'],
    ['x-road-server', '', ' '],
  ]
  for (const [reason, before, since] of errors)
    t.strictSame(
      [before, since].map((type) => refusal({ 'x-road-error': type })),
      [reason, reason],
      before,
    )
})

t.test('an error counts whatever stands beside it; an answer only under its own id', async (t) => {
  t.equal(refusal({ 'x-road-error': 'Client.X', 'x-road-id': 'id-1' }, 200), 'x-road-setup')
  t.equal(refusal({ 'x-road-id': 'id-1' }, 500), undefined, 'the source said that')
  for (const other of [{}, { 'x-road-id': 'id-2' }, { 'x-road-id': ['id-1', 'id-1'] }, { 'x-road-id': 'ID-1' }])
    t.equal(refusal(other as Record<string, string>, 200), 'x-road-echo')
})

t.test('an id of the request is kept if it is one', async (t) => {
  const of = (id: string | string[]) => requestIdOf({ status: 200, headers: { 'x-road-request-id': id } })
  t.equal(of('f92591a3-6bf0-49b1-987b-0dd78c034cc3'), 'f92591a3-6bf0-49b1-987b-0dd78c034cc3')
  for (const other of ['', 'a b', 'x'.repeat(65), 'Nguyễn', ['a', 'a']]) t.equal(of(other), undefined)
})

t.test('a path stays below the service that it is put behind', async (t) => {
  const problem = (path: string) => requestProblem({ method: 'GET', path }, [])
  const leaving = [
    '/..',
    '/a/../b',
    '/a/%2e%2E',
    '/a/.%2e;v=1/b',
    '/a/..;/b',
    '/a%2f..%2fb',
    '/a\\..\\b',
    '/%5c..',
    '/./a',
  ]
  for (const path of leaving) t.equal(problem(path), 'request-path', path)
  for (const path of ['/a/...', '/..a', '/a?x=/../b', '/a/.well-known', '/a..b/c'])
    t.equal(problem(path), undefined, path)
})

/** Methods and routes that the gateway has not, pipelining, and the odd forms of HTTP that it must take (RFC 9110, RFC 9112). */
import { METHODS } from 'node:http'
import type { Test } from 'tap'
import { limits } from '../../../../gateway/limits.ts'
import { askCold, type HostileCase, lastingText } from '../../../support/hostile.ts'
import { bytesOf } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization, run } = target
const headers = [authorization]

const open = [
  '/healthz',
  '/readyz',
  '/oauth2/jwks',
  '/.well-known/oauth-authorization-server',
  '/.well-known/lienthong-keys',
]
const rest = ['/v1/dossiers', `/v1/dossiers/${run.dossiers[0]}`, `/v1/dossiers/${run.dossiers[0]}/links`]
const routes = [...rest, '/graphql', '/oauth2/token', '/v1/links', ...open]
const strangers = METHODS.filter((method) => !['GET', 'POST', 'HEAD', 'CONNECT', 'QUERY'].includes(method))

const notAllowed = (method: string, target: string): HostileCase => ({
  name: `${method} ${target}`,
  request: { method, target, headers },
  status: 405,
  code: 'method-not-allowed',
})
const notFound = (target: string, method = 'GET'): HostileCase => ({
  name: `${method} ${target}`,
  request: { method, target, headers },
  status: 404,
  code: 'route-not-found',
})

const cases: readonly HostileCase[] = [
  ...routes.flatMap((route) => ['OPTIONS', 'PUT', 'TRACE', 'DELETE'].map((method) => notAllowed(method, route))),
  ...strangers.map((method) => notAllowed(method, '/v1/dossiers')),
  ...['/graphql', '/oauth2/token', '/v1/links'].map((route) => notAllowed('GET', route)),
  ...[...rest, ...open].map((route) => notAllowed('POST', route)),
  {
    name: 'QUERY without a media type',
    request: { method: 'QUERY', target: '/v1/dossiers', headers },
    status: 415,
    code: 'media-type-unsupported',
  },
  notFound('*', 'OPTIONS'),
  notFound('/xwell-known/oauth-authorization-server'),
  ...['/', '//v1/dossiers', '/v1/dossiers/../dossiers', '/V1/dossiers', '/graphql/', '/healthz;x=1', '/__proto__'].map(
    (route) => notFound(route),
  ),
]

export const cold = (t: Test) => askCold(t, target, { 'methods and routes': cases })

export const attack = async (t: Test) => {
  t.test('HEAD has the status, Allow and no body', async (t) => {
    for (const route of routes) {
      const connection = target.connect()
      connection.send(bytesOf({ method: 'HEAD', target: route, headers }))
      connection.send(bytesOf({ target: '/healthz' }))
      const reply = await connection.next(true)
      t.match(reply, { status: 405, headers: { allow: /^(GET|POST)$/, 'audit-receipt': /index=/ } }, route)
      t.equal((await connection.next())?.status, 200, 'what follows is the next answer')
      connection.close()
    }
  })

  t.test('pipelined requests are answered each in its turn', async (t) => {
    const connection = target.connect()
    const asked = ['/v1/dossiers', '/khong-co', '/healthz', `/v1/dossiers/${run.dossiers[0]}`, '/v1/dossiers?first=0']
    connection.send(Buffer.concat(asked.map((path) => bytesOf({ target: path, headers }))))
    const statuses: (number | undefined)[] = []
    for (const _path of asked) statuses.push((await connection.next())?.status)
    t.same(statuses, [200, 404, 200, 200, 400])
    t.ok(connection.drained())
    connection.close()
  })

  t.test('each request on a connection is judged by its own token', async (t) => {
    const connection = target.connect()
    const unknown = bytesOf({ target: '/v1/dossiers', headers: [['Authorization', 'Bearer x.y.z']] })
    const known = bytesOf({ target: '/v1/dossiers', headers })
    connection.send(Buffer.concat([known, unknown, known, unknown]))
    const statuses: (number | undefined)[] = []
    for (let answer = 0; answer < 4; answer++) statuses.push((await connection.next())?.status)
    t.same(statuses, [200, 401, 200, 401])
    connection.close()
  })

  t.test('odd forms that must be taken get the ordinary answer', async (t) => {
    const connection = target.connect()
    const bodyOf = async (bytes: string | Uint8Array) => {
      connection.send(bytes)
      const reply = await connection.next()
      return reply && { status: reply.status, body: lastingText(reply) }
    }
    // On one page: the cursor of a next one is another each time.
    const list = `/v1/dossiers?first=${limits.list.page_rows_max}`
    const ordinary = await bodyOf(bytesOf({ target: list, headers }))
    t.equal(ordinary?.status, 200)
    const odd: Readonly<Record<string, string | Uint8Array>> = {
      'absolute form, and an authority that is not asked': bytesOf({ target: `https://khac.example${list}`, headers }),
      'unknown expectation': bytesOf({ target: list, headers: [authorization, ['Expect', 'gi-do']] }),
      'body of a GET': bytesOf({ target: list, headers, body: '{"first":2}' }),
      upgrade: bytesOf({ target: list, headers: [authorization, ['Connection', 'Upgrade'], ['Upgrade', 'h2c']] }),
      'HTTP/1.0': `GET ${list} HTTP/1.0\r\n${authorization.join(': ')}\r\n\r\n`,
    }
    for (const [name, bytes] of Object.entries(odd)) t.same(await bodyOf(bytes), ordinary, name)
    t.equal(await connection.ended(), '', 'which closes')
  })
}

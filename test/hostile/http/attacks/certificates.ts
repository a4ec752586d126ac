/** Whoever is not admitted learns why, and nothing else, whatever they send and wherever. */
import type { Test } from 'tap'
import type { brokenNames } from '../../../../certs-dev/index.ts'
import type { ErrorCode } from '../../../../gateway/errors/catalogue.ts'
import { assertRefusal, essence } from '../../../support/hostile.ts'
import { bytesOf, rawConnection } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { run, authorization } = target

const codes: Readonly<Record<(typeof brokenNames)[number] | 'none', ErrorCode>> = {
  expired: 'certificate-expired',
  'not-yet-valid': 'certificate-not-yet-valid',
  'other-ca': 'certificate-unknown-ca',
  'wrong-eku': 'certificate-wrong-usage',
  revoked: 'certificate-revoked',
  unregistered: 'certificate-unregistered',
  'two-sans': 'certificate-ambiguous',
  none: 'certificate-missing',
}

const json = ['Content-Type', 'application/json'] as const
const requests: Readonly<Record<string, string | Uint8Array>> = {
  'public route': bytesOf({ target: '/healthz' }),
  metadata: bytesOf({ target: '/.well-known/oauth-authorization-server' }),
  'REST with a good token': bytesOf({ target: `/v1/dossiers/${run.dossiers[0]}`, headers: [authorization] }),
  'GraphQL with a good token': bytesOf({
    method: 'POST',
    target: '/graphql',
    headers: [authorization, json],
    body: '{"query":"{ __typename }"}',
  }),
  'token endpoint': bytesOf({
    method: 'POST',
    target: '/oauth2/token',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'grant_type=x',
  }),
  'unknown route': bytesOf({ target: '/khong-co' }),
  'wrong method': bytesOf({ method: 'DELETE', target: '/graphql' }),
  'wrong media type': bytesOf({
    method: 'POST',
    target: '/graphql',
    headers: [['Content-Type', 'text/plain']],
    body: 'x',
  }),
  'body too large': bytesOf({ method: 'POST', target: '/graphql', headers: [json], body: 'x'.repeat(65_537) }),
  'URL that can not be routed': bytesOf({ target: '/%zz' }),
  'no request at all': 'không phải HTTP\r\n\r\n',
  'headers too large': bytesOf({ target: '/healthz', headers: [['X', 'x'.repeat(20_000)]] }),
  'no Host': 'GET /healthz HTTP/1.1\r\n\r\n',
  'unknown expectation': bytesOf({ target: '/healthz', headers: [['Expect', 'gi-do']] }),
  tunnel: 'CONNECT gateway:443 HTTP/1.1\r\nHost: gateway:443\r\n\r\n',
  'two requests at once': Buffer.concat([bytesOf({ target: '/healthz' }), bytesOf({ target: '/readyz' })]),
}

async function refused(
  t: Test,
  name: string,
  certificate: keyof typeof codes,
  bytes: string | Uint8Array,
): Promise<unknown> {
  const connection = rawConnection(run, certificate === 'none' ? undefined : run.broken[certificate])
  connection.send(bytes)
  const reply = await connection.next()
  assertRefusal(t, name, reply, { status: 401, code: codes[certificate] })
  if (name.includes('token endpoint')) t.equal(reply?.json.error, 'invalid_client', 'RFC 6749 §5.2')
  t.equal(await connection.ended(), '', `${name}: closed with nothing more`)
  connection.close()
  return reply && essence(reply)
}

const everything = Object.keys(codes).flatMap((certificate) =>
  Object.entries(requests).map(([request, bytes]) => [certificate as keyof typeof codes, request, bytes] as const),
)

export const cold = async (t: Test) => {
  const first = new Map<string, unknown>()
  const ask = (t: Test, [certificate, request, bytes]: (typeof everything)[number]) =>
    refused(t, `${certificate}, ${request}`, certificate, bytes)
  for (const one of everything) first.set(one.slice(0, 2).join(), await ask(t, one))
  return async (t: Test) => {
    for (const one of everything)
      t.same(await ask(t, one), first.get(one.slice(0, 2).join()), `${one.slice(0, 2)}: hot as cold`)
  }
}

export const attack = async (t: Test) => {
  t.test('a client that waits to be told to go on is refused all the same', async (t) => {
    const connection = rawConnection(run, undefined)
    connection.send(
      bytesOf({
        method: 'POST',
        target: '/graphql',
        headers: [
          ['Expect', '100-continue'],
          ['Content-Length', '10'],
        ],
      }),
    )
    t.equal((await connection.next())?.status, 100)
    assertRefusal(t, 'no certificate', await connection.next(), { status: 401, code: 'certificate-missing' })
    t.equal(await connection.ended(), '')
  })
}

/** What of the FAPI 2.0 Security Profile no other test shows, on a running gateway. Each test is named by rows of requirements.json. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from 'jose'
import t from 'tap'
import { catalogue } from '../../../gateway/errors/catalogue.ts'
import { assertionAlgorithms } from '../../../gateway/identity/public-key.ts'
import { newTokenId } from '../../../gateway/telemetry/ids.ts'
import { officers } from '../../support/client.ts'
import { description } from '../../support/described.ts'
import { access, assertionForge, now_s, postForm, requestToken } from '../../support/forged.ts'
import { assertRefusal, assertUnharmed, startTarget } from '../../support/hostile.ts'
import { bytesOf, type RawRequest, rawConnection } from '../../support/raw.ts'

const target = await startTarget(t)
const { run, police, authorization, token } = target
const { sign, claims } = await assertionForge(target)
const metadata = (await police.call('/.well-known/oauth-authorization-server')).json
const published = (await police.call('/oauth2/jwks')).json.keys
const ask = async (request: RawRequest) => {
  const connection = target.connect()
  connection.send(bytesOf(request))
  const reply = await connection.next()
  connection.close()
  return reply
}

t.test('what there is to ask is told to whoever has a certificate, and to nobody else', async (t) => {
  t.strictSame((await police.call('/openapi.json')).json, description)
  const stranger = rawConnection(run, undefined)
  stranger.send(bytesOf({ target: '/openapi.json' }))
  assertRefusal(t, 'without a certificate', await stranger.next(), { status: 401, code: 'certificate-missing' })
})

t.test('5.2.1: nothing but TLS is spoken', async (t) => {
  const { hostname, port } = new URL(run.url)
  for (const path of ['/oauth2/jwks', '/oauth2/token', '/v1/dossiers']) {
    const socket = connect(Number(port), hostname)
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => {})
    socket.write(`GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`)
    await once(socket, 'close')
    t.notMatch(Buffer.concat(parts).toString('latin1'), /HTTP|[{}]/, `${path}: no answer in clear text`)
  }
  for (const [name, url] of Object.entries(metadata))
    if (/(?:issuer|_endpoint|_uri)$/.test(name)) t.match(url, /^https:/, name)
})

t.test('5.3.2.1: metadata (RFC 8414)', async (t) => {
  t.match(metadata, {
    issuer: run.url,
    token_endpoint: run.token_endpoint,
    jwks_uri: `${run.url}/oauth2/jwks`,
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['tls_client_auth'],
    tls_client_certificate_bound_access_tokens: true,
  })
  t.notOk('authorization_endpoint' in metadata)
})

t.test('5.3.2.1: no other grant', async (t) => {
  t.notOk(
    metadata.grant_types_supported.some((grant: string) => /password|implicit|authorization_code|refresh/.test(grant)),
  )
  const assertion = await sign(claims())
  const grants = ['password', 'authorization_code', 'refresh_token', 'implicit', 'urn:openid:params:grant-type:ciba']
  for (const grant_type of grants) {
    const change = { grant_type, username: 'dtv-001', password: 'x', code: 'x', refresh_token: 'x' }
    const expected = { status: 400, code: 'oauth-unsupported-grant-type' } as const
    assertRefusal(t, grant_type, await requestToken(target.connect(), assertion, change), expected)
  }
})

t.test('5.3.2.1: nobody without a certificate, and nobody as another', async (t) => {
  const assertion = await sign(claims())
  const nobody = await requestToken(rawConnection(run, undefined), assertion)
  assertRefusal(t, 'without a certificate', nobody, { status: 401, code: 'certificate-missing' })
  const other = await requestToken(target.connect(), assertion, { client_id: officers.procuracy.system })
  assertRefusal(t, 'as another', other, {
    status: catalogue['oauth-invalid-client'].status,
    code: 'oauth-invalid-client',
  })
  t.notOk(nobody?.json.access_token ?? other?.json.access_token)
})

t.test('5.3.2.1: what is issued', async (t) => {
  const reply = await requestToken(target.connect(), await sign(claims()))
  t.equal(reply?.status, 200)
  t.same(
    Object.keys(reply?.json).sort(),
    ['access_token', 'authorization_details', 'expires_in', 'token_type'],
    'no refresh token',
  )
  t.match(decodeJwt(reply?.json.access_token).cnf, { 'x5t#S256': /^[\w-]{43}$/ }, 'bound to the certificate')
  t.ok(reply?.json.expires_in <= 300, 'for minutes')
})

t.test('5.3.2.1: nothing redirects', async (t) => {
  t.same(
    Object.values(catalogue).filter(({ status }) => status < 400),
    [],
    'no refusal is a redirect',
  )
  const away = 'redirect_uri=https%3A%2F%2Fkhac.example&next=//khac.example&returnTo=https://khac.example'
  const requests: readonly RawRequest[] = [
    { target: `/oauth2/authorize?response_type=code&client_id=x&${away}` },
    { target: `/oauth2/token?${away}` },
    { target: `/v1/dossiers?${away}`, headers: [authorization] },
    { target: `/v1/dossiers/?${away}`, headers: [authorization] },
    { target: '//khac.example/v1/dossiers', headers: [authorization] },
    { target: '/%2f%2fkhac.example', headers: [authorization] },
  ]
  for (const request of requests) {
    const reply = await ask(request)
    t.ok(reply && reply.status >= 400, request.target)
    t.notOk(reply?.headers.location ?? reply?.headers.refresh, `${request.target}: leads nowhere`)
  }
})

t.test('5.3.2.1: clocks that differ', async (t) => {
  const ahead_s = (s: number) => sign(claims({ iat: now_s() + s, nbf: now_s() + s, exp: now_s() + s + 200 }))
  for (const s of [0, 1, 5, 10])
    t.equal((await requestToken(target.connect(), await ahead_s(s)))?.status, 200, `${s} s ahead`)
  for (const s of [62, 90, 3600]) {
    const expected = { status: 400, code: 'oauth-invalid-grant' } as const
    assertRefusal(t, `${s} s ahead`, await requestToken(target.connect(), await ahead_s(s)), expected)
  }
})

t.test('5.3.4: a token in the query or the body is none', async (t) => {
  const missing = { status: 401, code: 'token-missing' } as const
  assertRefusal(t, 'query', await ask({ target: `/v1/dossiers?access_token=${token}` }), missing)
  const body = JSON.stringify({ query: '{ __typename }', access_token: token })
  const headers = [['Content-Type', 'application/json']] as const
  assertRefusal(
    t,
    'body',
    await ask({ method: 'POST', target: `/graphql?access_token=${token}`, headers, body }),
    missing,
  )
})

t.test('5.3.4: errors of RFC 6750', async (t) => {
  const challengeOf = async (headers: readonly (readonly [string, string])[], path = '/v1/dossiers') => {
    const reply = await ask({ target: path, headers })
    return [reply?.status, reply?.headers['www-authenticate']]
  }
  t.same(await challengeOf([]), [401, 'Bearer'], 'no error code where no token was sent (§3.1)')
  t.same(await challengeOf([['Authorization', 'Bearer x.y.z']]), [401, 'Bearer error="invalid_token"'])
  const [{ access_token: narrow } = { access_token: '' }] = [
    (await requestToken(target.connect(), await sign(claims()), { authorization_details: JSON.stringify([access]) }))
      ?.json,
  ]
  t.same(
    await challengeOf([['Authorization', `Bearer ${narrow}`]], `/v1/dossiers/${run.dossiers[0]}`),
    [403, 'Bearer error="insufficient_scope"'],
    'a token for lists reads no dossier',
  )
})

t.test('5.4.1: algorithms', async (t) => {
  t.same([...assertionAlgorithms].sort(), ['ES256', 'Ed25519', 'EdDSA', 'PS256'])
  t.equal(decodeProtectedHeader(token).alg, 'ES256')
  for (const { alg } of published) t.match(alg, /^(?:ES256|EdDSA)$/)
})

t.test('5.4.1: nothing that is issued can be guessed', async (t) => {
  const ids = Array.from({ length: 2_000 }, newTokenId)
  t.equal(new Set(ids).size, ids.length)
  const alphabet = new Set(ids.map((id) => id.slice(-20)).join(''))
  t.ok(
    (/^at-([a-z2-7]+)$/.exec(ids[0]!)?.[1]?.length ?? 0) * Math.log2(alphabet.size) >= 128,
    `${alphabet.size} signs, ${ids[0]!.length} long`,
  )
})

t.test('5.4.2: the published keys', async (t) => {
  const kids = published.map(({ kid }: { kid: string }) => kid)
  t.equal(new Set(kids).size, kids.length, 'each kid once')
  for (const jwk of published) {
    t.equal(jwk.kid, await calculateJwkThumbprint(jwk))
    t.same(
      Object.keys(jwk).filter((name) => ['d', 'k', 'x5u', 'x5c', 'jku'].includes(name)),
      [],
    )
  }
  t.same(Object.keys(decodeProtectedHeader(token)).sort(), ['alg', 'kid', 'typ'], 'no x5u, no jku')
  t.ok(kids.includes(decodeProtectedHeader(token).kid))
  const stranger = await postForm(rawConnection(run, undefined), '/oauth2/jwks', {})
  t.equal(stranger?.status, 401)
})

t.test('unharmed', (t) => assertUnharmed(t, target))

/** Access tokens that must be refused: by @fastify/jwt with our options, and by callerOf where those can't tell. */
import { createPublicKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import fastify from 'fastify'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import t from 'tap'
import { callerOf, tokenVerifyOptions, type VerifiedToken } from '../../../gateway/identity/token.ts'
import { tokenBasis } from '../../../gateway/identity/token-basis.ts'
import { codeOf, identitySetup, issuer, systemOf } from '../../support/identity.ts'

const { registry, keys } = await identitySetup(t)
const now_s = Math.floor(Date.now() / 1000)
const system = systemOf(registry, 'cong-an:dieu-tra')
const other = systemOf(registry, 'vien-kiem-sat:kiem-sat')

const access = {
  type: 'case_access',
  purpose: 'GIAI_QUYET_NGUON_TIN',
  legal_basis: 'BLTTHS.147',
  actions: ['dossier:list'],
}
const claims = (change: object = {}): JWTPayload => ({
  iss: issuer,
  aud: issuer,
  sub: 'dtv-001',
  iat: now_s,
  exp: now_s + 300,
  jti: 'jti',
  client_id: system.id,
  agency: system.agency,
  clearance: 'HAN_CHE',
  tags: [],
  registry: tokenBasis(registry, system.agency),
  cnf: { 'x5t#S256': system.thumbprint },
  authorization_details: [access],
  ...change,
})
const sign = (payload: JWTPayload, header: object = {}, key: KeyObject = keys.privateKey) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: keys.kid, ...header })
    .sign(key, { crit: { x: true } })

const app = fastify()
await app.register(fastifyJwt, { secret: { public: keys.publicPem }, verify: tokenVerifyOptions(issuer) })
app.get('/', async (request) => {
  const token = await request.jwtVerify<VerifiedToken>()
  return { code: await codeOf(() => callerOf({ token, system, registry, issuer, now_s })) }
})
t.teardown(() => app.close())

/** What becomes of a request with this token: our code, or the one of @fastify/jwt. */
async function outcome(token: string): Promise<string> {
  const answer = await app.inject({ url: '/', headers: { authorization: `Bearer ${token}` } })
  return answer.json().code
}

t.test('the token that the others differ from is taken, twice, for nothing is cached', async (t) => {
  const token = await sign(claims())
  t.equal(await outcome(token), 'none')
  t.equal(await outcome(token), 'none')
})

const publicSecret = createSecretKey(Buffer.from(keys.publicPem))
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const without = (name: string) => claims({ [name]: undefined })
const flipped = (token: string) => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')

const byLibrary: readonly [string, () => Promise<string> | string][] = [
  ['alg none', () => new UnsecuredJWT(claims()).encode()],
  ['HS256 with the public key', () => sign(claims(), { alg: 'HS256' }, publicSecret)],
  ['another key', () => sign(claims(), {}, stranger)],
  ['no signature', async () => (await sign(claims())).replace(/[^.]*$/, '')],
  ['a signature changed', async () => flipped(await sign(claims()))],
  ['another issuer', () => sign(claims({ iss: 'https://example.vn' }))],
  ['another audience', () => sign(claims({ aud: 'https://example.vn' }))],
  ['typ JWT', () => sign(claims(), { typ: 'JWT' })],
  ['no typ', () => sign(claims(), { typ: undefined })],
  ['an unknown critical header', () => sign(claims(), { crit: ['x'], x: 1 })],
  ['expired', () => sign(claims({ iat: now_s - 301, exp: now_s - 1 }))],
  ['no binding', () => sign(without('cnf'))],
  ['no expiry', () => sign(without('exp'))],
  ['no client', () => sign(without('client_id'))],
]
for (const [what, token] of byLibrary) {
  t.test(`refused by its form: ${what}`, async (t) => {
    t.match(await outcome(await token()), /^(FST|FAST)_JWT_/)
  })
}

const byUs: readonly [string, JWTPayload, string][] = [
  ['the thumbprint of another certificate', claims({ cnf: { 'x5t#S256': other.thumbprint } }), 'token-not-bound'],
  ['an empty binding', claims({ cnf: {} }), 'token-not-bound'],
  ['a binding that is no text', claims({ cnf: { 'x5t#S256': [system.thumbprint] } }), 'token-not-bound'],
  ['no binding but null', claims({ cnf: null }), 'token-not-bound'],
  ['another client', claims({ client_id: other.id }), 'token-not-bound'],
  ['another agency', claims({ agency: other.agency }), 'token-not-bound'],
  ['an earlier registry', claims({ registry: 'earlier' }), 'token-invalid'],
  ['ours among audiences', claims({ aud: [issuer, 'https://example.vn'] }), 'token-invalid'],
  ['issued in the future', claims({ iat: now_s + 60, exp: now_s + 300 }), 'token-invalid'],
  ['a life too long', claims({ exp: now_s + 86_400 }), 'token-invalid'],
  ['an unknown clearance', claims({ clearance: 'CHUA_XAC_DINH' }), 'token-invalid'],
  ['no details', claims({ authorization_details: [] }), 'token-invalid'],
  ['two details', claims({ authorization_details: [access, access] }), 'token-invalid'],
]
for (const [what, payload, code] of byUs) {
  t.test(`refused by callerOf: ${what}`, async (t) => {
    t.equal(await outcome(await sign(payload)), code)
  })
}

t.test('callerOf looks at type, algorithm and times for itself', async (t) => {
  const token = { header: { typ: 'at+jwt', alg: 'ES256' }, payload: claims() }
  const code = (change: Partial<VerifiedToken>, at_s = now_s) =>
    codeOf(() => callerOf({ token: { ...token, ...change }, system, registry, issuer, now_s: at_s }))
  t.equal(await code({}), 'none')
  t.equal(await code({ header: { typ: 'JWT', alg: 'ES256' } }), 'token-invalid')
  t.equal(await code({ header: { typ: 'at+jwt', alg: 'none' } }), 'token-invalid')
  t.equal(await code({}, now_s + 300), 'token-expired')
  t.equal(await code({ payload: claims({ exp: `${now_s + 300}` }) }), 'token-invalid')
})

t.test('the options leave nothing to the defaults of the library', async (t) => {
  t.match(tokenVerifyOptions(issuer), { algorithms: ['ES256'], checkTyp: 'at+jwt', cache: false, clockTolerance: 0 })
})

t.test('the published key is the one that verifies', async (t) => {
  const published = createPublicKey({ key: keys.jwks.keys[0] as never, format: 'jwk' })
  t.equal(published.export({ type: 'spki', format: 'pem' }), keys.publicPem)
})

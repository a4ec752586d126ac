/** Token requests that must be refused, each for one reason. */
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  calculateJwkThumbprint,
  decodeJwt,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { signAssertion } from '../../../gateway/identity/assertion.ts'
import { callerOf, currentClaims } from '../../../gateway/identity/token.ts'
import { jwtBearerGrant } from '../../../gateway/identity/token-form.ts'
import { issueToken } from '../../../gateway/identity/token-issuer.ts'
import { codeOf, identitySetup, issuer, systemOf, testReplay, tokenEndpoint } from '../../support/identity.ts'

const { registry, keys, certificates } = await identitySetup(t)
const now_s = Math.floor(Date.now() / 1000)
const system = systemOf(registry, 'cong-an:dieu-tra')
const keyOf = async (id: string) => createPrivateKey(await readFile(certificates.systems[id]!.assertionKey))
const own = await keyOf('cong-an:dieu-tra')
const procuracy = await keyOf('vien-kiem-sat:kiem-sat')
const kidOf = (key: KeyObject) => calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }) as never)
const ownKid = await kidOf(own)

const claims = (change: object = {}): JWTPayload => ({
  iss: 'cong-an',
  sub: 'dtv-001',
  aud: tokenEndpoint,
  iat: now_s,
  exp: now_s + 300,
  jti: randomUUID(),
  clearance: 'HAN_CHE',
  ...change,
})
const header: JWTHeaderParameters = { alg: 'ES256', typ: 'JWT', kid: ownKid }
const sign = (payload: JWTPayload, change: object = {}, key: KeyObject = own) =>
  new SignJWT(payload).setProtectedHeader({ ...header, ...change }).sign(key, { crit: { x: true } })

const access = {
  type: 'case_access',
  purpose: 'GIAI_QUYET_NGUON_TIN',
  legal_basis: 'BLTTHS.147',
  actions: ['dossier:read'],
  dossiers: [`hs-${'a'.repeat(26)}`],
}

async function requestWith(change: Record<string, string | undefined> = {}) {
  const parameters = {
    grant_type: jwtBearerGrant,
    client_id: system.id,
    assertion: await sign(claims()),
    authorization_details: JSON.stringify([access]),
    ...change,
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const form = new URLSearchParams(given)
  return { form, system, registry, replay: testReplay(), keys, issuer, now_s }
}

const refusalOf = async (request: Awaited<ReturnType<typeof requestWith>>) =>
  issueToken(request).then(
    () => 'taken',
    ({ code, told }: GatewayError) => ({ code, told }),
  )

t.test('the request that the others differ from is answered', async (t) => {
  t.match(await issueToken(await requestWith()), { response: { token_type: 'Bearer' } })
  t.match(await issueToken(await requestWith({ assertion: await sign(claims(), { typ: undefined }) })), {})
})

const publicPem = createPublicKey(own).export({ type: 'spki', format: 'pem' })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const strangerKid = await kidOf(stranger)

const badAssertions: readonly [string, () => Promise<string> | string][] = [
  ['alg none', () => new UnsecuredJWT(claims()).encode()],
  ['HS256 with the public key', () => sign(claims(), { alg: 'HS256' }, createSecretKey(Buffer.from(publicPem)))],
  ['a key that is not registered', () => sign(claims(), { kid: strangerKid }, stranger)],
  ['a key that is not registered, under a registered kid', () => sign(claims(), {}, stranger)],
  [
    'a key brought along in the header',
    () => sign(claims(), { jwk: createPublicKey(stranger).export({ format: 'jwk' }) as never }, stranger),
  ],
  [
    "another agency's assertion",
    async () => sign(claims({ iss: 'vien-kiem-sat' }), { kid: await kidOf(procuracy) }, procuracy),
  ],
  ["another agency's key under our name", async () => sign(claims(), { kid: await kidOf(procuracy) }, procuracy)],
  ['another agency as issuer, our key', () => sign(claims({ iss: 'vien-kiem-sat' }))],
  ['expired', () => sign(claims({ iat: now_s - 310, exp: now_s - 10 }))],
  ['not yet issued', () => sign(claims({ iat: now_s + 60, exp: now_s + 120 }))],
  ['dated ahead though valid now', () => sign(claims({ iat: now_s + 60, nbf: now_s, exp: now_s + 120 }))],
  ['not valid before later', () => sign(claims({ nbf: now_s + 60 }))],
  ['valid too long', () => sign(claims({ exp: now_s + 301 }))],
  ['valid for ever', () => sign(claims({ exp: 1e300 }))],
  ['expiry before issue', () => sign(claims({ iat: now_s + 4, exp: now_s + 3 }))],
  ['times with fractions', () => sign(claims({ iat: now_s - 0.5 }))],
  ['no expiry', () => sign(claims({ exp: undefined }))],
  ['no time of issue', () => sign(claims({ iat: undefined }))],
  ['another audience', () => sign(claims({ aud: 'https://example.vn/oauth2/token' }))],
  ['an audience that only begins like ours', () => sign(claims({ aud: `${tokenEndpoint}/` }))],
  ['a list of audiences', () => sign(claims({ aud: [tokenEndpoint] }))],
  ['typ of an access token', () => sign(claims(), { typ: 'at+jwt' })],
  ['an unknown critical header', () => sign(claims(), { crit: ['x'], x: 1 })],
  ['no officer', () => sign(claims({ sub: '' }))],
  ['an officer id that is a path', () => sign(claims({ sub: '../dtv-001' }))],
  ['an officer id too long', () => sign(claims({ sub: 'a'.repeat(65) }))],
  ['an officer id with a line break', () => sign(claims({ sub: 'dtv-001\n' }))],
  ['no jti', () => sign(claims({ jti: undefined }))],
  ['a jti that can be guessed', () => sign(claims({ jti: '1' }))],
  ['an unknown clearance', () => sign(claims({ clearance: 'COSMIC' }))],
  ['a clearance that is no secrecy level', () => sign(claims({ clearance: 'CHUA_XAC_DINH' }))],
  ['a clearance by a property of every object', () => sign(claims({ clearance: 'constructor' }))],
  ['no JWT', () => 'a.b.c'],
  ['an access token of our own', async () => (await issueToken(await requestWith())).response.access_token],
]
for (const [what, assertion] of badAssertions) {
  t.test(`assertion refused: ${what}`, async (t) => {
    t.equal(
      await codeOf(async () => issueToken(await requestWith({ assertion: await assertion() }))),
      'oauth-invalid-grant',
    )
  })
}

t.test(
  'to whoever signed with a key of the agency it is told which claim does not fit; to others nothing',
  async (t) => {
    const refusalFor = async (assertion: string) => refusalOf(await requestWith({ assertion }))
    const invalid = (told?: object) => ({ code: 'oauth-invalid-grant', told })
    const late = { iat: now_s - 310, exp: now_s - 10 }
    const wrong: Readonly<Record<string, object>> = {
      iss: { iss: 'vien-kiem-sat' },
      sub: { sub: '../dtv-001' },
      aud: { aud: [tokenEndpoint] },
      exp: late,
      iat: { iat: now_s + 60, nbf: now_s, exp: now_s + 120 },
      nbf: { nbf: now_s + 60 },
      jti: { jti: '1' },
      clearance: { clearance: undefined },
    }
    for (const [claim, change] of Object.entries(wrong))
      t.strictSame(await refusalFor(await sign(claims(change))), invalid({ claim }), claim)
    t.strictSame(await refusalFor(await sign(claims({ exp: now_s + 301 }))), invalid({ claim: 'exp' }), 'too long')
    const cosmic = await refusalFor(await sign(claims({ clearance: 'COSMIC' })))
    t.strictSame(cosmic, invalid({ claim: 'clearance' }), 'no such clearance')
    t.strictSame(await refusalFor(await sign(claims(late), {}, stranger)), invalid())
  },
)

t.test('an assertion counts once, also when both come at the same time', async (t) => {
  const request = await requestWith()
  const codes = await Promise.all([codeOf(() => issueToken(request)), codeOf(() => issueToken(request))])
  t.same(codes.toSorted(), ['none', 'oauth-invalid-grant'])
})

t.test('a request refused for its details does not use the assertion up', async (t) => {
  const request = await requestWith({ authorization_details: '[]' })
  t.equal(await codeOf(() => issueToken(request)), 'oauth-invalid-authorization-details')
  t.equal(request.replay.taken.size, 0)
})

t.test('an assertion from before the replay store was healthy is refused', async (t) => {
  const request = { ...(await requestWith()), replay: testReplay(now_s + 1) }
  t.equal(await codeOf(() => issueToken(request)), 'oauth-invalid-grant')
})

t.test('no replay store, no token', async (t) => {
  const once = () => Promise.reject(new GatewayError('replay-store-unavailable'))
  const request = { ...(await requestWith()), replay: { healthySince: 0, once } }
  t.equal(await codeOf(() => issueToken(request)), 'replay-store-unavailable')
})

t.test('a parameter that is missing is named', async (t) => {
  for (const parameter of ['grant_type', 'client_id', 'assertion', 'authorization_details']) {
    const request = await requestWith({ [parameter]: undefined })
    t.strictSame(await refusalOf(request), { code: 'oauth-invalid-request', told: { parameter } }, parameter)
  }
})

const forms: readonly [string, Record<string, string | undefined>, string][] = [
  ['another grant', { grant_type: 'password' }, 'oauth-unsupported-grant-type'],
  ['an assertion for a grant without officers', { grant_type: 'client_credentials' }, 'oauth-invalid-request'],
  ['no grant', { grant_type: undefined }, 'oauth-invalid-request'],
  ['no assertion', { assertion: undefined }, 'oauth-invalid-request'],
  ['an empty assertion', { assertion: '' }, 'oauth-invalid-request'],
  ['an assertion too long', { assertion: 'a'.repeat(9000) }, 'oauth-invalid-request'],
  ['no details', { authorization_details: undefined }, 'oauth-invalid-request'],
  ['another client', { client_id: 'vien-kiem-sat:kiem-sat' }, 'oauth-invalid-client'],
]
for (const [what, change, code] of forms) {
  t.test(`form refused: ${what}`, async (t) => {
    t.equal(await codeOf(async () => issueToken(await requestWith(change))), code)
  })
}

t.test('a parameter twice is refused, also an unknown one; once it is ignored', async (t) => {
  for (const parameter of ['assertion', 'client_id', 'scope']) {
    const request = await requestWith({ scope: 'x' })
    request.form.append(parameter, request.form.get(parameter) ?? '')
    t.strictSame(await refusalOf(request), { code: 'oauth-invalid-request', told: { parameter } }, parameter)
  }
  const odd = await requestWith({ '<b>': 'x' })
  odd.form.append('<b>', 'y')
  t.strictSame(await refusalOf(odd), { code: 'oauth-invalid-request', told: undefined }, 'could be no name')
  t.equal(await codeOf(async () => issueToken(await requestWith({ scope: 'x' }))), 'none')
})

const id = (n: number) => `hs-${'a'.repeat(24)}${'abcdefgh'[n >> 3]}${'abcdefgh'[n & 7]}`
const details: readonly [what: string, value: unknown, member?: string][] = [
  ['not JSON', '[{'],
  ['not a list', access],
  ['two elements', [access, access]],
  ['another type', [{ ...access, type: 'payment' }], 'type'],
  ['an extra member', [{ ...access, clearance: 'TUYET_MAT' }]],
  ['an own __proto__', JSON.stringify([access]).replace('{', '{"__proto__":{},')],
  ['a purpose of another agency', [{ ...access, purpose: 'KIEM_SAT_NGUON_TIN', legal_basis: 'BLTTHS.159' }], 'purpose'],
  ['an unknown purpose', [{ ...access, purpose: 'TO_MO' }], 'purpose'],
  ['a basis of another purpose', [{ ...access, legal_basis: 'BLTTHS.159' }], 'legal_basis'],
  ['an unknown action', [{ ...access, actions: ['dossier:write'] }], 'actions'],
  ['no action', [{ ...access, actions: [] }], 'actions'],
  ['an action twice', [{ ...access, actions: ['dossier:read', 'dossier:read'] }], 'actions'],
  ['reading without dossiers', [{ ...access, dossiers: undefined }], 'dossiers'],
  ['an empty list of dossiers', [{ ...access, dossiers: [] }], 'dossiers'],
  ['a dossier twice', [{ ...access, dossiers: [id(1), id(1)] }], 'dossiers'],
  ['a malformed dossier id', [{ ...access, dossiers: ['hs-1'] }], 'dossiers'],
  ['a dossier id with a line break', [{ ...access, dossiers: [`${id(1)}\n`] }], 'dossiers'],
  ['a dossier that is no text', [{ ...access, dossiers: [[id(1)]] }], 'dossiers'],
  ['too many dossiers', [{ ...access, dossiers: Array.from({ length: 51 }, (_, n) => id(n)) }], 'dossiers'],
]
for (const [what, value, member] of details) {
  t.test(`details refused: ${what}`, async (t) => {
    const authorization_details = typeof value === 'string' ? value : JSON.stringify(value)
    const request = await requestWith({ authorization_details })
    const told = member === undefined ? undefined : { member }
    t.strictSame(await refusalOf(request), { code: 'oauth-invalid-authorization-details', told })
  })
}

t.test('an auditor gets no token for cases', async (t) => {
  const auditor = systemOf(registry, 'giam-sat-an-ninh:can-bo')
  const keyPem = await readFile(certificates.systems[auditor.id]!.assertionKey, 'utf8')
  const facts = {
    keyPem,
    agency: auditor.agency,
    officer: 'gs-001',
    clearance: 'HAN_CHE',
    audience: tokenEndpoint,
    now_s,
  } as const
  for (const actions of [['dossier:list'], ['dossier:read']]) {
    const purpose = { purpose: 'KIEM_TOAN_TRUY_CAP', legal_basis: 'ND278_2025.13', actions }
    const request = await requestWith({
      client_id: auditor.id,
      assertion: await signAssertion(facts),
      authorization_details: JSON.stringify([{ ...access, ...purpose }]),
    })
    t.equal(await codeOf(() => issueToken({ ...request, system: auditor })), 'oauth-invalid-authorization-details')
  }
})

t.test('who operates the gateway speaks for an officer when a person acts', async (t) => {
  const request = await requestWith()
  const { behalf } = await issueToken({ ...request, system: { ...system, roles: ['operator'] } })
  t.ok(behalf?.officer)
})

t.test('a system without a role for officers gets no token', async (t) => {
  const request = await requestWith()
  const witness = { ...system, roles: ['witness'] as const }
  t.equal(await codeOf(() => issueToken({ ...request, system: witness })), 'role-not-allowed')
})

t.test('without an officer: for witnesses, and for operators when no person acts; it opens no case', async (t) => {
  const form = () => new URLSearchParams({ grant_type: 'client_credentials', client_id: system.id })
  const base = { registry, replay: testReplay(Number.POSITIVE_INFINITY), keys, issuer, now_s }
  for (const roles of [['exchange'], ['audit'], ['exchange', 'audit']] as const)
    t.equal(await codeOf(() => issueToken({ ...base, form: form(), system: { ...system, roles } })), 'role-not-allowed')
  for (const role of ['witness', 'operator'] as const) {
    const own = { ...system, roles: [role] }
    const { response, behalf } = await issueToken({ ...base, form: form(), system: own })
    t.equal(behalf, undefined)
    const claims = decodeJwt(response.access_token)
    t.match(claims, { sub: system.id, client_id: system.id, cnf: { 'x5t#S256': system.thumbprint } })
    for (const name of ['clearance', 'tags', 'authorization_details']) t.notOk(name in claims)
    const token = { header: { typ: 'at+jwt', alg: 'ES256' }, payload: claims }
    t.equal(await codeOf(() => callerOf({ token, system: own, registry, issuer, now_s })), 'token-invalid')
    t.match(currentClaims({ token, registry, issuer, now_s }), { sub: system.id })
  }
})

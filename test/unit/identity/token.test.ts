/** A token from the officer's assertion to the Caller, through @fastify/jwt as the gateway uses it. */
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyJwt from '@fastify/jwt'
import fastify from 'fastify'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import t from 'tap'
import { signAssertion } from '../../../gateway/identity/assertion.ts'
import type { ClearanceLevel } from '../../../gateway/identity/clearance.ts'
import { loadTokenKeys } from '../../../gateway/identity/keys.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { callerOf, tokenVerifyOptions, type VerifiedToken } from '../../../gateway/identity/token.ts'
import { tokenBasis } from '../../../gateway/identity/token-basis.ts'
import { jwtBearerGrant } from '../../../gateway/identity/token-form.ts'
import { issueToken } from '../../../gateway/identity/token-issuer.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { identitySetup, issuer, systemOf, testReplay, tokenEndpoint } from '../../support/identity.ts'

const setup = await identitySetup(t)
const { registry, keys, certificates } = setup
const now_s = Math.floor(Date.now() / 1000)
const police = systemOf(registry, 'cong-an:dieu-tra')
const procuracy = systemOf(registry, 'vien-kiem-sat:kiem-sat')
const dossier = `hs-${'a'.repeat(26)}`

async function request(system = police, clearance: ClearanceLevel = 'HAN_CHE', details: object = {}) {
  const keyPem = await readFile(certificates.systems[system.id]!.assertionKey, 'utf8')
  const { agency } = system
  const assertion = await signAssertion({
    keyPem,
    agency,
    officer: 'dtv-001',
    clearance,
    audience: tokenEndpoint,
    now_s,
  })
  const access = { type: 'case_access', purpose: 'GIAI_QUYET_NGUON_TIN', legal_basis: 'BLTTHS.147' }
  const authorization_details = JSON.stringify([
    { ...access, actions: ['dossier:read'], dossiers: [dossier], ...details },
  ])
  const parameters = { grant_type: jwtBearerGrant, client_id: system.id, assertion, authorization_details }
  const form = new URLSearchParams(parameters)
  return { form, system, registry, replay: testReplay(now_s), keys, issuer, now_s }
}

const app = fastify()
await app.register(fastifyJwt, { secret: { public: keys.publicPem }, verify: tokenVerifyOptions(issuer) })
app.get('/', (req) => req.jwtVerify())
t.teardown(() => app.close())

async function verify(token: string): Promise<VerifiedToken> {
  const answer = await app.inject({ url: '/', headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}

t.test('from assertion to Caller', async (t) => {
  const { response } = await issueToken(await request())
  t.match(response, { token_type: 'Bearer', expires_in: 300 })
  t.same(response.authorization_details?.[0].dossiers, [dossier])
  t.same(decodeProtectedHeader(response.access_token), { alg: 'ES256', typ: 'at+jwt', kid: keys.kid })
  const caller = callerOf({ token: await verify(response.access_token), system: police, registry, issuer, now_s })
  t.same(caller, {
    agency: 'cong-an',
    agencyCode: 'CA',
    system: 'cong-an:dieu-tra',
    officer: 'dtv-001',
    clearance: 'HAN_CHE',
    tags: registry.participantOf('cong-an')!.tags,
    purpose: 'GIAI_QUYET_NGUON_TIN',
    purposes: ['GIAI_QUYET_NGUON_TIN'],
    serves: ['holder', 'resolver', 'originator'],
    legalBasis: 'BLTTHS.147',
    actions: ['dossier:read'],
    dossiers: [dossier],
    roles: ['exchange'],
    jti: decodeJwt(response.access_token).jti,
    thumbprint: police.thumbprint,
    expiresAt: now_s + 300,
    registryVersion: registry.version,
  })
  t.throws(() => (caller.tags as string[]).push('X'), TypeError)
  t.throws(() => Object.assign(caller, { clearance: 'MAT' }), TypeError)
})

t.test('its purposes are those of its agency, in which case data may be looked at', async (t) => {
  const token = await verify((await issueToken(await request())).response.access_token)
  const purposesOf = (id: string) => {
    const system = systemOf(registry, id, police.thumbprint)
    const rests = tokenBasis(registry, system.agency)
    const payload = { ...token.payload, client_id: id, agency: system.agency, registry: rests }
    return callerOf({ token: { ...token, payload }, system, registry, issuer, now_s }).purposes
  }
  t.same(purposesOf('toa-an:xet-xu'), ['XET_XU_VU_AN'])
  t.same(purposesOf('mttq:tiep-nhan'), ['GIAM_SAT_XA_HOI'])
  t.same(purposesOf('giam-sat-an-ninh:can-bo'), [], 'auditing is about no case')
})

t.test('clearance is the lower of assertion and registry, both ways', async (t) => {
  const clearanceFor = async (asserted: ClearanceLevel) =>
    decodeJwt((await issueToken(await request(police, asserted))).response.access_token).clearance
  t.equal(await clearanceFor('TUYET_MAT'), 'HAN_CHE')
  t.equal(await clearanceFor('NOI_BO'), 'NOI_BO')
})

t.test('a token to list needs no dossiers', async (t) => {
  const details = {
    purpose: 'KIEM_SAT_NGUON_TIN',
    legal_basis: 'LTCVKSND',
    actions: ['dossier:list'],
    dossiers: undefined,
  }
  const { response } = await issueToken(await request(procuracy, 'HAN_CHE', details))
  t.notOk('dossiers' in response.authorization_details![0])
  const token = await verify(response.access_token)
  t.match(callerOf({ token, system: procuracy, registry, issuer, now_s }), { dossiers: [], actions: ['dossier:list'] })
})

t.test('the issuer is a good audience too', async (t) => {
  const base = await request()
  const keyPem = await readFile(certificates.systems[police.id]!.assertionKey, 'utf8')
  const facts = { keyPem, agency: 'cong-an', officer: 'a', clearance: 'NOI_BO', audience: issuer, now_s } as const
  base.form.set('assertion', await signAssertion(facts))
  t.match(await issueToken(base), { response: { token_type: 'Bearer' } })
})

t.test('signing keys: made once with 0600, refused when others may read, public half published', async (t) => {
  const dir = dataFolder(t)
  const [first, second] = await Promise.all([loadTokenKeys(dir), loadTokenKeys(dir)])
  t.equal(first.kid, second.kid, 'two at once get the same key')
  t.equal((await loadTokenKeys(dir)).kid, first.kid)
  t.match(first.jwks.keys, [{ kid: first.kid, alg: 'ES256', use: 'sig', kty: 'EC', crv: 'P-256' }])
  t.notOk('d' in first.jwks.keys[0]!)
  const path = join(dir, 'keys', 'token.key')
  t.equal((await stat(path)).mode & 0o777, 0o600)
  const open = dataFolder(t)
  await loadTokenKeys(open)
  await chmod(join(open, 'keys', 'token.key'), 0o640)
  await t.rejects(loadTokenKeys(open), { message: /group or others may read this key/ })
  await writeFile(path, '')
  await t.rejects(loadTokenKeys(dir), { message: /token\.key: must be an EC P-256 key/ })
})

t.test('the channels of the agency that are approved now are the Caller’s', async (t) => {
  const made = { product: 'SP', approvalNumber: '1', approvedBy: 'BCY', validFrom: '2026-01-01' }
  const channels = [
    { id: 'k', ...made, validTo: '2099-12-31' },
    { id: 'cu', ...made, validTo: '2026-01-02' },
  ]
  const approved: Registry = {
    ...registry,
    participantOf: (id) => {
      const participant = registry.participantOf(id)
      return participant && { ...participant, channels }
    },
  }
  const callerBy = async (registry: Registry) => {
    const { response } = await issueToken({ ...(await request()), registry })
    return callerOf({ token: await verify(response.access_token), system: police, registry, issuer, now_s })
  }
  const until = Date.parse('2100-01-01T00:00:00+07:00')
  t.strictSame((await callerBy(approved)).channels, [{ product: 'SP', until }])
  t.notOk('channels' in (await callerBy(registry)), 'and by default there is none')
})

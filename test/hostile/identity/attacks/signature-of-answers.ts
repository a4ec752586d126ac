/** What the gateway answers is signed for those who ask, so that nothing of it can be changed, moved to another question, or taken back. */
import { readFileSync } from 'node:fs'
import { agencyClient, type Call, type Reply } from '../../../support/client.ts'
import { assertRefusal, assertServes } from '../../../support/hostile.ts'
import { headersOf, signedMessage, signerOf } from '../../../support/push.ts'
import { bytesOf } from '../../../support/raw.ts'
import type { SignatureAttack } from '../../../support/signed.ts'
import { type Asked, type SignedReply, verdictOn } from '../../../support/signed-reply.ts'

const always = ['"@status"', '"content-type"', '"content-digest"']
const ofRequest = ['"@method";req', '"@target-uri";req']
const wish = `sig1=(${[...always, '"audit-receipt"', ...ofRequest].join(' ')});created;alg="ed25519";tag="lienthong-answer"`
const list = '/v1/dossiers?first=2&kind=TO_GIAC'

const refusals: Readonly<Record<string, string>> = {
  'no structured field': '(((',
  'no list': 'sig1="@status"',
  'two wishes': `${wish}, sig2=("@status")`,
  'a wish twice': `${wish}, ${wish}`,
  'another spelling': wish.replace(' "content-type"', '  "content-type"'),
  'a component that is none': 'sig1=("@nothing")',
  'a header that is never sent': 'sig1=("x-khong-co")',
  'the whole body of the question': 'sig1=("content-digest";req)',
  'the signature of an unsigned question': 'sig1=("signature";req)',
  'a token of the question': 'sig1=("authorization";req)',
  'another algorithm': 'sig1=("@status");alg="hmac-sha256"',
  'another key': 'sig1=("@status");keyid="khac"',
  'another tag': 'sig1=("@status");tag="lienthong-deposit"',
  'a life': 'sig1=("@status");expires',
  'a time of its own': 'sig1=("@status");created=1618884473',
  'a nonce of one letter': 'sig1=("@status");nonce="x"',
  'an unknown parameter': 'sig1=("@status");constructor',
}

export const attack: SignatureAttack = async (t, { target }) => {
  const { run, police, token, authorization } = target
  const jwks = (await police.call('/oauth2/jwks')).json
  const answer = jwks.keys.find(({ alg }: { alg: string }) => alg === 'EdDSA')

  const bearer = { authorization: authorization[1] }
  const dossier = `/v1/dossiers/${run.stories['to-giac-mat']}`

  async function asked(path: string, call: Call = {}, acceptSignature = wish): Promise<[Reply, Asked]> {
    const headers = { 'accept-signature': acceptSignature, ...call.headers }
    return [await police.call(path, { ...call, headers }), { method: call.method ?? 'GET', url: `${run.url}${path}` }]
  }

  await t.test('the key is published, for signatures and for nothing that a token could be taken for', async (t) => {
    t.match(answer, { kty: 'OKP', crv: 'Ed25519', use: 'sig', kid: String })
    t.notOk('d' in answer)
    t.not(answer.kid, jwks.keys[0].kid)
  })

  await t.test('every surface, refusals too, signed when asked for', async (t) => {
    const graphql = { method: 'POST', headers: { ...bearer, 'content-type': 'application/json' } }
    const query = JSON.stringify({ query: '{ __typename }' })
    const cases: readonly (readonly [name: string, status: number, path: string, call?: Call])[] = [
      ['a dossier', 200, dossier, { headers: bearer }],
      ['a list, with its query', 200, list, { headers: bearer }],
      ['GraphQL', 200, '/graphql', { ...graphql, body: query }],
      ['no token', 401, dossier],
      ['no such dossier', 404, '/v1/dossiers/hs-aaaaaaaaaaaaaaaaaaaaaaaaaa', { headers: bearer }],
      ['no such route', 404, '/khong-co'],
      [
        'a bad token request',
        400,
        '/oauth2/token',
        { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      ],
    ]
    for (const [name, status, path, call] of cases) {
      const [reply, question] = await asked(path, call)
      t.equal(reply.status, status, name)
      const verdict = verdictOn(reply, question, jwks)
      t.match(verdict, { holds: true, parameters: { tag: 'lienthong-answer', alg: 'ed25519', created: Number } }, name)
      t.same(verdict?.covered, [...always, '"audit-receipt"', ...ofRequest], name)
    }
    const [open, question] = await asked('/.well-known/oauth-authorization-server')
    t.match(verdictOn(open, question, jwks), { holds: true, covered: [...always, ...ofRequest] }, 'public: no receipt')
  })

  await t.test('unasked, nothing is signed', async (t) => {
    const { headers } = await police.get(dossier, token)
    for (const name of ['signature', 'signature-input', 'content-digest']) t.notOk(name in headers, name)
  })

  await t.test('the asker gives the label and a nonce', async (t) => {
    const nonce = 'b3k2pp5k7z-50gnwp.yemd'
    const [reply, question] = await asked(
      dossier,
      { headers: bearer },
      `bang-chung=("@status");nonce="${nonce}";keyid="${answer.kid}"`,
    )
    t.match(reply.headers['signature-input'], /^bang-chung=\(/)
    t.match(verdictOn(reply, question, jwks), { holds: true, parameters: { nonce } })
  })

  await t.test('changed, or held against another question, it does not hold', async (t) => {
    const [reply, question] = await asked(dossier, { headers: bearer })
    const changes: Readonly<Record<string, readonly [SignedReply, Asked]>> = {
      status: [{ ...reply, status: 403 }, question],
      body: [{ ...reply, text: reply.text.replace('facets', 'facet5') }, question],
      'media type': [{ ...reply, headers: { ...reply.headers, 'content-type': 'text/plain' } }, question],
      receipt: [
        { ...reply, headers: { ...reply.headers, 'audit-receipt': 'origin="x", index=1, leaf=:AA==:' } },
        question,
      ],
      method: [reply, { ...question, method: 'POST' }],
      url: [reply, { ...question, url: `${question.url}?x` }],
      host: [reply, { ...question, url: question.url.replace('127.0.0.1', 'khac.example') }],
    }
    t.equal(verdictOn(reply, question, jwks)?.holds, true)
    for (const [name, [changed, about]] of Object.entries(changes))
      t.equal(verdictOn(changed, about, jwks)?.holds, false, name)
  })

  await t.test(
    'a signed request gets a signed answer, bound to its signature; what was not verified gets none',
    async (t) => {
      const front = agencyClient(run, 'mttq:tiep-nhan')
      t.teardown(() => front.close())
      const signer = await signerOf(readFileSync(run.clients['mttq:tiep-nhan']!.assertion_key, 'utf8'))
      const message = signedMessage({
        ...{ signer, targetUri: run.deposit_endpoint, body: '{}' },
        created: Math.floor(Date.now() / 1000),
      })
      const send = (headers: Readonly<Record<string, string>>) =>
        front.call('/v1/deposits', { method: 'POST', headers: { ...headersOf(message), ...headers }, body: '{}' })
      const question = { method: 'POST', url: run.deposit_endpoint, signature: message.signature! }
      const refused = await send({})
      t.equal(refused.status, 422)
      t.match(verdictOn(refused, question, jwks), {
        holds: true,
        covered: [...always, '"audit-receipt"', ...ofRequest, '"signature";req'],
      })
      t.equal(verdictOn(refused, { ...question, signature: 'sig1=:AA==:' }, jwks)?.holds, false, 'to another signature')
      const forged = await send({ signature: message.signature!.replace(/=:../, '=:AA') })
      t.match([forged.status, forged.headers.signature], [401, undefined])
    },
  )

  await t.test(
    'a signature of the question that no answer can cover is refused by the catalogue, not by what carries it',
    async (t) => {
      for (const path of ['/healthz', dossier, '/khong-co']) {
        const connection = target.connect()
        const headers = [['Accept-Signature', wish], ['Signature', 'sig1=\xe9'], authorization] as const
        connection.send(bytesOf({ target: path, headers }))
        assertRefusal(t, path, await connection.next(), { status: 401, code: 'signature-invalid' })
        connection.close()
      }
    },
  )

  await t.test('what can not be signed as asked is refused, before anything else is looked at', async (t) => {
    for (const [name, text] of Object.entries(refusals)) {
      const [reply] = await asked(dossier, { headers: bearer }, text)
      t.match([reply.status, reply.json.code], [400, 'accept-signature-unsupported'], name)
      t.notOk(reply.headers.signature, name)
    }
  })

  await t.test('unharmed', (t) => assertServes(t, target))
}

/** What an agency signs is taken as it was signed, in one way only; everything else is refused by its code. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { JWK } from 'jose'
import t from 'tap'
import {
  attachmentProfile,
  depositProfile,
  requestProfile,
  verifyMessage,
} from '../../../gateway/identity/message-signature.ts'
import type { Participant } from '../../../gateway/identity/registry.ts'
import { limits } from '../../../gateway/limits.ts'
import { codeOf } from '../../support/identity.ts'
import {
  coveredComponents,
  digestOf,
  type Members,
  type Push,
  receivedMessage,
  type SignedMessage,
  type Signer,
  signedMessage,
} from '../../support/push.ts'

const now_s = 1_780_000_000
const { signature_age_s_max } = limits.deposit
const targetUri = 'https://localhost:8443/v1/deposits'

const pair = (kind: 'P-256' | 'P-384' | 'ed25519' | 'rsa') =>
  kind === 'ed25519'
    ? generateKeyPairSync('ed25519')
    : kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 3072 })
      : generateKeyPairSync('ec', { namedCurve: kind })

const jwkOf = (key: KeyObject, kid: string, alg: string): JWK => ({
  ...(createPublicKey(key).export({ format: 'jwk' }) as JWK),
  kid,
  alg,
})

const ec: Signer = { key: pair('P-256').privateKey, keyid: 'ec' }
const ed: Signer = { key: pair('ed25519').privateKey, keyid: 'ed' }
const p384: Signer = { key: pair('P-384').privateKey, keyid: 'p384' }
const rsa: Signer = { key: pair('rsa').privateKey, keyid: 'rsa' }
const other: Signer = { key: pair('P-256').privateKey, keyid: 'other' }

const participant = {
  id: 'mttq',
  messageKeys: [
    jwkOf(ec.key, 'ec', 'ES256'),
    jwkOf(ed.key, 'ed', 'Ed25519'),
    jwkOf(p384.key, 'p384', 'ES384'),
    jwkOf(rsa.key, 'rsa', 'PS256'),
  ],
} as unknown as Participant

const right: Push = { signer: ec, targetUri, body: '{}', created: now_s }
const verdict = (message: SignedMessage, profile = depositProfile) =>
  codeOf(() => verifyMessage(receivedMessage(message), profile, participant, now_s))
const verdictOf = (change: Partial<Push>) => verdict(signedMessage({ ...right, ...change }))
const without = (name: string) => (usual: Members) => usual.filter(([known]) => known !== name)
const set = (name: string, value: string | number) => (usual: Members) =>
  usual.map(([known, was]) => [known, known === name ? value : was] as const)
const added = (name: string, value: string | number) => (usual: Members) => [...usual, [name, value] as const]

t.test('what is signed by the profile is taken', async (t) => {
  t.equal(await verdictOf({}), 'none')
  t.equal(await verdictOf({ signer: ed }), 'none', 'Ed25519')
  t.equal(
    await verdictOf({ covered: coveredComponents.split(' ').reverse().join(' ') }),
    'none',
    'components in any order',
  )
  t.equal(await verdictOf({ parameters: (usual) => [...usual].reverse() }), 'none', 'parameters in any order')
  t.equal(await verdictOf({ parameters: added('expires', now_s + 1) }), 'none', 'with an end')
  t.equal(await verdictOf({ contentType: 'application/json; charset=utf-8' }), 'none', 'a media type as it was sent')
  t.equal(await verdictOf({ contentDigest: `${digestOf('{}')}, ${digestOf('{}', 'sha-512')}` }), 'none', 'two digests')
})

t.test('the example of RFC 9421 §2.5: its base, computed here by hand from our values', async (t) => {
  const message = signedMessage(right)
  const base = [
    '"@method": POST',
    `"@target-uri": ${targetUri}`,
    '"content-type": application/json',
    `"content-digest": sha-256=:${createHash('sha256').update('{}').digest('base64')}:`,
    `"@signature-params": ${message.signatureInput!.slice('sig1='.length)}`,
  ].join('\n')
  const bytes = sign('sha256', Buffer.from(base), { key: ec.key, dsaEncoding: 'ieee-p1363' })
  t.equal(await verdict({ ...message, signature: `sig1=:${bytes.toString('base64')}:` }), 'none')
  const ended = sign('sha256', Buffer.from(`${base}\n`), { key: ec.key, dsaEncoding: 'ieee-p1363' })
  t.equal(
    await verdict({ ...message, signature: `sig1=:${ended.toString('base64')}:` }),
    'signature-invalid',
    'no line end after it',
  )
})

t.test('what came slowly counts by when its head came, by a key that counts now', async (t) => {
  const message = receivedMessage(signedMessage({ ...right, tag: 'lienthong-attachment' }))
  const [came, later] = [now_s + signature_age_s_max, now_s + 2 * signature_age_s_max]
  const at = (times: readonly [now: number, came?: number], of = participant) =>
    codeOf(() => verifyMessage(message, attachmentProfile, of, ...times))
  t.equal(await at([later, came]), 'none')
  t.equal(await at([later]), 'signature-expired')
  t.equal(await at([later, came + 1]), 'signature-expired')
  const withdrawn = { ...participant, messageKeys: participant.messageKeys.slice(1) }
  t.equal(await at([later, came], withdrawn), 'signature-invalid', 'a key that was withdrawn meanwhile')
})

t.test('a time out of the window', async (t) => {
  const cases: Readonly<Record<string, readonly [change: Partial<Push>, code: string]>> = {
    'as old as may be': [{ created: now_s - signature_age_s_max }, 'none'],
    'a second older': [{ created: now_s - signature_age_s_max - 1 }, 'signature-expired'],
    'an hour old': [{ created: now_s - 3600 }, 'signature-expired'],
    'as far ahead as clocks may differ': [{ created: now_s + limits.token.clock_skew_s }, 'none'],
    'a second further': [{ created: now_s + limits.token.clock_skew_s + 1 }, 'signature-expired'],
    'of 1970': [{ created: 0 }, 'signature-expired'],
    'before 1970': [{ created: -1 }, 'signature-expired'],
    'in milliseconds': [{ created: now_s * 1000 }, 'signature-expired'],
    'over by its own end': [{ created: now_s - 9, parameters: added('expires', now_s - 1) }, 'signature-expired'],
    'an end beyond the window': [
      { parameters: added('expires', now_s + signature_age_s_max + 1) },
      'signature-invalid',
    ],
    'an end before its beginning': [{ parameters: added('expires', now_s - 1) }, 'signature-invalid'],
  }
  for (const [name, [change, code]] of Object.entries(cases)) t.equal(await verdictOf(change), code, name)
})

t.test('another set of components', async (t) => {
  const names = coveredComponents.split(' ')
  const lists: Readonly<Record<string, string>> = {
    none: '',
    ...Object.fromEntries(names.map((name) => [`without ${name}`, names.filter((other) => other !== name).join(' ')])),
    ...Object.fromEntries(names.map((name) => [`${name} twice`, [...names, name].join(' ')])),
    'one twice in place of another': ['"@method"', ...names.slice(0, 3)].join(' '),
    'one more': `${coveredComponents} "date"`,
    'one more that is derived': `${coveredComponents} "@authority"`,
    'another in place': coveredComponents.replace('@target-uri', '@path'),
    'in capitals': coveredComponents.replace('content-type', 'Content-Type'),
    'with a parameter': coveredComponents.replace('"content-digest"', '"content-digest";sf'),
    'with bs': coveredComponents.replace('"content-type"', '"content-type";bs'),
    'of the request': coveredComponents.replace('"@method"', '"@method";req'),
    'as tokens': coveredComponents.replace('"content-type"', 'content-type'),
    'a number among them': `${coveredComponents} 1`,
    'its own parameters': `${coveredComponents} "@signature-params"`,
  }
  for (const [name, covered] of Object.entries(lists)) t.equal(await verdictOf({ covered }), 'signature-invalid', name)
})

t.test('other parameters', async (t) => {
  const changes: Readonly<Record<string, (usual: Members) => Members>> = {
    ...Object.fromEntries(['created', 'nonce', 'keyid', 'alg', 'tag'].map((name) => [`no ${name}`, without(name)])),
    none: () => [],
    'created twice': added('created', now_s),
    'keyid twice': added('keyid', '"ec"'),
    'one unknown': added('x', 1),
    'created as text': set('created', `"${now_s}"`),
    'created with a fraction': set('created', `${now_s}.5`),
    'created with a fraction of nothing': set('created', `${now_s}.0`),
    'created as a date': set('created', `@${now_s}`),
    'created with zeros': set('created', `0${now_s}`),
    'expires as text': added('expires', `"${now_s + 1}"`),
    'nonce as a token': set('nonce', 'abcdefghijklmnopqrst'),
    'nonce too short': set('nonce', '"abc"'),
    'nonce empty': set('nonce', '""'),
    'nonce too long': set('nonce', `"${'x'.repeat(129)}"`),
    'nonce in bytes': set('nonce', `:${randomBytes(16).toString('base64')}:`),
    'keyid of nobody': set('keyid', '"nobody"'),
    'keyid as a token': set('keyid', 'ec'),
    'keyid of another key of the agency': set('keyid', '"ed"'),
    'keyid of the prototype': set('keyid', '"__proto__"'),
    'another tag': set('tag', '"app-123"'),
    'tag as a token': set('tag', 'lienthong-deposit'),
    'alg of another key': set('alg', '"ed25519"'),
    'alg hmac': set('alg', '"hmac-sha256"'),
    'alg of the JOSE': set('alg', '"ES256"'),
    'alg none': set('alg', '"none"'),
    'alg empty': set('alg', '""'),
    'alg of P-384': set('alg', '"ecdsa-p384-sha384"'),
    'alg of RSA': set('alg', '"rsa-pss-sha512"'),
  }
  for (const [name, parameters] of Object.entries(changes))
    t.equal(await verdictOf({ parameters }), 'signature-invalid', name)
})

t.test('another key, or another use of the key', async (t) => {
  const der = (base: Buffer, key: KeyObject) => sign('sha256', base, key)
  const changes: Readonly<Record<string, Partial<Push>>> = {
    'of nobody': { signer: other },
    'of another agency, under a name of this one': { signer: { ...other, keyid: 'ec' } },
    'ES256 in DER': { signature: der },
    'signed with another hash': {
      signature: (base, key) => sign('sha384', base, { key, dsaEncoding: 'ieee-p1363' }),
    },
    'P-384, which signs assertions only': {
      signer: p384,
      signature: (base, key) => sign('sha384', base, { key, dsaEncoding: 'ieee-p1363' }),
    },
    'RSA, which signs assertions only': { signer: rsa, signature: (base, key) => sign('sha512', base, key) },
    'an HMAC with the public key': {
      signature: () => createHash('sha512').update('x').digest(),
    },
    'r and s nothing': { signature: () => Buffer.alloc(64) },
    'r and s all ones': { signature: () => Buffer.alloc(64, 0xff) },
    empty: { signature: () => Buffer.alloc(0) },
    'a byte short': { signature: (base, key) => sign('sha256', base, { key, dsaEncoding: 'ieee-p1363' }).subarray(1) },
    'a byte more': {
      signature: (base, key) =>
        Buffer.concat([sign('sha256', base, { key, dsaEncoding: 'ieee-p1363' }), Buffer.alloc(1)]),
    },
    'Ed25519 over a hash of the base': {
      signer: ed,
      signature: (base, key) => sign(null, createHash('sha512').update(base).digest(), key),
    },
  }
  for (const [name, change] of Object.entries(changes)) t.equal(await verdictOf(change), 'signature-invalid', name)
})

t.test('altered after it was signed', async (t) => {
  const message = signedMessage(right)
  const changes: Readonly<Record<string, Partial<SignedMessage>>> = {
    'another method': { method: 'PUT' },
    'method in small letters': { method: 'post' },
    'another host': { targetUri: 'https://elsewhere/v1/deposits' },
    'another path': { targetUri: `${targetUri}/` },
    'a query': { targetUri: `${targetUri}?x` },
    'another media type': { contentType: 'application/json; charset=utf-8' },
    'no media type': { contentType: undefined },
    'another digest': { contentDigest: digestOf('{ }') },
    'no digest': { contentDigest: undefined },
    'the digest twice': { contentDigest: `${message.contentDigest}, ${message.contentDigest}` },
    'another time': { signatureInput: message.signatureInput!.replace(String(now_s), String(now_s - 1)) },
    'another nonce': { signatureInput: message.signatureInput!.replace(/nonce="."?/, 'nonce="A') },
    'another order': {
      signatureInput: message.signatureInput!.replace('"@method" "@target-uri"', '"@target-uri" "@method"'),
    },
    'a bit of the signature': {
      signature: message.signature!.replace(/=:(.)/, (_, first) => `=:${first === 'A' ? 'B' : 'A'}`),
    },
    'the signature of another message': { signature: signedMessage({ ...right, body: '[]' }).signature },
  }
  for (const [name, change] of Object.entries(changes))
    t.equal(await verdict({ ...message, ...change }), 'signature-invalid', name)
})

t.test('none, several, or no structured fields', async (t) => {
  const message = signedMessage(right)
  const { signatureInput: input = '', signature = '' } = message
  const missing: readonly Partial<SignedMessage>[] = [
    { signatureInput: undefined },
    { signature: undefined },
    { signatureInput: undefined, signature: undefined },
  ]
  for (const change of missing) t.equal(await verdict({ ...message, ...change }), 'signature-missing')
  const second = signedMessage({ ...right, label: 'sig2' })
  const changes: Readonly<Record<string, Partial<SignedMessage>>> = {
    'two signatures': {
      signatureInput: `${input}, ${second.signatureInput}`,
      signature: `${signature}, ${second.signature}`,
    },
    'two inputs': { signatureInput: `${input}, ${second.signatureInput}` },
    'two values': { signature: `${signature}, ${second.signature}` },
    'the same twice': { signatureInput: `${input}, ${input}`, signature: `${signature}, ${signature}` },
    'the value twice': { signature: `${signature}, ${signature}` },
    'labels that differ': { signature: second.signature },
    'empty fields': { signatureInput: '', signature: '' },
    'only spaces': { signatureInput: ' ', signature: ' ' },
    'an item for a list': { signatureInput: 'sig1="@method"' },
    'a bare key': { signatureInput: 'sig1', signature: 'sig1' },
    'a list for a value': { signature: `sig1=(${signature.slice(5)})` },
    'the value as text': { signature: `sig1="${signature.slice(6, -1)}"` },
    'the value with a parameter': { signature: `${signature};x` },
    base64url: { signature: `sig1=:${Buffer.alloc(64, 0xfb).toString('base64url')}:` },
    'without padding': { signature: signature.replace(/=+:$/, ':') },
    'space in base64': { signature: signature.replace('=:', '=: ') },
    'more space between the components': { signatureInput: input.replace(' "@target-uri"', '  "@target-uri"') },
    'space before a parameter': { signatureInput: input.replace(';tag', '; tag') },
    'space at the end': { signatureInput: `${input} ` },
    'a trailing comma': { signatureInput: `${input},` },
    'no end of the list': { signatureInput: input.replace(')', '') },
    garbage: { signatureInput: '\u0000\u00ff%&', signature: ')))' },
    'a JWS': { signature: 'eyJhbGciOiJub25lIn0..' },
    nesting: { signatureInput: `sig1=${'('.repeat(5000)}` },
    'without an end': { signatureInput: `sig1=(${'"@method" '.repeat(5000)}` },
  }
  for (const [name, change] of Object.entries(changes))
    t.equal(await verdict({ ...message, ...change }), 'signature-invalid', name)
  const labelled = signedMessage({ ...right, label: 'sig2' })
  t.equal(await verdict(labelled), 'signature-invalid', 'another label')
})

t.test(
  'a request that changes something: whatever authorises it is covered, and its tag says what it is',
  async (t) => {
    const authorization = 'Bearer x.y.z'
    const covered = `${coveredComponents} "authorization"`
    const request: Partial<Push> = { tag: 'lienthong-request', authorization, covered }
    const of = (change: Partial<Push>) => verdict(signedMessage({ ...right, ...request, ...change }), requestProfile)
    t.equal(await of({}), 'none')
    t.equal(
      await verdict(signedMessage({ ...right, tag: 'lienthong-request' }), requestProfile),
      'none',
      'nothing to cover',
    )
    t.equal(await of({ covered: coveredComponents }), 'signature-invalid', 'authorization not covered')
    t.equal(await of({ tag: 'lienthong-deposit' }), 'signature-invalid', 'signed as a deposit')
    t.equal(await verdict(signedMessage({ ...right, ...request })), 'signature-invalid', 'a request as a deposit')
    const other = { ...signedMessage({ ...right, ...request }), authorization: 'Bearer x.y.A' }
    t.equal(await verdict(other, requestProfile), 'signature-invalid', 'another token than was signed')
    t.equal(
      await verdict({ ...other, authorization: undefined }, requestProfile),
      'signature-invalid',
      'token taken away',
    )
  },
)

/** RFC 9421 by its own examples: the base is the one printed there, and the signature printed there is of it and of nothing else. */
import { createHash, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { type InnerList, isInnerList, parseDictionary } from 'structured-headers'
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { requireDigest } from '../../../gateway/identity/content-digest.ts'
import { algorithms, isSigned, signBase } from '../../../gateway/identity/signature-algorithms.ts'
import { type HttpMessage, signatureBase } from '../../../gateway/identity/signature-base.ts'
import {
  type Example,
  ed25519PrivateKey,
  examples,
  keys,
  sharedSecret,
  testAnswer,
  testRequest,
  transformed,
} from './rfc9421.ts'

const keyOf: Readonly<Record<Example['algorithm'], KeyObject>> = {
  'rsa-pss-sha512': createPublicKey(keys['test-key-rsa-pss']),
  'ecdsa-p256-sha256': createPublicKey(keys['test-key-ecc-p256']),
  ed25519: createPublicKey(keys['test-key-ed25519']),
  'hmac-sha256': createSecretKey(sharedSecret, 'base64'),
}

/** The code of the refusal; `none` without one. */
function codeOf(action: () => unknown): string {
  try {
    action()
    return 'none'
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}

function innerList(input: string): InnerList {
  const member = parseDictionary(`sig=${input}`).get('sig')
  if (!member || !isInnerList(member)) throw new Error('no inner list')
  return member
}
const baseOf = (input: string, message: HttpMessage): string => signatureBase(innerList(input)[0], input, message)

for (const { section, algorithm, of, lines, input, signature } of examples) {
  t.test(`${section}: ${algorithm}`, async (t) => {
    const message = of === 'request' ? testRequest : testAnswer
    const base = baseOf(input, message)
    t.equal(base, [...lines, `"@signature-params": ${input}`].join('\n'), 'the base as printed')
    const bytes = Buffer.from(signature, 'base64')
    t.ok(isSigned(algorithm, base, keyOf[algorithm], bytes))
    t.notOk(isSigned(algorithm, `${base} `, keyOf[algorithm], bytes), 'another base')
    bytes[7]! ^= 1
    t.notOk(isSigned(algorithm, base, keyOf[algorithm], bytes), 'a bit of the signature')
    t.notOk(isSigned(algorithm, base, keyOf[algorithm], bytes.subarray(1)), 'a shorter one')
    for (const other of Object.keys(algorithms) as Example['algorithm'][])
      if (other !== algorithm) t.notOk(isSigned(other, base, keyOf[algorithm], bytes), `the key for ${other}`)
  })
}

t.test('B.2.6 signed anew gives the same bytes: Ed25519 has one signature', async (t) => {
  const { input, signature } = examples.at(-1)!
  t.equal(signBase(createPrivateKey(ed25519PrivateKey)).sign(baseOf(input, testRequest)).toString('base64'), signature)
})

t.test('the digests of the examples are of their bodies (RFC 9530)', async (t) => {
  for (const { fields, body } of [testRequest, testAnswer]) {
    const digest = createHash('sha512').update(body).digest('base64')
    t.equal(fields['content-digest'][0], `sha-512=:${digest}:`)
    t.equal(
      codeOf(() => requireDigest(fields['content-digest'][0], Buffer.from(body))),
      'none',
    )
  }
})

t.test('B.4: what a message may go through, and what not', async (t) => {
  const { input, signature, ...message } = transformed
  const holds = (change: object) =>
    isSigned('ed25519', baseOf(input, { ...message, ...change }), keyOf.ed25519, Buffer.from(signature, 'base64'))
  const { targetUri } = message
  t.ok(holds({}))
  t.ok(holds({ targetUri: `${targetUri}&param=added`, fields: { ...message.fields, 'accept-language': ['en-US'] } }))
  t.ok(holds({ fields: { accept: ['application/json, */*'], referer: ['https://developer.example.org/demo'] } }))
  t.notOk(holds({ method: 'POST', targetUri: targetUri.replace('.org', '.com') }), 'another method and authority')
  t.notOk(holds({ fields: { accept: ['*/*', 'application/json'] } }), 'another order of the lines')
})

const line = (component: string, message: HttpMessage): string => baseOf(`(${component})`, message).split('\n')[0]!

t.test('§2.2: derived components', async (t) => {
  const uri = 'https://www.example.com/path?param=value'
  const request = { method: 'POST', targetUri: uri, fields: {} }
  const of = (component: string, targetUri = uri) => line(component, { ...request, targetUri }).replace(/^[^:]+: /, '')
  t.equal(of('"@method"'), 'POST')
  t.equal(of('"@target-uri"'), uri)
  t.equal(of('"@authority"', 'https://WWW.example.com:443/'), 'www.example.com')
  t.equal(of('"@scheme"'), 'https')
  t.equal(of('"@request-target"'), '/path?param=value')
  t.equal(of('"@path"'), '/path')
  t.equal(of('"@path"', 'https://www.example.com'), '/')
  t.equal(of('"@query"'), '?param=value')
  t.equal(of('"@query"', 'https://www.example.com/path?queryString'), '?queryString')
  t.equal(of('"@query"', 'https://www.example.com/path'), '?')
  t.equal(line('"@status"', { status: 200, fields: {} }), '"@status": 200')
})

t.test('§2.2.8: a query parameter, in its one encoding', async (t) => {
  const query = 'var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something'
  const request = {
    method: 'GET',
    targetUri: `https://www.example.com/parameters?${query}&twice=1&twice=2`,
    fields: {},
  }
  const of = (name: string) => line(`"@query-param";name="${name}"`, request).replace(/^.*: /, '')
  t.equal(of('var'), 'this%20is%20a%20big%0Amultiline%20value')
  t.equal(of('bar'), 'with%20plus%20whitespace')
  t.equal(of('fa%C3%A7ade%22%3A%20'), 'something')
  t.equal(
    codeOf(() => of('twice')),
    'signature-invalid',
    'one that is there twice can not be covered',
  )
  t.equal(
    codeOf(() => of('none')),
    'signature-invalid',
  )
})

t.test('§2.1: fields, a member of one, and its bytes', async (t) => {
  const fields = {
    'example-dict': ['  a=1,    b=2;x=1;y=2,   c=(a   b   c), d  '],
    'example-header': ['value, with, lots', 'of, commas'],
    'x-empty-header': [''],
    'x-ows-header': ['   Leading and trailing whitespace.   '],
  }
  const of = (component: string) => line(component, { fields })
  t.equal(of('"x-ows-header"'), '"x-ows-header": Leading and trailing whitespace.')
  t.equal(of('"x-empty-header"'), '"x-empty-header": ')
  t.equal(of('"example-header"'), '"example-header": value, with, lots, of, commas')
  t.equal(of('"example-header";bs'), '"example-header";bs: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:')
  t.equal(of('"example-dict";key="a"'), '"example-dict";key="a": 1')
  t.equal(of('"example-dict";key="d"'), '"example-dict";key="d": ?1')
  t.equal(of('"example-dict";key="b"'), '"example-dict";key="b": 2;x=1;y=2')
  t.equal(of('"example-dict";key="c"'), '"example-dict";key="c": (a b c)')
})

t.test('§2.4: an answer covers what its request was', async (t) => {
  const answer = { status: 503, fields: {}, request: testRequest }
  t.equal(line('"@method";req', answer), '"@method";req: POST')
  t.equal(line('"@authority";req', answer), '"@authority";req: example.com')
  t.equal(line('"content-type";req', answer), '"content-type";req: application/json')
})

t.test('what has no value, or could have two, is not signed over', async (t) => {
  const refused: Readonly<Record<string, readonly [component: string, message: HttpMessage]>> = {
    'a field that is not there': ['"x"', testRequest],
    'a field of the prototype': ['"constructor"', testRequest],
    'in capitals': ['"Date"', testRequest],
    'derived and unknown': ['"@nothing"', testRequest],
    'derived of the prototype': ['"@constructor"', testRequest],
    'its own parameters': ['"@signature-params"', testRequest],
    'status of a request': ['"@status"', testRequest],
    'method of an answer': ['"@method"', testAnswer],
    'of a request that is not known': ['"@method";req', testAnswer],
    'status of the request': ['"@status";req', { ...testAnswer, request: testRequest }],
    'req that is not true': ['"@method";req=?0', { ...testAnswer, request: testRequest }],
    'req with a value': ['"@method";req=1', { ...testAnswer, request: testRequest }],
    'of a type that is not known': ['"date";sf', testRequest],
    'of a trailer': ['"date";tr', testRequest],
    'an unknown parameter': ['"date";x', testRequest],
    'bytes of a member': ['"date";bs;key="a"', testRequest],
    'a member of no dictionary': ['"date";key="a"', testRequest],
    'a member that is not there': ['"content-digest";key="sha-256"', testRequest],
    'the same twice': ['"date" "date"', testRequest],
    'the same twice, in another order': ['"x";req;key="a" "x";key="a";req', { ...testAnswer, request: testRequest }],
    'a token': ['date', testRequest],
    'a line break in a value': ['"x"', { fields: { x: ['a\n"@method": GET'] } }],
    'beyond ASCII': ['"x"', { fields: { x: ['xin chào'] } }],
  }
  for (const [name, [component, message]] of Object.entries(refused))
    t.equal(
      codeOf(() => line(component, message)),
      'signature-invalid',
      name,
    )
})

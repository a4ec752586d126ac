import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { algorithmOf, contentDigest, signatureBase, signedHeaders } from '../../../../adapters/mttq/sandbox/sign.ts'
import { verified } from './verify.ts'

const url = 'https://lienthong.example:8443/v1/deposits'
const body = new TextEncoder().encode('{"hello": "world"}')
const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

t.test('RFC 9421 appendix B.2.6: the base and the Ed25519 signature are those of the standard', async (t) => {
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
      x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
    },
  })
  const base = signatureBase({
    components: [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ],
    parameters: ';created=1618884473;keyid="test-key-ed25519"',
  })
  t.equal(
    base.split('\n').at(-1),
    '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")' +
      ';created=1618884473;keyid="test-key-ed25519"',
  )
  t.equal(
    algorithmOf(key).sign(base).toString('base64'),
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  )
})

t.test('RFC 9530: the digest of the body, as a structured field', async (t) => {
  t.equal(contentDigest(body), 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
})

for (const [alg, { privateKey, publicKey }] of [
  ['ed25519', ed25519],
  ['ecdsa-p256-sha256', p256],
] as const) {
  const signer = { key: privateKey, keyId: 'khoa-1' }
  const headers = signedHeaders(signer, url, body, { created_s: 1_795_000_000, nonce: 'AAECAwQFBgcICQoLDA0ODw' })

  t.test(`${alg}: an independent verifier finds the whole profile`, async (t) => {
    t.strictSame(verified({ method: 'POST', url, headers, body }, publicKey), {
      digest: true,
      signature: true,
      covered: ['@method', '@target-uri', 'content-type', 'content-digest'],
      parameters: {
        created: 1_795_000_000,
        nonce: 'AAECAwQFBgcICQoLDA0ODw',
        keyid: 'khoa-1',
        alg,
        tag: 'lienthong-deposit',
      },
      signatureBytes: 64,
    })
    t.equal(headers['content-type'], 'application/json')
  })

  t.test(`${alg}: nothing that is covered can be changed`, async (t) => {
    const message = { method: 'POST', url, headers, body }
    for (const [name, changed] of [
      ['method', { ...message, method: 'PUT' }],
      ['target', { ...message, url: `${url}/` }],
      ['media type', { ...message, headers: { ...headers, 'content-type': 'text/plain' } }],
      ['digest', { ...message, headers: { ...headers, 'content-digest': contentDigest(new Uint8Array(1)) } }],
      [
        'time',
        { ...message, headers: { ...headers, 'signature-input': headers['signature-input']!.replace('1795', '1796') } },
      ],
    ] as const)
      t.notOk(verified(changed, publicKey).signature, name)
    t.notOk(verified({ ...message, body: new Uint8Array(2) }, publicKey).digest)
  })
}

t.test('a key that the profile does not know is refused', async (t) => {
  for (const { privateKey } of [
    generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ])
    t.throws(() => algorithmOf(privateKey), /P-256 nor Ed25519/)
})

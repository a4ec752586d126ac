/** A receipt proves what the gateway signed, to whoever has its published keys, and nothing else passes for one. */
import { createHmac, createPublicKey } from 'node:crypto'
import t from 'tap'
import { type FormerKey, keyHistoryIn } from '../../../gateway/identity/key-history.ts'
import {
  type ReceiptBasis,
  receiptedMessage,
  signReceipt,
  verifyReceipt,
} from '../../../gateway/identity/transfer-receipt.ts'
import { collector } from '../../../gateway/identity/violation.ts'
import { limits } from '../../../gateway/limits.ts'
import {
  agencyKey,
  anyJws,
  messageKeyOf,
  nativeForm,
  receiptClaims,
  signed_s,
  signerOf,
  translatedForm,
} from '../../support/receipts.ts'

const { key, former } = await messageKeyOf(1)
const { message, sender_key: senderKey } = receiptedMessage(nativeForm, translatedForm)
const claims = receiptClaims({ message })
const receipt = await signReceipt(key, claims)
const keys = [former]
const codeOf = async (jws: string, basis: Partial<ReceiptBasis> = {}) => {
  const verified = await verifyReceipt(jws, { keys, ...basis })
  return verified.ok || verified.code
}
const header = { alg: 'EdDSA', kid: key.kid, typ: 'lienthong-receipt+jws' }
const own = signerOf(key.privateKey)

t.test('the receipt that was signed, with the documents it is of', async (t) => {
  t.same(
    await verifyReceipt(receipt, {
      keys,
      native: { body: nativeForm.body, senderKey },
      translated: translatedForm.body,
    }),
    {
      ok: true,
      claims,
    },
  )
  t.equal(await signReceipt(key, claims), receipt, 'the same again')
  t.not(receiptClaims().message.native.digest, claims.message.native.digest, 'each under a key of its own')
})

t.test('another document, of the same size too', async (t) => {
  const other = Buffer.from(nativeForm.body).fill('x')
  t.equal(await codeOf(receipt, { native: { body: other, senderKey } }), 'native-differs')
  t.equal(
    await codeOf(receipt, { native: { body: Buffer.concat([nativeForm.body, other]), senderKey } }),
    'native-differs',
  )
  t.equal(await codeOf(receipt, { translated: nativeForm.body }), 'translated-differs')
})

t.test('with what the receiver has, the sender’s document can’t be guessed', async (t) => {
  const { digest_key } = message
  t.equal(await codeOf(receipt, { native: { body: nativeForm.body, senderKey: digest_key } }), 'native-differs')
  t.notMatch(JSON.stringify(claims), senderKey)
  t.equal(claims.message.native.bytes, undefined, 'nor is told how large it was')
  const before = { ...message, native: { ...message.native, bytes: nativeForm.body.length } }
  const older = await signReceipt(key, { ...claims, message: before })
  t.equal(await codeOf(older, { native: { body: nativeForm.body, senderKey } }), true, 'as receipts of before did')
})

/** Every leaf of `value`, each changed by itself. */
function* changes(value: object): Generator<[path: string, changed: object]> {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'object')
      for (const [path, changed] of changes(member)) yield [`${name}/${path}`, { ...value, [name]: changed }]
    else yield [name, { ...value, [name]: typeof member === 'number' ? member + 1 : `${member}`.replace(/.$/, 'x') }]
  }
}

t.test('any member changed', async (t) => {
  const signature = receipt.split('.')[2]!
  let count = 0
  for (const [path, changed] of changes(claims)) {
    count++
    t.equal(await codeOf(anyJws(header, changed, () => Buffer.from(signature, 'base64url'))), 'signature', path)
  }
  t.equal(count, 18)
})

t.test('claims that no gateway of ours signs', async (t) => {
  const tries: Readonly<Record<string, object | string>> = {
    further: { ...claims, admin: true },
    'further inside': { ...claims, log: { ...claims.log, more: 1 } },
    missing: { ...claims, iat: undefined },
    'twice the same member': JSON.stringify(claims).replace('{', '{"sender":"thanh-tra",'),
    'no transfer': { ...claims, transfer: 'hs-aaaaaaaaaaaaaaaaaaaaaaaaaa' },
    'no JSON': 'x',
    'no object': '[]',
  }
  for (const [name, payload] of Object.entries(tries))
    t.equal(await codeOf(anyJws(header, payload, own)), 'claims', name)
  await t.rejects(signReceipt(key, { ...claims, sender: '' }), /break transfer-receipt/)
})

t.test('headers that leave a reader to choose', async (t) => {
  const jwk = key.jwk
  const tries: Readonly<Record<string, object | string>> = {
    crit: { ...header, crit: ['exp'], exp: 1 },
    'another type': { ...header, typ: 'lienthong-acknowledgement+jws' },
    'no type': { alg: 'EdDSA', kid: key.kid },
    'a key with it': { ...header, jwk },
    'b64 of RFC 7797': { ...header, b64: false, crit: ['b64'] },
    'twice the same member': JSON.stringify(header).replace('{', '{"alg":"none",'),
    'no kid': { alg: 'EdDSA', typ: header.typ },
  }
  for (const [name, other] of Object.entries(tries)) t.equal(await codeOf(anyJws(other, claims, own)), 'header', name)
})

t.test('algorithms that the key is not of', async (t) => {
  const publicBytes = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' })
  const mac = (input: Buffer) => createHmac('sha256', publicBytes).update(input).digest()
  const ec = signerOf(agencyKey('ES256').privateKey)
  t.equal(await codeOf(anyJws({ ...header, alg: 'HS256' }, claims, mac)), 'algorithm')
  t.equal(await codeOf(anyJws({ ...header, alg: 'ES256' }, claims, ec)), 'algorithm')
  for (const alg of ['none', 'None', 'Ed448', '']) {
    t.equal(await codeOf(anyJws({ ...header, alg }, claims, own)), 'algorithm', alg)
    t.equal(await codeOf(`${anyJws({ ...header, alg }, claims, () => Buffer.of())}`), 'malformed', `${alg}, unsigned`)
  }
})

t.test('what is no compact JWS in its one spelling', async (t) => {
  const huge = anyJws(header, { ...claims, adapters: 'x'.repeat(limits.receipt.jws_bytes_max) }, own)
  const [first, second, third] = receipt.split('.') as [string, string, string]
  const last = String.fromCharCode(third.charCodeAt(third.length - 1) + 1)
  const tries = [
    ...['', 'x', '..', `${first}.${second}`, `${receipt}.${third}`, `${receipt}=`, ` ${receipt}`, `${receipt}\n`],
    `${first}.${second}.${third.slice(0, -1)}${last}`,
    huge,
  ]
  for (const jws of tries) t.equal(await codeOf(jws), 'malformed', jws.slice(-20))
})

t.test('another key, and times at which the key did not sign', async (t) => {
  const other = await messageKeyOf(2)
  t.equal(await codeOf(receipt, { keys: [] }), 'unknown-key')
  t.equal(await codeOf(receipt, { keys: [other.former] }), 'unknown-key')
  t.equal(await codeOf(receipt, { keys: [{ ...other.former, kid: key.kid }] }), 'signature')
  const at = (validity: Partial<FormerKey>) => codeOf(receipt, { keys: [{ ...former, ...validity }] })
  t.equal(await at({ nbf: signed_s, exp: signed_s + 1 }), true)
  t.equal(await at({ nbf: signed_s + 1 }), 'key-not-valid')
  t.equal(await at({ exp: signed_s }), 'key-not-valid')
  t.equal(await at({ exp: signed_s + 1, distrusted: true }), 'key-distrusted', 'it may have been signed today')
})

t.test('a history of keys is read as it was published, and not otherwise', async (t) => {
  const read = async (history: object) => {
    const { report, violations } = collector()
    const found = await keyHistoryIn(Buffer.from(JSON.stringify(history)), 'h', report)
    return found ?? violations.map(({ pointer }) => pointer)
  }
  const iss = 'https://localhost:8443'
  const next = (await messageKeyOf(2)).former
  const right = { iss, keys: [{ ...former, exp: signed_s }, next] }
  t.same(await read(right), right)
  t.same(await read({ iss, keys: [former, former] }), ['/keys/1/kid'])
  t.same(await read({ iss, keys: [{ ...former, kid: next.kid }] }), ['/keys/0/kid'])
  t.same(await read({ iss, keys: [{ ...former, d: former.x }] }), ['/keys/0'])
  t.same(await read({ iss, keys: [{ ...former, x: Buffer.alloc(32).toString('base64url') }] }), ['/keys/0'], 'weak')
  t.same(await read({ iss, keys: [] }), ['/keys'])
})

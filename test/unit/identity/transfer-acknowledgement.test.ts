/** An acknowledgement is the receiver's own word on one receipt, and counts as nobody else's, on no other. */
import { createHmac } from 'node:crypto'
import t from 'tap'
import {
  type AcknowledgementBasis,
  receiptDigest,
  verifyAcknowledgement,
} from '../../../gateway/identity/transfer-acknowledgement.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../../gateway/limits.ts'
import { agencyKey, anyJws, messageKeyOf, receiptClaims, signed_s, signerOf } from '../../support/receipts.ts'

const receipted = async (transfer: string) => {
  const claims = receiptClaims({ transfer: `cg-${transfer.repeat(26)}` })
  return { claims, jws: await signReceipt((await messageKeyOf(1)).key, claims) }
}
const receipt = await receipted('a')
const ed = agencyKey('EdDSA', { kid: 'ed' })
const ec = agencyKey('ES256', { kid: 'ec' })
const now_ms = (signed_s + 30) * 1000
const basis: AcknowledgementBasis = { participantKeys: [ed.jwk, ec.jwk], receipt, now_ms }
const at = (at_ms: number) => new Date(at_ms).toISOString()
const taken = {
  transfer: receipt.claims.transfer,
  receipt: receiptDigest(receipt.jws),
  outcome: 'acknowledged',
  native_key: '15/2026/TB',
  at: at(now_ms),
}
const refused = { ...taken, outcome: 'refused', reason: { code: 'not-competent', text: 'Thuộc Viện kiểm sát' } }
const header = { alg: 'EdDSA', kid: 'ed', typ: 'lienthong-acknowledgement+jws' }
const own = signerOf(ed.privateKey)
const codeOf = async (jws: string, change: Partial<AcknowledgementBasis> = {}) => {
  const verified = await verifyAcknowledgement(jws, { ...basis, ...change })
  return verified.ok || verified.code
}
const said = (payload: object | string, change: Partial<AcknowledgementBasis> = {}) =>
  codeOf(anyJws(header, payload, own), change)

t.test('taken or refused, by either kind of key', async (t) => {
  t.same(await verifyAcknowledgement(anyJws(header, taken, own), basis), { ok: true, acknowledgement: taken })
  t.match(await verifyAcknowledgement(anyJws(header, refused, own), basis), { acknowledgement: refused })
  t.equal(await codeOf(anyJws({ ...header, alg: 'ES256', kid: 'ec' }, taken, signerOf(ec.privateKey))), true)
  t.equal(await codeOf(anyJws({ ...header, alg: 'Ed25519' }, taken, own)), true, 'RFC 9864')
})

t.test('of another receipt', async (t) => {
  const other = await receipted('b')
  t.equal(await said(taken, { receipt: other }), 'other-receipt')
  t.equal(await said({ ...taken, transfer: other.claims.transfer }), 'other-receipt')
  t.equal(await said({ ...taken, receipt: receiptDigest(other.jws) }), 'other-receipt')
})

t.test('by another agency, or with another algorithm', async (t) => {
  const other = agencyKey('EdDSA', { kid: 'ed' })
  t.equal(await codeOf(anyJws(header, taken, signerOf(other.privateKey))), 'signature', 'under the same name')
  t.equal(await said(taken, { participantKeys: [agencyKey('EdDSA', { kid: 'theirs' }).jwk] }), 'unknown-key')
  const ec256 = signerOf(ec.privateKey)
  t.equal(await codeOf(anyJws({ ...header, alg: 'ES256' }, taken, ec256)), 'algorithm')
  t.equal(await codeOf(anyJws({ ...header, kid: 'ec' }, taken, own)), 'algorithm')
  const mac = (input: Buffer) => createHmac('sha256', ed.jwk.x!).update(input).digest()
  t.equal(await codeOf(anyJws({ ...header, alg: 'HS256' }, taken, mac)), 'algorithm')
  t.equal(await codeOf(anyJws({ ...header, typ: 'lienthong-receipt+jws' }, taken, own)), 'header')
  const rsa = { ...ed.jwk, kty: 'RSA', alg: 'PS256' }
  t.equal(await codeOf(anyJws({ ...header, alg: 'PS256' }, taken, own), { participantKeys: [rsa] }), 'algorithm')
})

t.test('what it has to say', async (t) => {
  const { reason } = refused
  t.equal(await said({ ...taken, reason }), 'reason')
  t.equal(await said({ ...refused, reason: undefined }), 'reason')
  const tries: Readonly<Record<string, object | string>> = {
    'no reason of the list': { ...refused, reason: { code: 'busy' } },
    'a text too long': { ...refused, reason: { ...reason, text: 'x'.repeat(501) } },
    'further members': { ...taken, sender: 'mttq' },
    'no outcome': { ...taken, outcome: 'read' },
    'no time': { ...taken, at: '2026-11-31T00:00:00Z' },
    'the same twice': JSON.stringify(taken).replace('{', '{"outcome":"refused",'),
  }
  for (const [name, payload] of Object.entries(tries)) t.equal(await said(payload), 'claims', name)
  const longest = { ...refused, reason: { ...reason, text: '\u{1f600}'.repeat(500) } }
  const escaped = JSON.stringify(longest).replace(/[\ud800-\udfff]/g, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
  t.equal(await said(escaped), true, 'the longest, in whatever spelling')
  t.equal(await said({ ...taken, native_key: 'x'.repeat(limits.receipt.acknowledgement_bytes_max) }), 'malformed')
})

t.test('signed now', async (t) => {
  const { clock_skew_s } = limits.token
  const late = { now_ms: now_ms + limits.receipt.acknowledgement_age_s_max * 1000 }
  t.equal(await said(taken, late), true)
  t.equal(await said(taken, { now_ms: late.now_ms + 1 }), 'time')
  t.equal(await said(taken, { now_ms: now_ms - clock_skew_s * 1000 }), true)
  t.equal(await said(taken, { now_ms: now_ms - clock_skew_s * 1000 - 1 }), 'time')
  const { now_ms: _now, ...later } = basis
  t.match(await verifyAcknowledgement(anyJws(header, taken, own), later), { ok: true }, 'years later')
})

t.test('of a receipt from a clock that ran ahead: by now, and by a key that counted at both times', async (t) => {
  const claims = { ...receipt.claims, iat: signed_s + 10 * 24 * 3600 }
  const ahead = { receipt: { ...receipt, claims } }
  const { now_ms: _now, ...later } = { ...basis, ...ahead }
  t.equal(await said(taken, ahead), true, 'it need not wait until then')
  t.match(await verifyAcknowledgement(anyJws(header, taken, own), later), { ok: true }, 'and it verifies years later')
  t.equal(await said({ ...taken, at: at(claims.iat * 1000) }, ahead), 'time', 'the receipt is no clock')
  // Who has a key that ended before the receipt can not put the day back to when it counted.
  const ended = { participantKeys: [{ ...ed.jwk, validTo: '2026-11-23' }] }
  t.equal(await said(taken, { ...ahead, ...ended }), 'key-not-valid')
  t.match(await verifyAcknowledgement(anyJws(header, taken, own), { ...later, ...ended }), { code: 'key-not-valid' })
})

t.test('a key that was rotated since verifies what it signed in its days', async (t) => {
  const key = (validity: object) => ({ participantKeys: [{ ...ed.jwk, ...validity }] })
  t.equal(await said(taken, key({ validTo: '2026-11-23' })), true)
  t.equal(await said(taken, key({ validTo: '2026-11-22' })), 'key-not-valid')
  t.equal(await said(taken, key({ validFrom: '2026-11-24' })), 'key-not-valid')
})

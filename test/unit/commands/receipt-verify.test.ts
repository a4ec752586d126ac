/** Files of years ago, and no gateway: what `lienthong receipt verify` says of them, and what it says that it did not look at. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { auditProve } from '../../../gateway/commands/audit-prove.ts'
import { receiptVerify } from '../../../gateway/commands/receipt-verify.ts'
import { receiptDigest } from '../../../gateway/identity/transfer-acknowledgement.ts'
import { receiptedMessage, signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { ORIGIN, optionsIn } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { writeLargeLog } from '../../support/large-log.ts'
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

const root = dataFolder(t)
await writeLargeLog(root, 20)
const { directory } = optionsIn(root)
const vkey = readFileSync(join(directory, 'log.vkey'), 'utf8').trim()
const leaf = Buffer.from([...readEntries(directory)][7]!.leaf).toString('base64')

const file = (name: string, content: string | Uint8Array | object): string => {
  const path = join(root, name)
  const plain = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(path, plain ? content : JSON.stringify(content))
  return path
}
const { key, former } = await messageKeyOf(1)
const { message, sender_key } = receiptedMessage(nativeForm, translatedForm)
const claims = receiptClaims({ message, log: { origin: ORIGIN, index: 7, leaf } })
const jws = await signReceipt(key, claims)
const receipt = file('receipt.jws', `${jws}\n`)
const history = { iss: claims.iss, keys: [{ ...former, exp: signed_s + 60 }, (await messageKeyOf(2)).former] }
const keys = file('keys.json', history)
const native = file('native', nativeForm.body)
const translated = file('translated', translatedForm.body)
file('7.tlog-proof', (await called(auditProve, directory, '7')).stdout)
const proof = ['--proof', join(root, '7.tlog-proof'), '--log-key', vkey]

const agency = agencyKey('ES256')
let count = 0
const acknowledge = (change: object = {}) => {
  const said = {
    transfer: claims.transfer,
    receipt: receiptDigest(jws),
    outcome: 'acknowledged',
    native_key: '15/TB\u001b[2J',
    at: '2026-11-23T05:00:30Z',
    ...change,
  }
  const header = { alg: 'ES256', kid: 'k1', typ: 'lienthong-acknowledgement+jws' }
  return file(`ack-${++count}.jws`, anyJws(header, said, signerOf(agency.privateKey)))
}
const registered = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../policies/participants/cong-an.json'), 'utf8'),
)
const participant = file('cong-an.json', { ...registered, messageJwks: { keys: [agency.jwk] } })
const acknowledgement = (change?: object) => ['--acknowledgement', acknowledge(change), '--participant', participant]
const verify = (...args: readonly string[]) => called(receiptVerify, receipt, '--keys', keys, ...args)

t.test('everything that there is to verify, after a rotation', async (t) => {
  const documents = ['--native', native, '--sender-key', sender_key, '--translated', translated]
  const { status, stdout, stderr } = await verify(...documents, ...acknowledgement(), ...proof)
  t.same([status, stderr], [0, ''])
  for (const said of [/mttq → cong-an/, claims.transfer, 'acknowledged', '15/TB?[2J', /in the log: 7 \/ 20/])
    t.match(stdout, said)
  t.notMatch(stdout, /NOT verified/)
})

t.test('what was not given is said not to be verified', async (t) => {
  const { status, stdout } = await verify()
  t.equal(status, 0)
  t.same(stdout.match(/NOT verified \(--\w+\)/g), [
    'NOT verified (--native)',
    'NOT verified (--translated)',
    'NOT verified (--acknowledgement)',
    'NOT verified (--proof)',
  ])
  const set = file('set.json', { keys: [agency.jwk] })
  const unnamed = await verify('--acknowledgement', acknowledge(), '--participant', set)
  t.match(unnamed, { status: 0, stdout: /NOT verified: the file names no agency/ })
})

t.test('the answer of the gateway as it came, and a refusal with its reason', async (t) => {
  const answer = file('answer.json', { transfer: claims.transfer, state: 'receipted', receipt: jws, sender_key })
  const refusal = acknowledgement({ outcome: 'refused', reason: { code: 'duplicate', text: 'Đã có\u202e' } })
  const { status, stdout } = await called(receiptVerify, answer, '--keys', keys, '--native', native, ...refusal)
  t.equal(status, 0)
  t.match(stdout, /refused.*\n.*\n.*duplicate {2}Đã có\?\n/)
})

t.test('an acknowledgement that says an earlier time than its receipt holds, and that is told', async (t) => {
  const { status, stdout } = await verify(...acknowledgement({ at: '2026-11-23T04:00:00Z' }))
  t.match({ status, stdout }, { status: 0, stdout: /one of the two clocks was wrong/ })
  t.notMatch((await verify(...acknowledgement({}))).stdout, /clocks/)
})

t.test('what does not hold', async (t) => {
  const tries: readonly (readonly [args: readonly string[], fault: RegExp])[] = [
    [['--native', translated, '--sender-key', sender_key], /not the document of this receipt/],
    [['--translated', native], /not the document of this receipt/],
    [acknowledgement({ transfer: `cg-${'b'.repeat(26)}` }), /of another receipt/],
    [['--proof', native, '--log-key', vkey], /malformed/],
  ]
  for (const [args, fault] of tries) t.match(await verify(...args), { status: 1, stderr: fault })
  const others = file('others.json', { ...history, keys: [history.keys[1]] })
  t.match(await called(receiptVerify, receipt, '--keys', others), { status: 1, stdout: '', stderr: /none of the keys/ })
  const ended = file('ended.json', { ...history, keys: [{ ...former, exp: signed_s }] })
  t.match(await called(receiptVerify, receipt, '--keys', ended), { status: 1, stderr: /not valid when it was signed/ })
  t.match(await called(receiptVerify, native, '--keys', keys), { status: 1, stderr: /no compact JWS/ })
  const moved = await signReceipt(key, { ...claims, log: { ...claims.log, index: 8 } })
  const elsewhere = await called(receiptVerify, file('moved.jws', moved), '--keys', keys, ...proof)
  t.match(elsewhere, { status: 1, stdout: /signed by the gateway/, stderr: /of another entry/ })
})

t.test('what can not be looked at', async (t) => {
  const mttq = file('mttq.json', { ...registered, id: 'mttq', messageJwks: { keys: [agency.jwk] } })
  const tries: readonly (readonly [args: readonly string[], fault: RegExp])[] = [
    [['--native', native], /--sender-key/],
    [['--native', join(root, 'none'), '--sender-key', sender_key], /can't be read: .*none/],
    [['--acknowledgement', receipt], /go together: --acknowledgement, --participant/],
    [['--proof', receipt], /go together: --proof, --log-key/],
    [['--acknowledgement', acknowledge(), '--participant', mttq], /the receiver is: cong-an/],
    [['--acknowledgement', acknowledge(), '--participant', keys], /keys\.json#/],
    [['--proof', receipt, '--log-key', 'x'], /verifier key is malformed/],
  ]
  for (const [args, fault] of tries) t.match(await verify(...args), { status: 2, stderr: fault })
  t.match(await called(receiptVerify, receipt), { status: 2, stderr: /--keys/ })
  t.match(await called(receiptVerify, receipt, '--keys', native), { status: 2, stderr: /native#/ })
})

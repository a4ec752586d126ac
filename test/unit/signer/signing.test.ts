import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { formatCheckpoint, openCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import { leafHash } from '../../../gateway/audit/merkle.ts'
import { parseMlDsaVerifierKey } from '../../../gateway/audit/ml-dsa.ts'
import { parseVerifierKey } from '../../../gateway/audit/note.ts'
import { createSigning } from '../../../gateway/signer/signing.ts'

const origin = 'gateway.test/log'
const { privateKey: key } = generateKeyPairSync('ed25519')
const { privateKey: mlDsaKey } = generateKeyPairSync('ml-dsa-44')
const rootOf = (seed: string) => leafHash(Buffer.from(seed))
const textOf = (size: number, seed = 'a', of = origin) => formatCheckpoint({ origin: of, size, root: rootOf(seed) })
const signing = () => createSigning(origin, { key, mlDsaKey }, () => 1_700_000_000)

t.test('a checkpoint of the log is signed; one that is published by both keys', async (t) => {
  const { verifierKeys, sign } = signing()
  const [own, mlDsa] = verifierKeys
  const verifier = parseVerifierKey(own!)!
  const text = textOf(5)
  t.match(openCheckpoint(`${text}\n${sign(text, false)}`, verifier), { ok: true, checkpoint: { size: 5 } })
  const lines = sign(text, true)
  t.match(
    openCheckpoint(`${text}\n${lines}`, verifier),
    { ok: true },
    'a reader that knows one key only reads it still',
  )
  const second = parseMlDsaVerifierKey(mlDsa!)!
  const [, , , encoded] = /(^— (\S+) (\S+)\n)$/m.exec(lines.split('\n').slice(1).join('\n')) ?? []
  const bytes = Buffer.from(encoded!, 'base64')
  t.equal(bytes.subarray(0, 4).toString('hex'), second.keyId)
  t.ok(second.verify(Buffer.from(text), bytes.subarray(4)))
  t.notOk(second.verify(Buffer.from(textOf(6)), bytes.subarray(4)), 'of another size')
  t.notOk(second.verify(Buffer.from(textOf(5, 'b')), bytes.subarray(4)), 'of another root')
  bytes[6]! ^= 1
  t.notOk(second.verify(Buffer.from(text), bytes.subarray(4)), 'at another time')
  t.notOk(second.verify(Buffer.from(text), bytes.subarray(5)), 'cut short')
  t.notOk(second.verify(Buffer.from('no checkpoint\n'), bytes.subarray(4)))
})

t.test('nothing else is: another log, no checkpoint, an earlier size, another root of the same size', async (t) => {
  const { sign } = signing()
  sign(textOf(5), false)
  sign(textOf(5), true)
  for (const text of [textOf(6, 'a', 'another.test/log'), 'some text\n', '', textOf(4), textOf(5, 'b')])
    t.throws(() => sign(text, false), { name: 'SigningRefused' })
  t.ok(sign(textOf(6), false))
})

t.test('a verifier key that is none', async (t) => {
  const [own, mlDsa] = signing().verifierKeys
  t.ok(parseMlDsaVerifierKey(mlDsa!))
  for (const text of [own!, mlDsa!.replace('gateway', 'gataway'), mlDsa!.slice(0, -4), '', 'a+b+c'])
    t.equal(parseMlDsaVerifierKey(text), undefined)
})

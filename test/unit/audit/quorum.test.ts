import { generateKeyPairSync, sign, verify } from 'node:crypto'
import t from 'tap'
import { ed25519Cosigner, parseCosignerKey } from '../../../gateway/audit/cosignature.ts'
import { lineOf, openNote, splitNote } from '../../../gateway/audit/note.ts'
import { openWitnessed } from '../../../gateway/audit/quorum.ts'
import { parseWitnessPolicy, type WitnessPolicy } from '../../../gateway/audit/witness-policy.ts'
import { memoryLog } from '../../support/memory-log.ts'

const pair = generateKeyPairSync('ed25519')
const one = ed25519Cosigner('witness.test/w1', pair.privateKey)
const two = ed25519Cosigner('witness.test/w2', generateKeyPairSync('ed25519').privateKey)
const stranger = ed25519Cosigner('witness.test/w1', generateKeyPairSync('ed25519').privateKey)
const log = memoryLog({ entries: ['a', 'b', 'c'] })
const time_s = 1_772_000_000

function policyOf(...lines: readonly string[]): WitnessPolicy {
  const parsed = parseWitnessPolicy(Buffer.from(lines.map((line) => `${line}\n`).join('')))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.policy
}
const known = [`log ${log.verifierKey}`, `witness one ${one.verifierKey}`, `witness two ${two.verifierKey}`]
const both = policyOf(...known, 'group g all one two', 'quorum g')
const note = log.published()
const { text } = splitNote(note)!

t.test(
  'a cosignature signs the header line, the time and the body (tlog-cosignature, "Ed25519 signed message")',
  async (t) => {
    const { signatures } = splitNote(`${text}\n${one.cosign(text, time_s)}`)!
    const [{ name, keyId, signature }] = signatures as [(typeof signatures)[number]]
    t.equal(`${name}+${keyId}`, one.verifierKey.split('+').slice(0, 2).join('+'))
    t.equal(signature.length, 72)
    t.equal(signature.readBigUInt64BE(), BigInt(time_s))
    const message = Buffer.from(`cosignature/v1\ntime ${time_s}\n${text}`)
    t.ok(verify(null, message, pair.publicKey, signature.subarray(8)))
    t.equal(Buffer.from(one.verifierKey.split('+')[2]!, 'base64')[0], 0x04)
    t.equal(parseCosignerKey(log.verifierKey), undefined, "a log's key is no cosigner's")
  },
)

t.test('a time of zero, one beyond 2^63-1, and another length are no cosignatures', async (t) => {
  for (const [time, length] of [
    [0n, 72],
    [2n ** 63n, 72],
    [1n, 73],
    [1n, 71],
  ] as const) {
    const field = Buffer.alloc(length)
    field.writeBigUInt64BE(time)
    field.set(
      sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), pair.privateKey).subarray(0, length - 8),
      8,
    )
    t.strictSame(openNote(`${text}\n${lineOf(one, field)}`, [one]), { ok: false, reason: 'bad-signature' }, `${time}`)
  }
})

t.test('who cosigned is told by the names of the policy; a stranger of the same name is not counted', async (t) => {
  const some = openWitnessed(`${note}${one.cosign(text, time_s)}${stranger.cosign(text, time_s)}`, both)
  t.match(some, { ok: true, quorum: false, checkpoint: { size: 3 } })
  t.strictSame(some.ok && [...some.times_s], [['one', time_s]])
  t.match(openWitnessed(`${note}${two.cosign(text, time_s)}${one.cosign(text, time_s)}`, both), {
    ok: true,
    quorum: true,
  })
})

t.test('a cosignature of another checkpoint, or of other bytes, refuses the whole', async (t) => {
  const other = splitNote(log.checkpointAt(2))!.text
  t.strictSame(openWitnessed(`${note}${one.cosign(other, time_s)}`, both), { ok: false, reason: 'bad-signature' })
  t.strictSame(openWitnessed(`${text}\n${one.cosign(text, time_s)}${two.cosign(text, time_s)}`, both), {
    ok: false,
    reason: 'no-known-key',
  })
  const foreign = memoryLog({ origin: 'other.test/log', entries: ['a'] })
  t.match(openWitnessed(foreign.published(), both), { ok: false, reason: 'no-known-key' })
})

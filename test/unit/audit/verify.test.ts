/** Adversarial logs against our own verifier. Who changed a log is taken to know the format, and not to have the key. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { formatCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { EMPTY_RANGE, extend, leafHash, rootOf } from '../../../gateway/audit/merkle.ts'
import { ed25519Signer, signNote, verifierKeyOf } from '../../../gateway/audit/note.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { appendAll, bytesIn, entryOf, forge, forgeTiles, ORIGIN, optionsIn, segmentIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testSeal } from '../../support/sealing.ts'

/** A closed log of seven entries in three batches, with every receipt. */
async function sevenEntries(t: Test) {
  const root = dataFolder(t)
  const log = await openLog(optionsIn(root))
  const appended = await appendAll(log, [['a', 'b', 'c'], ['d'], ['e', 'f', 'g']])
  await log.close()
  const directory = path.join(root, 'log')
  const receipts = appended.map((entry) => receiptHeader({ origin: ORIGIN, ...entry }))
  const checkpoint = fs.readFileSync(path.join(directory, 'checkpoint'), 'utf8')
  const key = createPrivateKey(fs.readFileSync(path.join(root, 'log.key')))
  return { root, directory, receipts, checkpoint, key, verifierKey: log.verifierKey, bytes: bytesIn(directory) }
}

/** The same folder with other entries, right tiles and right markers: what an intruder with write access can do. */
function rewrite(root: string, entries: readonly Uint8Array[]): void {
  for (const name of fs.readdirSync(path.join(root, 'log'))) {
    if (name.startsWith('segment-')) fs.rmSync(path.join(root, 'log', name))
  }
  forgeTiles(forge(root, [entries]), entries)
}

const checkpointOf = (origin: string, entries: readonly Uint8Array[]) =>
  formatCheckpoint({ origin, size: entries.length, root: rootOf(extend(EMPTY_RANGE, entries.map(leafHash))) })

t.test('a log as it was written verifies, and so does a copy', async (t) => {
  const { directory, root, receipts, checkpoint, verifierKey } = await sevenEntries(t)
  const copy = path.join(root, 'copy')
  fs.cpSync(directory, copy, { recursive: true })
  const counts: number[] = []
  const verdict = verifyLog(copy, {
    verifierKey,
    receipts,
    checkpoints: [checkpoint],
    onProgress: (n) => counts.push(n),
  })
  t.match(verdict, { ok: true, size: 7, published: 7, uncommitted_bytes: 0, key: 'given', origin: ORIGIN })
  t.equal(counts.at(-1), 7)
  t.match(verifyLog(copy), { ok: true, key: 'found' })
})

t.test('a changed entry with a consistent leaf hash, tree and markers shows in the checkpoint', async (t) => {
  const { root, directory, receipts, bytes } = await sevenEntries(t)
  rewrite(root, bytes.toSpliced(3, 1, encodeEntry(entryOf('other'), testSeal)))
  t.match(verifyLog(directory), { findings: [{ kind: 'forked', by: 'published', size: 7 }] })
  t.match(verifyLog(directory, { receipts }), {
    findings: [{ kind: 'changed', by: 'receipt 3', index: 3 }, { kind: 'forked' }],
  })
})

t.test('two entries in swapped order show', async (t) => {
  const { root, directory, bytes } = await sevenEntries(t)
  rewrite(root, [bytes[1]!, bytes[0]!, ...bytes.slice(2)])
  t.match(verifyLog(directory), { findings: [{ kind: 'forked', by: 'published' }] })
})

t.test('a dropped tail shows, with the indexes that are missing', async (t) => {
  const { root, directory, bytes } = await sevenEntries(t)
  rewrite(root, bytes.slice(0, 4))
  t.match(verifyLog(directory), {
    findings: [
      { kind: 'tile', path: 'tile/entries/000.p/7', why: 'missing' },
      { kind: 'missing', by: 'published', first: 4, last: 6 },
    ],
  })
})

t.test('an old checkpoint over a dropped tail shows to whoever kept a receipt or a later checkpoint', async (t) => {
  const { root, directory, bytes, key, receipts, checkpoint } = await sevenEntries(t)
  rewrite(root, bytes.slice(0, 4))
  const old = signNote(checkpointOf(ORIGIN, bytes.slice(0, 4)), ed25519Signer(ORIGIN, key))
  fs.writeFileSync(path.join(directory, 'checkpoint'), old)
  t.match(verifyLog(directory), { ok: true, size: 4 }, 'nothing in the folder itself can tell')
  t.match(verifyLog(directory, { receipts: [receipts[5]!] }), {
    findings: [{ kind: 'missing', by: 'receipt 0', first: 4, last: 5 }],
  })
  t.match(verifyLog(directory, { checkpoints: [checkpoint] }), {
    findings: [{ kind: 'missing', by: 'checkpoint 0', last: 6 }],
  })
})

t.test('an old checkpoint beside the whole log is right', async (t) => {
  const { directory, bytes, key } = await sevenEntries(t)
  fs.writeFileSync(
    path.join(directory, 'checkpoint'),
    signNote(checkpointOf(ORIGIN, bytes.slice(0, 2)), ed25519Signer(ORIGIN, key)),
  )
  t.match(verifyLog(directory), { ok: true, size: 7, published: 2 })
})

t.test('a forked history, signed by the right key, shows to whoever kept the other checkpoint', async (t) => {
  const { root, directory, bytes, key, checkpoint } = await sevenEntries(t)
  const other = bytes.toSpliced(6, 1, encodeEntry(entryOf('other'), testSeal))
  rewrite(root, other)
  fs.writeFileSync(
    path.join(directory, 'checkpoint'),
    signNote(checkpointOf(ORIGIN, other), ed25519Signer(ORIGIN, key)),
  )
  t.match(verifyLog(directory), { ok: true })
  t.match(verifyLog(directory, { checkpoints: [checkpoint] }), {
    findings: [{ kind: 'forked', by: 'checkpoint 0', size: 7 }],
  })
})

t.test('another key does not do, even put beside the log', async (t) => {
  const { directory, bytes, verifierKey } = await sevenEntries(t)
  const { privateKey } = generateKeyPairSync('ed25519')
  fs.writeFileSync(
    path.join(directory, 'checkpoint'),
    signNote(checkpointOf(ORIGIN, bytes), ed25519Signer(ORIGIN, privateKey)),
  )
  t.match(verifyLog(directory), { findings: [{ kind: 'checkpoint', by: 'published', why: 'no-known-key' }] })
  fs.writeFileSync(path.join(directory, 'log.vkey'), verifierKeyOf(ORIGIN, privateKey))
  t.match(verifyLog(directory, { verifierKey }), { ok: false, findings: [{ kind: 'checkpoint' }] })
  fs.writeFileSync(path.join(directory, 'log.vkey'), 'nonsense')
  t.match(verifyLog(directory), { findings: [{ kind: 'key' }] })
})

t.test('another origin does not do: in the checkpoint, in the key, in a receipt', async (t) => {
  const { directory, bytes, key, receipts } = await sevenEntries(t)
  const strange = receipts[0]!.replace(ORIGIN, 'other.test/log')
  t.match(verifyLog(directory, { receipts: [strange] }), {
    findings: [{ kind: 'receipt', by: 'receipt 0', why: 'wrong-origin' }],
  })
  const signed = signNote(checkpointOf('other.test/log', bytes), ed25519Signer(ORIGIN, key))
  fs.writeFileSync(path.join(directory, 'checkpoint'), signed)
  t.match(verifyLog(directory), { findings: [{ kind: 'checkpoint', why: 'wrong-origin' }] })
  t.match(verifyLog(directory, { verifierKey: verifierKeyOf('other.test/log', key) }), {
    findings: [{ why: 'no-known-key' }],
  })
})

t.test('an entry that is signed and logged but not of our shape is told', async (t) => {
  const { root, directory, bytes, key } = await sevenEntries(t)
  const odd = [...bytes, Buffer.from('{"version":1}')]
  rewrite(root, odd)
  fs.writeFileSync(path.join(directory, 'checkpoint'), signNote(checkpointOf(ORIGIN, odd), ed25519Signer(ORIGIN, key)))
  t.match(verifyLog(directory), { findings: [{ kind: 'entry', index: 7 }] })
})

t.test('a folder that is no log gives a verdict, not an exception', async (t) => {
  const root = dataFolder(t)
  t.match(verifyLog(path.join(root, 'nothing')), { ok: false, findings: [{ kind: 'key' }] })
  const { directory } = await sevenEntries(t)
  fs.rmSync(path.join(directory, 'checkpoint'))
  t.match(verifyLog(directory), { findings: [{ kind: 'checkpoint', why: 'missing' }] })
  fs.writeFileSync(segmentIn(directory), Buffer.alloc(5000))
  t.match(verifyLog(directory), { ok: false, summary: undefined })
  fs.rmSync(segmentIn(directory))
  fs.mkdirSync(path.join(directory, 'segment-0000000000000000'))
  t.match(verifyLog(directory).ok, false)
})

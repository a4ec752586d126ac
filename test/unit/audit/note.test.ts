import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { formatCheckpoint, isOrigin, openCheckpoint, parseCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import {
  ed25519Signer,
  openNote,
  parseVerifierKey,
  signatureLine,
  signNote,
  verifierKeyOf,
} from '../../../gateway/audit/note.ts'

const keyPair = (name: string) => {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { signer: ed25519Signer(name, privateKey), verifier: parseVerifierKey(verifierKeyOf(name, privateKey))! }
}

const log = keyPair('gateway.test/log')
const witness = keyPair('witness.test/w')
const TEXT = 'gateway.test/log\n3\nline\n\nafter an empty line\n'

t.test('a note opens with each key that signed it', async (t) => {
  const note = signNote(TEXT, log.signer, witness.signer)
  t.match(openNote(note, [log.verifier]), { ok: true, text: TEXT })
  t.match(openNote(note, [witness.verifier]), { ok: true, text: TEXT })
  const both = openNote(note, [log.verifier, witness.verifier])
  t.equal(both.ok && both.signers.length, 2)
})

t.test('a note is refused', async (t) => {
  const note = signNote(TEXT, log.signer)
  const stranger = keyPair('gateway.test/log')
  t.match(openNote(note, [stranger.verifier]), { reason: 'no-known-key' }, 'same name, other key')
  t.match(openNote(note.replace('\n3\n', '\n4\n'), [log.verifier]), { reason: 'bad-signature' }, 'changed text')
  const mixed = `${note}${signatureLine('other\n', witness.signer)}`
  t.match(openNote(mixed, [log.verifier]), { ok: true }, 'a signature by a key that is not asked for is left aside')
  t.match(
    openNote(mixed, [log.verifier, witness.verifier]),
    { reason: 'bad-signature' },
    'one wrong signature by a known key',
  )
  const malformed = {
    'no signature': TEXT,
    'no newline at the end': note.slice(0, -1),
    'hyphen for dash': note.replace('—', '-'),
    'two spaces': note.replace('— ', '—  '),
    'carriage return': note.replace('\n3\n', '\r\n3\n'),
    'base64 without padding': note.replace(/=+\n$/, '\n'),
    'bytes after the note': `${note}x`,
    'a line that is none': `${note}x\n`,
  }
  for (const [what, text] of Object.entries(malformed))
    t.match(openNote(text, [log.verifier]), { reason: 'malformed' }, what)
})

t.test('a checkpoint is read back as it was written, and only in its one form', async (t) => {
  const root = Buffer.alloc(32, 7)
  const text = formatCheckpoint({ origin: 'gateway.test/log', size: 12, root })
  t.equal(text, `gateway.test/log\n12\n${root.toString('base64')}\n`)
  t.match(parseCheckpoint(text), { origin: 'gateway.test/log', size: 12, root })
  t.ok(parseCheckpoint(`${text}extension line\n`))
  for (const size of ['012', '-1', '1e3', '', ' 12', '9999999999999999', '0x1']) {
    t.equal(parseCheckpoint(text.replace('\n12\n', `\n${size}\n`)), undefined, `size "${size}"`)
  }
  t.equal(parseCheckpoint(text.slice(0, -1)), undefined)
  t.equal(parseCheckpoint(text.replace('=', '')), undefined)
  t.equal(parseCheckpoint(formatCheckpoint({ origin: 'gateway.test/log', size: 1, root: root.subarray(1) })), undefined)
})

t.test('a checkpoint of another origin is refused although the key signed it', async (t) => {
  const text = formatCheckpoint({ origin: 'other.test/log', size: 0, root: Buffer.alloc(32) })
  t.match(openCheckpoint(signNote(text, log.signer), log.verifier), { ok: false, reason: 'wrong-origin' })
})

t.test('an origin has no scheme, space or plus', async (t) => {
  t.ok(isOrigin('gateway.angiang.example/log/node-1'))
  for (const origin of ['', 'a b', 'a+b', 'https://a/b', 'a\nb', 'cổng/log'])
    t.notOk(isOrigin(origin), JSON.stringify(origin))
})

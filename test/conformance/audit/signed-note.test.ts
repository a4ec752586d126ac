/** The example of C2SP signed-note, and a check of our signature by OpenSSL: none of our code. */
import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { ed25519Signer, openNote, parseVerifierKey, signNote, verifierKeyOf } from '../../../gateway/audit/note.ts'
import { dataFolder } from '../../support/data-folder.ts'

const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'

t.test('the example key of the specification has the key id it states', async (t) => {
  const verifier = parseVerifierKey(EXAMPLE_KEY)
  t.match(verifier, { name: 'example.com/foo', keyId: '530d903a' })
  t.equal(parseVerifierKey(EXAMPLE_KEY.replace('530d903a', '530d903b')), undefined)
  t.equal(parseVerifierKey(EXAMPLE_KEY.replace('/foo', '/bar')), undefined, 'the name is part of the key id')
})

t.test('OpenSSL accepts the signature over the text with its last newline and without the empty line', async (t) => {
  const folder = dataFolder(t)
  const { privateKey } = generateKeyPairSync('ed25519')
  const note = signNote('gateway.test/log\n7\nAAAA\n', ed25519Signer('gateway.test/log', privateKey))
  const line = note.trimEnd().split('\n').at(-1)!
  const files = {
    text: path.join(folder, 'text'),
    signature: path.join(folder, 'sig'),
    key: path.join(folder, 'pub.pem'),
  }
  fs.writeFileSync(files.text, note.slice(0, note.indexOf('\n\n') + 1))
  fs.writeFileSync(files.signature, Buffer.from(line.split(' ')[2]!, 'base64').subarray(4))
  fs.writeFileSync(files.key, createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }))
  const args = [
    'pkeyutl',
    '-verify',
    '-rawin',
    '-pubin',
    '-inkey',
    files.key,
    '-sigfile',
    files.signature,
    '-in',
    files.text,
  ]
  t.match(execFileSync('openssl', args, { encoding: 'utf8' }), /Signature Verified Successfully/)
  t.ok(openNote(note, [parseVerifierKey(verifierKeyOf('gateway.test/log', privateKey))!]).ok)
})

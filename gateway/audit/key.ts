/** The log's Ed25519 signing key and the verifier key string beside the log. The private key stays in the writer thread. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { makeDirectory, readIfPresent, replaceFile } from './files.ts'
import { verifierKeyOf } from './note.ts'
import { LogRefused } from './refusal.ts'

/** File name of the verifier key string in the log's directory. */
export const VERIFIER_KEY_FILE = 'log.vkey'

function createKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519')
  makeDirectory(path.dirname(file))
  // Whole or not at all: a key that was cut short would refuse every later start.
  replaceFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return privateKey
}

function parseKey(pem: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    // Without the cause: it could carry a part of the key.
    throw new LogRefused({ kind: 'key', why: 'the key file is not a PKCS#8 PEM private key' })
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new LogRefused({ kind: 'key', why: 'it is not an Ed25519 key' })
  return key
}

/**
 * The signing key in `file` (PKCS#8 PEM), made (mode 0600) when missing and the log is new, and its verifier key string,
 * written to `log.vkey`. Throws LogRefused `key` if the log already has another key, or had one that is gone.
 */
export function loadKey(directory: string, origin: string, file: string): { key: KeyObject; verifierKey: string } {
  const vkeyFile = path.join(directory, VERIFIER_KEY_FILE)
  const known = readIfPresent(vkeyFile)?.trim()
  const pem = readIfPresent(file)
  if (pem === undefined && known !== undefined) {
    throw new LogRefused({
      kind: 'key',
      why: `the log has the verifier key ${known}, and the signing key file is missing`,
    })
  }
  const key = pem === undefined ? createKey(file) : parseKey(pem)
  const verifierKey = verifierKeyOf(origin, key)
  if (known === undefined) replaceFile(vkeyFile, `${verifierKey}\n`)
  else if (known !== verifierKey) {
    throw new LogRefused({
      kind: 'key',
      why: `the log has the verifier key ${known}, the key file gives ${verifierKey}`,
    })
  }
  return { key, verifierKey }
}

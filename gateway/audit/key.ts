/** A log's private keys in their files. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { isOpenToOthers } from '../store/owner-only.ts'
import { makeDirectory, readIfPresent, replaceFile } from './files.ts'
import { LogRefused } from './refusal.ts'

/** File name of the verifier key string in the log's directory. */
export const VERIFIER_KEY_FILE = 'log.vkey'

/** The same of the ML-DSA-44 key, of a log that has one. */
export const ML_DSA_KEY_FILE = 'log.ml-dsa-44.vkey'

export type LogKeyType = 'ed25519' | 'ml-dsa-44'

function createKey(file: string, type: LogKeyType): KeyObject {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44')
  makeDirectory(path.dirname(file))
  // Whole or not at all: a key that was cut short would refuse every later start.
  replaceFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return privateKey
}

function parseKey(pem: string, type: LogKeyType): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    // Without the cause: it could carry a part of the key.
    throw new LogRefused({ kind: 'key', why: 'the key file is not a PKCS#8 PEM private key' })
  }
  if (key.asymmetricKeyType !== type) throw new LogRefused({ kind: 'key', why: `it is not a key of type ${type}` })
  return key
}

/**
 * The private key in `file` (PKCS#8 PEM), made (mode 0600) when it is missing and `mayCreate`: a log that had a key must not get another.
 * Throws LogRefused `key`, also when group or others may read it, and the system's errors.
 */
export function openKey(file: string, mayCreate: boolean, type: LogKeyType = 'ed25519'): KeyObject {
  const pem = readIfPresent(file)
  if (pem !== undefined) {
    if (isOpenToOthers(file))
      throw new LogRefused({ kind: 'key', why: 'group or others may read the key file: chmod 600' })
    return parseKey(pem, type)
  }
  if (mayCreate) return createKey(file, type)
  throw new LogRefused({ kind: 'key', why: 'the log has a verifier key, and the signing key file is missing' })
}

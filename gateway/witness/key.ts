/** The witness's own key, made at its first start. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Cosigner, ed25519Cosigner } from '../audit/cosignature.ts'
import { makeDirectory, readIfPresent, replaceFile } from '../audit/files.ts'
import { isKeyName } from '../audit/note.ts'
import { StateRefused, writeNewState } from './state.ts'

export interface KeyOptions {
  /** Of the witness: a scheme-less URL. */
  readonly name: string
  /** PKCS#8 PEM, Ed25519. */
  readonly keyFile: string
  readonly stateFile: string
}

/**
 * The cosigner with the key in `keyFile`. With neither key nor state it is a new witness: both are made (mode 0600). Throws StateRefused when
 * the name can't be one, the key is none, or there is a state without its key.
 */
export function openCosigner({ name, keyFile, stateFile }: KeyOptions): Cosigner {
  if (!isKeyName(name) || Buffer.byteLength(name) > 255)
    throw new StateRefused(
      'tên nhân chứng không có dấu cách, dấu cộng · the name of a witness has no space and no plus',
    )
  const pem = readIfPresent(keyFile)
  if (pem !== undefined) return ed25519Cosigner(name, parsed(pem, keyFile))
  if (existsSync(stateFile))
    throw new StateRefused(`có trạng thái mà không có khóa của nó · there is a state without its key: ${stateFile}`)
  const { privateKey } = generateKeyPairSync('ed25519')
  const cosigner = ed25519Cosigner(name, privateKey)
  for (const file of [keyFile, stateFile]) makeDirectory(path.dirname(path.resolve(file)))
  replaceFile(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  writeNewState(stateFile, cosigner)
  return cosigner
}

function parsed(pem: string, file: string): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPrivateKey(pem)
  } catch {
    // Without the cause: it could carry a part of the key.
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new StateRefused(`không phải khóa riêng Ed25519 (PKCS#8 PEM) · no private Ed25519 key (PKCS#8 PEM): ${file}`)
  return key
}

/** Who signs a log's checkpoints: a key file in the writer thread, or the signer's own process (gateway/signer) on a unix socket. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { readIfPresent, replaceFile } from './files.ts'
import { ML_DSA_KEY_FILE, openKey, VERIFIER_KEY_FILE } from './key.ts'
import type { LogSigner } from './log-signer.ts'
import { ed25519Signer, signatureLine, verifierKeyOf } from './note.ts'
import { LogRefused } from './refusal.ts'
import { linkToSigner } from './signer-link.ts'

export type SignerOptions =
  /** PKCS#8 PEM, Ed25519; made with mode 0600 when missing and the log is new. */
  | { readonly keyFile: string }
  /** Of the signer's process. */
  | { readonly socket: string }

/** Opens the signer of the log `origin` in `directory`. Throws LogRefused `key` when its key is not that of the log, `signer` when it can't be reached. */
export function openSigner(directory: string, origin: string, of: SignerOptions): LogSigner {
  const signer = 'socket' in of ? linkToSigner(of.socket) : fileSigner(directory, origin, of.keyFile)
  try {
    fitKeys(directory, signer)
    return signer
  } catch (error) {
    signer.close()
    throw error
  }
}

/** The signer's verifier keys are those in `directory`, written when there are none. Throws LogRefused `key`, and the system's errors. */
export function fitKeys(directory: string, { verifierKeys: [own, mlDsa] }: Pick<LogSigner, 'verifierKeys'>): void {
  fit(path.join(directory, VERIFIER_KEY_FILE), own)
  if (mlDsa !== undefined) fit(path.join(directory, ML_DSA_KEY_FILE), mlDsa)
}

function fileSigner(directory: string, origin: string, file: string): LogSigner {
  const key = openKey(file, !existsSync(path.join(directory, VERIFIER_KEY_FILE)))
  const signer = ed25519Signer(origin, key)
  return { verifierKeys: [verifierKeyOf(origin, key)], sign: (text) => signatureLine(text, signer), close: () => {} }
}

/** The log's verifier key in `file`, written when the log is new. */
function fit(file: string, verifierKey: string): void {
  const known = readIfPresent(file)?.trim()
  if (known === undefined) replaceFile(file, `${verifierKey}\n`)
  else if (known !== verifierKey)
    throw new LogRefused({ kind: 'key', why: `the log has the verifier key ${known}, its signer gives ${verifierKey}` })
}

/** An epoch's key, wrapped to the audit officers: `epochs/<id>.json` beside the log, JWE in General JSON form (RFC 7516 §7.2.1). */
import fs from 'node:fs'
import path from 'node:path'
import { GeneralEncrypt, type JWK } from 'jose'
import { newEpochId } from '../telemetry/ids.ts'
import { random_bytes } from '../telemetry/random.ts'
import { makeDirectory, replaceFile, syncDirectory, writeAll } from './files.ts'

/** Folder of the epoch files in the log's directory. */
export const EPOCHS_FOLDER = 'epochs'

const ID = /^ep-[a-z2-7]{26}$/

/** Whether `text` is the id of an epoch: then it is fit for a file's name too. */
export const isEpochId = (text: string): boolean => ID.test(text)

/** The path of the file of epoch `id`. Throws TypeError when it is no id. */
export function epochPath(directory: string, id: string): string {
  if (!isEpochId(id)) throw new TypeError('not the id of an epoch')
  return path.join(directory, EPOCHS_FOLDER, `${id}.json`)
}

/** The id of the epoch whose file is `path` (`epochs/<id>.json`), relative to the log's directory or its address; undefined when it is none. */
export function epochOfPath(path: string): string | undefined {
  const [, id = ''] = /^epochs\/([^/]+)\.json$/.exec(path) ?? []
  return isEpochId(id) ? id : undefined
}

/** Gives the file of epoch `id`, undefined when there is none. Rejects with what reading it rejects with. */
export type EpochFiles = (id: string) => Promise<Buffer | undefined>

/** The files of the log in `directory`. */
export const epochFilesIn =
  (directory: string): EpochFiles =>
  async (id) => {
    try {
      return await fs.promises.readFile(epochPath(directory, id))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

/** A public key of an audit officer (RFC 7517), checked by the registry, which sees to its `kid`. */
export type OfficerKey = JWK

export interface NewEpoch {
  readonly id: string
  /** 32 bytes, the caller's to overwrite. */
  readonly key: Buffer
  /** What is to be written to its file. */
  readonly file: Uint8Array
}

/**
 * A fresh key and its file: the key as JWK (RFC 7517 §7) for each of `recipients` by ECDH-ES+A256KW (RFC 7518 §4.6). Rejects with what jose
 * throws for a key that can't be used; `recipients` must not be empty.
 */
export async function newEpoch(recipients: readonly OfficerKey[]): Promise<NewEpoch> {
  const id = newEpochId()
  const key = random_bytes(32)
  const jwk = Buffer.from(JSON.stringify({ kty: 'oct', kid: id, alg: 'A256GCM', k: key.toString('base64url') }))
  const encrypting = new GeneralEncrypt(jwk).setProtectedHeader({ enc: 'A256GCM', cty: 'jwk+json' })
  for (const recipient of recipients) {
    encrypting.addRecipient(recipient).setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: recipient.kid ?? '' })
  }
  const jwe = await encrypting.encrypt()
  jwk.fill(0)
  return { id, key, file: Buffer.from(`${JSON.stringify(jwe, null, 2)}\n`) }
}

/** Makes the file of epoch `id` durable. Throws the system's errors. In the writer thread. */
export function keepEpochFile(directory: string, id: string, bytes: Uint8Array): void {
  makeDirectory(path.join(directory, EPOCHS_FOLDER))
  replaceFile(epochPath(directory, id), bytes)
}

/**
 * Overwrites and removes the file of epoch `id`, durable; nothing when there is none. What the disk keeps of overwritten blocks, and copies
 * of the folder, are not reached. Throws the system's errors. In the writer thread.
 */
export function eraseEpochFile(directory: string, id: string): void {
  const file = epochPath(directory, id)
  let fd: number
  try {
    fd = fs.openSync(file, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    // It may have been taken away without coming to the sync.
    if (fs.existsSync(path.dirname(file))) syncDirectory(path.dirname(file))
    return
  }
  try {
    writeAll(fd, Buffer.alloc(fs.fstatSync(fd).size), 0)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  fs.unlinkSync(file)
  syncDirectory(path.dirname(file))
}

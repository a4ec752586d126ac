/** A private key in a file that only its owner may read: EC P-256, PKCS #8 PEM. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { requireOwnerOnly } from '../store/owner-only.ts'
import { random_bytes } from '../telemetry/random.ts'

export const isErrno = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException | null)?.code === code

/** Makes the names in the folder of `path` durable. */
async function syncFolder(path: string): Promise<void> {
  // Windows has no such thing as syncing a folder.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}

/** Writes `text` to a synced file (0600) beside `path`, and lets `place` put it there. */
async function building(path: string, text: string | Buffer, place: (from: string) => Promise<void>): Promise<void> {
  const from = `${path}.${random_bytes(16).toString('hex')}`
  await writeFile(from, text, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await place(from)
  } finally {
    await rm(from, { force: true })
  }
  await syncFolder(path)
}

/** Writes a file (0600) whole or not at all, unless there is one: of two at once both leave the first one's. */
export const writeOnce = (path: string, text: string | Buffer): Promise<void> =>
  building(path, text, (from) =>
    link(from, path).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    }),
  )

/** Writes a file (0600) whole or not at all, in place of whatever there is. */
export const writeOver = (path: string, text: string | Buffer): Promise<void> =>
  building(path, text, (from) => rename(from, path))

/** A new private key as PEM. */
export const newKeyPem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

/** Undefined for what OpenSSL can't read: its words name neither the file nor the fault. */
function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

/** The key in `path`. Throws StartRefused when group or others may read it, Error when it isn't an EC P-256 key in PKCS #8 PEM, or what reading throws. */
export async function readKeyFile(path: string): Promise<KeyObject> {
  requireOwnerOnly(path)
  const key = privateKeyOf(await readFile(path, 'utf8'))
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error(`${path}: must be an EC P-256 key in PKCS #8 PEM`)
  return key
}

/** Public halves of keys that sign no more: they verify until the last token signed with them has expired. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { limits } from '../limits.ts'
import { isErrno, writeOnce, writeOver } from './key-file.ts'

export interface RetiredKey {
  readonly kid: string
  readonly publicKey: KeyObject
}

/** In place of until when: no longer at all, a distrusted key. */
export const distrusted_s = 0

/** One file each, `<kid>.json`: `{jwk, until_s}`. */
const folderOf = (dataDir: string): string => join(dataDir, 'keys', 'token-retired')

/** What signs goes on for as long as it takes a running gateway to notice, and each token lives its life. */
export const retirement_s =
  Math.ceil(limits.token.keys_interval_ms / 1000) * 2 + limits.token.lifetime_s + limits.token.clock_skew_s

/**
 * Notes that `publicKey` (EC P-256) is given up and until when, in seconds since 1970, what it signed is still taken, or
 * `distrusted_s`. What was noted of it before stays.
 */
export async function retireKey(dataDir: string, kid: string, publicKey: KeyObject, until_s: number): Promise<void> {
  const folder = folderOf(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeOnce(join(folder, `${kid}.json`), retiredFile(publicKey, until_s))
}

/** Nothing that the keys given up so far have signed is taken any longer, nor will be if one comes back. Throws as readRetiredKeys. */
export async function distrustRetiredKeys(dataDir: string): Promise<void> {
  for (const { kid, publicKey, until_s } of await readAll(dataDir))
    if (until_s !== distrusted_s)
      await writeOver(join(folderOf(dataDir), `${kid}.json`), retiredFile(publicKey, distrusted_s))
}

/** Thumbprints of the keys that were distrusted in this folder. Throws as readRetiredKeys. */
export const distrustedIn = async (dataDir: string): Promise<readonly string[]> =>
  (await readAll(dataDir)).filter(({ until_s }) => until_s === distrusted_s).map(({ kid }) => kid)

const retiredFile = (publicKey: KeyObject, until_s: number): string =>
  `${JSON.stringify({ jwk: publicKey.export({ format: 'jwk' }), until_s })}\n`

interface RetiredFile {
  readonly jwk: JWK
  readonly until_s: number
}

function readRetired(text: string, path: string): RetiredFile {
  const { jwk, until_s } = JSON.parse(text) as Partial<RetiredFile>
  if (jwk?.kty !== 'EC' || jwk.crv !== 'P-256' || 'd' in jwk || !Number.isSafeInteger(until_s))
    throw new Error(`${path}: must be {jwk, until_s} with a public EC P-256 key`)
  return { jwk, until_s: until_s! }
}

async function readAll(dataDir: string): Promise<(RetiredKey & { readonly until_s: number })[]> {
  const folder = folderOf(dataDir)
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  })
  const keys = []
  for (const name of names.filter((name) => name.endsWith('.json')).sort()) {
    const path = join(folder, name)
    const { jwk, until_s } = readRetired(await readFile(path, 'utf8'), path)
    const kid = await calculateJwkThumbprint(jwk)
    if (name !== `${kid}.json`) throw new Error(`${path}: must be named for its key, ${kid}.json`)
    keys.push({ kid, publicKey: createPublicKey({ key: jwk as never, format: 'jwk' }), until_s })
  }
  return keys
}

/** The retired keys that count at `now_s`. Throws when a file is no such key, or is named for another. */
export const readRetiredKeys = async (dataDir: string, now_s: number): Promise<readonly RetiredKey[]> =>
  (await readAll(dataDir)).filter(({ until_s }) => until_s > now_s)

/** The key that signs access tokens: one per node folder, made when missing. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { calculateJwkThumbprint, type JWK } from 'jose'

export interface TokenKeys {
  /** EC P-256. */
  readonly privateKey: KeyObject
  /** SPKI PEM, for verifiers that take PEM. */
  readonly publicPem: string
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string
  /** What the gateway publishes (RFC 7517): the public half only. */
  readonly jwks: { readonly keys: readonly JWK[] }
}

const isErrno = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException | null)?.code === code

/** A finished file, synced with its name, is linked into place: of two processes that start at once both read the first one's key. */
async function makeKeyFile(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const building = `${path}.${randomUUID()}`
  await writeFile(building, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  try {
    await link(building, path)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    await rm(building)
  }
  // Windows has no such thing as syncing a folder.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}

async function readKeyFile(path: string): Promise<string> {
  // On Windows the mode says nothing of who may read.
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) {
    throw new Error(`${path}: must be readable by its owner only (0600)`)
  }
  return readFile(path, 'utf8')
}

/** Undefined for what OpenSSL can't read: its words name neither the file nor the fault. */
function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

/**
 * Loads `<dataDir>/keys/token.key` (PKCS #8 PEM, EC P-256), and makes it with mode 0600 when it is missing.
 * Throws when others may read it or when it isn't such a key.
 */
export async function loadTokenKeys(dataDir: string): Promise<TokenKeys> {
  const dir = join(dataDir, 'keys')
  const path = join(dir, 'token.key')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const pem = await readKeyFile(path).catch(async (error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error
    await makeKeyFile(path)
    return readKeyFile(path)
  })
  const privateKey = privateKeyOf(pem)
  if (privateKey?.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error(`${path}: must be an EC P-256 key in PKCS #8 PEM`)
  const publicKey = createPublicKey(privateKey)
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  return {
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    kid,
    jwks: { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] },
  }
}

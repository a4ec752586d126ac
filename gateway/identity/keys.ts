/**
 * The keys of access tokens: one signs, those before it verify until their last token has expired. Each node is the issuer of its own
 * tokens and keeps its own keys in its own folder, so that no two nodes can hold different opinions of one key.
 */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import type { DistrustedKeys } from '../store/distrusted-keys.ts'
import { now_ms } from '../telemetry/clock.ts'
import { isErrno, newKeyPem, readKeyFile, writeOnce, writeOver } from './key-file.ts'
import { lookAgain } from './looked-at.ts'
import {
  distrusted_s,
  distrustedIn,
  distrustRetiredKeys,
  readRetiredKeys,
  retireKey,
  retirement_s,
} from './retired-keys.ts'

export interface TokenKeys {
  /** EC P-256: signs. */
  readonly privateKey: KeyObject
  /** SPKI PEM of the key that signs, for verifiers that take PEM. */
  readonly publicPem: string
  /** RFC 7638 thumbprint of the key that signs. */
  readonly kid: string
  /** By kid: SPKI PEM of every key that verifies. A token's own words select among these and nothing else. */
  readonly verifiers: ReadonlyMap<string, string>
  /** What the gateway publishes (RFC 7517): the public halves of those. */
  readonly jwks: { readonly keys: readonly JWK[] }
}

const pathOf = (dataDir: string): string => join(dataDir, 'keys', 'token.key')

const pemOf = (publicKey: KeyObject): string => publicKey.export({ type: 'spki', format: 'pem' }) as string

const kidOf = (publicKey: KeyObject): Promise<string> =>
  calculateJwkThumbprint(publicKey.export({ format: 'jwk' }) as JWK)

const rotateFirst = (dataDir: string): string =>
  `${pathOf(dataDir)}: lienthong token rotate-key (dừng cổng hoặc không đều được · whether or not the gateway runs)`

async function readOrMake(path: string): Promise<KeyObject> {
  return readKeyFile(path).catch(async (error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error
    await writeOnce(path, newKeyPem())
    return readKeyFile(path)
  })
}

/**
 * The keys at `now_s` (seconds since 1970): `<dataDir>/keys/token.key` (PKCS #8 PEM, EC P-256), made with mode 0600 when it is missing,
 * and the retired ones that still count. None of `distrusted` verifies. Throws GatewayError `token-key-distrusted` when the one that
 * would sign is among them, and Error when others may read it or when one isn't such a key.
 */
export async function loadTokenKeys(
  dataDir: string,
  now_s: number = now_ms() / 1000,
  distrusted: Pick<DistrustedKeys, 'has'> = { has: () => false },
): Promise<TokenKeys> {
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  const privateKey = await readOrMake(pathOf(dataDir))
  const publicKey = createPublicKey(privateKey)
  const kid = await kidOf(publicKey)
  if (distrusted.has(kid))
    throw new GatewayError('token-key-distrusted', { cause: new StartRefused(rotateFirst(dataDir)) })
  const retired = (await readRetiredKeys(dataDir, now_s)).filter((key) => key.kid !== kid && !distrusted.has(key.kid))
  const all = [{ kid, publicKey }, ...retired]
  return {
    privateKey,
    publicPem: pemOf(publicKey),
    kid,
    verifiers: new Map(all.map((key) => [key.kid, pemOf(key.publicKey)])),
    jwks: {
      keys: all.map((key) => ({
        ...(key.publicKey.export({ format: 'jwk' }) as JWK),
        kid: key.kid,
        alg: 'ES256',
        use: 'sig',
      })),
    },
  }
}

/**
 * Puts a new signing key in place of the present one; a running gateway takes it up by itself. What the present one has signed is
 * taken until it has expired, or with `distrust` no longer at all, as what earlier ones did (a key got out). Gives the new kid. Only this
 * folder remembers the distrust: DistrustedKeys has to be told.
 */
export async function rotateTokenKey(
  dataDir: string,
  { distrust = false, now_s = Math.floor(now_ms() / 1000) }: { distrust?: boolean; now_s?: number } = {},
): Promise<string> {
  const publicKey = createPublicKey(await readKeyFile(pathOf(dataDir)))
  if (distrust) await distrustRetiredKeys(dataDir)
  await retireKey(dataDir, await kidOf(publicKey), publicKey, distrust ? distrusted_s : now_s + retirement_s)
  await writeOver(pathOf(dataDir), newKeyPem())
  return kidOf(createPublicKey(await readKeyFile(pathOf(dataDir))))
}

export interface Keyring {
  current(): TokenKeys
  /** Looks at the files now. Keeps what it has when they can't be used, and throws. */
  reload(): Promise<void>
  close(): void
}

/** `changed`: the keys that verify are others than before. `refused`: the files can't be used; said once for each reason. */
export interface KeyringEvents {
  changed(keys: TokenKeys): void
  refused(error: unknown): void
}

const sameVerifiers = (a: TokenKeys, b: TokenKeys): boolean =>
  a.kid === b.kid &&
  a.verifiers.size === b.verifiers.size &&
  [...a.verifiers.keys()].every((kid) => b.verifiers.has(kid))

/**
 * The keys in `dataDir`, looked at again every limits.token.keys_interval_ms; those that are distrusted there are told to `distrusted`, which
 * may know of more. While that can't be reached what is known so far counts. Throws as loadTokenKeys.
 */
export async function openKeyring(
  dataDir: string,
  { changed, refused }: KeyringEvents,
  distrusted?: DistrustedKeys,
): Promise<Keyring> {
  const load = async (): Promise<TokenKeys> => {
    await distrusted?.distrust(await distrustedIn(dataDir)).catch(() => {})
    return loadTokenKeys(dataDir, undefined, distrusted)
  }
  let keys = await load()
  const reload = async (): Promise<void> => {
    const found = await load()
    // Another key was put in its place by hand: what the earlier one signed is taken for as long as after a rotation.
    if (found.kid !== keys.kid && !found.verifiers.has(keys.kid)) {
      const until_s = Math.floor(now_ms() / 1000) + retirement_s
      await retireKey(dataDir, keys.kid, createPublicKey(keys.privateKey), until_s)
    }
    const next = found.kid === keys.kid ? found : await loadTokenKeys(dataDir, undefined, distrusted)
    if (looked.closed() || sameVerifiers(keys, next)) return
    keys = next
    changed(keys)
  }
  const looked = lookAgain(reload, limits.token.keys_interval_ms, refused)
  return {
    current: () => keys,
    reload,
    close: looked.close,
  }
}

/**
 * Which keys this node has signed messages with, and when: a file each beside the key that signs now. Their private halves are gone; what they signed
 * is to verify for as long as anybody keeps it.
 */
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import { secretFile } from '../store/secret-file.ts'
import { random_bytes } from '../telemetry/random.ts'
import { checkedJson } from './checked-json.ts'
import { isErrno, writeOnce, writeOver } from './key-file.ts'
import type { FormerKey } from './key-history.ts'
import { createMessageKey, type MessageKey, messageSeed_bytes } from './message-key.ts'
import { collector, RegistryInvalid, Unusable } from './violation.ts'

export interface NotedKeys {
  /** Signs now. */
  readonly key: MessageKey
  /** That one and all before it. */
  readonly noted: readonly FormerKey[]
}

/** A running gateway signs with the former key until it notices. */
export const handover_s = 2 * Math.ceil(limits.token.keys_interval_ms / 1000)

const keyPath = (dataDir: string): string => join(dataDir, 'keys', 'message.key')
const folderOf = (dataDir: string): string => join(dataDir, 'keys', 'message-keys')
const notePath = (dataDir: string, kid: string): string => join(folderOf(dataDir), `${kid}.json`)
const noteText = (key: FormerKey): string => `${JSON.stringify(key)}\n`

const unknown = {
  vi: 'chưa nút nào từng ký bằng khóa đó, hoặc lệnh không biết PostgreSQL nào (DATABASE_URL)',
  en: 'no node ever signed with that key, or the command was not told of PostgreSQL (DATABASE_URL)',
}

/** The seed of the key that signs now, made when it is missing. Throws as secretFile. */
export const messageSeed = (dataDir: string): Buffer => secretFile(keyPath(dataDir), messageSeed_bytes)

/** `key` may not sign any more. */
export const retiredKey = (dataDir: string): GatewayError =>
  new GatewayError('message-key-retired', {
    cause: new StartRefused(`${keyPath(dataDir)}: lienthong message rotate-key`),
  })

async function readNotes(dataDir: string): Promise<readonly FormerKey[]> {
  const names = await readdir(folderOf(dataDir)).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  })
  const { report, violations } = collector()
  const keys: FormerKey[] = []
  for (const name of names.filter((name) => name.endsWith('.json')).sort()) {
    const path = join(folderOf(dataDir), name)
    const key = checkedJson(await readFile(path), 'key-history.json#/$defs/key', path, report) as FormerKey | undefined
    if (key && name !== `${key.kid}.json`)
      report(path, '/kid', { vi: 'phải trùng tên tệp', en: 'must be the name of the file' })
    if (key) keys.push(key)
  }
  if (violations.length > 0) throw new RegistryInvalid(violations)
  return keys
}

/** The public half of `key`, which signs from `nbf` on, in seconds since 1970. */
const publicOf = ({ jwk, kid }: MessageKey, nbf: number): FormerKey => ({
  ...{ kty: 'OKP', crv: 'Ed25519', x: jwk.x!, kid, alg: 'EdDSA', use: 'sig', nbf },
})

/**
 * The keys of `<dataDir>/keys` at `now_s` (seconds since 1970): the one that signs, made when it is missing and noted when it is not yet; any other
 * that was not noted to have ended ends soon after. So it may be replaced by a rotation, by one that was cut short, or by hand. Throws
 * GatewayError `message-key-retired` when the one that would sign has ended before, RegistryInvalid when a note is none, and as secretFile.
 */
export async function noteKeys(dataDir: string, now_s: number): Promise<NotedKeys> {
  const key = await createMessageKey(messageSeed(dataDir))
  const before = await readNotes(dataDir)
  const own = before.find(({ kid }) => kid === key.kid)
  if (own?.exp !== undefined) throw retiredKey(dataDir)
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  if (!own) {
    const made_s = Math.floor((await stat(keyPath(dataDir))).mtimeMs / 1000)
    await writeOnce(notePath(dataDir, key.kid), noteText(publicOf(key, Math.min(now_s, made_s))))
  }
  // The clock was ahead then: what it signs now is to verify.
  else if (own.nbf > now_s) await writeOver(notePath(dataDir, key.kid), noteText({ ...own, nbf: now_s }))
  for (const other of before)
    if (other.kid !== key.kid && other.exp === undefined)
      await writeOver(notePath(dataDir, other.kid), noteText({ ...other, exp: now_s + handover_s }))
  return { key, noted: await readNotes(dataDir) }
}

/**
 * Puts a new key in place of the one that signs, whose private half is gone with that; a running gateway takes it up by itself. Gives its kid.
 * `distrust`: a noted key, that one or a former one, whose private half got out. Throws as noteKeys, but for `message-key-retired`: that is what
 * it mends; and Unusable, having done nothing, when `distrust` is no noted key.
 */
export async function rotateMessageKey(dataDir: string, now_s: number, distrust?: string): Promise<string> {
  await noteKeys(dataDir, now_s).catch((error: unknown) => {
    if (!(error instanceof GatewayError && error.code === 'message-key-retired')) throw error
  })
  if (distrust !== undefined) {
    const lost = (await readNotes(dataDir)).find(({ kid }) => kid === distrust)
    if (!lost) throw new Unusable(unknown)
    // Before the other key is there: from then on a running gateway notes what has no end yet.
    const ended = { ...lost, exp: Math.min(lost.exp ?? Number.POSITIVE_INFINITY, now_s + handover_s) }
    await writeOver(notePath(dataDir, distrust), noteText({ ...ended, distrusted: true }))
  }
  await writeOver(keyPath(dataDir), random_bytes(messageSeed_bytes))
  return (await noteKeys(dataDir, now_s)).key.kid
}

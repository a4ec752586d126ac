/** The key that a running gateway signs messages with, and the history that it publishes of it and of those of all nodes. */
import { limits } from '../limits.ts'
import { allMessageKeys, hasMessageKeyEnded, type MessageKeyRow, noteMessageKeys } from '../store/message-keys.ts'
import type { Sql } from '../store/pool.ts'
import { now_ms } from '../telemetry/clock.ts'
import type { FormerKey } from './key-history.ts'
import { lookAgain } from './looked-at.ts'
import { createMessageKey, type MessageKey } from './message-key.ts'
import { messageSeed, type NotedKeys, noteKeys, retiredKey, rotateMessageKey } from './message-key-notes.ts'

export interface MessageKeys {
  current(): MessageKey
  /** Of all nodes, as PostgreSQL has them now; while it can't be reached what is known here. Never rejects. */
  history(): Promise<readonly FormerKey[]>
  /** Looks at the files now. Keeps what it has when they can't be used, and throws. */
  reload(): Promise<void>
  close(): void
}

/** `changed`: another key signs. `refused`: the files can't be used; said once for each reason. */
export interface MessageKeysEvents {
  changed(key: MessageKey): void
  refused(error: unknown): void
}

const formerKey = (row: MessageKeyRow): FormerKey => ({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', ...row })

/** Both notes of one key, as noteMessageKeys joins them: what is known here counts before the database has it. */
const joinedNotes = (one: FormerKey, other: FormerKey): FormerKey => {
  const ends = [one, other].flatMap(({ exp }) => exp ?? [])
  return {
    ...{ ...one, nbf: Math.min(one.nbf, other.nbf) },
    ...(ends.length > 0 && { exp: Math.min(...ends) }),
    ...((one.distrusted || other.distrusted) && { distrusted: true }),
  }
}

const seconds = (): number => Math.floor(now_ms() / 1000)

/**
 * The keys in `dataDir`, looked at again every limits.token.keys_interval_ms and noted in the database of all nodes (migrated), which may know that
 * one has ended: in place of the one that signs another is put then. Throws GatewayError `message-key-retired` or `index-unavailable`, and as noteKeys.
 */
export async function openMessageKeys(
  dataDir: string,
  sql: Sql,
  { changed, refused }: MessageKeysEvents,
): Promise<MessageKeys> {
  let own: NotedKeys
  let known: readonly FormerKey[] = []
  let shared = false

  async function share({ noted }: NotedKeys): Promise<void> {
    shared = false
    await noteMessageKeys(sql, noted)
    known = (await allMessageKeys(sql)).map(formerKey)
    shared = true
  }
  const requireUnended = ({ key }: NotedKeys): void => {
    if (known.some(({ kid, exp }) => kid === key.kid && exp !== undefined)) throw retiredKey(dataDir)
  }

  own = await noteKeys(dataDir, seconds())
  await share(own)
  requireUnended(own)

  async function takeUp(next: NotedKeys): Promise<void> {
    if (looked.closed()) return
    own = next
    changed(own.key)
    await share(own).catch(() => {})
  }

  async function reload(): Promise<void> {
    const { kid } = await createMessageKey(messageSeed(dataDir))
    const isOther = kid !== own.key.kid
    // A clock that was set back: what it signs now is to verify.
    const isEarly = own.noted.some((noted) => noted.kid === own.key.kid && noted.nbf > seconds())
    if (isOther || isEarly) {
      const next = await noteKeys(dataDir, seconds())
      requireUnended(next)
      if (looked.closed()) return
      own = next
      shared = false
      if (isOther) changed(own.key)
    }
    // Another look shares what could not be shared now.
    if (!shared) await share(own).catch(() => {})
    // Another node was told that it got out.
    if (await hasMessageKeyEnded(sql, own.key.kid).catch(() => false)) {
      await rotateMessageKey(dataDir, seconds())
      await takeUp(await noteKeys(dataDir, seconds()))
    }
  }
  const looked = lookAgain(reload, limits.token.keys_interval_ms, refused)

  return {
    current: () => own.key,
    async history() {
      known = await allMessageKeys(sql).then(
        (rows) => rows.map(formerKey),
        () => known,
      )
      const here = new Map(own.noted.map((key) => [key.kid, key]))
      const joined = known.map((key) => joinedNotes(key, here.get(key.kid) ?? key))
      return [...own.noted.filter(({ kid }) => !known.some((key) => key.kid === kid)), ...joined]
    },
    reload,
    close: looked.close,
  }
}

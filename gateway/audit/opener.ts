/**
 * Opens what entries seal, for an audit officer and with the officer's own key. Nothing in the gateway may import it: only commands that an
 * officer runs (test/tidy/opener.test.ts).
 */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
} from 'node:crypto'
import { calculateJwkThumbprint, type GeneralJWE, generalDecrypt, type JWK } from 'jose'
import type { EntryDetail } from './detail.ts'
import type { LoggedEntry } from './entry.ts'
import { type EpochFiles, isEpochId } from './epoch-file.ts'

/** Why an entry does not open; what is told in both languages is in commands/audit-open.ts. */
export type Unopened =
  /** No file: the epoch was erased, or the copy of the log lacks it. */
  | 'no-epoch-file'
  /** The file is not the one that the log names, or holds no key of this epoch. */
  | 'epoch-file-changed'
  /** The file has no recipient with this key. */
  | 'not-a-recipient'
  /** The log tells of no such epoch before this entry. */
  | 'unknown-epoch'
  /** What is sealed is not what was sealed. */
  | 'changed'

export type Opened =
  | { readonly ok: true; readonly detail: EntryDetail }
  | { readonly ok: false; readonly why: Unopened; readonly epoch?: string }

export interface OfficerPrivateKey {
  readonly key: KeyObject
  /** RFC 7638 thumbprint of the public half. */
  readonly kid: string
}

/** The private key in `pem` (PKCS #8, X25519 or EC P-256), encrypted or not. Throws Error, without a word of it, when it is none. */
export async function officerKeyIn(pem: string, passphrase?: string): Promise<OfficerPrivateKey> {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) })
  } catch {
    throw new Error('no private key in PEM, or another passphrase')
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = key
  if (asymmetricKeyType !== 'x25519' && asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('neither an X25519 nor an EC P-256 key')
  const jwk = createPublicKey(key).export({ format: 'jwk' }) as JWK
  return { key, kid: await calculateJwkThumbprint(jwk) }
}

export interface Opener {
  /** Is to be given every entry in the order of the log, for the epochs that they open. */
  follow(entry: LoggedEntry): void
  /** What `entry` seals; no detail is an empty one. Rejects only with what reading the epoch's file rejects with. */
  open(entry: LoggedEntry): Promise<Opened>
}

const aes = { alg: 'dir', enc: 'A256GCM' }

/** Opens entries of the log whose epoch files `fileOf` gives, with `officer`'s key. Keys of epochs stay in memory as long as the opener does. */
export function createOpener(fileOf: EpochFiles, officer: OfficerPrivateKey): Opener {
  /** By epoch: the digest of its file, as the log has it. */
  const digests = new Map<string, string>()
  const keys = new Map<string, Promise<KeyObject | Unopened>>()

  const unwrap = async (id: string): Promise<KeyObject | Unopened> => {
    const digest = digests.get(id)
    if (digest === undefined) return 'unknown-epoch'
    const file = await fileOf(id)
    if (!file) return 'no-epoch-file'
    if (createHash('sha256').update(file).digest('base64') !== digest) return 'epoch-file-changed'
    try {
      const jwe = JSON.parse(file.toString()) as GeneralJWE
      const options = { keyManagementAlgorithms: ['ECDH-ES+A256KW'], contentEncryptionAlgorithms: ['A256GCM'] }
      const { plaintext } = await generalDecrypt(jwe, officer.key, options)
      const { kid, k } = JSON.parse(Buffer.from(plaintext).toString()) as { kid?: string; k: string }
      return kid === id ? createSecretKey(Buffer.from(k, 'base64url')) : 'epoch-file-changed'
    } catch {
      return 'not-a-recipient'
    }
  }
  const keyOf = (id: string) => {
    const known = keys.get(id) ?? unwrap(id)
    keys.set(id, known)
    return known
  }

  return {
    follow({ phase, epoch }) {
      if (phase === 'epoch-opened' && epoch?.file !== undefined) digests.set(epoch.id, epoch.file)
    },
    async open({ sealed }) {
      if (sealed === undefined) return { ok: true, detail: {} }
      const [header = '', , iv = '', text = '', tag = ''] = sealed.split('.')
      const epoch = epochOf(header)
      if (epoch === undefined) return { ok: false, why: 'changed' }
      const key = await keyOf(epoch)
      if (typeof key === 'string') return { ok: false, why: key, epoch }
      try {
        const opening = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
        opening.setAAD(Buffer.from(header, 'ascii'))
        opening.setAuthTag(Buffer.from(tag, 'base64url'))
        const plain = Buffer.concat([opening.update(text, 'base64url'), opening.final()])
        return { ok: true, detail: JSON.parse(plain.toString()) as EntryDetail }
      } catch {
        return { ok: false, why: 'changed', epoch }
      }
    },
  }
}

/** The epoch that a protected header names, when it is one of ours. */
function epochOf(header: string): string | undefined {
  try {
    const { kid, ...rest } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>
    const ours = typeof kid === 'string' && JSON.stringify(rest) === JSON.stringify(aes)
    return ours && isEpochId(kid) ? kid : undefined
  } catch {
    return undefined
  }
}

/** Digests of content for the log: each event's under a random key of its own, which is sealed with them. */
import { createHmac, createSecretKey } from 'node:crypto'
import { random_bytes } from '../telemetry/random.ts'

export interface Digests {
  /** Base64. */
  readonly key: string
  /** HMAC-SHA-256, base64. */
  of(content: string | Uint8Array): string
}

/** Under a new key. */
export function newDigests(): Digests {
  const bytes = random_bytes(16)
  const key = createSecretKey(bytes)
  return {
    key: bytes.toString('base64'),
    of: (content) => createHmac('sha256', key).update(content).digest('base64'),
  }
}

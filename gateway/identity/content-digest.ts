/** `Content-Digest` (RFC 9530 §2): that the bytes are those which the sender meant. */
import { hash, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { dictionaryIn } from './structured-field.ts'

/** The active algorithms of RFC 9530 §5; others beside them are ignored (§2). */
const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const

/**
 * Throws GatewayError `digest-mismatch` unless `header` has a sha-256 or sha-512 of `body`, and no such digest of other bytes. That the
 * header itself comes from the sender is for its signature to say.
 */
export function requireDigest(header: string | undefined, body: Uint8Array): void {
  const digests = dictionaryIn(header ?? '')
  const known = Object.entries(algorithms).filter(([name]) => digests?.has(name))
  const matches = known.every(([name, algorithm]) => {
    const [value] = digests!.get(name)!
    if (!(value instanceof ArrayBuffer)) return false
    const own = hash(algorithm, body, 'buffer')
    return value.byteLength === own.length && timingSafeEqual(new Uint8Array(value), own)
  })
  if (known.length === 0 || !matches) throw new GatewayError('digest-mismatch')
}

/** `Content-Digest` (RFC 9530 §2): that the bytes are those which the sender meant. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { dictionaryIn } from './structured-field.ts'

/** The active algorithms of RFC 9530 §5; others beside them are ignored (§2). */
const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const

/** Compares a body that comes in parts. */
export interface DigestCheck {
  update(part: Uint8Array): void
  /** Once, at the end. Throws GatewayError `digest-mismatch`. */
  require(): void
}

/**
 * For a body whose `header` has a sha-256 or sha-512 of it, and no such digest of other bytes. That the header itself comes from the sender is
 * for its signature to say. Throws GatewayError `digest-mismatch` at once when it has neither.
 */
export function digestCheck(header: string | undefined): DigestCheck {
  const digests = dictionaryIn(header ?? '')
  const known = Object.entries(algorithms).flatMap(([name, algorithm]) => {
    const given = digests?.get(name)
    return given ? [{ value: given[0], own: createHash(algorithm) }] : []
  })
  if (known.length === 0) throw new GatewayError('digest-mismatch')
  return {
    update(part) {
      for (const { own } of known) own.update(part)
    },
    require() {
      const matches = known.every(({ value, own }) => {
        if (!(value instanceof ArrayBuffer)) return false
        const digest = own.digest()
        return value.byteLength === digest.length && timingSafeEqual(new Uint8Array(value), digest)
      })
      if (!matches) throw new GatewayError('digest-mismatch')
    },
  }
}

/** As digestCheck, of a whole body. Throws GatewayError `digest-mismatch`. */
export function requireDigest(header: string | undefined, body: Uint8Array): void {
  const check = digestCheck(header)
  check.update(body)
  check.require()
}

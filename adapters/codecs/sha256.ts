/** The digest of bytes, a function of them alone: no key and no randomness, so that an adapter may have it. */
import { hash } from 'node:crypto'

/** SHA-256 (FIPS 180-4) as 64 lower-case hex digits. It confirms a guess of the bytes, so it must not leave the gateway bare. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')

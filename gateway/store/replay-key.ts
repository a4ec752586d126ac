import { hash } from 'node:crypto'
import { limits } from '../limits.ts'

/** What a replay store keeps instead of `key`, which the caller chose: always 43 characters. */
export const replayKey = (key: string): string => hash('sha256', key, 'base64url')

/** Throws RangeError unless `ttl_s` is a whole number of seconds within `limits.store.replay_ttl_s_max`. */
export function assertTtl(ttl_s: number): void {
  if (!Number.isInteger(ttl_s) || ttl_s < 1 || ttl_s > limits.store.replay_ttl_s_max)
    throw new RangeError(`ttl_s ${ttl_s}`)
}

/** The first whole second that lies wholly after `at_ms`: an `iat` in the broken second itself may have been used. */
export const wholeSecondAfter = (at_ms: number): number => Math.ceil(at_ms / 1000)

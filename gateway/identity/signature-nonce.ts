/** A signed request that must not have its effect twice: its nonce counts once, on all nodes. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { VerifiedSignature } from './message-signature.ts'
import type { Replay } from './replay.ts'

/**
 * Takes the nonce of a verified signature by a key of `agency`; to be the last check, since what was taken is used up. Throws GatewayError
 * `signature-replayed`, `signature-expired` when it was made before the store's healthy start (it may have been used), or
 * `replay-store-unavailable`.
 */
export async function takeNonce(
  { keyid, nonce, created, expires }: VerifiedSignature,
  {
    agency,
    replay,
    now_s,
  }: { readonly agency: string; readonly replay: Pick<Replay, 'healthySince' | 'once'>; readonly now_s: number },
): Promise<void> {
  // Never healthy so far: that is no fault of the signature.
  if (replay.healthySince === Number.POSITIVE_INFINITY) throw new GatewayError('replay-store-unavailable')
  if (created < replay.healthySince) throw new GatewayError('signature-expired')
  const ttl_s = expires - now_s + 2 * limits.token.clock_skew_s
  if (!(await replay.once(`signature:${agency}:${keyid}:${nonce}`, ttl_s, agency)))
    throw new GatewayError('signature-replayed')
}

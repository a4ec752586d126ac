import type { FastifyRequest } from 'fastify'
import type { Rate, Taken } from '../store/rate.ts'

/** One quota that a request was counted against. */
export interface CountedQuota {
  /** Token characters only: it stands in a header. */
  readonly policy: string
  readonly rate: Rate
  readonly taken: Taken
}

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10: `q` quota and `w` window in seconds, `r` remaining and `t`
 * seconds until all is there again), and `Retry-After` (RFC 9110 §10.2.3) for who is refused for a time.
 */
export function rateHeaders({
  quotas = [],
  retry_s,
}: Pick<FastifyRequest, 'quotas' | 'retry_s'>): Record<string, string> {
  const policies = quotas.map(({ policy, rate: { quota, window_s } }) => `"${policy}";q=${quota};w=${window_s}`)
  const states = quotas.map(({ policy, taken: { remaining, reset_s } }) => `"${policy}";r=${remaining};t=${reset_s}`)
  return {
    ...(quotas.length > 0 && { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') }),
    ...(retry_s !== undefined && { 'retry-after': String(retry_s) }),
  }
}

/** Remembers what may be used once only. Implementations are in gateway/store. */
export interface Replay {
  /** Since when, in seconds since 1970, the store has remembered without a gap. What was issued earlier may have been used. */
  readonly healthySince: number
  /**
   * Takes `key` for `ttl_s` seconds: true the first time, false while it is taken. `holder` is the agency whose share of a bounded store it takes, so
   * that none can fill it for the others. Throws GatewayError `replay-store-unavailable` when it can't tell.
   */
  once(key: string, ttl_s: number, holder: string): Promise<boolean>
  /** Whether it could tell now. Takes nothing, and never rejects. */
  remembers(): Promise<boolean>
}

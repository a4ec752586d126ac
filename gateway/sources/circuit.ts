/** Circuit breaker of one source: after enough failures in a row it is left alone for a while, then probed once. */

export interface Circuit {
  /** `closed`: ask; `probe`: ask, and report the outcome, for nobody else may until then; `open`: do not ask. */
  admit(): 'closed' | 'probe' | 'open'
  success(): void
  failure(): void
  /** An outcome that says nothing about the source: a probe becomes possible again. */
  inconclusive(): void
}

export interface CircuitOptions {
  readonly circuit_failures_max: number
  readonly circuit_open_ms: number
  readonly monotonic_ms: () => number
}

/** A closed circuit. Counts failures in a row; a late success of an earlier request closes it as well. */
export function createCircuit({ circuit_failures_max, circuit_open_ms, monotonic_ms }: CircuitOptions): Circuit {
  let failures = 0
  let openedAt_ms = 0
  let probing = false
  return {
    admit() {
      if (failures < circuit_failures_max) return 'closed'
      if (probing || monotonic_ms() - openedAt_ms < circuit_open_ms) return 'open'
      probing = true
      return 'probe'
    },
    success() {
      failures = 0
      probing = false
    },
    failure() {
      failures += 1
      probing = false
      if (failures >= circuit_failures_max) openedAt_ms = monotonic_ms()
    },
    inconclusive() {
      probing = false
    },
  }
}

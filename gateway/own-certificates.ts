/** The gateway's own certificates near their end: named for readiness, and told to the operator each day, with the days that are left. */
import { X509Certificate } from 'node:crypto'
import type { Snapshot } from './identity/trust.ts'
import { limits } from './limits.ts'
import type { OperatorLog } from './operator-log.ts'
import { systemTimers, type Timers } from './telemetry/clock.ts'

const day_ms = 24 * 60 * 60 * 1000

/** Of a life that is short, its last sixth: who renews at a third is late by half of that. */
const lateShare = 1 / 6

export interface CertificateProblem {
  /** For readiness. */
  readonly name: `${'server' | 'client'}-certificate-${'old' | 'expired'}`
  /** Whole days; negative when it is over. */
  readonly days_left: number
  /** RFC 3339. */
  readonly until: string
}

/**
 * What is wrong with the gateway's own certificates at `at_ms` (since 1970): those that end within `warning_days`, or are in the last sixth of a
 * life that is shorter than six times as long. They are renewed by replacing the files. Who issued them is not looked at.
 */
export const certificateProblems = (
  own: Pick<Snapshot, 'server' | 'client'>,
  at_ms: number,
  warning_days: number,
): readonly CertificateProblem[] =>
  (['server', 'client'] as const).flatMap((end) => {
    const { validFromDate, validToDate } = new X509Certificate(own[end].cert)
    const left_ms = validToDate.getTime() - at_ms
    const life_ms = validToDate.getTime() - validFromDate.getTime()
    if (left_ms >= Math.min(warning_days * day_ms, life_ms * lateShare)) return []
    const name = left_ms < 0 ? (`${end}-certificate-expired` as const) : (`${end}-certificate-old` as const)
    return [{ name, days_left: Math.floor(left_ms / day_ms), until: validToDate.toISOString() }]
  })

export interface CertificateWatch {
  /** By names for readiness. */
  problems(): readonly string[]
  /** Looks now, too: others are in force. */
  look(): void
  close(): void
}

export interface CertificateWatchOptions {
  /** What is in force. */
  own(): Pick<Snapshot, 'server' | 'client'>
  readonly warning_days: number
  readonly operator: OperatorLog
  /** Default: the system's. */
  readonly timers?: Timers | undefined
}

/** Looks at once, and every limits.certificates.look_interval_ms. What was told is told again when another day has gone. */
export function watchCertificates({
  own,
  warning_days,
  operator,
  timers = systemTimers,
}: CertificateWatchOptions): CertificateWatch {
  const problems = () => certificateProblems(own(), timers.now_ms(), warning_days)
  let told = new Set<string>()
  let stop = () => {}
  function look(): void {
    stop()
    const found = new Map(problems().map((problem) => [JSON.stringify(problem), problem]))
    for (const [text, { name, ...facts }] of found)
      if (!told.has(text)) operator(name.endsWith('expired') ? 'error' : 'warn', name, facts)
    told = new Set(found.keys())
    stop = timers.after(limits.certificates.look_interval_ms, look)
  }
  look()
  return { problems: () => problems().map(({ name }) => name), look, close: () => stop() }
}

/** What metrics tell of how much waits, beside how long things took: of this node's log, and in the store, where all nodes count the same. */
import type { Log } from './audit/log.ts'
import type { Config } from './config/config.ts'
import { limits } from './limits.ts'
import { startLooking } from './release/looks.ts'
import { countWaiting, type Waiting } from './release/transfers/waiting.ts'
import type { Sql } from './store/pool.ts'
import type { Timers } from './telemetry/clock.ts'
import { gauges } from './telemetry/names.ts'
import type { Tracing } from './telemetry/tracing.ts'

export interface MeasuringOptions {
  readonly config: Pick<Config, 'otlpEndpoint' | 'otlpMetrics'>
  readonly tracing: Tracing
  readonly log: Pick<Log, 'waiting' | 'unpublished'>
  readonly db: Sql
  readonly timers: Timers
  /** Hears why it could not be counted; until it can be again nothing is told of the store. */
  fault(error: unknown): void
}

/** Counts now and from then on every limits.transfer.counted_interval_ms; where no metrics are to be sent nothing at all. */
export function startMeasuring({ config, tracing, log, db, timers, fault }: MeasuringOptions): {
  close(): Promise<void>
} {
  if (config.otlpEndpoint === undefined || config.otlpMetrics === 'none') return { close: async () => {} }
  let counted: Waiting | undefined
  tracing.gauge(gauges.logWaiting, log.waiting)
  tracing.gauge(gauges.logUnpublished, log.unpublished)
  tracing.gauge(gauges.transfersUndelivered, () => counted?.undelivered)
  tracing.gauge(gauges.transfersRepushed, () => counted?.repushed)
  tracing.gauge(gauges.limitsOverdue, () => counted?.overdue)
  const count = async (now: Date) => {
    counted = await countWaiting(db, now)
    return 0
  }
  return startLooking(count, timers, limits.transfer.counted_interval_ms, {
    found: () => {},
    fault: (error) => {
      counted = undefined
      fault(error)
    },
  })
}

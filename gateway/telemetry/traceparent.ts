/** W3C Trace Context, Level 1: parsed strictly and carried on to the sources, with telemetry on or off. */
import { random_stream } from './random.ts'

export interface TraceContext {
  /** 32 lower-case hex digits. */
  readonly traceId: string
  /** 16 lower-case hex digits: the span of whoever sends the header. */
  readonly spanId: string
  readonly sampled: boolean
}

const version00 = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/
const versionLater = /^(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const header_length_max = 512
const zeros = /^0+$/

/**
 * The context in a `traceparent` header, or undefined when it is absent or not valid: then the receiver starts a trace of
 * its own (§3.2.2.5). Later versions are read by the fields of version 00 (§4.3). The caller is free to invent
 * trace ids: they correlate, they prove nothing.
 */
export function parseTraceparent(header: string | undefined): TraceContext | undefined {
  if (header === undefined || header.length > header_length_max) return undefined
  const match = version00.exec(header) ?? versionLater.exec(header)
  if (!match) return undefined
  const [, traceId = '', spanId = '', flags = ''] = match
  if (zeros.test(traceId) || zeros.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/** Text of a version 00 `traceparent` header. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`
}

/** A new span in the trace of `parent`, or the first of a new, unsampled trace. */
export function childOf(parent: TraceContext | undefined): TraceContext {
  if (parent) return { ...parent, spanId: nonZero(nextSpanId) }
  return { traceId: nonZero(nextTraceId), spanId: nonZero(nextSpanId), sampled: false }
}

const ahead = 128
const nextTraceId = random_stream(16, ahead)
const nextSpanId = random_stream(8, ahead)

function nonZero(next: () => Buffer): string {
  const hex = next().toString('hex')
  return zeros.test(hex) ? nonZero(next) : hex
}

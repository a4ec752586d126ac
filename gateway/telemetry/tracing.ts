/** OpenTelemetry, loaded only when an exporter is configured: without one a span costs a random id and nothing else, and nothing is measured. */
import { GatewayError } from '../errors/problem.ts'
import { monotonic_ms } from './clock.ts'
import {
  durations,
  type Gauge,
  measured,
  attributes as names,
  type SpanAttributes,
  type SpanName,
  spans,
} from './names.ts'
import { childOf, type TraceContext } from './traceparent.ts'

export interface Span {
  /** Hand it on as the parent of what is called. */
  readonly context: TraceContext
  /** Adds to the span what is known only later. */
  note(attributes: SpanAttributes): void
}

export interface Tracing {
  /**
   * Runs `work` in a span under `parent` and gives its result; its rejection passes through and marks the span as failed,
   * by the error's class and code and never by its text. How long it took is measured.
   */
  span<T>(
    name: SpanName,
    parent: TraceContext | undefined,
    attributes: SpanAttributes,
    work: (span: Span) => Promise<T>,
  ): Promise<T>
  /** Tells what `read` gives, whenever metrics are sent; nothing when that is undefined. */
  gauge(gauge: Gauge, read: () => number | undefined): void
  /** Sends what waits; never rejects. */
  shutdown(): Promise<void>
}

/** Carries trace ids on, and records and measures nothing. */
export const noTracing: Tracing = {
  span: (_name, parent, _attributes, work) => work({ context: childOf(parent), note: () => {} }),
  gauge: () => {},
  shutdown: async () => {},
}

/** Upper ends. Beyond limits.request.request_timeout_ms nothing takes long but an upload. */
const buckets_s = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const measuredOf = (known: SpanAttributes): SpanAttributes =>
  Object.fromEntries(measured.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])))

export interface TracingOptions {
  /** From the configuration; undefined gives `noTracing`. The SDK reads it, and the other OTEL_* settings, itself. */
  readonly endpoint: string | undefined
  readonly node: string
}

/** Starts tracing and measuring. Whether the endpoint answers is not verified: what can't be sent is dropped by the SDK. */
export async function startTracing({ endpoint, node }: TracingOptions): Promise<Tracing> {
  if (endpoint === undefined) return noTracing
  const [{ startNodeSdk }, api] = await Promise.all([import('@opentelemetry/sdk-node'), import('@opentelemetry/api')])
  const sdk = startNodeSdk({
    // Its diagnostics would go to stdout, which carries the ready line only.
    logLevel: 'none',
    resourceAttributes: { 'service.name': 'lienthong', 'service.instance.id': node },
    resourceDetectors: [],
    propagators: [],
    logRecordProcessors: [],
  })
  const tracer = api.trace.getTracer('lienthong')
  const meter = api.metrics.getMeter('lienthong')
  const duration = (name: SpanName) =>
    meter.createHistogram(durations[name], { unit: 's', advice: { explicitBucketBoundaries: buckets_s } })
  const histograms = new Map(Object.values(spans).map((name) => [name, duration(name)]))
  const { SAMPLED, NONE } = api.TraceFlags
  return {
    async span(name, parent, attributes, work) {
      const root = api.ROOT_CONTEXT
      const under = parent
        ? api.trace.setSpanContext(root, {
            traceId: parent.traceId,
            spanId: parent.spanId,
            traceFlags: parent.sampled ? SAMPLED : NONE,
            isRemote: true,
          })
        : root
      const begin_ms = monotonic_ms()
      const span = tracer.startSpan(name, { attributes: { ...attributes } }, under)
      let known = attributes
      const note = (more: SpanAttributes) => {
        known = { ...known, ...more }
        span.setAttributes({ ...more })
      }
      const { traceId, spanId, traceFlags } = span.spanContext()
      try {
        // Without traces (OTEL_TRACES_EXPORTER=none) the span is that of the caller, or none.
        const isOwn = spanId !== (parent?.spanId ?? api.INVALID_SPANID)
        const context = isOwn ? { traceId, spanId, sampled: (traceFlags & SAMPLED) !== 0 } : childOf(parent)
        return await work({ context, note })
      } catch (error) {
        note({ [names.code]: error instanceof GatewayError ? error.code : 'internal' })
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
        throw error
      } finally {
        span.end()
        histograms.get(name)?.record((monotonic_ms() - begin_ms) / 1000, measuredOf(known))
      }
    },
    gauge({ name, ...told }, read) {
      meter.createObservableGauge(name, told).addCallback((result) => {
        const value = read()
        if (value !== undefined) result.observe(value)
      })
    },
    shutdown: () => sdk.shutdown().catch(() => {}),
  }
}

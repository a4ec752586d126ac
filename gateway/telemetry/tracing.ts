/** OpenTelemetry, loaded only when an exporter is configured: without one a span costs a random id and nothing else. */
import type { SpanAttributes, SpanName } from './names.ts'
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
   * by the error's class and never by its text.
   */
  span<T>(
    name: SpanName,
    parent: TraceContext | undefined,
    attributes: SpanAttributes,
    work: (span: Span) => Promise<T>,
  ): Promise<T>
  /** Sends what waits; never rejects. */
  shutdown(): Promise<void>
}

/** Carries trace ids on and records nothing. */
export const noTracing: Tracing = {
  span: (_name, parent, _attributes, work) => work({ context: childOf(parent), note: () => {} }),
  shutdown: async () => {},
}

export interface TracingOptions {
  /** From the configuration; undefined gives `noTracing`. The SDK reads it, and the other OTEL_* settings, itself. */
  readonly endpoint: string | undefined
  readonly node: string
}

/** Starts tracing. Whether the endpoint answers is not verified: spans that can't be sent are dropped by the SDK. */
export async function startTracing({ endpoint, node }: TracingOptions): Promise<Tracing> {
  if (endpoint === undefined) return noTracing
  const [{ startNodeSdk }, api] = await Promise.all([import('@opentelemetry/sdk-node'), import('@opentelemetry/api')])
  const sdk = startNodeSdk({
    // Its diagnostics would go to stdout, which carries the ready line only.
    logLevel: 'none',
    resourceAttributes: { 'service.name': 'lienthong', 'service.instance.id': node },
    resourceDetectors: [],
    propagators: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  const tracer = api.trace.getTracer('lienthong')
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
      const span = tracer.startSpan(name, { attributes: { ...attributes } }, under)
      const { traceId, spanId, traceFlags } = span.spanContext()
      try {
        return await work({
          context: { traceId, spanId, sampled: (traceFlags & SAMPLED) !== 0 },
          note: (more) => void span.setAttributes({ ...more }),
        })
      } catch (error) {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
        throw error
      } finally {
        span.end()
      }
    },
    shutdown: () => sdk.shutdown().catch(() => {}),
  }
}

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { newDossierId, newEventId } from '../../../gateway/telemetry/ids.ts'
import { attributes, gauges, spans } from '../../../gateway/telemetry/names.ts'
import { childOf, formatTraceparent, parseTraceparent } from '../../../gateway/telemetry/traceparent.ts'
import { noTracing, startTracing } from '../../../gateway/telemetry/tracing.ts'

const parent = { ...childOf(undefined), sampled: true }

t.test('without an endpoint nothing is loaded, and the trace still goes on', async (t) => {
  const tracing = await startTracing({ endpoint: undefined, node: 'n' })
  t.equal(tracing, noTracing)
  const context = await tracing.span(spans.ask, parent, {}, async (span) => span.context)
  t.equal(context.traceId, parent.traceId)
  await t.rejects(
    tracing.span(spans.ask, parent, {}, () => Promise.reject(new Error('x'))),
    { message: 'x' },
  )
  tracing.gauge(gauges.logWaiting, () => assert.fail('nothing is measured'))
  await tracing.shutdown()
})

t.test('where only metrics are sent, a trace still goes on, or begins', async (t) => {
  Object.assign(process.env, { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' })
  const tracing = await startTracing({ endpoint: 'http://127.0.0.1:1', node: 'n' })
  const contextUnder = (under: typeof parent | undefined) =>
    tracing.span(spans.ask, under, {}, async (span) => span.context)
  const under = await contextUnder(parent)
  t.equal(under.traceId, parent.traceId)
  t.not(under.spanId, parent.spanId)
  const first = await contextUnder(undefined)
  t.strictSame(parseTraceparent(formatTraceparent(first)), first, 'as sources read it')
  await tracing.shutdown()
  delete process.env.OTEL_TRACES_EXPORTER
  delete process.env.OTEL_METRICS_EXPORTER
})

t.test('with an endpoint spans are sent, errors by their class only', async (t) => {
  const bodies: Buffer[] = []
  const collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk)).on('end', () => response.end())
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  t.teardown(() => collector.close())
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint
  const tracing = await startTracing({ endpoint, node: 'n-7' })
  const context = await tracing.span(
    spans.ask,
    parent,
    { [attributes.agency]: 'cong-an' },
    async (span) => span.context,
  )
  t.equal(context.traceId, parent.traceId)
  await t.rejects(tracing.span(spans.request, parent, {}, () => Promise.reject(new RangeError('bí mật canary'))))
  await t.rejects(tracing.span(spans.request, parent, {}, () => Promise.reject(new GatewayError('log-unavailable'))))
  await tracing.shutdown()
  const sent = Buffer.concat(bodies).toString('latin1')
  t.match(sent, /lienthong\.sources\.ask/)
  t.match(sent, /RangeError/)
  t.match(sent, /log-unavailable/)
  t.notMatch(sent, /canary/)
})

t.test('ids are prefixes and 26 characters of base32, never twice', async (t) => {
  t.match(newEventId(), /^ev-[a-z2-7]{26}$/)
  t.match(newDossierId(), /^hs-[a-z2-7]{26}$/)
  t.equal(new Set(Array.from({ length: 1000 }, newEventId)).size, 1000)
})

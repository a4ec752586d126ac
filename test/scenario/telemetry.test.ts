import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { newDossierId } from '../../gateway/telemetry/ids.ts'
import { durations, gauges, measured } from '../../gateway/telemetry/names.ts'
import { agencyClient, officers } from '../support/client.ts'
import { startGateway } from '../support/gateway.ts'

interface Metric {
  readonly name: string
  readonly histogram?: { readonly dataPoints: readonly Point[] }
  readonly gauge?: { readonly dataPoints: readonly Point[] }
}
interface Point {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[]
  readonly count?: number
  readonly asDouble?: number
}

/** An OTLP/HTTP collector that keeps what it is sent: spans as bytes, in which their names stand as UTF-8, metrics as JSON. */
async function collector() {
  const bodies: Buffer[] = []
  const metrics: Metric[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      bodies.push(body)
      if (request.url === '/v1/metrics')
        for (const { scopeMetrics } of JSON.parse(body.toString()).resourceMetrics)
          for (const scope of scopeMetrics) metrics.push(...scope.metrics)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, metrics }
}

t.test('one trace from the caller through the gateway to the sources, metrics, and no content in them', async (t) => {
  const { url, bodies, metrics } = await collector()
  const gateway = await startGateway(t, {
    agencies: ['cong-an', 'vien-kiem-sat'],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json',
      OTEL_METRIC_EXPORT_INTERVAL: '3600000',
    },
  })
  const { system, ...wish } = officers.police
  const police = agencyClient(gateway.run, system)
  t.teardown(() => police.close())
  const dossier = gateway.run.stories['to-giac-mat']!
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const bearer = await police.bearer({ ...wish, dossiers: [dossier] })
  const answer = await police.get(`/v1/dossiers/${dossier}`, bearer, {
    traceparent: `00-${trace}-00f067aa0ba902b7-01`,
  })
  t.equal(answer.status, 200)
  const unknown = newDossierId()
  const missing = await police.get(`/v1/dossiers/${unknown}`, await police.bearer({ ...wish, dossiers: [unknown] }))
  t.equal(missing.status, 404)
  await gateway.stop() // Stopping sends what waits.

  const sent = Buffer.concat(bodies)
  const hex = Buffer.from(trace, 'hex')
  t.ok(sent.includes('lienthong.request'), 'the request has a span')
  t.ok(sent.includes('lienthong.sources.ask'), 'so has each asking of a source')
  t.ok(sent.includes(hex) || sent.includes(trace), 'they are spans of the trace of the caller')
  for (const agency of ['cong-an', 'vien-kiem-sat']) {
    const asked = readFileSync(join(gateway.run.data, 'sandbox', `${agency}.requests.jsonl`), 'utf8')
    t.match(asked, trace, `the trace goes on to ${agency}`)
  }
  const { summary } = answer.json.dossier.facets[0].report
  t.ok(summary.length > 20 && !sent.includes(summary), 'the summary of the report is not in what was exported')
  t.notOk(sent.includes(bearer), 'nor is the token')

  const pointsOf = (name: string) =>
    metrics.flatMap((metric) => (metric.name === name ? (metric.histogram ?? metric.gauge)!.dataPoints : []))
  const told = (point: Point) => Object.fromEntries(point.attributes.map(({ key, value }) => [key, value.stringValue]))
  t.match(
    pointsOf(durations['lienthong.request']).map(told),
    [
      { 'lienthong.operation': 'token', 'lienthong.code': 'ok' },
      { 'lienthong.operation': 'dossier:read', 'lienthong.code': 'ok' },
      { 'lienthong.operation': 'dossier:read', 'lienthong.code': 'dossier-not-found' },
    ],
    'each operation has its duration, by how it ended',
  )
  t.strictSame(
    [...new Set(pointsOf(durations['lienthong.sources.ask']).map((point) => told(point)['lienthong.agency']))].sort(),
    ['cong-an', 'vien-kiem-sat'],
    'so has each source',
  )
  for (const { name } of Object.values(gauges)) t.equal(pointsOf(name).length, 1, name)
  const attributes = metrics.flatMap(({ name }) => pointsOf(name).flatMap(({ attributes }) => attributes))
  const names: readonly string[] = measured
  t.strictSame(
    attributes.filter(({ key, value }) => !names.includes(key) || /[a-z2-7]{26}/.test(value.stringValue)),
    [],
    'no attribute is of one request, dossier or person',
  )
  const persons: readonly string[] = [wish.officer, system]
  t.notOk(attributes.some(({ value }) => persons.includes(value.stringValue)))
})

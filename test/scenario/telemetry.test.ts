import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { agencyClient, officers } from '../support/client.ts'
import { startGateway } from '../support/gateway.ts'

/** An OTLP/HTTP collector that keeps the bytes it is sent: span names stand in them as UTF-8. */
async function collector() {
  const bodies: Buffer[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      bodies.push(Buffer.concat(parts))
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

t.test('one trace from the caller through the gateway to the sources, and no content in it', async (t) => {
  const { url, bodies } = await collector()
  const gateway = await startGateway(t, {
    agencies: ['cong-an', 'vien-kiem-sat'],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
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
})

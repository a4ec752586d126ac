/** What is loaded between the admission of a request and its answer counts for the answer. */

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { certificatePem, loadAuthority } from '../../../certs-dev/authority.ts'
import { pipeline } from '../../../gateway/app.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { buildServer } from '../../../gateway/http/server.ts'
import type { Services } from '../../../gateway/http/services.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { serverTlsOptions } from '../../../gateway/identity/tls.ts'
import { createDoor, prepareAnswer } from '../../../gateway/release/door.ts'
import { noTracing } from '../../../gateway/telemetry/tracing.ts'
import { authoritiesOf, identitySetup, issuer, readSystemTls } from '../../support/identity.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { listOf } from '../../support/trusting-gateway.ts'

t.test('revoked after admission, before the answer: a refusal leaves, and is what the log has', async (t) => {
  const setup = await identitySetup(t)
  const { certificates, registry, keys } = setup
  const own = certificates.systems['cong-an:dieu-tra']!.client
  const authority = loadAuthority(readFileSync(certificates.ca, 'utf8'), readFileSync(certificates.caKey, 'utf8'))
  const revoked = await listOf(authority, [new X509Certificate(readFileSync(own.cert)).serialNumber])
  const after = { registry, authorities: await readAuthorities(certificatePem(authority.certificate), revoked) }
  let trust = { registry, authorities: await authoritiesOf(setup) }
  const entries: Entry[] = []
  const append = async (entry: Entry) => {
    entries.push(entry)
    return { index: entries.length - 1, leaf: '' }
  }
  const standing = {
    node: { name: 'n', build: 'b', config: 'c' },
    versions: () => ({ policy: 'p', registry: 'r', schema: 's' }),
  }
  const services = {
    issuer,
    tokenKeys: keys,
    tracing: noTracing,
    door: createDoor({ origin: 'test/log', append } as unknown as Log, standing),
    registry: () => trust.registry,
    trust: () => trust,
    draining: () => false,
    fault: (error: unknown) => t.fail(String(error)),
  } as unknown as Services
  const app = await buildServer({
    tls: serverTlsOptions(await readSystemTls(certificates)),
    pipeline: pipeline.slice(0, 1),
    services,
    routes: [
      {
        method: 'GET',
        url: '/x',
        surface: 'public',
        operation: 'public',
        handler: async ({ inquiry }) => {
          trust = after
          return prepareAnswer(inquiry, { body: '"what it was after"', detail: {} })
        },
      },
    ],
  })
  t.teardown(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const run = { url: `https://127.0.0.1:${port}`, ca: certificates.ca } as RunFile
  const connection = rawConnection(run, own)
  connection.send(bytesOf({ target: '/x' }))
  t.match(await connection.next(), {
    status: 401,
    headers: { connection: 'close' },
    json: { code: 'certificate-revoked' },
  })
  t.equal(await connection.ended(), '')
  t.match(entries, [
    { phase: 'denied', outcome: 'certificate-revoked', detail: { who: { system: 'cong-an:dieu-tra' } } },
  ])
  t.equal(entries.length, 1)
})

/** What the gateway trusts sources by is replaced while it asks them. */
import t from 'tap'
import { certificatePem, makeAuthority } from '../../../certs-dev/authority.ts'
import { limits } from '../../../gateway/limits.ts'
import type { SourceTrust } from '../../../gateway/sources/sources.ts'
import { createTransport } from '../../../gateway/sources/transport.ts'
import { startSource } from '../../support/source-server.ts'
import { listOf } from '../../support/trusting-gateway.ts'

const ask = { method: 'GET', path: '/', headers: {} } as const
const about = { eventId: 'ev-x', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

t.test('a source that is no longer trusted is cut, also while it answers, and not asked again', async (t) => {
  let answering: (() => void) | undefined
  let begun = () => {}
  const { system } = await startSource(t, {
    handle: (_, response) => {
      if (answering === undefined) return void response.end('{}')
      begun()
    },
  })
  const transport = createTransport({
    ...{ ...system, url: system.url!, answer_bytes_max: 1000, limits: limits.source },
    ...{ retry: { attemptsMax: 2, backoff_ms: 1, backoffMax_ms: 1 }, secrets: new Map() },
  })
  t.teardown(() => transport.close())
  t.match(await transport.send(ask, about), { ok: true })
  const another = await makeAuthority('CA khác', new Date())

  // Trusted on: the open connection stays, and so does a new one.
  transport.trust({ ...system, refuses: () => false } satisfies SourceTrust)
  t.match(await transport.send(ask, about), { ok: true })

  answering = () => {}
  const asked = new Promise<void>((resolve) => (begun = resolve))
  const under = transport.send(ask, about)
  await asked
  transport.trust({ ...system, refuses: () => true })
  t.match(await under, { ok: false, reason: /connection-lost|source-certificate/ })
  t.same(await transport.send(ask, about), { ok: false, reason: 'source-certificate' })

  const ca = certificatePem(another.certificate)
  transport.trust({ ...system, ca, crl: await listOf(another, []) })
  t.same(
    await transport.send(ask, about),
    { ok: false, reason: 'source-certificate' },
    'of an authority that is not ours',
  )
})

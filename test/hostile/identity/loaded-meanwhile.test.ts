/** What is loaded between the admission of a request and its answer counts for the answer. */

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { certificatePem, loadAuthority } from '../../../certs-dev/authority.ts'
import { pipeline } from '../../../gateway/app.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import type { Log } from '../../../gateway/audit/log.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { buildServer } from '../../../gateway/http/server.ts'
import type { Handler, Services, Step } from '../../../gateway/http/services.ts'
import { admitCertificate } from '../../../gateway/http/steps/admit-certificate.ts'
import { confirmAsker } from '../../../gateway/http/steps/confirm-asker.ts'
import { verifyRequestSignature } from '../../../gateway/http/steps/signed-request.ts'
import { verifyToken } from '../../../gateway/http/steps/verify-token.ts'
import { signAccessToken } from '../../../gateway/identity/access-token.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { confirmationOf, type Trust } from '../../../gateway/identity/certificate.ts'
import { createMessageKey, messageSeed_bytes } from '../../../gateway/identity/message-key.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { serverTlsOptions } from '../../../gateway/identity/tls.ts'
import { tokenBasis } from '../../../gateway/identity/token-basis.ts'
import { createDoor, prepareAnswer } from '../../../gateway/release/door.ts'
import { noTracing } from '../../../gateway/telemetry/tracing.ts'
import { now_s } from '../../support/forged.ts'
import {
  authoritiesOf,
  type IdentitySetup,
  identitySetup,
  issuer,
  readSystemTls,
  systemOf,
} from '../../support/identity.ts'
import { headersOf, signedMessage, signerOf } from '../../support/push.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { listOf } from '../../support/trusting-gateway.ts'

const police = 'cong-an:dieu-tra'

async function withPoliceRevoked({ certificates }: IdentitySetup) {
  const authority = loadAuthority(readFileSync(certificates.ca, 'utf8'), readFileSync(certificates.caKey, 'utf8'))
  const { serialNumber } = new X509Certificate(readFileSync(certificates.systems[police]!.client.cert))
  return readAuthorities(certificatePem(authority.certificate), await listOf(authority, [serialNumber]))
}

interface Meanwhile {
  readonly after: Trust
  /** Of the pipeline. */
  readonly steps: readonly Step[]
  readonly headers?: readonly (readonly [string, string])[]
  /** With it a change is asked for: `after` is in force once it was read. Else it is when the handler is over. */
  readonly body?: string
  /** What answers the change; by default nobody may come so far. */
  readonly change?: Handler
}

/** A server whose one route meets what is loaded while it works, or while the body comes; asked once by the police. */
async function askedMeanwhile(t: Test, setup: IdentitySetup, { after, steps, headers = [], body, change }: Meanwhile) {
  const { certificates, registry, keys } = setup
  const own = certificates.systems[police]!.client
  let trust: Trust = { registry, authorities: await authoritiesOf(setup) }
  const entries: Entry[] = []
  const append = async (entry: Entry) => {
    entries.push(entry)
    return { index: entries.length - 1, leaf: '' }
  }
  const standing = {
    node: { name: 'n', build: 'b', config: 'c' },
    versions: () => ({ policy: 'p', registry: 'r', schema: 's' }),
    clock: () => 'steady' as const,
  }
  const services = {
    issuer,
    tokenKeys: () => keys,
    revocations: { isRevoked: () => false },
    messageKey: await createMessageKey(Buffer.alloc(messageSeed_bytes, 7)),
    tracing: noTracing,
    door: createDoor({ origin: 'test/log', append } as unknown as Log, standing),
    registry: () => trust.registry,
    trust: () => trust,
    draining: () => false,
    witnessed: () => true,
    fault: (error: unknown) => t.fail(String(error)),
  } as unknown as Services
  const app = await buildServer({
    tls: serverTlsOptions(await readSystemTls(certificates)),
    pipeline: pipeline.filter(({ step }) => steps.includes(step)),
    services,
    routes: [
      {
        method: 'POST',
        url: '/x',
        surface: 'handling',
        operation: 'quarantine:release',
        handler: change ?? (() => t.fail('who may no longer ask changes nothing') as never),
      },
      {
        method: 'GET',
        url: '/x',
        surface: 'rest',
        operation: 'dossier:list',
        handler: async ({ inquiry }) => {
          trust = after
          inquiry.decidedBy = { policy: 'before', registry: registry.version }
          return prepareAnswer(inquiry, { body: '"what it was after"', detail: {} })
        },
      },
    ],
  })
  t.teardown(() => app.close())
  app.addHook('preValidation', async ({ body }) => {
    if (body !== undefined) trust = after
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const run = { url: `https://127.0.0.1:${port}`, ca: certificates.ca } as RunFile
  const connection = rawConnection(run, own)
  connection.send(bytesOf({ target: '/x', headers, ...(body !== undefined && { method: 'POST', body }) }))
  return { connection, entries, reply: await connection.next() }
}

t.test('revoked, or the signing key withdrawn, while the body comes: nothing is changed by it', async (t) => {
  const setup = await identitySetup(t)
  const { certificates, registry } = setup
  const authorities = await authoritiesOf(setup)
  const withoutKey: Registry = {
    ...registry,
    version: 'without-the-key',
    participantOf: (id) => {
      const participant = registry.participantOf(id)
      return participant && { ...participant, messageKeys: [] }
    },
  }
  const body = '{}'
  const signer = await signerOf(readFileSync(certificates.systems[police]!.assertionKey, 'utf8'))
  const targetUri = `${issuer}/x`
  const headers = Object.entries(
    headersOf(signedMessage({ signer, targetUri, body, created: now_s(), tag: 'lienthong-request' })),
  )
  const tries = [
    ['certificate-revoked', { registry, authorities: await withPoliceRevoked(setup) }],
    ['signature-invalid', { registry: withoutKey, authorities }],
  ] as const
  for (const [code, after] of tries) {
    const steps = [admitCertificate, verifyRequestSignature, confirmAsker]
    const { connection, reply } = await askedMeanwhile(t, setup, { after, steps, headers, body })
    t.match(reply, { json: { code } })
    connection.close()
  }
})

t.test('a role that is withdrawn while the body comes is no role of who acts', async (t) => {
  const setup = await identitySetup(t)
  const { registry } = setup
  const operating: Registry = {
    ...registry,
    systemByUri: (uri) => {
      const found = registry.systemByUri(uri)
      return found && { ...found, system: { ...found.system, roles: ['operator'] } }
    },
  }
  const seen: unknown[] = []
  const { connection, reply } = await askedMeanwhile(
    t,
    { ...setup, registry: operating },
    {
      after: { registry, authorities: await authoritiesOf(setup) },
      steps: [admitCertificate, confirmAsker],
      body: '{}',
      change: async ({ inquiry }) => {
        seen.push(inquiry.system?.roles)
        return prepareAnswer(inquiry, { body: '"done"', detail: {} })
      },
    },
  )
  t.equal(reply?.status, 200)
  t.same(seen, [systemOf(registry, police, '').roles])
  connection.close()
})

t.test('revoked after admission, before the answer: a refusal leaves, and is what the log has', async (t) => {
  const setup = await identitySetup(t)
  const after = { registry: setup.registry, authorities: await withPoliceRevoked(setup) }
  const { connection, entries, reply } = await askedMeanwhile(t, setup, { after, steps: [admitCertificate] })
  t.match(reply, { status: 401, headers: { connection: 'close' }, json: { code: 'certificate-revoked' } })
  t.equal(await connection.ended(), '')
  t.match(entries, [{ phase: 'denied', outcome: 'certificate-revoked', detail: { who: { system: police } } }])
  t.equal(entries.length, 1)
})

t.test('the rights that a token rests on are cut before the answer: it does not leave', async (t) => {
  const setup = await identitySetup(t)
  const { certificates, registry, keys } = setup
  const { cert } = certificates.systems[police]!.client
  const system = systemOf(registry, police, confirmationOf(new X509Certificate(readFileSync(cert))))
  const access = { type: 'case_access', purpose: 'GIAI_QUYET_NGUON_TIN', legal_basis: 'BLTTHS.147' } as const
  const token = await signAccessToken(
    {
      jti: 'jti-1',
      system,
      registryVersion: tokenBasis(registry, 'cong-an'),
      behalf: { officer: 'dtv-001', clearance: 'HAN_CHE', tags: [], access: { ...access, actions: ['dossier:list'] } },
    },
    { keys, issuer, now_s: Math.floor(Date.now() / 1000) },
  )
  const cut = (agency: string): Registry => ({
    ...registry,
    version: `without-purposes-of-${agency}`,
    participantOf: (id) => {
      const participant = registry.participantOf(id)
      return participant && id === agency ? { ...participant, purposes: [] } : participant
    },
  })
  const authorities = await authoritiesOf(setup)
  const asked = (after: Registry) =>
    askedMeanwhile(t, setup, {
      after: { registry: after, authorities },
      steps: [admitCertificate, verifyToken],
      headers: [['Authorization', `Bearer ${token}`]],
    })
  const refused = await asked(cut('cong-an'))
  t.match(refused.reply, { status: 401, json: { code: 'token-invalid' } })
  t.match(refused.entries, [{ phase: 'denied', outcome: 'token-invalid' }])
  refused.connection.close()

  const other = await asked(cut('toa-an'))
  t.equal(other.reply?.status, 200, "another agency's change costs no answer")
  t.match(other.entries, [{ phase: 'released', versions: { policy: 'before', registry: registry.version } }])
  other.connection.close()
})

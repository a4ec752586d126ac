/** Each bad certificate, over a real TLS connection, gets its own code; what changes on an open connection is seen. */
import { hash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TLSSocket } from 'node:tls'
import t from 'tap'
import {
  certificatePem,
  crlPem,
  issue,
  keyPem,
  loadAuthority,
  makeAuthority,
  makeCrl,
  makeKeys,
  validFrom,
} from '../../../certs-dev/authority.ts'
import { brokenNames } from '../../../certs-dev/index.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { admit, type Trust } from '../../../gateway/identity/certificate.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { askTls, authoritiesOf, codeOf, identitySetup, readPair, tlsServer } from '../../support/identity.ts'

const setup = await identitySetup(t)
const { certificates, registry } = setup
const authorities = await authoritiesOf(setup)
const now = new Date()
const trust: Trust = { registry, authorities }
const admitting = (socket: TLSSocket) => admit(socket, trust, now.getTime())
const server = await tlsServer(t, setup, admitting)
const police = certificates.systems['cong-an:dieu-tra']!
const day_ms = 24 * 60 * 60 * 1000

const authority = loadAuthority(await readFile(certificates.ca, 'utf8'), await readFile(certificates.caKey, 'utf8'))

/** A client certificate of our own making, by our authority or another. */
async function clientOf(change: Partial<Parameters<typeof issue>[1]>, by = authority) {
  const keys = await makeKeys('ec')
  const names = { commonName: 'x', uris: [police.uri], usage: 'client' as const, publicKey: keys.publicKey }
  const certificate = await issue(by, { ...names, ...validFrom(now, day_ms), ...change })
  return { cert: certificatePem(certificate), key: keyPem(keys.privateKey) }
}

/** A server whose list was for `from`..`to`, instead of the current one. */
const serverWithList = async (from: number, to: number) => {
  const revoked = new X509Certificate(await readFile(certificates.broken.revoked.cert)).serialNumber
  const list = await makeCrl(authority, [{ serialNumber: revoked }], new Date(from), new Date(to))
  return tlsServer(t, setup, admitting, { crl: crlPem(list) })
}

t.test('good certificates are admitted with their system and thumbprint', async (t) => {
  for (const system of Object.values(certificates.systems)) {
    const pair = await readPair(system.client)
    const thumbprint = new X509Certificate(pair.cert).fingerprint256.replaceAll(':', '')
    t.match(await askTls(server, pair), {
      id: system.id,
      agency: system.agency,
      uri: system.uri,
      thumbprint: Buffer.from(thumbprint, 'hex').toString('base64url'),
    })
  }
})

const expected = {
  expired: 'certificate-expired',
  'not-yet-valid': 'certificate-not-yet-valid',
  'other-ca': 'certificate-unknown-ca',
  'wrong-eku': 'certificate-wrong-usage',
  revoked: 'certificate-revoked',
  unregistered: 'certificate-unregistered',
  'two-sans': 'certificate-ambiguous',
} as const

for (const name of brokenNames) {
  t.test(`${name} is refused as such`, async (t) => {
    t.same(await askTls(server, await readPair(certificates.broken[name])), { code: expected[name] })
  })
}

t.test('no certificate', async (t) => {
  t.same(await askTls(server, {}), { code: 'certificate-missing' })
})

t.test('a self-made certificate, and one of an authority that took our name', async (t) => {
  const twin = await makeAuthority('CA thử nghiệm', now)
  t.equal(twin.certificate.subject, authority.certificate.subject)
  t.same(await askTls(server, await clientOf({}, twin)), { code: 'certificate-unknown-ca' })
  const own = { cert: certificatePem(twin.certificate), key: keyPem(twin.key) }
  t.same(await askTls(server, own), { code: 'certificate-unknown-ca' })
})

t.test('the certificate of a system without its key does not get through the handshake', async (t) => {
  const { cert } = await readPair(police.client)
  const { key } = await readPair(certificates.broken.unregistered)
  await t.rejects(askTls(server, { cert, key }))
})

t.test('no URI, and names that only look like one', async (t) => {
  t.same(await askTls(server, await clientOf({ uris: [], local: true })), { code: 'certificate-ambiguous' })
  const smuggled = [`urn:x:y, URI:${police.uri}`]
  t.same(await askTls(server, await clientOf({ uris: smuggled })), { code: 'certificate-ambiguous' })
  t.same(await askTls(server, await clientOf({ uris: [`${police.uri}'`] })), { code: 'certificate-ambiguous' })
  t.same(await askTls(server, await clientOf({ uris: [police.uri.toUpperCase()] })), {
    code: 'certificate-unregistered',
  })
})

t.test('a certificate that states no usage is not taken for a client', async (t) => {
  t.same(await askTls(server, await clientOf({ usage: 'unstated' })), { code: 'certificate-wrong-usage' })
})

t.test('the gateway itself is no registered system', async (t) => {
  t.same(await askTls(server, await readPair(certificates.gateway.client)), { code: 'certificate-unregistered' })
})

t.test('an expired list refuses everybody, and says so rather than that a certificate is revoked', async (t) => {
  const stale = await serverWithList(now.getTime() - 8 * day_ms, now.getTime() - day_ms)
  t.same(await askTls(stale, await readPair(police.client)), { code: 'crl-expired' })
  t.same(await askTls(stale, await readPair(certificates.broken.revoked)), { code: 'crl-expired' })
  const early = await serverWithList(now.getTime() + day_ms, now.getTime() + 8 * day_ms)
  t.same(await askTls(early, await readPair(police.client)), { code: 'crl-expired' })
})

t.test('a pinned key admits its certificate and no other', async (t) => {
  const pinned = (keyPins: string[]): Registry => ({
    ...registry,
    version: `pinned-${keyPins}`,
    systemByUri: (uri) => {
      const found = registry.systemByUri(uri)
      return found && { ...found, system: { ...found.system, keyPins } }
    },
  })
  const pair = await readPair(police.client)
  const spki = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' })
  const own = await tlsServer(t, setup, (socket) =>
    admit(socket, { ...trust, registry: pinned([hash('sha256', spki, 'base64')]) }, now.getTime()),
  )
  t.match(await askTls(own, pair), { id: police.id })
  t.same(await askTls(own, await clientOf({})), { code: 'certificate-key-unregistered' }, 'same names, another key')
})

t.test('sessions are not resumed: neither a verdict nor a missing certificate is carried over', async (t) => {
  const tickets: Buffer[] = []
  const reused: boolean[] = []
  const observed = await tlsServer(t, setup, (socket) => {
    reused.push(socket.isSessionReused())
    return admitting(socket)
  })
  t.same(await askTls(observed, { onSession: (ticket) => tickets.push(ticket) }), { code: 'certificate-missing' })
  t.ok(tickets[0], 'the server gave a ticket')
  t.same(await askTls(observed, { session: tickets[0]! }), { code: 'certificate-missing' })
  t.same(reused, [false, false])
})

t.test('a server that did resume would still admit nobody by it', async (t) => {
  const tickets: Buffer[] = []
  const states: { authorized: boolean; reused: boolean }[] = []
  const careless = await tlsServer(
    t,
    setup,
    (socket) => {
      states.push({ authorized: socket.authorized, reused: socket.isSessionReused() })
      return admitting(socket)
    },
    { secureOptions: 0 },
  )
  const pair = await readPair(police.client)
  t.match(await askTls(careless, { ...pair, onSession: (ticket) => tickets.push(ticket) }), { id: police.id })
  t.same(await askTls(careless, { ...pair, session: tickets[0]! }), { code: 'certificate-invalid' })
  t.same(states[1], { authorized: true, reused: true }, 'TLS alone would have let it in')
})

t.test('TLS 1.2 is not spoken', async (t) => {
  await t.rejects(askTls(server, { ...(await readPair(police.client)), maxVersion: 'TLSv1.2' }), {
    code: /PROTOCOL|ALERT/,
  })
})

t.test(
  'on an open connection: list replaced or expired, certificate expired, authority or registry replaced',
  async (t) => {
    const later = await tlsServer(t, setup, async (socket) => {
      const first = admitting(socket)
      const codeWith = (change: Partial<Trust>, at_ms = now.getTime()) =>
        codeOf(() => admit(socket, { ...trust, ...change }, at_ms))
      const listed = async (entries: string[], days: number) => {
        const to = new Date(now.getTime() + days * day_ms)
        const list = await makeCrl(
          authority,
          entries.map((serialNumber) => ({ serialNumber })),
          now,
          to,
        )
        return { authorities: await readAuthorities(certificatePem(authority.certificate), crlPem(list)) }
      }
      const { serialNumber } = socket.getPeerX509Certificate()!
      const other = await makeAuthority('CA khác', now)
      const otherList = crlPem(await makeCrl(other, [], now, new Date(now.getTime() + day_ms)))
      return {
        again: admitting(socket) === first,
        revoked: await codeWith(await listed([serialNumber], 1)),
        listExpired: await codeWith({}, authorities.lists[0]!.nextUpdate_ms + 1),
        expired: await codeWith(await listed([], 100), now.getTime() + 91 * day_ms),
        authorityGone: await codeWith({
          authorities: await readAuthorities(certificatePem(other.certificate), otherList),
        }),
        listGone: await codeWith({
          authorities: await readAuthorities(
            certificatePem(authority.certificate) + certificatePem(other.certificate),
            otherList,
          ),
        }),
        gone: await codeWith({ registry: { ...registry, version: 'next', systemByUri: () => undefined } }),
        stillThere: await codeWith({}),
      }
    })
    t.same(await askTls(later, await readPair(police.client)), {
      again: true,
      revoked: 'certificate-revoked',
      listExpired: 'crl-expired',
      expired: 'certificate-expired',
      authorityGone: 'certificate-unknown-ca',
      listGone: 'crl-expired',
      gone: 'certificate-unregistered',
      stillThere: 'none',
    })
  },
)

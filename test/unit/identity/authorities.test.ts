/** What the gateway finds of a certificate by itself is what OpenSSL finds in a handshake with the same authorities and lists. */
import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import t from 'tap'
import { type Authority, certificatePem, day_ms, makeAuthority, makeKeys } from '../../../certs-dev/authority.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { admit } from '../../../gateway/identity/certificate.ts'
import { askTls, codeOf, identitySetup, tlsServer } from '../../support/identity.ts'
import { leafOf, listOf } from '../../support/trusting-gateway.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const now = new Date()

/** An authority below `by`, or on its own. */
async function authorityOf(name: string, by?: Authority): Promise<Authority> {
  const keys = await makeKeys('ec')
  const content = {
    notBefore: new Date(now.getTime() - day_ms),
    notAfter: new Date(now.getTime() + day_ms),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  }
  const certificate = by
    ? await x509.X509CertificateGenerator.create({
        ...content,
        subject: `CN=${name}`,
        issuer: by.certificate.subject,
        publicKey: keys.publicKey,
        signingKey: by.key,
      })
    : await x509.X509CertificateGenerator.createSelfSigned({ ...content, name: `CN=${name}`, keys })
  return { certificate, key: keys.privateKey }
}

/** The same name and key in a certificate of other dates. */
async function renewed({ certificate, key }: Authority, from: number, to: number): Promise<Authority> {
  const { subject, publicKey, extensions } = certificate
  const keys = { privateKey: key, publicKey: await publicKey.export() }
  const [notBefore, notAfter] = [from, to].map((days) => new Date(now.getTime() + days * day_ms))
  const again = { name: subject, keys, signingAlgorithm: algorithm, extensions, notBefore, notAfter }
  return { certificate: await x509.X509CertificateGenerator.createSelfSigned(again as never), key }
}

const setup = await identitySetup(t)
const root = await authorityOf('root')
const sub = await authorityOf('sub', root)
const other = await authorityOf('other')
const uris = ['urn:lienthong:cong-an:dieu-tra']
const leaf = await leafOf(sub, { uris, usage: 'client' })
const { serialNumber } = new X509Certificate(leaf.cert)
const pem = (...all: readonly Authority[]) => all.map((by) => certificatePem(by.certificate)).join('# một CA\n')

const cases: readonly [name: string, ca: string, lists: readonly string[], code: string][] = [
  ['two levels, a list of each', pem(root, sub), [await listOf(root, []), await listOf(sub, [])], 'none'],
  ['no list of the upper level', pem(root, sub), [await listOf(sub, [])], 'crl-expired'],
  ['no list of the lower level', pem(sub, root), [await listOf(root, [])], 'crl-expired'],
  [
    'revoked by its issuer',
    pem(root, sub),
    [await listOf(root, []), await listOf(sub, [serialNumber])],
    'certificate-revoked',
  ],
  [
    'the same serial number, revoked by others',
    pem(root, sub, other),
    [await listOf(root, [serialNumber]), await listOf(sub, []), await listOf(other, [serialNumber])],
    'none',
  ],
  [
    'its issuer revoked',
    pem(root, sub),
    [await listOf(root, [sub.certificate.serialNumber]), await listOf(sub, [])],
    'certificate-revoked',
  ],
  [
    'an old list of its issuer',
    pem(root, sub),
    [await listOf(root, []), await listOf(sub, [], new Date(now.getTime() - 8 * day_ms))],
    'crl-expired',
  ],
  ['other authorities', pem(other), [await listOf(other, [])], 'certificate-unknown-ca'],
  [
    'an expired certificate of the root before the one that took its place',
    pem(await renewed(root, -3, -2), root, sub),
    [await listOf(root, []), await listOf(sub, [])],
    'none',
  ],
  [
    'the same, revoked',
    pem(await renewed(root, -3, -2), root, sub),
    [await listOf(root, []), await listOf(sub, [serialNumber])],
    'certificate-revoked',
  ],
]

for (const [name, ca, lists, code] of cases)
  t.test(name, async (t) => {
    const authorities = await readAuthorities(ca, lists.join('\n'))
    t.equal(await codeOf(() => authorities.judge(new X509Certificate(leaf.cert), Date.now())), code)
    const trust = { registry: setup.registry, authorities }
    const server = await tlsServer(t, setup, (socket) => admit(socket, trust, Date.now()), { ca, crl: [...lists] })
    const answer = await askTls(server, leaf)
    t.match(answer, code === 'none' ? { id: 'cong-an:dieu-tra' } : { code }, 'as in a handshake')
  })

t.test('bundles that can not be what is meant are refused', async (t) => {
  const list = await listOf(root, [])
  await t.rejects(readAuthorities(pem(sub), await listOf(sub, [])), /issuer of one of them is missing/)
  await t.rejects(readAuthorities(pem(root) + leaf.cert, list), /no authority/)
  await t.rejects(readAuthorities(pem(root), list + list), /two of one/)
  await t.rejects(readAuthorities(pem(root), await listOf(other, [])), /not signed/)
  await t.rejects(readAuthorities('', list))
  const twin = await makeAuthority('root', now)
  await t.rejects(readAuthorities(pem(root), await listOf(twin, [])), /not signed/)
})

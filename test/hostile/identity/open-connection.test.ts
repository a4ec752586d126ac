/** What a connection was admitted by is taken away while it is open. Over raw sockets, on a gateway in this process. */

import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import t from 'tap'
import { certificatePem, crlPem, makeAuthority, makeCrl } from '../../../certs-dev/authority.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { leafOf, listOf, openTrusting, replaceFile, type TrustingGateway } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

const police = 'cong-an:dieu-tra'
const health = bytesOf({ target: '/healthz' })
const day_ms = 24 * 60 * 60 * 1000

const serialOf = ({ run }: TrustingGateway, system = police) =>
  new X509Certificate(readFileSync(run.clients[system]!.cert)).serialNumber

/** A connection on which a request was answered, kept open. */
async function admitted({ run }: TrustingGateway, system = police) {
  const connection = rawConnection(run, run.clients[system]!)
  connection.send(health)
  if ((await connection.next())?.status !== 200) throw new Error('not admitted')
  return connection
}

/** The code that a new connection gets. */
async function codeFor({ run }: TrustingGateway, files = run.clients[police]!): Promise<unknown> {
  const connection = rawConnection(run, files)
  connection.send(health)
  const reply = await connection.next()
  connection.close()
  return reply?.json?.code ?? reply?.status
}

t.test('revoked: an idle connection is closed at once, without a word, and the next one is refused', async (t) => {
  const one = await openTrusting(t)
  const idle = await admitted(one)
  const other = await admitted(one, 'vien-kiem-sat:kiem-sat')
  replaceFile(one.certificates.crl, await listOf(one.authority, [serialOf(one)]))
  t.equal(await one.gateway.reload(), 'changed')
  t.equal(await idle.ended(), '')
  t.match(one.told.at(-1), { event: 'trust-loaded', facts: { lists: true, registry: false, cut: 1 } })
  t.equal(await codeFor(one), 'certificate-revoked')
  other.send(health)
  t.equal((await other.next())?.status, 200, 'the others stay')
  other.close()
})

t.test('revoked with a request under way: it is not answered, and the log claims no answer', async (t) => {
  const one = await openTrusting(t)
  const connection = await admitted(one)
  const begun = bytesOf({
    method: 'POST',
    target: '/oauth2/token',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Length', '100'],
      ['Expect', '100-continue'],
    ],
  })
  connection.send(begun)
  t.equal((await connection.next())?.status, 100, 'its head was admitted')
  replaceFile(one.certificates.crl, await listOf(one.authority, [serialOf(one)]))
  t.equal(await one.gateway.reload(), 'changed')
  t.equal(await connection.ended(), '')
  await one.close()
  const given = entriesIn(one.run.audit.dir).filter(({ phase }) => phase === 'released' || phase === 'token-issued')
  t.same(given, [])
})

t.test('a list that has expired cuts everybody; who was revoked is not let in by it', async (t) => {
  const one = await openTrusting(t)
  const connection = await admitted(one)
  const now = new Date()
  const revoked = { serialNumber: serialOf(one, 'vien-kiem-sat:kiem-sat'), revocationDate: now }
  // Dates of a list have whole seconds: this one is over as it is made.
  replaceFile(one.certificates.crl, crlPem(await makeCrl(one.authority, [revoked], now, now)))
  t.equal(await one.gateway.reload(), 'changed')
  t.equal(await connection.ended(), '')
  t.equal(await codeFor(one), 'crl-expired')
  t.equal(await codeFor(one, one.run.clients['vien-kiem-sat:kiem-sat']!), 'crl-expired')
})

t.test('two lists of one second: the later one counts, though number and date are the same', async (t) => {
  const one = await openTrusting(t)
  const at = new Date()
  replaceFile(one.certificates.crl, await listOf(one.authority, [], at))
  t.equal(await one.gateway.reload(), 'changed')
  const connection = await admitted(one)
  replaceFile(one.certificates.crl, await listOf(one.authority, [serialOf(one)], at))
  t.equal(await one.gateway.reload(), 'changed')
  t.equal(await connection.ended(), '')
  t.equal(await codeFor(one), 'certificate-revoked')
})

t.test("a list of a clock ahead of ours shuts nobody out, and counts once it's time, without being told", async (t) => {
  const one = await openTrusting(t, { look_interval_ms: 50 })
  const connection = await admitted(one)
  const begins = new Date(Date.now() + 3_000)
  replaceFile(one.certificates.crl, await listOf(one.authority, [serialOf(one)], begins))
  await until(() => one.told.some(({ facts: { text } }) => /a list is not yet valid/.test(String(text))))
  connection.send(health)
  t.equal((await connection.next())?.status, 200, 'the old list stays in force')
  t.equal(await connection.ended(), '', 'until the new one is')
  t.equal(await codeFor(one), 'certificate-revoked')
  t.equal(one.told.filter(({ event }) => event === 'trust-refused').length, 1, 'told once')
})

t.test('a list may not go back, come from another authority, or go away', async (t) => {
  const one = await openTrusting(t)
  const { certificates, authority, gateway, told } = one
  replaceFile(certificates.crl, await listOf(authority, [serialOf(one)]))
  t.equal(await gateway.reload(), 'changed')
  const stranger = await makeAuthority('CA thử nghiệm', new Date())
  const current = readFileSync(certificates.crl, 'utf8')
  const bad: readonly [name: string, list: string, text: RegExp][] = [
    ['an older one', await listOf(authority, [], new Date(Date.now() - day_ms)), /older/],
    ["another authority's of the same name", await listOf(stranger, []), /not signed by the CA/],
    ['two of one authority', current + (await listOf(authority, [])), /two of one/],
    ['half of one', current.slice(0, 300), /no revocation list/],
    ['nothing', '', /no revocation list/],
  ]
  for (const [name, list, text] of bad) {
    replaceFile(certificates.crl, list)
    t.equal(await gateway.reload(), 'refused', name)
    t.match(told.at(-1), { level: 'error', event: 'trust-refused', facts: { text } }, name)
    t.equal(await codeFor(one), 'certificate-revoked', `${name}: what was revoked stays so`)
  }
  rmSync(certificates.crl)
  t.equal(await gateway.reload(), 'refused', 'missing')
  t.equal(await codeFor(one), 'certificate-revoked')
})

t.test('a key is pinned that the connection does not have', async (t) => {
  const one = await openTrusting(t)
  const connection = await admitted(one)
  const file = one.participantFile('cong-an')
  const participant = JSON.parse(readFileSync(file, 'utf8'))
  const keyPins = ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=']
  const systems = participant.systems.map((system: object) => ({ ...system, keyPins }))
  replaceFile(file, JSON.stringify({ ...participant, systems }))
  t.equal(await one.gateway.reload(), 'changed')
  t.equal(await connection.ended(), '')
  t.equal(await codeFor(one), 'certificate-key-unregistered')
})

t.test('an authority without a list has none of its certificates admitted', async (t) => {
  const one = await openTrusting(t)
  const { certificates, run } = one
  const second = await makeAuthority('CA không danh sách', new Date())
  const leaf = await leafOf(second, { uris: ['urn:lienthong:cong-an:dieu-tra'], usage: 'client' })
  replaceFile(certificates.ca, readFileSync(certificates.ca, 'utf8') + certificatePem(second.certificate))
  t.equal(await one.gateway.reload(), 'changed')
  t.ok(
    one.told.some(({ event }) => event === 'revocation-list-missing'),
    'the operator is told',
  )
  const files = { cert: `${run.data}/second.pem`, key: `${run.data}/second.key` }
  replaceFile(files.cert, leaf.cert)
  replaceFile(files.key, leaf.key)
  t.equal(await codeFor(one, { ...run.clients[police]!, ...files }), 'crl-expired')
  t.equal(await codeFor(one), 200)
})

import { X509Certificate } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import t from 'tap'
import { loadDevelopmentCertificates, makeDevelopmentCertificates } from '../../../certs-dev/index.ts'
import { readRevocationList } from '../../../gateway/identity/revocation.ts'
import { dataFolder } from '../../support/data-folder.ts'

const day_ms = 24 * 60 * 60 * 1000
const now = new Date()
const later = (days: number) => new Date(now.getTime() + days * day_ms)

t.test('every file is 0600 and every folder 0700', async (t) => {
  const dir = dataFolder(t)
  const files = await makeDevelopmentCertificates(dir)
  const entries = await readdir(files.dir, { recursive: true, withFileTypes: true })
  t.ok(entries.length > 40)
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    t.equal((await stat(path)).mode & 0o777, entry.isDirectory() ? 0o700 : 0o600, path)
  }
  t.same(await readdir(dir), ['certs'], 'nothing is left of the building')
})

t.test('a set that is good is kept, and load finds the same paths', async (t) => {
  const dir = dataFolder(t)
  const first = await makeDevelopmentCertificates(dir, { now })
  const before = await readFile(first.ca, 'utf8')
  const crl = await readFile(first.crl, 'utf8')
  t.same(await makeDevelopmentCertificates(dir, { now: later(1) }), first)
  t.equal(await readFile(first.ca, 'utf8'), before)
  t.equal(await readFile(first.crl, 'utf8'), crl, 'the list is young')
  t.same(await loadDevelopmentCertificates(dir), first)
})

t.test('a set is made anew within a day of its expiry, or when a file is missing', async (t) => {
  const dir = dataFolder(t)
  const files = await makeDevelopmentCertificates(dir, { now })
  const first = await readFile(files.ca, 'utf8')
  await makeDevelopmentCertificates(dir, { now: later(89.5) })
  const second = await readFile(files.ca, 'utf8')
  t.not(second, first)
  await rm(files.broken.revoked.key)
  await t.rejects(loadDevelopmentCertificates(dir), { message: /revoked\/client\.key is missing/ })
  await makeDevelopmentCertificates(dir, { now: later(89.5) })
  t.not(await readFile(files.ca, 'utf8'), second)
})

t.test('the revocation list is issued again past its half-life and still names the revoked certificate', async (t) => {
  const dir = dataFolder(t)
  const files = await makeDevelopmentCertificates(dir, { now })
  const ca = await readFile(files.ca, 'utf8')
  await makeDevelopmentCertificates(dir, { now: later(4) })
  t.equal(await readFile(files.ca, 'utf8'), ca, 'same authority')
  const list = await readRevocationList(await readFile(files.crl, 'utf8'), ca)
  t.equal(Math.floor(later(11).getTime() / 1000), Math.floor(list.nextUpdate_ms / 1000))
  const serialOf = async (path: string) => new X509Certificate(await readFile(path)).serialNumber
  t.ok(list.isRevoked(await serialOf(files.broken.revoked.cert)))
  t.notOk(list.isRevoked(await serialOf(files.gateway.client.cert)))
})

t.test('names: one URI each, an authority that says what it is', async (t) => {
  const files = await makeDevelopmentCertificates(dataFolder(t))
  const read = async (path: string) => new X509Certificate(await readFile(path))
  const system = files.systems['vien-kiem-sat:kiem-sat']!
  t.match((await read(files.ca)).subject, 'O=Liên thông DEVELOPMENT ONLY')
  t.equal((await read(system.client.cert)).subjectAltName, 'URI:urn:lienthong:vien-kiem-sat:kiem-sat')
  t.equal((await read(files.gateway.client.cert)).subjectAltName, 'URI:urn:lienthong:gateway:truy-van')
  t.match(
    (await read(system.server!.cert)).subjectAltName,
    /^URI:urn:lienthong:vien-kiem-sat:kiem-sat, DNS:localhost, IP/,
  )
  t.equal((await read(files.gateway.server.cert)).checkIP('127.0.0.1'), '127.0.0.1')
})

t.test("the officer's PKCS #12 opens with its password and holds an RSA certificate", async (t) => {
  const files = await makeDevelopmentCertificates(dataFolder(t))
  const officer = files.systems['giam-sat-an-ninh:can-bo']!
  const pfx = await readFile(officer.browser!.p12)
  const passphrase = (await readFile(officer.browser!.password, 'utf8')).trim()
  createSecureContext({ pfx, passphrase })
  t.throws(() => createSecureContext({ pfx, passphrase: `${passphrase}x` }))
  const key = new X509Certificate(await readFile(officer.client.cert)).publicKey
  t.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
})

t.test('a set that cannot be built leaves the old one and no rest', async (t) => {
  const dir = dataFolder(t)
  const bad = [{ agency: 'cong-an', system: 'x'.repeat(300), uses: ['exchange'] as const }]
  await t.rejects(makeDevelopmentCertificates(dir, { systems: bad }), { code: 'ENAMETOOLONG' })
  t.same(await readdir(dir), [])
  await mkdir(join(dir, 'certs'))
  await chmod(join(dir, 'certs'), 0o700)
  const files = await makeDevelopmentCertificates(dir, { systems: [] })
  t.same(Object.keys(files.systems), [])
})

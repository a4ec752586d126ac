import { readFile } from 'node:fs/promises'
import t from 'tap'
import { certificatePem, crlPem, makeAuthority, makeCrl } from '../../../certs-dev/authority.ts'
import { readRevocationList } from '../../../gateway/identity/revocation.ts'
import { identitySetup } from '../../support/identity.ts'

const from = new Date('2026-03-01T00:00:00Z')
const to = new Date('2026-03-08T00:00:00Z')
const authority = await makeAuthority('CA', from)
const ca = certificatePem(authority.certificate)

t.test('reads dates and entries, in whatever case a serial number comes', async (t) => {
  const serialNumber = '0a1b2c3d4e5f'
  const list = await readRevocationList(crlPem(await makeCrl(authority, [{ serialNumber }], from, to)), ca)
  t.same([list.thisUpdate_ms, list.nextUpdate_ms], [from.getTime(), to.getTime()])
  t.equal(list.halfLife_ms, new Date('2026-03-04T12:00:00Z').getTime())
  t.ok(list.isRevoked('A1B2C3D4E5F') && list.isRevoked('0A1B2C3D4E5F'))
  t.notOk(list.isRevoked('A1B2C3D4E5'))
})

t.test('a list of another authority with our name is refused, and what is no list', async (t) => {
  const twin = await makeAuthority('CA', from)
  await t.rejects(readRevocationList(crlPem(await makeCrl(twin, [], from, to)), ca), { message: /not signed/ })
  await t.rejects(readRevocationList(ca, ca))
  await t.rejects(readRevocationList('', ca))
})

t.test('reads the development list', async (t) => {
  const { certificates } = await identitySetup(t)
  const list = await readRevocationList(
    await readFile(certificates.crl, 'utf8'),
    await readFile(certificates.ca, 'utf8'),
  )
  t.equal(list.nextUpdate_ms - list.thisUpdate_ms, 7 * 24 * 60 * 60 * 1000)
})

/** `lienthong identity check` says of each certificate what a connection with it gets. */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { crlPem, loadAuthority, makeCrl } from '../../../certs-dev/authority.ts'
import { brokenNames } from '../../../certs-dev/index.ts'
import { identityCheck } from '../../../gateway/commands/identity-check.ts'
import { catalogue, type ErrorCode } from '../../../gateway/errors/catalogue.ts'
import { admit } from '../../../gateway/identity/certificate.ts'
import { called } from '../../support/called.ts'
import { askTls, authoritiesOf, identitySetup, readPair, tlsServer } from '../../support/identity.ts'
import { route } from '../../support/security-server.ts'

const setup = await identitySetup(t)
const { certificates, dir } = setup
const cli = join(import.meta.dirname, '../../../gateway/cli.ts')

const check = (...args: readonly string[]) => checkWith({}, ...args)
const checkWith = (settings: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const env = { PATH: '', LIENTHONG_DATA: dir, ...settings }
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'identity', 'check', ...args], {
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

t.test('a good certificate: admitted, as which system, until when', async (t) => {
  const { stdout, status } = check(certificates.systems['toa-an:xet-xu']!.client.cert)
  t.equal(status, 0)
  t.match(stdout, /được nhận · admitted: toa-an:xet-xu \(exchange\)/)
  t.match(stdout, /until {2}\d{4}-\d\d-\d\d/)
})

t.test('a broken one: the code that its connection gets, in both languages, and who must act', async (t) => {
  const trust = { registry: setup.registry, authorities: await authoritiesOf(setup) }
  const server = await tlsServer(t, setup, (socket) => admit(socket, trust, Date.now()))
  for (const name of brokenNames) {
    const { code } = (await askTls(server, await readPair(certificates.broken[name]))) as { code: ErrorCode }
    const { status, stdout } = await called(
      identityCheck,
      certificates.broken[name].cert,
      '--certs',
      join(dir, 'certs'),
    )
    t.equal(status, 1)
    t.ok(stdout.startsWith(`không được nhận · refused: ${code}\n`), `${name}: ${code}`)
    const { title, detail } = catalogue[code]
    for (const text of [title.vi, detail.vi, title.en, detail.en]) t.ok(stdout.includes(text))
    t.match(stdout, /who must act: cơ quan giữ chứng thư · the agency that holds the certificate/)
  }
})

t.test('what the operator must mend is not put on the agency', async (t) => {
  const list = readFileSync(certificates.crl, 'utf8')
  const authority = loadAuthority(readFileSync(certificates.ca, 'utf8'), readFileSync(certificates.caKey, 'utf8'))
  const past = new Date(Date.now() - 60_000)
  writeFileSync(certificates.crl, crlPem(await makeCrl(authority, [], past, past)))
  t.teardown(() => writeFileSync(certificates.crl, list))
  const { status, stdout } = check(certificates.systems['toa-an:xet-xu']!.client.cert)
  t.equal(status, 1)
  t.match(stdout, /refused: crl-expired[\s\S]*đơn vị vận hành cổng · the operator of the gateway/)
})

t.test('judges by the policies that the settings name, as the gateway does', async (t) => {
  const policies = join(dir, 'policies')
  cpSync(join(import.meta.dirname, '../../../policies'), policies, { recursive: true })
  const file = join(policies, 'participants/toa-an.json')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll('toa-an:xet-xu', 'toa-an:khac'))
  const { status, stdout } = checkWith(
    { LIENTHONG_POLICIES: policies },
    certificates.systems['toa-an:xet-xu']!.client.cert,
  )
  t.equal(status, 1)
  t.match(stdout, /refused: certificate-unregistered/)
  rmSync(policies, { recursive: true })
})

t.test('a security server of X-Road: what to pin, then whose way it is', async (t) => {
  const policies = join(dir, 'policies')
  cpSync(join(import.meta.dirname, '../../../policies'), policies, { recursive: true })
  t.teardown(() => rmSync(policies, { recursive: true }))
  const verdictOn = (cert: string) => called(identityCheck, cert, '--certs', join(dir, 'certs'), '--policies', policies)
  const { cert } = certificates.broken['other-ca']
  const before = await verdictOn(cert)
  const [, pin = ''] = /^ *keyPins {2}(\S+)$/m.exec(before.stdout) ?? []
  t.match(before, { status: 1, stdout: /refused: certificate-/ })
  const file = join(policies, 'participants/toa-an.json')
  const content = JSON.parse(readFileSync(file, 'utf8'))
  const register = (keyPins: readonly string[]) => {
    Object.assign(content.systems[0].source, { url: 'https://127.0.0.1:1', xRoad: { ...route, keyPins } })
    writeFileSync(file, JSON.stringify(content))
  }
  register([pin])
  t.match(await verdictOn(cert), { status: 0, stdout: /X-Road security server: toa-an:xet-xu/ })
  t.match(await verdictOn(certificates.systems['toa-an:xet-xu']!.client.cert), { stdout: /admitted: toa-an:xet-xu/ })
  const expired = certificates.broken.expired.cert
  const [, past = ''] = /^ *keyPins {2}(\S+)$/m.exec((await verdictOn(expired)).stdout) ?? []
  register([pin, past])
  t.match(await verdictOn(expired), { status: 1, stdout: /X-Road security server: toa-an:xet-xu/ })
})

t.test('certificates that can not be used are said to be so, without a stack', async (t) => {
  const ca = readFileSync(certificates.ca, 'utf8')
  t.teardown(() => writeFileSync(certificates.ca, ca))
  writeFileSync(certificates.ca, '')
  const { status, stderr } = check(certificates.systems['toa-an:xet-xu']!.client.cert)
  t.equal(status, 1)
  t.equal(stderr, 'ca.pem, ca.crl.pem: không có chứng thư CA nào · authorities: no certificate\n')
})

t.test('wrong use', async (t) => {
  for (const args of [[], ['khong-co.pem'], [certificates.crl], [certificates.ca, 'x'], ['--khong-co']])
    t.equal(check(...args).status, 2, args.join(' '))
})

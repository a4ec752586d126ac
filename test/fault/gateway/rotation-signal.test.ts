/** SIGHUP, to a gateway in a process of its own: what lies in its data folder now is in force. */

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { loadAuthority } from '../../../certs-dev/authority.ts'
import { startGateway } from '../../support/gateway.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { listOf, replaceFile } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

t.test('SIGHUP loads, refuses what can not be used, and does not end the process', async (t) => {
  const { run, child, stderr, stop } = await startGateway(t, {
    agencies: ['cong-an'],
    env: { LIENTHONG_TRUST_LOOK_INTERVAL: '600000' },
  })
  const own = run.clients['cong-an:dieu-tra']!
  const health = bytesOf({ target: '/healthz' })
  const connection = rawConnection(run, own)
  connection.send(health)
  t.equal((await connection.next())?.status, 200)

  const list = run.ca.replace(/ca\.pem$/, 'ca.crl.pem')
  replaceFile(list, 'x')
  child.kill('SIGHUP')
  await until(() => stderr.find((line) => line.includes('"event":"trust-refused"')))
  connection.send(health)
  t.equal((await connection.next())?.status, 200, 'the old list is in force')

  const authority = loadAuthority(readFileSync(run.ca, 'utf8'), readFileSync(run.ca.replace(/pem$/, 'key'), 'utf8'))
  replaceFile(list, await listOf(authority, [new X509Certificate(readFileSync(own.cert)).serialNumber]))
  child.kill('SIGHUP')
  t.equal(await connection.ended(), '', 'cut')
  const next = rawConnection(run, own)
  next.send(health)
  t.match(await next.next(), { status: 401, json: { code: 'certificate-revoked' } })
  next.close()
  t.equal(await stop(), 0, 'ends in good order')
})

/** What an operator may have forgotten or should not have done: production does not start, and says what to do. */
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { certificatePem, makeAuthority } from '../../../certs-dev/authority.ts'
import { signingAgency } from '../../support/bundle.ts'
import { startMain } from '../../support/main-process.ts'
import { opensslMissing } from '../../support/openssl-authority.ts'
import { productionSite, type Site } from '../../support/production.ts'

const skip = opensslMissing()
const certs = (site: Site, name: string) => join(site.data, 'certs', name)

t.test('production does not start', { skip }, async (t) => {
  const site = await productionSite(t, { source: 'absent' })
  const { folder, officers } = site

  /** Its words for the operator. PostgreSQL and Redis are not there, and do not come to word. */
  async function refusal(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, stdout, stderr } = await startMain(t, { ...site.env, ...env }).ended
    t.equal(code, 1)
    t.equal(stdout, '', 'it does not say that it is ready')
    const failed = stderr.split('\n').find((line) => line.includes('"event":"start-failed"'))
    return (JSON.parse(failed ?? '{"text":""}') as { text: string }).text
  }

  await t.test('under a name that its certificate has not', async (t) => {
    const text = await refusal({ LIENTHONG_URL: 'https://cong.example.vn' })
    t.match(text, /gateway\/server\.pem: không cấp cho .* · not for cong\.example\.vn \(LIENTHONG_URL\)$/)
  })

  await t.test('when others may read its private key', async (t) => {
    const key = certs(site, 'gateway/server.key')
    chmodSync(key, 0o640)
    t.match(await refusal(), /gateway\/server\.key: nhóm hoặc người khác .* · group or others may read this key/)
    chmodSync(key, 0o600)
  })

  await t.test('before signers are pinned and a bundle is signed', async (t) => {
    t.match(
      await refusal(),
      /signers\.json#: .* \(lienthong participants pin\)\n.*bundle\.json#: .*participants sign\)/,
    )
  })

  await t.test('when one alone has signed, and a policy is another than what was signed', async (t) => {
    folder.pin(...officers)
    await folder.sign({ serial: 1 }, officers[0])
    writeFileSync(join(folder.dir, 'purposes.json'), '\n', { flag: 'a' })
    const text = await refusal()
    t.match(text, /purposes\.json#: khác với tệp đã ký · is not the file that was signed$/m)
    t.match(text, /bundle\.sig\.json#\/signatures: phải có chữ ký .* · needs signatures of 2 different persons$/m)
  })

  await t.test('without a key of an audit officer: nobody could open the log', async (t) => {
    const whole = folder.copy()
    folder.edit(signingAgency, (content) => void Reflect.deleteProperty(content, 'auditKeys'))
    await folder.sign({ serial: 1 }, ...officers)
    t.match(await refusal(), /participants#: phải có ít nhất một khóa .*there must be a valid key of an audit officer/)
    t.notOk(existsSync(join(site.data, 'trust/accepted.json')), 'and the bundle is not accepted')
    folder.become(whole)
  })

  await t.test('with an adapter that nobody signed', async (t) => {
    const whole = folder.copy()
    const file = join(folder.dir, 'adapters.json')
    const rows: readonly { adapter: string }[] = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify(rows.filter(({ adapter }) => adapter !== 'vien-kiem-sat')))
    await folder.sign({ serial: 1 }, ...officers)
    t.match(
      await refusal(),
      /adapters\.json#: .* · must name the adapter vien-kiem-sat \(lienthong participants adapters\)$/m,
    )
    folder.become(whole)
  })

  await t.test('with what was made for development', async (t) => {
    const kept = join(site.data, 'ca.pem')
    cpSync(certs(site, 'ca.pem'), kept)
    const { certificate } = await makeAuthority('CA thử nghiệm', new Date())
    writeFileSync(certs(site, 'ca.pem'), certificatePem(certificate), { flag: 'a' })
    t.match(await refusal(), /certs\/ca\.pem: từ chối chứng thư thử nghiệm.* · a development certificate is refused/)
    cpSync(kept, certs(site, 'ca.pem'))
    writeFileSync(certs(site, 'ca.key'), '')
    t.match(await refusal(), /khóa riêng của CA .* · the private key of the CA must not be here: .*certs\/ca\.key$/)
    rmSync(certs(site, 'ca.key'))
    folder.edit('cong-an', ({ jwks }) => Object.assign(jwks!.keys[0]!, { development: true }))
    await folder.sign({ serial: 1 }, ...officers)
    t.match(await refusal(), /cong-an\.json#\/jwks\/keys\/0: là khóa thử nghiệm.* · is a development key/)
  })
})

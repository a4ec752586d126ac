/** `npm start` with its three witnesses: each a process of an agency. What they hold, an operator can't take back. */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openWitnessed } from '../../gateway/audit/quorum.ts'
import { parseWitnessPolicy } from '../../gateway/audit/witness-policy.ts'
import { auditVerify } from '../../gateway/commands/audit-verify.ts'
import { called } from '../support/called.ts'
import { testCertificates } from '../support/certificates.ts'
import { agencyClient, officers } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { testDatabase } from '../support/database.ts'
import { startGateway } from '../support/gateway.ts'
import { startMain } from '../support/main-process.ts'
import { processesNaming } from '../support/processes.ts'
import { until } from '../support/until.ts'

const data = join(dataFolder(t), 'data')
const databaseUrl = await testDatabase(t)
const env = { LIENTHONG_WITNESS_POLICY: '' }
const policyFile = join(data, 'witnesses/policy')
const audit = join(data, 'audit')
const kept = join(dataFolder(t), 'kept')

/** The newest cosigned checkpoint, when it has a quorum of at least `size`. */
function witnessed(size: number) {
  const parsed = parseWitnessPolicy(readFileSync(policyFile))
  const file = join(audit, 'witnessed')
  const opened = parsed.ok && existsSync(file) ? openWitnessed(readFileSync(file, 'utf8'), parsed.policy) : undefined
  return opened?.ok && opened.quorum && opened.checkpoint.size >= size ? opened.checkpoint : undefined
}

t.test('three processes cosign what is answered', async (t) => {
  const { run, stop } = await startGateway(t, { data, databaseUrl, agencies: ['cong-an'], env })
  t.equal(processesNaming(join(data, 'witnesses')).length, 3)
  t.equal(run.audit.policy, policyFile)
  const police = agencyClient(run, officers.police.system)
  t.teardown(() => police.close())
  const bearer = await police.bearer(officers.police)
  const index = async () =>
    Number(/index=(\d+)/.exec(String((await police.get('/v1/dossiers', bearer)).headers['audit-receipt']))?.[1])
  const first = await index()
  const { size } = await until(() => witnessed(first + 1))
  t.match(await called(auditVerify, audit, '--policy', policyFile), { status: 0, stdout: /witness/ })
  // A copy of the whole folder, as whoever means to set it back would take one.
  cpSync(audit, kept, { recursive: true })
  const second = await index()
  await until(() => witnessed(second + 1))
  t.ok(second >= size)
  t.equal(await stop(), 0)
  await until(() => processesNaming(join(data, 'witnesses')).length === 0)
})

t.test('a log that was set back is refused at the start, and the entries that are gone are named', async (t) => {
  const { checkpoint } = await (async () => ({ checkpoint: witnessed(1)! }))()
  rmSync(audit, { recursive: true })
  cpSync(kept, audit, { recursive: true })
  const back = witnessed(1)!
  t.ok(back.size < checkpoint.size)
  await testCertificates(data)
  const { ended } = startMain(t, { ...env, DATABASE_URL: databaseUrl, LIENTHONG_DATA: data, LIENTHONG_PORT: '0' })
  const { code, stderr } = await ended
  t.equal(code, 1)
  const [, last] = /entries \d+ to (\d+) are missing: a signed checkpoint covers them/.exec(stderr) ?? []
  t.equal(Number(last), checkpoint.size - 1, stderr)
  await until(() => processesNaming(join(data, 'witnesses')).length === 0)
})

/** `npm run demo` tells its story on a running gateway, and its comparison is a real one. */
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { dataFolder } from '../support/data-folder.ts'
import { startGateway } from '../support/gateway.ts'
import { lienthong } from '../support/lienthong.ts'
import { plainNode } from '../support/plain-node.ts'
import { processesNaming } from '../support/processes.ts'
import { until } from '../support/until.ts'

const { run } = await startGateway(t)

const demo = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  lienthong(['demo', ...args], { env: { LIENTHONG_DATA: run.data, ...env } })

t.test('everything is as an independent evaluation of policies and stories says', async (t) => {
  const { status, stdout } = await demo(['--en'])
  t.equal(status, 0, stdout)
  t.notMatch(stdout, /undefined|\[object/)
  for (const told of [
    /inspectorate +csv · tcvn3 · it deposits files\n/,
    /CA +VKS +TA +TTr +MTTQ/,
    /401 certificate-revoked/,
    /400 oauth-invalid-authorization-details/,
    /404 dossier-not-found/,
    /procuracy: no answer \(failed\)/,
    /the same bytes/,
    /received → parsed → translated → routed → stored → receipted → delivered/,
    /MTTQ +"suKien"/,
    /CA +<td:SoPhieu>cg-[a-z2-7]{26}</,
    /✓ Entered in the book of the police's system as TN\d{10}/,
    /✓ An acknowledgement signed by another's key: refused \(422 acknowledgement-invalid\)/,
    /✓ The police acknowledge it by their signature over the receipt; the sender sees it · receipt #\d+/,
    /✓ Receipt and acknowledgement verify without the gateway/,
    /○ Report · .*Summary.*\n +Not permitted for this purpose and relation/,
    /✓ None of that is in the document that the Front gets/,
    /✓ The Front, which passed the matter on, and the procuracy that supervises it are told by the gateway/,
    /✓ It is in the Front’s system; its status says that the gateway made it from what the police answered/,
    /CAX +Phu Quoc special zone police \(an island\) +48 hours · in time, until \d\d:\d\d \d\d\/\d\d\/\d{4}\n/,
    /CAX +Long Xuyen ward police +24 hours · overdue since/,
    /✓ The same hour of receipt, a limit by the commune/,
    /The log: recomputed from its entries: \d+ entries, \d+ receipts match/,
    /One byte changed in a copy of the log, and its hash made to fit: caught/,
    /, 0 differences/,
  ])
    t.match(stdout, told)
  for (const sign of ['●', '◐', '○', '·']) t.ok(stdout.includes(sign), `some field is ${sign}`)
})

t.test('in Vietnamese unless asked otherwise', async (t) => {
  const { status, stdout } = await demo([])
  t.equal(status, 0)
  t.match(stdout, /Vì sao/)
  t.match(stdout, /✓ Công an ký xác nhận trên biên nhận chuyển giao/)
})

t.test('a gateway that answers otherwise than expected fails the demonstration', async (t) => {
  const { status, stdout } = await demo(['--en'], { LIENTHONG_SANDBOX_SEED: '2' })
  t.equal(status, 1)
  t.match(stdout, /[1-9]\d* differences/)
})

t.test('interrupted without a gateway: nothing stays behind', async (t) => {
  const folder = dataFolder(t)
  const env = { LIENTHONG_DATA: join(folder, 'none'), TMPDIR: folder }
  const cli = join(import.meta.dirname, '../../gateway/cli.ts')
  const child = plainNode(cli, env, { stdio: 'ignore' }, ['demo'])
  const ended = once(child, 'exit')
  await until(() => processesNaming(folder).some((line) => line.includes('postgres')))
  child.kill('SIGTERM')
  t.strictSame(await ended, [130, null])
  t.same(processesNaming(folder), [])
  t.same(readdirSync(folder), [])
})

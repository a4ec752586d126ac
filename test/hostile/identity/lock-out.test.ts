/** Who fails again and again gets no token for a while; nobody else is kept from anything. */
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { assertionForge, now_s, requestToken, startForge } from '../../support/forged.ts'
import { assertRefusal, assertUnharmed, startTarget } from '../../support/hostile.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { rawConnection } from '../../support/raw.ts'

const { officer_failures_max, system_failures_max, lock_s_min } = limits.lockout
const failed = { status: 400, code: 'oauth-invalid-grant' } as const
const locked = { status: 429, code: 'oauth-locked-out' } as const

t.test('lock-out', async (t) => {
  const target = await startTarget(t)
  const { run, police } = target
  const { sign, claims } = await assertionForge(target)
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const forged = (sub: string) => sign(claims({ sub }), {}, stranger)
  const connection = target.connect()

  for (let n = 0; n < officer_failures_max; n++)
    assertRefusal(t, `failure ${n}`, await requestToken(connection, await forged('dtv-001')), failed)
  const reply = await requestToken(connection, await sign(claims({ sub: 'dtv-001' })))
  assertRefusal(t, 'the officer', reply, locked)
  t.match(reply?.json, { error: 'slow_down' })
  const wait_s = Number(reply?.headers['retry-after'])
  t.ok(wait_s >= 1 && wait_s <= lock_s_min)
  t.equal((await police.token(officers.policeClerk)).status, 200, 'another officer')

  // The clerk's token has halved what was counted.
  const more = system_failures_max - officer_failures_max / 2
  for (let n = 0; n < more; n++)
    assertRefusal(t, `of another ${n}`, await requestToken(connection, await forged(`la-${n}`)), failed)
  assertRefusal(t, 'the system', await requestToken(connection, await sign(claims({ sub: 'cb-002' }))), locked)

  const procuracy = agencyClient(run, officers.procuracy.system)
  t.teardown(() => procuracy.close())
  t.equal((await procuracy.token(officers.procuracy)).status, 200, 'no other agency')
  t.equal((await police.get(`/v1/dossiers/${run.dossiers[0]}`, target.token)).status, 200, 'live tokens go on')

  for (let n = 0; n < system_failures_max; n++)
    t.match(await procuracy.get('/v1/dossiers', target.token), { json: { code: 'token-not-bound' } })
  t.match(
    await procuracy.token(officers.procuracy),
    { json: { code: 'oauth-locked-out' } },
    "who shows another's token",
  )
  t.ok(entriesIn(run.audit.dir).some(({ outcome, phase }) => outcome === 'oauth-locked-out' && phase === 'denied'))
  await assertUnharmed(t, target)
})

t.test('what is not the fault of who fails is not counted', async (t) => {
  const { target, sign, claims } = await startForge(t)
  const { run, police } = target
  const renewed = await sign(claims({ cnf: { 'x5t#S256': 'A'.repeat(43) } }))
  for (let n = 0; n < system_failures_max; n++)
    t.match(await police.get(`/v1/dossiers/${run.dossiers[0]}`, renewed), { json: { code: 'token-not-bound' } })
  t.equal((await police.token(officers.police)).status, 200, 'its own token, from before its certificate was renewed')

  const assertion = await assertionForge(target)
  const earlier = { iat: now_s() - 250, exp: now_s() + 40 }
  for (let n = 0; n < officer_failures_max; n++)
    assertRefusal(
      t,
      'from before the gateway could remember',
      await requestToken(target.connect(), await assertion.sign(assertion.claims({ sub: 'dtv-001', ...earlier }))),
      failed,
    )
  t.equal((await police.token(officers.police)).status, 200, 'the gateway had forgotten')

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const forged = await assertion.sign(assertion.claims({ sub: 'dtv-001' }), {}, stranger)
  for (const [certificate, replies] of [
    [undefined, 'certificate-missing'],
    [run.broken['other-ca'], 'certificate-unknown-ca'],
    [run.broken.unregistered, 'certificate-unregistered'],
    [run.clients['toa-an:xet-xu'], 'oauth-invalid-client'],
  ] as const)
    for (let n = 0; n < officer_failures_max; n++) {
      const connection = rawConnection(run, certificate)
      const reply = await requestToken(connection, forged)
      connection.close()
      if (reply?.json?.code !== replies) t.same(reply?.json, replies)
    }
  t.equal((await police.token(officers.police)).status, 200, 'whoever named it has not its certificate')
})

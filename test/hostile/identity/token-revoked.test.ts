/** A token taken back while its connection is open and its signature known there (RFC 7009). */
import t from 'tap'
import { agencyClient, officers } from '../../support/client.ts'
import { postForm, postSigned, startForge } from '../../support/forged.ts'
import { assertRefusal, assertUnharmed, type Target } from '../../support/hostile.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { bytesOf, type RawConnection, rawConnection } from '../../support/raw.ts'

const auditor = 'giam-sat-an-ninh:can-bo'
const revoked = { status: 401, code: 'token-revoked' } as const

async function read({ run }: Target, connection: RawConnection, token: string) {
  const headers = [['Authorization', `Bearer ${token}`]] as const
  connection.send(bytesOf({ target: `/v1/dossiers/${run.stories['to-giac-mat']}`, headers }))
  return connection.next()
}

/** With another signature, whatever it was. */
const notOurs = (token: string) => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')

t.test('revoked', async (t) => {
  const { target, sign, claims } = await startForge(t)
  const { run, police } = target
  const on = (system: string) => rawConnection(run, run.clients[system]!)
  const procuracy = agencyClient(run, officers.procuracy.system)
  t.teardown(() => procuracy.close())
  const bearer = (wish: object = {}) =>
    police.bearer({ ...officers.police, dossiers: [run.stories['to-giac-mat']!], ...wish })
  const theirs = await procuracy.bearer({ ...officers.procuracy, dossiers: [run.stories['to-giac-mat']!] })
  const stands = async (token: string) => t.equal((await read(target, connection, token))?.status, 200)
  const connection = target.connect()
  const revoke = (form: Readonly<Record<string, string>>) =>
    postSigned(target, officers.police.system, connection, '/oauth2/revoke', form)
  const revokeAsAuditor = (form: Readonly<Record<string, string>>) =>
    postSigned(target, auditor, on(auditor), '/oauth2/revoke', form)
  const isActive = async (token: string): Promise<boolean> =>
    (await postForm(on(auditor), '/oauth2/introspect', { token }))?.json.active

  await t.test('one token, on the connection that has just shown it', async (t) => {
    const [first, second] = [await bearer(), await bearer()]
    await stands(first)
    t.match(await revoke({ token: first, token_type_hint: 'access_token' }), {
      status: 200,
    })
    assertRefusal(t, 'revoked', await read(target, connection, first), revoked)
    assertRefusal(t, 'revoked, elsewhere', await read(target, target.connect(), first), revoked)
    await stands(second)
    t.match([await isActive(first), await isActive(second)], [false, true])
    t.match(await revoke({ token: first }), { status: 200 }, 'again')
  })

  await t.test('what is not ours or not alive: nothing happens, and nothing is told', async (t) => {
    for (const token of ['x', 'a.b.c', 'x'.repeat(12_000), notOurs(target.token)])
      t.match(await revoke({ token }), { status: 200, text: '{}' })
    await stands(target.token)
    for (const token of ['x', notOurs(target.token)]) {
      const reply = await postForm(on(auditor), '/oauth2/introspect', { token })
      t.match(reply, { status: 200 })
      t.same(reply?.json, { active: false })
    }
  })

  await t.test('one that rests on an earlier registry, which may come back', async (t) => {
    const jti = 'at-earlier'
    t.match(await revoke({ token: await sign(claims({ registry: 'earlier', jti })) }), { status: 200 })
    const back = await sign(claims({ jti }))
    assertRefusal(t, 'the registry came back', await read(target, connection, back), revoked)
  })

  await t.test("another's token, officer, system", async (t) => {
    const tries = [
      { token: theirs },
      { officer: 'ksv-001', agency: 'vien-kiem-sat' },
      { system: officers.procuracy.system },
      { system: 'khong-co:he-thong' },
    ]
    for (const form of tries) {
      const reply = await revoke(form as never)
      assertRefusal(t, JSON.stringify(Object.keys(form)), reply, { status: 403, code: 'role-not-allowed' })
    }
    t.equal(await isActive(theirs), true)
    for (const form of [{}, { token: '' }, { token: 'x', officer: 'dtv-001' }, { officer: '../x' }])
      t.match(await revoke(form as never), { status: 400 })
  })

  await t.test('all of an officer, and of nobody else', async (t) => {
    const [one, two, clerk] = [await bearer(), await bearer(), await bearer(officers.policeClerk)]
    t.match(await revoke({ officer: 'dtv-001' }), { status: 200 })
    for (const token of [one, two]) assertRefusal(t, 'officer', await read(target, connection, token), revoked)
    await stands(clerk)
    t.equal(await isActive(theirs), true)
  })

  await t.test('the security officers may stop any', async (t) => {
    t.match(await revokeAsAuditor({ token: theirs }), { status: 200 })
    t.equal(await isActive(theirs), false)
    const clerk = await bearer(officers.policeClerk)
    t.match(await revokeAsAuditor({ system: officers.police.system }), { status: 200 })
    assertRefusal(t, 'system', await read(target, connection, clerk), revoked)
  })

  await t.test('nobody else introspects', async (t) => {
    const reply = await postForm(connection, '/oauth2/introspect', { token: target.token })
    assertRefusal(t, 'introspect', reply, { status: 403, code: 'role-not-allowed' })
  })

  await t.test('all of it is in the log, and no token', async (t) => {
    const entries = entriesIn(run.audit.dir)
    const notes = entries.filter(({ phase }) => phase === 'token-revoked').map(({ detail }) => detail.note)
    t.match(notes.slice(0, 3), [/^token at-[a-z2-7]{26}$/, /^token at-/, 'nothing'])
    t.ok(notes.includes('officer cong-an/dtv-001') && notes.includes(`system ${officers.police.system}`))
    t.ok(entries.some(({ detail: { operation } }) => operation === 'token:introspect'))
    t.match(
      entries.find(({ outcome }) => outcome === 'token-revoked'),
      { detail: { who: { officer: 'dtv-001', token: /^at-/ } } },
      'who tried',
    )
    t.notMatch(JSON.stringify(entries), /eyJ/)
  })
  await assertUnharmed(t, target)
})

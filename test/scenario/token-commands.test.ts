/** `lienthong token …` for people: what a token is, taking it back, and new keys, of messages too, against a running gateway. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { officers } from '../support/client.ts'
import { assertionForge, startForge } from '../support/forged.ts'
import { lienthong } from '../support/lienthong.ts'
import { entriesIn } from '../support/log-entries.ts'
import { bytesOf, rawConnection } from '../support/raw.ts'
import { verdictOn } from '../support/signed-reply.ts'
import { until } from '../support/until.ts'

t.test('explain, revoke, rotate', async (t) => {
  const forge = await startForge(t)
  const { target, sign, claims } = forge
  const { run } = target
  const command = (args: readonly string[], input = '') =>
    lienthong(['token', ...args], { env: { LIENTHONG_DATA: run.data }, input })
  const [own, theirs] = [officers.police, officers.procuracy].map(({ system }) => run.clients[system]!.cert)
  const signatureOf = (token: string) => token.slice(token.lastIndexOf('.') + 1)

  const good = await command(['explain', '-', '--cert', own!], `${target.token}\n`)
  t.match(good, { status: 0, stderr: '' })
  t.match(good.stdout, /✓ cổng sẽ nhận mã này · the gateway would accept this token/)
  for (const said of [/dtv-001/, /GIAI_QUYET_NGUON_TIN/, /BLTTHS\.147/, /khớp · fits/, /hs-aaaaaaaaaaaaaaaaaaaaaaaaaa/])
    t.match(good.stdout, said)
  t.notMatch(good.stdout, signatureOf(target.token), 'the token itself is not shown')

  const at_s = Math.floor(Date.now() / 1000)
  const assertion = await assertionForge(target)
  const tries: readonly (readonly [args: readonly string[], fault: RegExp])[] = [
    [[target.token, '--cert', theirs!], /KHÔNG khớp[\s\S]*✗ không gắn với chứng thư này/],
    [[`${target.token.slice(0, -4)}AAAA`], /CHƯA xác minh[\s\S]*✗ chữ ký không phải của cổng này/],
    [[await sign(claims({ iat: at_s - 400, exp: at_s - 100 }))], /✗ đã hết hạn/],
    [[await sign(claims({ aud: 'https://example.vn' }))], /✗ do cổng khác cấp/],
    [[await sign(claims({ registry: 'earlier' }))], /✗ đã bị thu hồi, hoặc sổ đăng ký/],
    [[await assertion.sign(assertion.claims())], /✗ không phải mã truy cập/],
  ]
  for (const [args, fault] of tries) {
    const told = await command(['explain', ...args])
    t.equal(told.status, 1)
    t.match(told.stdout, fault)
    t.notMatch(told.stdout + told.stderr, signatureOf(args[0]!))
  }
  const strange = await sign(claims({ sub: '\u001b[2J\u202e', authorization_details: 1 }))
  t.match((await command(['explain', strange])).stdout, /cán bộ · officer +\?\[2J\?\n/, 'nothing that moves the cursor')
  for (const none of ['x', 'a.b.c', 'x'.repeat(20_000)])
    t.match(await command(['explain', none]), { status: 1, stdout: '' })

  const { system, ...wish } = officers.police
  const { cert, key, assertion_key } = run.clients[system]!
  const elsewhere = {
    ...{ url: run.url, ca: run.ca, cert, 'private-key': key, 'assertion-key': assertion_key },
  }
  const reached = Object.entries(elsewhere).flatMap(([name, value]) => [`--${name}`, value])
  const asked = ['--as', system, '--officer', wish.officer, '--purpose', wish.purpose, '--legal-basis', wish.legalBasis]
  // No file of a running gateway is there to look at.
  const away = (args: readonly string[]) =>
    lienthong(['token', ...args], { env: { LIENTHONG_DATA: join(run.data, 'another') } })
  t.match(await away(['get', ...asked]), { status: 2, stderr: /--url/ })
  t.match(await away(['get', ...asked, ...reached]), { status: 2, stderr: /--clearance/ }, 'its own word')
  const got = await away(['get', ...asked, '--clearance', 'HAN_CHE', ...reached])
  t.match(got, { status: 0, stderr: '' })
  const [gotten] = got.stdout.split('\n')
  t.match(await command(['explain', gotten!]), { status: 0 })
  t.match(await away(['revoke', '--as', system, gotten!, ...reached]), { status: 0 })
  t.match(await command(['explain', gotten!]), { status: 1, stdout: /✗ đã bị thu hồi/ })

  t.match(await command(['revoke', '--as', officers.procuracy.system, target.token]), {
    status: 1,
    stderr: /role-not-allowed/,
  })
  t.match(await command(['revoke', '--as', officers.police.system, '-'], target.token), { status: 0 })
  t.match(await command(['explain', target.token]), { status: 1, stdout: /✗ đã bị thu hồi/ })

  const clerk = await target.police.bearer(officers.policeClerk)
  const connection = rawConnection(run, run.clients[officers.police.system]!)
  const read = async () => {
    connection.send(bytesOf({ target: '/v1/dossiers?first=1', headers: [['Authorization', `Bearer ${clerk}`]] }))
    return (await connection.next())!
  }
  const published = async () =>
    ((await target.police.call('/oauth2/jwks')).json.keys as { kid: string }[]).map(({ kid }) => kid)
  t.equal((await read()).status, 200)
  const [before] = await published()
  const about = '/.well-known/lienthong-keys'
  const signed = () =>
    target.police.call(about, {
      headers: { 'accept-signature': 'sig1=("@status" "content-digest" "@target-uri";req)' },
    })
  const first = await signed()
  const renewed = await lienthong(['message', 'rotate-key'], { env: { LIENTHONG_DATA: run.data } })
  const rotated = await command(['rotate-key'])
  const [, kid] = /^kid (\S+)\n$/.exec(rotated.stdout) ?? []
  await until(async () => (await published())[0] === kid)
  t.ok((await published()).includes(before!), 'the one before verifies')
  await until(async () => renewed.stdout === `kid ${(await signed()).json.keys[0].kid}\n`)
  const last = await signed()
  t.match(last.json, { iss: run.url, keys: [{ nbf: Number }, { kid: first.json.keys[0].kid, exp: Number }] })
  for (const reply of [first, last])
    t.ok(verdictOn(reply, { method: 'GET', url: `${run.url}${about}` }, last.json)?.holds, 'whichever key signed it')
  const told = `message key ${last.json.keys[0].kid}`
  await until(() => entriesIn(run.audit.dir).some(({ detail }) => detail.note === told))
  t.ok((await published()).includes(last.json.keys[0].kid), 'who looks at the present keys alone finds it')
  t.equal((await read()).status, 200, 'a live token goes on')
  await target.police.bearer(officers.policeClerk)
  await command(['rotate-key', '--distrust'])
  await until(async () => !(await published()).includes(kid!))
  t.notOk((await published()).includes(before!), 'nor the one before it: all old tokens end')
  t.match((await read()).json, { code: 'token-invalid' })
  t.notMatch(readFileSync(join(run.data, 'keys/token.key'), 'utf8'), kid!)
  connection.close()
})

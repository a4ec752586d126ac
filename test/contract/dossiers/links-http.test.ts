/** `POST /v1/links`, its undoing and the list of links, on a whole gateway: signed, covered by a token, recorded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createIndexKeys } from '../../../gateway/dossiers/keys.ts'
import { registerPage } from '../../../gateway/dossiers/register.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { agencyClient, officers, type Reply } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { now_s } from '../../support/forged.ts'
import { entriesIn, indexOf, untoldIn } from '../../support/log-entries.ts'
import { coveredComponents, headersOf, type Push, signedMessage, signerOf } from '../../support/push.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'
import { entry } from './index-world.ts'
import { actOf } from './link-world.ts'

const databaseUrl = await testDatabase(t)
const { run } = await openTrusting(t, { databaseUrl })
const db = openDatabase(databaseUrl)
t.teardown(() => db.close())
const keys = createIndexKeys(readFileSync(join(run.data, 'keys/index.key')))

async function take(agency: string, code: string, entries: readonly ReturnType<typeof entry>[]): Promise<string> {
  const position = { cursor: 'c', listed: true }
  await registerPage(db, keys, newDossierId, { agency, code, entries, position })
  const [row] = await db.query<{ dossier: string }>('SELECT dossier FROM facet WHERE agency = $1', [agency])
  return row!.dossier
}
const a = await take('cong-an', 'CA', [entry('A', ['1'], { resolves: true })])
const b = await take('thanh-tra', 'TTr', [
  entry('T', ['TTr:9'], { confirms: [{ relation: 'originator', agency: 'CA' }] }),
])
const strange = await take('toa-an', 'TA', [entry('C', ['TA:3'])])
const missing = `hs-${'a'.repeat(26)}`
const pair = [a, b] as const

const client = agencyClient(run, officers.police.system)
t.teardown(() => client.close())
const signer = await signerOf(readFileSync(run.clients[officers.police.system]!.assertion_key, 'utf8'))
const { system: _, ...officer } = officers.police
const bearer = (dossiers: readonly string[], actions = ['dossier:link']) =>
  client.bearer({ ...officer, dossiers, actions })
const token = await bearer([a, b, strange, missing])

/** The headers of a right request, but for `change`. */
function signed(path: string, body: string, authorization = `Bearer ${token}`, change: Partial<Push> = {}) {
  const covered = `${coveredComponents} "authorization"`
  const tag = 'lienthong-request'
  const usual = { signer, targetUri: `${run.url}${path}`, body, created: now_s(), covered, tag, authorization }
  return headersOf(signedMessage({ ...usual, ...change }))
}
const post = (path: string, content: unknown, authorization?: string, change?: Partial<Push>): Promise<Reply> => {
  const body = typeof content === 'string' ? content : JSON.stringify(content)
  return client.call(path, { method: 'POST', body, headers: signed(path, body, authorization, change) })
}
const lasting = ({ status, text }: Reply) => [status, text.replace(/ev-[a-z2-7]{26}/g, 'ev')]
const entries = () => entriesIn(join(run.data, 'audit'))

t.test('what is not signed, or not all of it, has no effect', async (t) => {
  const path = '/v1/links'
  const body = JSON.stringify(actOf(pair))
  const good = signed(path, body)
  const { signature: _, 'signature-input': __, ...bare } = good
  const tries: readonly (readonly [string, Record<string, string>, string?])[] = [
    ['signature-missing', bare],
    ['token-missing', Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'authorization'))],
    ['signature-invalid', signed(path, body, undefined, { covered: coveredComponents })],
    ['signature-invalid', signed(path, body, undefined, { tag: 'lienthong-deposit' })],
    ['signature-invalid', { ...good, authorization: `Bearer ${await bearer([a, b])}` }],
    ['signature-invalid', signed('/v1/links/x', body)],
    ['digest-mismatch', good, JSON.stringify(actOf(pair, '03'))],
    ['media-type-unsupported', signed(path, body, undefined, { contentType: 'text/plain' })],
  ]
  for (const [code, headers, sent = body] of tries)
    t.match((await client.call(path, { method: 'POST', headers, body: sent })).json, { code })
  t.match((await client.call(path)).json, { code: 'method-not-allowed' })
  t.strictSame(await db.query('SELECT FROM link'), [])
})

t.test('the token has to cover the action and both dossiers', async (t) => {
  for (const [dossiers, actions] of [
    [
      [a, b],
      ['dossier:read', 'dossier:list'],
    ],
    [[a], ['dossier:link']],
    [[b], ['dossier:link']],
  ] as const)
    t.match((await post('/v1/links', actOf(pair), `Bearer ${await bearer(dossiers, [...actions])}`)).json, {
      code: 'token-scope',
    })
  const { system, ...prosecutor } = officers.procuracy
  const procuracy = agencyClient(run, system)
  t.teardown(() => procuracy.close())
  t.match(await procuracy.token({ ...prosecutor, dossiers: pair, actions: ['dossier:link'] }), {
    status: 400,
    json: { error: 'invalid_authorization_details' },
  })
})

t.test('an act of another form is refused as such', async (t) => {
  const act = actOf(pair)
  const others: readonly unknown[] = [
    ...[null, [], 1, {}, { ...act, more: 1 }, { ...act, reason: undefined }],
    ...[[a], [a, a], [a, b, strange], [a, 'x'], [a, null], a].map((dossiers) => ({ ...act, dossiers })),
    ...['', ' ', 'x'.repeat(1_001), 'x\u0000', 'x\u001b[2J', 1].map((reason) => ({ ...act, reason })),
    ...['', 'x'.repeat(101), '1\u0007'].map((number) => ({ ...act, decision: { ...act.decision, number } })),
    ...['2026-02-30', '2026-3-5', '05/03/2026', '', 1].map((decidedOn) => ({
      ...act,
      decision: { ...act.decision, decidedOn },
    })),
  ]
  for (const other of others)
    t.match((await post('/v1/links', other)).json, { code: 'parameter-invalid' }, JSON.stringify(other))
  t.match((await post('/v1/links', '{')).json, { code: 'body-malformed' })
  t.strictSame(await db.query('SELECT FROM link'), [])
})

t.test('a dossier that is not there and one that may not be known are answered the same', async (t) => {
  const none = await post('/v1/links', actOf([a, missing]))
  t.match(none, { status: 404, json: { code: 'dossier-not-found' } })
  t.strictSame(lasting(await post('/v1/links', actOf([a, strange]))), lasting(none))
  const listed = (id: string) => client.get(`/v1/dossiers/${id}/links`, token)
  t.match(await listed(missing), { status: 404, json: { code: 'dossier-not-found' } })
  t.strictSame(lasting(await listed(strange)), lasting(await listed(missing)))
})

t.test('made, recorded, listed, undone; each once', async (t) => {
  const body = JSON.stringify(actOf(pair))
  const headers = signed('/v1/links', body)
  const made = await client.call('/v1/links', { method: 'POST', headers, body })
  t.match(made, { status: 200, headers: { signature: String }, json: { link: { state: 'made', dossiers: [a, b] } } })
  const { link, receipt } = made.json
  t.match(entries()[receipt.index], { phase: 'linked', outcome: 'ok', detail: { link: { id: link.id } } })
  t.match(entries()[indexOf(made)], { phase: 'released', detail: { operation: 'dossier:link', asked: [a, b] } })
  t.match((await client.call('/v1/links', { method: 'POST', headers, body })).json, { code: 'signature-replayed' })
  t.strictSame((await post('/v1/links', body)).json, made.json, 'signed anew: the same receipt')

  t.strictSame((await client.get(`/v1/dossiers/${b}/links`, token)).json, { links: [link] })
  t.match((await client.get(`/v1/dossiers/${b}/links?x=1`, token)).json, { code: 'parameter-invalid' })

  const path = `/v1/links/${link.id}/undo`
  const reason = { reason: 'Nhầm vụ việc.' }
  for (const other of [`${path}?x`, path.replace('lk-', '%6Ck-'), '/v1/links/lk-x/undo'])
    t.match((await post(other, reason)).json, { code: 'parameter-invalid' }, other)
  t.match((await post(path, {})).json, { code: 'parameter-invalid' })
  t.match((await post(path, reason, `Bearer ${await bearer([missing])}`)).json, { code: 'link-not-found' })
  const undone = await post(path, reason, `Bearer ${await bearer([b])}`)
  t.match(undone, { status: 200, json: { link: { id: link.id, state: 'undone' } } })
  t.match(entries()[undone.json.receipt.index], { phase: 'unlinked', detail: { link: { id: link.id } } })
  t.strictSame((await post(path, reason)).json, undone.json)
  t.strictSame((await client.get(`/v1/dossiers/${a}/links`, token)).json, { links: [] })
  t.match((await post('/v1/links', body)).json, { link: { state: 'undone' }, receipt }, 'and stays so')
  t.strictSame(untoldIn(entries()), [], 'the page of events tells of all that the log has')
})

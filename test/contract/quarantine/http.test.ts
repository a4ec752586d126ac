/** `/v1/quarantine` on a whole gateway, by hand and by `lienthong quarantine`: signed, covered by a token, of one's own agency, recorded. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { nativeEvent } from '../../../adapters/mttq/sandbox/writer.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import {
  quarantineCorrect,
  quarantineExpire,
  quarantineRelease,
  quarantineReturn,
} from '../../../gateway/commands/quarantine-act.ts'
import { quarantineList } from '../../../gateway/commands/quarantine-list.ts'
import { quarantineOpen } from '../../../gateway/commands/quarantine-open.ts'
import { called } from '../../support/called.ts'
import { agencyClient, officers, type Reply } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { now_s } from '../../support/forged.ts'
import { entriesIn, indexOf, untoldIn } from '../../support/log-entries.ts'
import { coveredComponents, headersOf, type Push, signedMessage, signerOf } from '../../support/push.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'

/** The security officers operate this gateway too, for a purpose of its own that opens no dossier. */
const watch = 'giam-sat-an-ninh'
const running = {
  ...{ id: 'VAN_HANH_CONG', vi: 'Vận hành cổng', en: 'Operating the gateway', agencies: [watch], relations: [] },
  actions: ['quarantine:list', 'quarantine:settle'],
  legalBases: [{ id: 'ND278_2025.13', vi: 'Điều 13 Nghị định 278/2025/NĐ-CP', confidence: 'second-hand' }],
}
const { run, told } = await openTrusting(t, {
  async prepare(dataDir) {
    // biome-ignore lint/suspicious/noExplicitAny: files of the registry are changed at will here
    const edit = (file: string, change: (content: any) => void) => {
      const path = join(dataDir, 'policies', file)
      const content = JSON.parse(readFileSync(path, 'utf8'))
      change(content)
      writeFileSync(path, JSON.stringify(content))
    }
    edit('purposes.json', (purposes) => purposes.push(running))
    edit(`participants/${watch}.json`, (participant) => {
      participant.purposes.push(running.id)
      participant.systems[0].roles.push('operator')
    })
    return {}
  },
})
const system = 'mttq:tiep-nhan'
const own = run.clients[system]!
const client = agencyClient(run, system)
const { system: strange, ...police } = officers.police
const stranger = agencyClient(run, strange)
for (const each of [client, stranger]) t.teardown(() => each.close())
const signer = await signerOf(readFileSync(own.assertion_key, 'utf8'))
const officer = { officer: 'cbmt-001', purpose: 'GIAM_SAT_XA_HOI', legalBasis: 'LMTTQVN' }
const actions = ['quarantine:list', 'quarantine:open', 'quarantine:settle']
const token = await client.bearer({ ...officer, actions })
const entries = () => entriesIn(join(run.data, 'audit'))
const reason = 'Xem vì sao không chuyển đổi được.'

// biome-ignore lint/suspicious/noExplicitAny: native documents are changed at will here
const documentOf = (index: number, change: (native: any) => void = () => {}): string => {
  const [facet] = makeWorld({ seed: 77 })
    .matters.flatMap(({ facets: of }) => of.mttq ?? [])
    .slice(index)
  const native = structuredClone(nativeEvent(facet!, `su-kien-${index}`)) as never
  change(native)
  return JSON.stringify(native)
}

async function push(body: string): Promise<Reply> {
  const headers = headersOf(signedMessage({ signer, targetUri: run.deposit_endpoint, body, created: now_s() }))
  return client.call('/v1/deposits', { method: 'POST', headers, body })
}

/** A right request, but for `change`. */
function post(path: string, content: object, change: Partial<Push> = {}): Promise<Reply> {
  const body = JSON.stringify(content)
  const covered = `${coveredComponents} "authorization"`
  const usual = { signer, targetUri: `${run.url}${path}`, body, created: now_s(), covered, tag: 'lienthong-request' }
  const headers = headersOf(signedMessage({ ...usual, authorization: `Bearer ${token}`, ...change }))
  return client.call(path, { method: 'POST', body, headers })
}

const bad = documentOf(0).slice(0, -20)
const pushed = await push(bad)
const listed = await client.get('/v1/quarantine', token)
const id: string = listed.json.items[0].id
const at = `/v1/quarantine/${id}`
const lasting = ({ status, text }: Reply) => [status, text.replace(/ev-[a-z2-7]{26}/g, 'ev').replace(id, 'cl')]

t.test('listed with codes and places', async (t) => {
  t.match(pushed, { status: 422, json: { code: 'document-rejected', findings: [{ line: Number, column: Number }] } })
  t.match(listed, {
    status: 200,
    json: {
      items: [
        { state: 'held', agency: 'mttq', transport: 'https-push', seen: 1, content: 'kept', event: pushed.json.event },
      ],
    },
  })
  t.same(listed.json.items[0].findings, pushed.json.findings)
  t.match(entries()[indexOf(listed)], {
    detail: { operation: 'quarantine:list', who: { officer: 'cbmt-001' }, rows: 1 },
  })
  for (const query of ['x=1', 'state=open', 'first=0', 'first=101', 'after=x', 'state=held&state=held']) {
    const parameter = query.split('=')[0]
    t.match((await client.get(`/v1/quarantine?${query}`, token)).json, { code: 'parameter-invalid', parameter }, query)
  }
  const { json } = await client.get('/v1/quarantine?Nguy%E1%BB%85n+V%C4%83n+A=1', token)
  t.strictSame([json.code, json.parameter], ['parameter-invalid', undefined], 'what could be no name is not said again')
  t.match((await client.get('/v1/quarantine?state=held&agency=mttq&first=1', token)).json.items.length, 1)
})

t.test('without the right signature, token or form nothing is done', async (t) => {
  const path = `${at}/open`
  const list = await client.bearer({ ...officer, actions: ['quarantine:list'] })
  const tries: readonly (readonly [string, Promise<Reply>])[] = [
    ['signature-invalid', post(path, { reason }, { tag: 'lienthong-deposit' })],
    ['signature-invalid', post(path, { reason }, { covered: coveredComponents })],
    [
      'signature-missing',
      client.call(path, {
        method: 'POST',
        body: '{}',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      }),
    ],
    ['token-scope', post(path, { reason }, { authorization: `Bearer ${list}` })],
    ['token-scope', post(`${at}/release`, { reason }, { authorization: `Bearer ${list}` })],
    ['body-too-large', post(path, { reason, document: 'A'.repeat(20_000) })],
  ]
  for (const [code, reply] of tries) t.match((await reply).json, { code })
  const wrong: readonly (readonly [string, string, object])[] = [
    ['reason', path, {}],
    ['reason', path, { reason: ' ' }],
    ['more', path, { reason, more: 1 }],
    ['document', `${at}/correct`, { reason, document: 'é'.repeat(20_000) }],
    ['id', '/v1/quarantine/x/open', { reason }],
  ]
  for (const [parameter, target, body] of wrong)
    t.match((await post(target, body)).json, { code: 'parameter-invalid', parameter })
  t.match((await client.get(at, token)).json.acts, [])
  const dossiers = await client.token({ ...officer, actions: ['quarantine:list', 'dossier:read'] })
  t.match(dossiers.json, { error: 'invalid_authorization_details' }, 'what reads dossiers names them')
})

t.test('of another agency it is not there', async (t) => {
  const theirs = await stranger.bearer({ ...police, actions })
  const none = await stranger.get(`/v1/quarantine/cl-${'a'.repeat(26)}`, theirs)
  t.match(none, { status: 404, json: { code: 'quarantine-not-found' } })
  t.strictSame(lasting(await stranger.get(at, theirs)), lasting(none))
  t.match((await stranger.get('/v1/quarantine?agency=mttq', theirs)).json, { items: [] })
  const status = `/v1/deposits/${pushed.json.event}`
  t.match((await stranger.call(status)).json, { code: 'deposit-not-found' })
  t.match((await client.call(status)).json, { state: 'quarantined', quarantine: { item: id, state: 'held' } })
})

t.test('who operates the gateway tries and does not open', async (t) => {
  t.same(
    told.filter(({ event }) => event === 'policies-unproven'),
    [],
  )
  const operating = agencyClient(run, `${watch}:can-bo`)
  t.teardown(() => operating.close())
  const asked = { officer: 'gs-001', purpose: running.id, legalBasis: 'ND278_2025.13', clearance: 'HAN_CHE' } as const
  t.match(await operating.token({ ...asked, actions }), { json: { error: 'invalid_authorization_details' } })
  const bearer = await operating.bearer({ ...asked, actions: running.actions })
  t.match((await operating.get('/v1/quarantine', bearer)).json, { items: [{ id, agency: 'mttq' }] })
  t.match((await operating.get('/v1/dossiers', bearer)).json, { code: 'role-not-allowed' })
  const key = await signerOf(readFileSync(run.clients[`${watch}:can-bo`]!.assertion_key, 'utf8'))
  const send = (act: string) => {
    const [path, body] = [`${at}/${act}`, JSON.stringify({ reason })]
    const usual = { signer: key, targetUri: `${run.url}${path}`, body, created: now_s(), tag: 'lienthong-request' }
    const covered = `${coveredComponents} "authorization"`
    const headers = headersOf(signedMessage({ ...usual, covered, authorization: `Bearer ${bearer}` }))
    return operating.call(path, { method: 'POST', body, headers })
  }
  t.match((await send('try')).json, { item: { state: 'held' }, comparison: { now: { outcome: 'rejected' } } })
  t.match((await send('open')).json, { code: 'token-scope' })
  t.match((await send('expire')).json, { code: 'quarantine-held' })
})

t.test('opened: the bytes as they came, their record first', async (t) => {
  const body = JSON.stringify({ reason })
  const headers = headersOf(
    signedMessage({
      ...{ signer, targetUri: `${run.url}${at}/open`, body, created: now_s(), tag: 'lienthong-request' },
      ...{ covered: `${coveredComponents} "authorization"`, authorization: `Bearer ${token}` },
    }),
  )
  const send = () => client.call(`${at}/open`, { method: 'POST', body, headers })
  const opened = await send()
  t.match(opened, { status: 200, text: bad, headers: { 'content-type': 'application/octet-stream' } })
  const all = entries()
  t.match(all[indexOf(opened)], { phase: 'released', detail: { operation: 'quarantine:open' } })
  t.match(
    all.slice(0, indexOf(opened)).findLast(({ phase }) => phase === 'quarantine-opened'),
    { event: all[indexOf(opened)]!.event, detail: { handled: { item: id }, who: { officer: 'cbmt-001' } } },
  )
  t.match((await send()).json, { code: 'signature-replayed' }, 'once for each signature')
  t.match((await client.get(at, token)).json.acts.at(-1), { act: 'open', by: { officer: 'cbmt-001' } })
})

const commands = {
  list: quarantineList,
  open: quarantineOpen,
  release: quarantineRelease,
  correct: quarantineCorrect,
  return: quarantineReturn,
  expire: quarantineExpire,
}

t.test('by the commands', async (t) => {
  const person = ['--as', system, '--officer', officer.officer, '--purpose', officer.purpose]
  const basis = ['--legal-basis', officer.legalBasis, '--clearance', 'HAN_CHE']
  const place = ['--url', run.url, '--ca', run.ca, '--cert', own.cert, '--private-key', own.key]
  const quarantine = (what: keyof typeof commands, ...more: readonly string[]) =>
    called(commands[what], ...person, ...basis, ...place, '--assertion-key', own.assertion_key, ...more)
  const folder = dataFolder(t)
  t.match(await quarantine('list'), { status: 0, stdout: new RegExp(`^${id}  held  mttq  https-push  `) })
  t.match(await quarantine('list', '--state', 'returned'), {
    status: 0,
    stdout: '',
    stderr: /nothing that this agency/,
  })
  const unnamed = [...person, '--legal-basis', officer.legalBasis, ...place, '--assertion-key', own.assertion_key]
  const needed = /^--clearance: .* needed: the clearance of cbmt-001/
  t.match(await called(commands.list, ...unnamed), { status: 2, stderr: needed })
  const out = join(folder, 'document')
  t.match(await quarantine('open', '--reason', reason, '--out', out, id), { status: 0 })
  t.equal(readFileSync(out, 'utf8'), bad)
  const dry = await quarantine('release', '--dry-run', '--reason', reason, id)
  t.match(dry, { status: 0, stdout: /now {4}mttq@\S+ {2}rejected/ })
  t.match(await quarantine('release', '--reason', reason, id), { status: 1, stderr: /^quarantine-still-rejected/ })
  const corrected = join(folder, 'corrected.json')
  writeFileSync(corrected, documentOf(0))
  t.match(await quarantine('correct', '--reason', reason, id, corrected), { status: 0, stdout: `${id}  released` })
  t.match((await client.call(`/v1/deposits/${pushed.json.event}`)).json, { quarantine: { state: 'released' } })
  t.match(await push(documentOf(0)), { status: 200, json: { state: 'duplicate', taken: 1 } })
  t.match(await quarantine('return', '--reason', reason, id), { status: 1, stderr: /^quarantine-ended/ })
  await push(documentOf(1).slice(0, -20))
  const [other] = (await client.get('/v1/quarantine?state=held', token)).json.items
  t.match(await quarantine('return', '--reason', reason, other.id), { status: 0, stdout: `${other.id}  returned` })
  t.match(await quarantine('expire', '--reason', reason, other.id), { status: 0 })
  t.match((await post(`/v1/quarantine/${other.id}/open`, { reason })).json, { code: 'quarantine-erased' })
  t.strictSame(untoldIn(entries()), [], 'the page of events tells of all that the log has')
})

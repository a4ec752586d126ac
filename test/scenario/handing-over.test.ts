/** The Front hands a petition over to the police, through a whole gateway: what each end is told, what the log has, and what is refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { verifyLog } from '../../gateway/audit/verify.ts'
import { inboxAcknowledge, inboxRefuse } from '../../gateway/commands/inbox-answer.ts'
import { inboxGet } from '../../gateway/commands/inbox-get.ts'
import { inboxList } from '../../gateway/commands/inbox-list.ts'
import { inboxPush } from '../../gateway/commands/inbox-push.ts'
import { transferList } from '../../gateway/commands/transfer-list.ts'
import { transferRecall } from '../../gateway/commands/transfer-recall.ts'
import { transferStatus } from '../../gateway/commands/transfer-status.ts'
import { postJson } from '../../gateway/development/signing-system.ts'
import { verifyReceipt } from '../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../gateway/limits.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { called } from '../support/called.ts'
import { agencyClient, officers } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { now_s } from '../support/forged.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn, receiptOf, untoldIn } from '../support/log-entries.ts'
import { coveredComponents, headersOf, type Push, signedMessage, signerOf } from '../support/push.ts'
import { rawConnection, bytesOf as requestBytes } from '../support/raw.ts'
import { until } from '../support/until.ts'

const databaseUrl = await testDatabase(t)
const { run } = await startGateway(t, { agencies: ['mttq', 'cong-an'], databaseUrl })
const { query: psql, close: closeDatabase } = openDatabase(databaseUrl)
t.teardown(closeDatabase)
const clientOf = (system: string) => {
  const client = agencyClient(run, system)
  t.teardown(() => client.close())
  return client
}
const front = clientOf('mttq:tiep-nhan')
const police = clientOf(officers.police.system)
const procuracy = clientOf(officers.procuracy.system)
const court = clientOf('toa-an:xet-xu')
const auditor = clientOf('giam-sat-an-ninh:can-bo')
const signer = await signerOf(readFileSync(run.clients['mttq:tiep-nhan']!.assertion_key, 'utf8'))
const golden = join(import.meta.dirname, '../../adapters/mttq/golden')
const petition = readFileSync(join(golden, 'vni-day-du.json'), 'utf8')

/** The petition says when the Front received it: long before today. */
const passedOn = { rule: 'BLTTHS.146', owner: 'mttq', state: 'overdue', endedBy: 'stored', supervisor: 'vien-kiem-sat' }
const noted = { rule: 'TTLT01-2017.14.1', owner: 'cong-an' }

const path = '/v1/transfers?to=cong-an'
const covered = `${coveredComponents} "idempotency-key"`

function headers(target: string, body: string, change: Partial<Push> = {}) {
  const usual = { signer, targetUri: `${run.url}${target}`, body, created: now_s(), tag: 'lienthong-transfer' }
  return headersOf(signedMessage({ ...usual, idempotencyKey: '"PA-2026-000199"', covered, ...change }))
}
const post = (target: string, body = petition, change: Partial<Push> = {}) =>
  front.call(target, { method: 'POST', body, headers: headers(target, body, change) })
/** What a command needs to be that system. */
function filesOf(system: string): readonly string[] {
  const own = run.clients[system]!
  const files = ['--ca', run.ca, '--cert', own.cert, '--private-key', own.key, '--assertion-key', own.assertion_key]
  return ['--as', system, '--url', run.url, ...files]
}
const signing = (system: string, client: typeof front) => ({
  url: run.url,
  keyPem: readFileSync(run.clients[system]!.assertion_key, 'utf8'),
  call: client.call,
})

const withoutKey = { idempotencyKey: undefined, covered: coveredComponents } as unknown as Partial<Push>

t.test('a dry run tells what the police would not get, and keeps nothing', async (t) => {
  const { status, json } = await post(`${path}&dry-run`, petition, withoutKey)
  t.match({ status, json }, { status: 200, json: { dry_run: true, kind: 'TIN_BAO', withheld: Array, missing: Array } })
  const entry = entriesIn(run.audit.dir).at(-1)
  t.match(entry, { phase: 'transfer-dry-run', detail: { transfer: { sender: 'mttq', receiver: 'cong-an' } } })
})

t.test('what is not for the police to get from the Front, or not so signed, has no effect', async (t) => {
  const signed = ['@method', '@target-uri', 'content-type', 'content-digest', 'idempotency-key']
  const refusals: readonly (readonly [code: string, reply: ReturnType<typeof post>, told?: object])[] = [
    ['route-not-allowed', post('/v1/transfers?to=toa-an')],
    ['route-not-allowed', post('/v1/transfers?to=khong-co')],
    ['parameter-invalid', post('/v1/transfers'), { parameter: 'to' }],
    ['parameter-invalid', post(`${path}&to=toa-an`), { parameter: 'to' }],
    ['parameter-invalid', post('/v1/transfers?dry-run&to=cong-an'), { parameter: 'dry-run' }],
    ['parameter-invalid', post(`${path}&dry-run=true`), { parameter: 'dry-run' }],
    ['parameter-invalid', post(`${path}&constructor=x`), { parameter: 'constructor' }],
    ['idempotency-key-invalid', post(path, petition, withoutKey)],
    ['idempotency-key-invalid', post(path, petition, { idempotencyKey: 'PA-2026-000199' })],
    ['idempotency-key-invalid', post(path, petition, { idempotencyKey: '"ngan"' })],
    ['signature-invalid', post(path, petition, { covered: coveredComponents }), { components: signed }],
    ['signature-invalid', post(path, petition, { tag: 'lienthong-deposit' }), { tag: 'lienthong-transfer' }],
    ['media-type-unsupported', post(path, petition, { contentType: 'text/csv' }), { takes: 'application/json' }],
    ['document-rejected', post(path, '{}', { idempotencyKey: '"PA-hong-1"' })],
  ]
  for (const [code, reply, told] of refusals) t.match((await reply).json, { code, party: 'caller', ...told })
  const otherKey = { ...headers(path, petition), 'idempotency-key': '"PA-2026-000200"' }
  const { json } = await front.call(path, { method: 'POST', body: petition, headers: otherKey })
  t.match(json, { code: 'signature-invalid' }, 'a key that nobody signed')
  t.strictSame(
    entriesIn(run.audit.dir).filter(({ phase }) => phase === 'transfer-stored'),
    [],
  )
})

t.test('of a state secret in clear nothing is kept, and an incident is told', async (t) => {
  const stamped = JSON.parse(petition)
  stamped.phanAnh.cheDo.doMat = 'M'
  const secret = await post(path, JSON.stringify(stamped), { idempotencyKey: '"PA-mat-0001"' })
  t.match([secret.status, secret.json], [422, { code: 'state-secret-in-clear', findings: [] }])
  const event = String((secret.json as { event: string }).event)
  const told = entriesIn(run.audit.dir).filter((entry) => entry.event === event)
  t.strictSame(
    told.map(({ phase }) => phase),
    ['incident', 'denied'],
  )
})

t.test(
  'an upload that is not what was signed, too large, cut off or nobody’s leaves nothing and a clear refusal',
  async (t) => {
    const paper = Buffer.alloc(600_000, 'giấy ')
    const target = '/v1/attachments'
    const signedFor = (body: Uint8Array, change: Partial<Push> = {}) => {
      const usual = { signer, targetUri: `${run.url}${target}`, created: now_s(), tag: 'lienthong-attachment' }
      return headersOf(signedMessage({ ...usual, body: body as never, contentType: 'image/tiff', ...change }))
    }
    const send = async (body: Uint8Array, headers: Readonly<Record<string, string>>) =>
      (await front.call(target, { method: 'POST', body, headers })).json
    t.match(await send(paper.fill('x', 0, 1), signedFor(Buffer.from('khác'))), { code: 'digest-mismatch' })
    t.match(await send(paper, signedFor(paper, { tag: 'lienthong-transfer' })), { code: 'signature-invalid' })
    t.match(await send(paper, signedFor(paper, { contentType: 'image' })), { code: 'media-type-unsupported' })
    t.match(await send(Buffer.alloc(0), signedFor(Buffer.alloc(0))), { code: 'attachment-empty' })
    const { json: strange } = await police.call(target, { method: 'POST', body: paper, headers: signedFor(paper) })
    t.match(strange, { code: 'signature-invalid' }, 'by the key of another agency')

    const raw = async (head: readonly (readonly [string, string])[], ...bodies: readonly (string | Uint8Array)[]) => {
      const connection = rawConnection(run, run.clients['mttq:tiep-nhan']!)
      const headers = [...Object.entries(signedFor(paper)), ...head]
      connection.send(requestBytes({ method: 'POST', target, headers }))
      for (const body of bodies) connection.send(body)
      return connection
    }
    const announced = await raw([['Content-Length', String(limits.attachment.bytes_max + 1)]])
    t.match((await announced.next())?.json, { code: 'attachment-too-large' }, 'before any of it')
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    const chunks = Array.from({ length: limits.attachment.bytes_max / 0x100000 + 1 }, () => chunk)
    const endless = await raw([['Transfer-Encoding', 'chunked']], ...chunks)
    t.match((await endless.next())?.json, { code: 'attachment-too-large' }, 'and of what says no length')
    const cut = await raw([['Content-Length', String(paper.length)]], paper.subarray(0, 500_000))
    const stored = async (table: string) => (await psql<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n
    await until(async () => (await stored('attachment_chunk')) > 0)
    cut.close()
    await until(async () => (await stored('attachment')) === 0)
    t.equal(await stored('attachment_chunk'), 0)

    const { attachment, bytes } = await send(paper, signedFor(paper))
    t.match([attachment, bytes], [/^dk-/, paper.length])
    t.equal((await send(paper, signedFor(paper))).attachment, attachment, 'the same again is the same')
    const beside = `&attachment=${attachment}@`
    for (const [parameter, query] of [
      ['attachment', `${beside}00`],
      ['attachment', `${beside}0${beside}0`],
      ['attachment', `${beside}x`],
      ['attachment', `&attachment=${attachment}`],
      ['shows', '&shows=/report'],
      ['shows', `${beside}0&shows=`],
      ['shows', `${beside}0&shows=/report&shows=/offences`],
      ['shows', `${beside}opaque-0&shows=/report`],
      ['shows', `${beside}0&shows=${'/report,'.repeat(limits.attachment.shows_max)}/report`],
      ['dry-run', `&dry-run${beside}0`],
    ] as const) {
      const { json } = await post(`${path}${query}&dry-run`, petition, withoutKey)
      t.match(json, { code: 'parameter-invalid', parameter }, query)
    }
    for (const [code, query] of [
      ['attachment-not-found', `&attachment=dk-${'a'.repeat(26)}@0`],
      ['attachment-without-paper', `${beside}99`],
    ] as const)
      t.match((await post(`${path}${query}&dry-run`, petition, withoutKey)).json, { code }, query)
  },
)

t.test('it is taken once, and both ends see how far it came', async (t) => {
  const first = await post(path)
  const taken = first.json as {
    transfer: string
    state: string
    receipt: string
    sender_key: string
    audit: { index: number }
  }
  t.match(
    { status: first.status, location: first.headers.location },
    { status: 201, location: `/v1/transfers/${taken.transfer}` },
  )
  const again = await post(path)
  t.match([again.status, again.json], [200, { transfer: taken.transfer, receipt: taken.receipt }])
  t.match((await post(path, petition.replace('2026', '2025'))).json, { code: 'idempotency-key-reused' })

  const { keys } = (await front.call('/.well-known/lienthong-keys', {})).json as { keys: never }
  const verified = await verifyReceipt(taken.receipt, {
    keys,
    native: { body: Buffer.from(petition), senderKey: taken.sender_key },
  })
  t.match(verified, {
    ok: true,
    claims: { transfer: taken.transfer, receiver: 'cong-an', kind: 'TIN_BAO', log: taken.audit },
  })
  const receipts = [receiptOf(first)]
  t.match(verifyLog(run.audit.dir, { verifierKey: run.audit.vkey, receipts }), { ok: true })
  t.match(entriesIn(run.audit.dir)[taken.audit.index], {
    phase: 'transfer-stored',
    detail: { who: { agency: 'mttq' }, transfer: { id: taken.transfer, route: { relation: 'resolver' } } },
  })

  const look = (client: typeof front, id: string) => client.call(`/v1/transfers/${id}`, {})
  const ofSender = (await look(front, taken.transfer)).json as { stages: { stage: string }[] }
  t.match(ofSender, { receipt: taken.receipt, withheld: Array, missing: Array })
  t.strictSame(
    ofSender.stages.slice(0, 6).map(({ stage }) => stage),
    ['received', 'parsed', 'translated', 'routed', 'stored', 'receipted'],
  )
  const ofReceiver = (await look(police, taken.transfer)).json as object
  t.match(ofReceiver, { receipt: taken.receipt, sender: 'mttq' })
  t.notOk('withheld' in ofReceiver || 'missing' in ofReceiver, 'what it does not get its sender alone is told')

  const missing = `cg-${'a'.repeat(26)}`
  const lasting = async (id: string) => {
    const { status, text } = await look(procuracy, id)
    return [status, text.replace(/ev-[a-z2-7]{26}/g, 'ev')]
  }
  t.strictSame(await lasting(taken.transfer), await lasting(missing), 'for anybody else it is not there')
  t.match(await lasting(missing), [404])
  t.strictSame(untoldIn(entriesIn(run.audit.dir)), [], 'the log tells nothing that is not described')
})

t.test('its receiver’s system is given it; its officers fetch it, and sign for it', async (t) => {
  const { transfer: id, receipt } = (await post(path)).json as { transfer: string; receipt: string }
  const seen = async (client: typeof front) => (await client.call(`/v1/transfers/${id}`, {})).json
  const given = await until(async () => {
    const told = await seen(front)
    return told.state === 'delivered' && told
  })
  t.match(given.stages.at(-1), { stage: 'delivered', agency: 'cong-an' })
  t.match(given.delivery, { attempts: 1, nativeKey: /^TN\d{10}$/ }, 'the number that the police gave it')
  t.notOk('acknowledgement' in given, 'which nobody signed')
  t.match(given, { clocks: [passedOn, { ...noted, state: 'due' }] })

  const at = `/v1/inbox/${id}`
  const listed = await police.call('/v1/inbox?state=delivered&first=1', {})
  t.match(listed.json, { items: [{ id, from: 'mttq', kind: 'TIN_BAO', state: 'delivered', bytes: Number }], next: id })
  t.strictSame((await front.call('/v1/inbox', {})).json, { items: [] })
  const document = await police.call(at, {})
  t.match(document.headers, {
    'content-type': /^text\/xml/,
    'audit-receipt': String,
    link: /^<\/v1\/inbox\/.*receipt>/,
  })
  const { keys } = (await front.call('/.well-known/lienthong-keys', {})).json as { keys: never }
  t.match(await verifyReceipt(receipt, { keys, translated: document.bytes }), { ok: true })
  t.equal((await police.call(`${at}/receipt`, {})).text, receipt)

  const lasting = async (asked: string) => {
    const { status, text } = await procuracy.call(asked, {})
    return [status, text.replace(/ev-[a-z2-7]{26}/g, 'ev')]
  }
  const missing = `/v1/inbox/cg-${'a'.repeat(26)}`
  for (const part of ['', '/receipt']) t.strictSame(await lasting(`${at}${part}`), await lasting(`${missing}${part}`))
  for (const query of ['?x=1', '?state=open', '?first=0', '?first=101', '?after=x'])
    t.match((await police.call(`/v1/inbox${query}`, {})).json, { code: 'parameter-invalid' }, query)
  const unsigned = { method: 'POST', body: 'a.b.c', headers: { 'content-type': 'application/jose' } }
  t.match((await police.call(`${at}/acknowledgement`, unsigned)).json, { code: 'signature-missing' })

  const as = filesOf(officers.police.system)
  t.match(await called(inboxList, ...as), { status: 0, stdout: new RegExp(`^${id}  delivered  mttq  TIN_BAO`) })
  const [out, kept] = [join(run.data, 'hoso.xml'), join(run.data, 'bien-nhan')]
  t.match(await called(inboxGet, ...as, '--out', out, '--receipt', kept, id), { status: 0 })
  t.strictSame([readFileSync(out), readFileSync(kept, 'utf8')], [document.bytes, receipt])
  t.match(await called(inboxRefuse, ...as, '--reason', 'x', id), { status: 2, stderr: /not-competent \| / })
  const acknowledged = await called(inboxAcknowledge, ...as, '--number', '15/2026/TB', id)
  t.match(acknowledged, { status: 0, stdout: new RegExp(`^${id}  acknowledged  `) })
  t.strictSame(await called(inboxAcknowledge, ...as, '--number', '15/2026/TB', id), acknowledged, 'the same again')
  t.match(await called(inboxRefuse, ...as, '--reason', 'duplicate', id), { status: 1, stderr: /acknowledgement-given/ })
  const acknowledgement = { outcome: 'acknowledged', jws: String, nativeKey: '15/2026/TB' }
  t.match(await seen(front), { state: 'acknowledged', acknowledgement })
  const told = await called(transferStatus, ...filesOf('mttq:tiep-nhan'), id)
  t.match(told, { status: 0, stdout: /its receiver {2}15\/2026\/TB\n/ })
  t.strictSame(untoldIn(entriesIn(run.audit.dir)), [])
})

t.test('how its legal limits were kept is seen by both ends and the procuracy, and by nobody else', async (t) => {
  const limits = async (client: typeof front, query = '') => {
    const { status, json } = await client.call(`/v1/clocks${query}`, {})
    return [status, (json as { clocks?: object[] }).clocks ?? json] as const
  }
  for (const client of [front, police, procuracy]) {
    t.match(await limits(client, '?state=overdue&first=1'), [200, [passedOn]])
    t.match(await limits(client, '?state=met'), [200, [{ ...noted, state: 'met', endedBy: 'acknowledged' }]])
  }
  t.strictSame(await limits(procuracy, '?state=due'), [200, []])
  const [, [first]] = (await limits(front)) as [number, { transfer: string; rule: string }[]]
  const after = `?after=${first!.transfer}:${first!.rule}`
  t.match(await limits(front, after), [200, [noted]])
  for (const query of ['', after]) t.strictSame(await limits(court, query), [200, []], 'nothing of it is the court’s')
  for (const query of ['?state=pending', '?first=0', '?first=101', '?after=1', '?agency=mttq'])
    t.match(await limits(front, query), [400, { code: 'parameter-invalid' }], query)
  t.match(await limits(auditor), [403, { code: 'role-not-allowed' }])
})

t.test('its sender calls it back; who had it says what it did', async (t) => {
  const { transfer: id } = (await post(path)).json as { transfer: string }
  const call = (client: typeof front, system: string, target: string, said: object) =>
    postJson(signing(system, client), target, said)
  const recall = (said: object, target = `/v1/transfers/${id}/recall`) => call(front, 'mttq:tiep-nhan', target, said)
  const answer = (said: object) => call(police, officers.police.system, `/v1/inbox/${id}/recall-acknowledgement`, said)
  const reason = { code: 'wrong-receiver', text: 'Thuộc Thanh tra' }
  const done = { code: 'returned', text: 'Đã trả theo biên bản số 7' }
  for (const said of [
    {},
    { reason: { ...reason, code: 'x' } },
    { reason, more: 1 },
    { reason: { ...reason, text: '' } },
  ])
    t.match((await recall(said)).json, { code: 'parameter-invalid' })
  const missing = `/v1/transfers/cg-${'a'.repeat(26)}/recall`
  t.match((await recall({ reason }, missing)).json, { code: 'transfer-not-found' })
  t.match((await answer({ done })).json, { code: 'transfer-stage' })

  const recalled = await recall({ reason })
  const receipt = { origin: String, index: Number, leaf: String }
  t.match(recalled, { status: 200, json: { transfer: id, recall: { ...reason, dueAt: String }, receipt } })
  t.match((await police.call(`/v1/inbox/${id}`, {})).json, { code: 'transfer-recalled' })
  t.match((await police.call('/v1/inbox?state=recalled', {})).json, { items: [{ id, recall: reason }] })
  t.match((await front.call('/v1/transfers?state=recalled', {})).json, { items: [{ id, recall: reason }] })
  t.strictSame((await front.call('/v1/transfers?state=recalled&overdue=true', {})).json, { items: [] })
  t.match((await answer({ done })).json, { id, done, receipt })
  t.match((await front.call(`/v1/transfers/${id}`, {})).json, { state: 'recalled', recall: { ...reason, done } })
  t.strictSame(untoldIn(entriesIn(run.audit.dir)), [])
})

t.test('by commands: what was handed over, where it stands, pushed again for its receiver, called back', async (t) => {
  const { transfer: id } = (await post(path, petition, { idempotencyKey: '"PA-2026-000201"' })).json as {
    transfer: string
  }
  const [sender, receiver] = [filesOf('mttq:tiep-nhan'), filesOf(officers.police.system)]
  const listed = await called(transferList, ...sender)
  t.match(listed, { status: 0, stdout: new RegExp(`^${id}  (receipted|delivered)  cong-an  TIN_BAO`, 'm') })
  const asked = await called(inboxPush, ...receiver, id)
  t.match(asked, { status: 0, stdout: new RegExp(`^${id}  ×\\d+`) })
  t.match(await called(inboxPush, ...sender, id), { status: 1, stderr: /transfer-not-found/ })
  const unsigned = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
  t.match((await police.call(`/v1/transfers/${id}/push`, unsigned)).json, { code: 'signature-missing' })
  const strange = await postJson(signing(officers.police.system, police), `/v1/transfers/${id}/push`, { to: 'x' })
  t.match(strange.json, { code: 'parameter-invalid', parameter: 'to' })
  t.match(await called(transferStatus, ...receiver, id), { status: 0, stdout: /receipted\n/ })

  const why = ['--reason', 'wrong-receiver', '--text', 'Thuộc Thanh tra']
  t.match(await called(transferRecall, ...sender, '--reason', 'x', '--text', 'y', id), { status: 2, stderr: /sealed/ })
  t.match(await called(transferRecall, ...receiver, ...why, id), { status: 1, stderr: /transfer-not-found/ })
  t.match(await called(transferRecall, ...sender, ...why, id), { status: 0, stdout: new RegExp(`^${id}  recalled`) })
  t.match(await called(inboxPush, ...receiver, id), { status: 1, stderr: /transfer-recalled/ })
  t.match(await called(transferStatus, ...sender, id), { status: 0, stdout: /recalled {2}wrong-receiver/ })
  t.match(await called(transferStatus, ...sender, '--json', id), { stdout: /"content": "(kept|erased)"/ })
})

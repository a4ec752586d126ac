/** The one door: only what was prepared, only after its record, with a real log. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import { parseReceipt } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { catalogue, type ErrorCode, type Row } from '../../../gateway/errors/catalogue.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import {
  createDoor,
  type Prepared,
  prepareAnswer,
  prepareProblem,
  preparePublic,
  prepareSending,
  type Sending,
} from '../../../gateway/release/door.ts'
import { entryOf, type Standing } from '../../../gateway/release/events.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { parseTraceparent } from '../../../gateway/telemetry/traceparent.ts'
import { optionsIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { callerOf } from '../../support/policy.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const body = '{"dossier":{"summary":"mật ong"}}'
const standing: Standing = {
  node: { name: 'node-1', build: 'b', config: 'c' },
  versions: () => ({ policy: 'p1', registry: 'r1', schema: 's1' }),
  clock: () => 'steady' as const,
}
const inquiryOf = (change: Partial<Inquiry> = {}): Inquiry => ({
  event: 'ev-1',
  language: 'en',
  trace: parseTraceparent(traceparent)!,
  operation: 'dossier:read',
  system: {
    agency: 'cong-an',
    id: 'cong-an:dieu-tra',
    uri: 'urn:lienthong:cong-an:dieu-tra',
    roles: ['exchange'],
    thumbprint: 'x5t',
  },
  caller: callerOf(),
  ...change,
})

async function logIn(t: Test): Promise<{ log: Log; directory: string; entries: () => readonly Entry[] }> {
  const root = dataFolder(t)
  const directory = join(root, 'log')
  const log = await openLog(optionsIn(root))
  t.teardown(() => log.close())
  return { log, directory, entries: () => entriesIn(directory) }
}

t.test('every refusal has Retry-After as its row of the catalogue says, also when the log took nothing', async (t) => {
  const { log } = await logIn(t)
  const door = createDoor(log, standing)
  const inquiry = inquiryOf()
  const saidOf = async (code: ErrorCode) =>
    (await door.pass(inquiry, prepareProblem(inquiry, code))).headers['retry-after']
  for (const [code, { retry_s }] of Object.entries(catalogue as Readonly<Record<string, Row>>))
    t.equal(await saidOf(code as ErrorCode), retry_s === undefined ? undefined : String(retry_s), code)
  await log.close()
  t.match(await door.pass(inquiry, prepareAnswer(inquiry, { body, detail: {} })), {
    status: 503,
    headers: { 'retry-after': String(catalogue['log-unavailable'].retry_s) },
  })
})

t.test('an answer leaves with the receipt of a record that says who, why, what and when', async (t) => {
  const { log, directory, entries } = await logIn(t)
  const inquiry = inquiryOf()
  const released = await createDoor(log, standing).pass(inquiry, prepareAnswer(inquiry, { body, detail: { rows: 1 } }))
  const [entry] = entries()
  t.match(released, {
    status: 200,
    body,
    headers: { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
  })
  t.match(entry, {
    event: 'ev-1',
    phase: 'released',
    outcome: 'ok',
    node: standing.node,
    versions: standing.versions(),
    detail: {
      who: {
        agency: 'cong-an',
        system: 'cong-an:dieu-tra',
        certificate: 'x5t',
        officer: 'dtv-001',
        token: 'jti-1',
        clearance: 'HAN_CHE',
      },
      why: { purpose: 'GIAI_QUYET_NGUON_TIN', legal_basis: 'BLTTHS.147' },
      operation: 'dossier:read',
      rows: 1,
    },
  })
  const { digest_key, body: digest } = entry!.detail
  t.equal(
    createHmac('sha256', Buffer.from(digest_key!, 'base64')).update(body).digest('base64'),
    digest,
    'of exactly these bytes',
  )
  const receipt = released.headers['audit-receipt']!
  t.match(parseReceipt(receipt), { origin: 'gateway.test/log', index: 0 })
  t.match(verifyLog(directory, { receipts: [receipt] }), { ok: true })
})

t.test('the same bytes twice have digests that can not be compared', async (t) => {
  const { log, entries } = await logIn(t)
  const inquiry = inquiryOf()
  const door = createDoor(log, standing)
  for (const _ of [1, 2]) await door.pass(inquiry, prepareAnswer(inquiry, { body, detail: {} }))
  const [one, two] = entries()
  t.not(one?.detail.body, two?.detail.body)
})

t.test('nothing leaves before its record is durable', async (t) => {
  const { log, entries } = await logIn(t)
  const held = Promise.withResolvers<void>()
  const slow: Log = { ...log, append: (entry) => held.promise.then(() => log.append(entry)) }
  const inquiry = inquiryOf()
  const passing = createDoor(slow, standing).pass(inquiry, prepareAnswer(inquiry, { body, detail: {} }))
  const tick = new Promise((resolve) => setImmediate(resolve, 'held'))
  t.equal(await Promise.race([passing, tick]), 'held')
  t.strictSame(entries(), [])
  held.resolve()
  t.equal((await passing).body, body)
  t.equal(entries().length, 1)
})

t.test('when the log does not take the record nothing of the answer leaves', async (t) => {
  const { log, entries } = await logIn(t)
  await log.close()
  const inquiry = inquiryOf()
  for (const prepared of [
    prepareAnswer(inquiry, {
      body,
      status: 201,
      headers: { etag: 'mật ong' },
      mediaType: 'application/x-mat',
      detail: {},
    }),
    prepareProblem(inquiry, 'dossier-not-found'),
  ]) {
    const released = await createDoor(log, standing).pass(inquiry, prepared)
    t.equal(released.status, 503)
    t.match(JSON.parse(String(released.body)), {
      code: 'log-unavailable',
      party: 'gateway',
      title: 'Audit log unavailable',
    })
    t.notMatch(JSON.stringify(released), /mật ong|x-mat|dossier|audit-receipt/)
  }
  t.strictSame(entries(), [])
})

t.test('a record that the log can not hold is a fault of ours; nothing of the answer leaves', async (t) => {
  const { log, entries } = await logIn(t)
  const inquiry = inquiryOf()
  const note = 'x'.repeat(70_000)
  const released = await createDoor(log, standing).pass(inquiry, prepareAnswer(inquiry, { body, detail: { note } }))
  t.match(released, { status: 500, body: /"internal"/ })
  t.notMatch(JSON.stringify(released), /mật ong|audit-receipt/)
  t.strictSame(entries(), [])
})

t.test('nothing passes but what was prepared here', async (t) => {
  const { log } = await logIn(t)
  const inquiry = inquiryOf()
  const prepared = prepareAnswer(inquiry, { body, detail: {} })
  const others: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'an empty object': {},
    'finished bytes': { status: 200, headers: {}, body },
    'a copy': { ...prepared },
    'a clone': structuredClone(prepared),
    'an heir': Object.create(prepared),
    'another of its class': Reflect.construct(prepared.constructor, [{ status: 200, body, headers: {} }]),
    'a proxy': new Proxy(prepared, {}),
    text: body,
  }
  for (const [what, other] of Object.entries(others)) {
    const released = await createDoor(log, standing).pass(inquiry, other as Prepared)
    t.match(released, { status: 500, body: /"internal"/ }, what)
    t.notMatch(JSON.stringify(released), /mật ong/, what)
  }
})

t.test('what is prepared can not be looked into or changed', async (t) => {
  const prepared = prepareAnswer(inquiryOf(), { body, detail: {} })
  t.notMatch(inspect(prepared, { showHidden: true, depth: 9 }) + JSON.stringify(prepared), /mật ong|status/)
  t.throws(() => Object.assign(prepared, { body: 'x' }), TypeError)
})

t.test('refusals are recorded too: denied when the caller must act, aborted otherwise', async (t) => {
  const { log, entries } = await logIn(t)
  const door = createDoor(log, standing)
  const stranger = inquiryOf()
  delete stranger.caller
  const unknown = { ...stranger }
  delete unknown.system
  const answers = [
    await door.pass(unknown, prepareProblem(unknown, 'certificate-missing')),
    await door.pass(stranger, prepareProblem(stranger, 'token-expired')),
    await door.pass(inquiryOf(), prepareProblem(inquiryOf(), 'index-unavailable')),
  ]
  t.match(
    answers.map(({ status, headers }) => [status, headers['www-authenticate'], headers['content-type']]),
    [
      [401, undefined, 'application/problem+json; charset=utf-8'],
      [401, 'Bearer error="invalid_token"', /problem/],
      [503, undefined, /problem/],
    ],
  )
  t.ok(answers.every(({ headers }) => headers['audit-receipt'] && headers['content-language'] === 'en'))
  t.match(
    entries().map(({ phase, outcome, detail }) => [phase, outcome, detail.who?.system, detail.who?.officer]),
    [
      ['denied', 'certificate-missing', undefined, undefined],
      ['denied', 'token-expired', 'cong-an:dieu-tra', undefined],
      ['aborted', 'index-unavailable', 'cong-an:dieu-tra', 'dtv-001'],
    ],
  )
})

t.test('public documents are the same for all and are not recorded', async (t) => {
  const { log, entries } = await logIn(t)
  const released = await createDoor(log, standing).pass(inquiryOf(), preparePublic({ status: 'ok' }, 207))
  t.match(released, { status: 207, body: '{"status":"ok"}' })
  t.notOk(released.headers['audit-receipt'])
  t.strictSame(entries(), [])
})

t.test(
  'a state secret that came in clear is an incident of its own, without content, under the same event',
  async (t) => {
    const { log, entries } = await logIn(t)
    const inquiry = inquiryOf()
    const sources = [
      { agency: 'vien-kiem-sat', state: 'ok' },
      { agency: 'cong-an', state: 'failed', reason: 'state-secret-in-clear' },
    ]
    await createDoor(log, standing).pass(inquiry, prepareAnswer(inquiry, { body, detail: { sources, rows: 1 } }))
    const [incident, answer] = entries()
    t.match(incident, {
      phase: 'incident',
      event: 'ev-1',
      detail: { sources: [sources[1]], who: { system: 'cong-an:dieu-tra' } },
    })
    t.notOk(incident!.detail.body, 'it is not the record of an answer')
    t.match(answer, { phase: 'released', event: 'ev-1', detail: { sources } })
  },
)

t.test('too much for one entry is several of the same event, and the receipt is for the last', async (t) => {
  const { log, entries } = await logIn(t)
  const inquiry = inquiryOf()
  const record = (n: number) => ({
    dossiers: [`hs-${n}`],
    facet_agency: 'cong-an',
    relation: 'holder',
    label: { level: 'NOI_BO', tags: [] },
    policies: [],
    released: [`/${'x'.repeat(400)}${n}`],
    masked: [],
    withheld: [],
  })
  const records = Array.from({ length: 200 }, (_, n) => record(n))
  const { headers } = await createDoor(log, standing).pass(
    inquiry,
    prepareAnswer(inquiry, { body, detail: { records } }),
  )
  const written = entries()
  t.ok(written.length > 1)
  t.strictSame(
    written.flatMap(({ detail }) => detail.records),
    records,
  )
  t.strictSame([...new Set(written.map(({ event }) => event))], ['ev-1'])
  t.equal(parseReceipt(headers['audit-receipt']!)?.index, written.length - 1)
})

t.test('a document is pushed after the entry of its sending, if it is to go still, and in no other way', async (t) => {
  const { log, entries } = await logIn(t)
  const door = createDoor(log, standing)
  const body = Buffer.from('<hoSo>mật ong</hoSo>')
  const entry = entryOf(standing, { event: 'ev-1', phase: 'released', detail: { operation: 'transfer:push' } })
  const sending = prepareSending({ mediaType: 'application/xml', body }, entry)
  t.notMatch(
    [inspect(sending, { showHidden: true }), JSON.stringify(sending), Object.keys(sending).join()].join(),
    /mật ong/,
  )
  body.fill('x')
  const order: string[] = []
  const stands = async () => {
    order.push(`${entries().length} recorded`)
    return true
  }
  const sent = await door.send(sending, stands, async (document) => {
    order.push('sent')
    return Buffer.from(document.body).toString()
  })
  t.equal(sent, '<hoSo>mật ong</hoSo>', 'the bytes that were prepared')
  t.strictSame(order, ['1 recorded', 'sent'])
  const never = async () => t.fail('sent') as never
  t.equal(await door.send(sending, async () => false, never), undefined)
  for (const forged of [{}, Object.create(sending), structuredClone(sending)])
    await t.rejects(door.send(forged as Sending, stands, never))
  const append = () => Promise.reject(new GatewayError('log-unavailable'))
  const refusing = createDoor({ ...log, append }, standing)
  await t.rejects(refusing.send(sending, never, never), { code: 'log-unavailable' })
})

/** `POST /v1/deposits` over real TLS: taken once, from whom it may come, as it was signed; everything else is refused by its code. */
import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import { verifyLog } from '../../../../gateway/audit/verify.ts'
import { limits } from '../../../../gateway/limits.ts'
import { agencyClient, type Reply } from '../../../support/client.ts'
import { askCold, assertRefusal, type HostileCase, type Refusal, type Target } from '../../../support/hostile.ts'
import { entriesIn, receiptOf } from '../../../support/log-entries.ts'
import { digestOf, headersOf, type Push, signedMessage, signerOf } from '../../../support/push.ts'
import { bytesOf, chunked, type RawRequest, rawConnection } from '../../../support/raw.ts'
import { readersIn } from '../../../support/readers.ts'
import { target } from '../../../support/shared-target.ts'

const system = 'mttq:tiep-nhan'
const { run } = target
const front = agencyClient(run, system)
t.teardown(() => front.close())
const signer = await signerOf(readFileSync(run.clients[system]!.assertion_key, 'utf8'))
const police = await signerOf(readFileSync(run.clients['cong-an:dieu-tra']!.assertion_key, 'utf8'))

const facets = makeWorld({ seed: 77 }).matters.flatMap(({ facets: of }) => of.mttq ?? [])
// biome-ignore lint/suspicious/noExplicitAny: native documents are changed at will here
const documentOf = (index: number, change: (native: any) => void = () => {}): string => {
  const native = structuredClone(nativeEvent(facets[index]!, `su-kien-${index}`)) as never
  change(native)
  return JSON.stringify(native)
}

const now_s = () => Math.floor(Date.now() / 1000)
const headersFor = (body: string | Uint8Array, change: Partial<Push> = {}) =>
  headersOf(signedMessage({ signer, targetUri: run.deposit_endpoint, body, created: now_s(), ...change }))
const push = (body: string, headers: Readonly<Record<string, string>> = headersFor(body), client = front) =>
  client.call('/v1/deposits', { method: 'POST', headers, body })

type Headers = Readonly<Record<string, string>>
const asRaw = (
  headers: Headers,
  body: string | Uint8Array,
  more: readonly (readonly [string, string])[] = [],
): RawRequest => ({
  method: 'POST',
  target: '/v1/deposits',
  headers: [...Object.entries(headers), ...more],
  body,
})

const bad = async (t: Test, name: string, reply: Promise<Reply>, json: object): Promise<void> => {
  const { status, json: told, headers } = await reply
  t.match(
    { status, told, headers },
    { status: 422, told: { party: 'caller', ...json }, headers: { 'content-type': /problem/ } },
    name,
  )
  t.match(verifyLog(run.audit.dir, { verifierKey: run.audit.vkey, receipts: [receiptOf(await reply)] }), { ok: true })
}

const good = documentOf(6)
const signed = (change: Partial<Push> = {}, body: string = good) => asRaw(headersFor(good, change), body)
const without = (...names: string[]) =>
  asRaw(Object.fromEntries(Object.entries(headersFor(good)).filter(([name]) => !names.includes(name))), good)
const invalid = { status: 401, code: 'signature-invalid' } as const
const missing = { status: 401, code: 'signature-missing' } as const
const expired = { status: 401, code: 'signature-expired' } as const
const unsupported = { status: 415, code: 'media-type-unsupported' } as const
const tooLarge = { status: 413, code: 'body-too-large', closes: true } as const
const malformed = { status: 400, code: 'request-malformed', closes: true } as const
const huge = 'x'.repeat(10 * 1024 * 1024)
const inChunks = ['Transfer-Encoding', 'chunked'] as const

const cases: readonly HostileCase[] = [
  { name: 'no signature', request: without('signature', 'signature-input'), ...missing },
  { name: 'no input', request: without('signature-input'), ...missing },
  { name: 'no value', request: without('signature'), ...missing },
  {
    name: 'a token in its place',
    request: asRaw({ 'content-type': 'application/json', authorization: `Bearer ${target.token}` }, good),
    ...missing,
  },
  { name: 'no digest', request: without('content-digest'), ...invalid },
  { name: 'stale', request: signed({ created: now_s() - 3600 }), ...expired },
  { name: 'ahead', request: signed({ created: now_s() + 3600 }), ...expired },
  { name: 'forged: another body', request: signed({}, documentOf(7)), status: 400, code: 'digest-mismatch' },
  { name: 'forged: a byte more', request: signed({}, `${good} `), status: 400, code: 'digest-mismatch' },
  {
    name: 'forged: another digest',
    request: asRaw({ ...headersFor(good), 'content-digest': digestOf('x') }, 'x'),
    ...invalid,
  },
  { name: 'for another gateway', request: signed({ targetUri: 'https://elsewhere.invalid/v1/deposits' }), ...invalid },
  { name: 'for another route', request: signed({ targetUri: run.token_endpoint }), ...invalid },
  { name: "by another agency's key", request: signed({ signer: police }), ...invalid },
  {
    name: "by another agency's key under this one's name",
    request: signed({ signer: { ...police, keyid: signer.keyid } }),
    ...invalid,
  },
  {
    name: 'two signatures',
    request: asRaw(headersFor(good), good, [['Signature', headersFor(good).signature]]),
    ...invalid,
  },
  {
    name: 'two inputs',
    request: asRaw(headersFor(good), good, [['Signature-Input', headersFor(good)['signature-input']]]),
    ...invalid,
  },
  {
    name: 'two digests of which one is another',
    request: asRaw(headersFor(good), good, [['Content-Digest', digestOf('x')]]),
    ...invalid,
  },
  {
    name: 'garbage',
    request: asRaw({ ...headersFor(good), signature: '\x80;,=((', 'signature-input': '"' }, good),
    ...invalid,
  },
  {
    name: 'fields without end',
    request: asRaw({ ...headersFor(good), 'signature-input': `sig1=(${'"@method" '.repeat(800)}` }, good),
    ...invalid,
  },
  { name: 'no media type', request: without('content-type'), ...unsupported },
  ...[
    'text/json',
    'text/csv',
    'application/json; charset=latin1',
    'application/jsonx',
    'multipart/form-data; boundary=x',
  ].map((contentType) => ({
    name: `as ${contentType}`,
    request: signed({ contentType }),
    ...unsupported,
  })),
  { name: 'packed', request: asRaw(headersFor(good), good, [['Content-Encoding', 'gzip']]), ...unsupported },
  {
    name: 'with a query',
    request: { ...signed(), target: '/v1/deposits?x=1' },
    status: 400,
    code: 'parameter-invalid',
  },
  {
    name: 'with an empty query',
    request: { ...signed(), target: '/v1/deposits?' },
    status: 400,
    code: 'parameter-invalid',
  },
  { name: '10 MB', request: asRaw(headersFor(huge), huge), ...tooLarge },
  { name: '10 MB in chunks', request: asRaw(headersFor(huge), chunked(huge, 65_536), [inChunks]), ...tooLarge },
  {
    name: 'a byte too many',
    request: asRaw(headersFor(huge), huge.slice(0, limits.deposit.body_bytes_max + 1)),
    ...tooLarge,
  },
  {
    name: 'says 10 MB and sends nothing',
    request: asRaw(headersFor(huge), '', [['Content-Length', '10485760']]),
    ...tooLarge,
  },
  {
    name: 'length and chunks',
    request: asRaw(headersFor(good), chunked(good), [inChunks, ['Content-Length', '5']]),
    ...malformed,
  },
  { name: 'GET', request: { target: '/v1/deposits' }, status: 405, code: 'method-not-allowed' },
  { name: 'PUT', request: { ...signed(), method: 'PUT' }, status: 405, code: 'method-not-allowed' },
]

/** The same target on the Front's certificate and with its token. */
async function asFront(): Promise<Target> {
  const bearer = await front.bearer(readersIn(run).find((one) => one.system === system)!)
  return {
    ...target,
    connect: () => rawConnection(run, run.clients[system]!),
    authorization: ['Authorization', `Bearer ${bearer}`],
  }
}

export const cold = async (t: Test) => askCold(t, await asFront(), { 'refused by its code': cases })

export const attack = async (t: Test) => {
  t.test('what is signed is taken once, with a receipt that stands', async (t) => {
    const body = documentOf(0)
    const headers = headersFor(body)
    const first = await push(body, headers)
    t.match(first, { status: 200, json: { state: 'accepted', taken: 1, rejected: [], receipt: { index: Number } } })
    const again = await push(body, headers)
    t.match(again, { status: 200, json: { ...first.json, state: 'duplicate' } }, 'the very same message')
    const anew = await push(body)
    t.match(anew, { status: 200, json: { ...first.json, state: 'duplicate' } }, 'the same, signed anew')

    const other = documentOf(1)
    const many = await Promise.all(Array.from({ length: 8 }, () => push(other)))
    t.same(many.map(({ json }) => json.state).sort(), ['accepted', ...Array(7).fill('duplicate')], 'at once')
    t.equal(new Set(many.map(({ json }) => json.receipt.leaf)).size, 1)

    const { origin, index, leaf } = first.json.receipt
    const receipts = [
      `origin="${origin}", index=${index}, leaf=:${leaf}:`,
      ...[first, again, anew, ...many].map(receiptOf),
    ]
    t.match(verifyLog(run.audit.dir, { verifierKey: run.audit.vkey, receipts }), { ok: true })
    const entries = entriesIn(run.audit.dir)
    t.match(entries[index], {
      phase: 'deposited',
      event: first.json.event,
      detail: { who: { system }, operation: 'deposit' },
    })
    const deposited = entries.filter(({ phase, detail }) => phase === 'deposited' && detail.who?.system === system)
    t.equal(deposited.length, 2, 'two effects')
    t.equal(
      entries.filter(({ phase, detail }) => phase === 'released' && detail.operation === 'deposit').length,
      11,
      'every answer is recorded',
    )
  })

  t.test('whatever the client calls the host, the gateway goes by its own name', async (t) => {
    const body = documentOf(2)
    const connection = rawConnection(run, run.clients[system]!)
    connection.send(bytesOf(asRaw({ ...headersFor(body), host: 'elsewhere.invalid' }, body)))
    t.match(await connection.next(), { status: 200, json: { state: 'accepted' } })
    connection.close()
  })

  t.test('two digests, or the other one, are as good', async (t) => {
    const body = documentOf(3)
    const contentDigest = `${digestOf(body, 'sha-512')}, ${digestOf(body)}`
    t.match(await push(body, headersFor(body, { contentDigest })), { status: 200 })
    t.match(await push(body, headersFor(body, { contentDigest: digestOf(body, 'sha-512') })), { status: 200 })
    t.match(await push(body, headersFor(body, { contentType: 'application/json; charset=utf-8' })), { status: 200 })
  })

  t.test('what can not be translated is told by places and codes', async (t) => {
    const secretText = 'không được nhắc lại'
    const broken = documentOf(4, (native) => {
      native.phanAnh.loai = secretText
    })
    await bad(t, 'a code that is none', push(broken), {
      code: 'document-rejected',
      findings: [{ code: String, pointer: /loai/ }],
      receipt: { index: Number },
    })
    const reply = await push(broken)
    t.notMatch(reply.text, secretText)
    t.match(reply.json, { code: 'document-rejected' }, 'the same again is no better')
    for (const [name, body] of Object.entries({ 'no JSON': '{"phanAnh":', 'no petition': '[]', nothing: '' }))
      await bad(t, name, push(body), { code: 'document-rejected', findings: [{ effect: /^reject-/ }] })
  })

  t.test('a state secret in clear is refused, and an incident', async (t) => {
    const body = documentOf(5, (native) => {
      native.phanAnh.cheDo.doMat = 'M'
    })
    await bad(t, 'stamped', push(body), {
      code: 'state-secret-in-clear',
      findings: [{ code: 'state-secret-in-clear' }],
    })
    const last = entriesIn(run.audit.dir).filter(({ phase }) => phase === 'incident')
    t.equal(last.length, 1)
    t.notMatch(JSON.stringify(last), facets[5]!.nativeKey)
  })

  t.test('chunks that lie', async (t) => {
    const head = bytesOf(asRaw(headersFor(good), '', [inChunks]))
    for (const lie of [
      'zz\r\nabc\r\n0\r\n\r\n',
      '5\r\nabcdefgh\r\n0\r\n\r\n',
      '-1\r\n\r\n',
      'ffffffffffffffff1\r\nx\r\n',
    ]) {
      const connection = rawConnection(run, run.clients[system]!)
      connection.send(Buffer.concat([head, Buffer.from(lie)]))
      assertRefusal(t, JSON.stringify(lie), await connection.next(), { status: 400, code: 'request-malformed' })
      await connection.ended()
      connection.close()
    }
    const cut = rawConnection(run, run.clients[system]!)
    cut.send(Buffer.concat([head, Buffer.from('5\r\nab')]))
    cut.close()
  })

  t.test('only a system that is registered to push may', async (t) => {
    const notAllowed = { status: 403, code: 'deposit-not-allowed' } as const
    const refusedOn = async (name: string, of: string, request: RawRequest, refusal: Refusal): Promise<void> => {
      const connection = rawConnection(run, run.clients[of]!)
      connection.send(bytesOf(request))
      assertRefusal(t, name, await connection.next(), refusal)
      connection.close()
    }
    for (const [of, { role, assertion_key }] of Object.entries(run.clients).filter(([id]) => id !== system)) {
      const refusal = role === 'exchange' ? notAllowed : ({ status: 403, code: 'role-not-allowed' } as const)
      const own = await signerOf(readFileSync(assertion_key, 'utf8'))
      await refusedOn(`${of}, with its own key`, of, signed({ signer: own }), refusal)
      await refusedOn(`${of}, with what the Front signed`, of, signed(), refusal)
      await refusedOn(`${of}, unsigned`, of, without('signature', 'signature-input'), refusal)
    }
  })

  t.test('nothing of all that had an effect', async (t) => {
    const taken = entriesIn(run.audit.dir).filter(
      ({ phase, detail }) => phase === 'deposited' && detail.who?.system === system,
    )
    t.equal(taken.length, 4, 'what was taken before')
    t.match(await push(good), { status: 200, json: { state: 'accepted' } })
  })
}

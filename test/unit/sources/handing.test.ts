/** A document handed to an agency's system: sent once over mutual TLS, whatever becomes of the connection, and its answer read by the adapter. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { createSources, type Handed } from '../../../gateway/sources/sources.ts'
import { startSource } from '../../support/source-server.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let answer: Answer = () => {}
const got: { readonly method: string; readonly path: string; readonly event: unknown; readonly body: Buffer }[] = []
const { system } = await startSource(t, {
  async handle(request, response) {
    const { method = '', url: path = '', headers } = request
    got.push({ method, path, event: headers['lienthong-event-id'], body: await buffer(request) })
    answer(request, response)
  },
})
const agency = 'vien-kiem-sat'
const sources = await createSources({
  systems: [{ ...system, agency, agencyCode: 'VKS', adapter: agency }],
  seal: () => ({}),
  workers: 1,
  limits: { translate_wait_timeout_ms: 30_000 },
})
t.teardown(sources.close)

const document = { mediaType: 'application/json', body: Buffer.from('{"phienBan":"4.0"}') }
const about = { eventId: 'ev-1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

/** What comes of one handing over, and how often it was sent. */
async function handed(
  next: Answer,
  change: Partial<Parameters<typeof sources.hand>[0]> = {},
): Promise<[Handed, number]> {
  answer = next
  const before = got.length
  const said = await sources.hand({ agency, ...about, document, reference: 'cg-1', ...change })
  return [said, got.length - before]
}
const json =
  (status: number, body: object): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const taken = json(201, { maTinBao: 'TN-2026-00001', tiepNhanLuc: '', daCo: false })

t.test('taken: the document as it is, under the event', async (t) => {
  t.same(await handed(taken), [{ state: 'taken', nativeKey: 'TN-2026-00001' }, 1])
  t.same(got.at(-1), { method: 'POST', path: '/api/v1/tin-bao', event: 'ev-1', body: document.body })
})

t.test('refused: why stands in an answer of 4xx', async (t) => {
  t.same(await handed(json(409, { loi: 'SO_THAM_CHIEU_DA_DUNG' })), [
    { state: 'refused', refusal: 'reference-used' },
    1,
  ])
  t.match(await handed(json(422, { loi: 'X' })), [{ refusal: 'document-invalid' }, 1])
})

t.test('whatever else comes, it was sent once, and whether it was taken is not known', async (t) => {
  const others: readonly (readonly [reason: string, Answer])[] = [
    ['answer-unclear', json(200, {})],
    ['answer-unclear', json(429, { loi: 'X' })],
    ['source-error', json(503, { loi: 'X' })],
    ['source-redirected', (_, response) => response.writeHead(307, { location: '/khac' }).end()],
    ['connection-lost', (request) => request.socket.destroy()],
    ['answer-too-large', (_, response) => response.writeHead(200, { 'content-length': 1e9 }).write('x')],
  ]
  for (const [reason, next] of others) t.same(await handed(next), [{ state: 'failed', reason }, 1], reason)
})

t.test('what can’t be sent never is', async (t) => {
  const empty = { ...document, body: new Uint8Array() }
  t.same(await handed(taken, { document: empty }), [{ state: 'failed', reason: 'adapter-invalid' }, 0])
  t.same(await handed(taken, { agency: 'khong-co' }), [{ state: 'failed', reason: 'source-unknown' }, 0])
  t.same(await handed(taken, { signal: AbortSignal.abort() }), [{ state: 'failed', reason: 'cancelled' }, 0])
})

t.test('how it takes documents is what its manifest says', async (t) => {
  t.match(sources.takesAt(agency), { idempotency: 'reference', retry: { attemptsMax: 30 } })
  t.equal(sources.takesAt('khong-co'), undefined)
})

import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { createSources } from '../../../gateway/sources/sources.ts'
import { parseTraceparent } from '../../../gateway/telemetry/traceparent.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { indexPage, translation } from '../../support/translations.ts'

t.test('a facet comes back sealed, with its adapter and time, over mutual TLS', async (t) => {
  const seen: IncomingMessage[] = []
  const { system } = await startSource(t, {
    handle: (request, response) => {
      seen.push(request)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ do: 'value', value: translation, note: true }))
    },
  })
  const { sources, reports } = await sourcesUnderTest(t, system)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const asked = await sources.facet({ agency: 'thu-nghiem', nativeKey: 'a/b', eventId: 'ev-1', traceparent })
  t.match(asked, { agency: 'thu-nghiem', state: 'ok', adapter: /^thu-nghiem@1\.0\.0#[0-9a-f]{16}$/, asOf: /Z$/ })
  t.same(asked.state === 'ok' && asked.sealed.content, translation)
  const [request] = seen
  t.equal(request?.url, '/dossier/a%2Fb')
  t.equal(request?.headers['lienthong-event-id'], 'ev-1')
  const child = parseTraceparent(String(request?.headers.traceparent))
  t.equal(child?.traceId, '0af7651916cd43dd8448eb211c80319c')
  t.not(child?.spanId, 'b7ad6b7169203331', 'the source sees a span of its own')
  const [digest] = reports.flatMap(({ findings }) => findings.map(({ found }) => found?.digest))
  t.match(digest, /^[\w-]{22}$/)
  t.same(reports, [
    {
      agency: 'thu-nghiem',
      adapter: sources.adapterOf('thu-nghiem'),
      eventId: 'ev-1',
      outcome: 'ok',
      findings: [
        {
          ...{ code: 'code-unknown', effect: 'degraded', pointer: '/do', line: 7 },
          found: { type: 'text', length: 5, digest },
        },
      ],
    },
  ])
})

t.test('list and change feed give pages', async (t) => {
  const paths: (string | undefined)[] = []
  const { system } = await startSource(t, {
    handle: (request, response) => {
      paths.push(request.url)
      response.end(JSON.stringify({ do: 'value', value: indexPage }))
    },
  })
  const { sources } = await sourcesUnderTest(t, system)
  const list = await sources.page({ agency: 'thu-nghiem', kind: 'list' })
  t.same(list.state === 'ok' && list.sealed.content, indexPage)
  t.equal((await sources.page({ agency: 'thu-nghiem', kind: 'changes', cursor: 'c 1' })).state, 'ok')
  t.same(paths, ['/list?from=', '/changes?from=c%201'])
})

t.test('absence is said by the adapter, also for 404', async (t) => {
  const { system } = await startSource(t, {
    handle: (request, response) => {
      response.statusCode = request.url === '/dossier/none' ? 404 : 200
      response.end(JSON.stringify({ do: 'absent' }))
    },
  })
  const { ask } = await sourcesUnderTest(t, system)
  t.match(await ask('none'), { state: 'absent', reason: 'not-held' })
  t.match(await ask('other'), { state: 'absent', reason: 'not-held' })
})

t.test('a query by POST carries the body of the adapter', async (t) => {
  const { system } = await startSource(t, {
    handle: (request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        const value = { ...translation, updatedAt: body === 'post:x' ? '2026-01-01T00:00:00Z' : 'no' }
        response.end(JSON.stringify({ do: 'value', value }))
      })
    },
  })
  const { ask } = await sourcesUnderTest(t, system)
  t.equal((await ask('post:x')).state, 'ok')
})

t.test('many at once share the workers and each gets its own answer', async (t) => {
  const { system } = await startSource(t, {
    handle: (request, response) => {
      const second = String(request.url).split('/').pop()?.padStart(2, '0')
      const value = { ...translation, updatedAt: `2026-01-01T00:00:${second}Z` }
      response.end(JSON.stringify({ do: 'value', value }))
    },
  })
  const { ask } = await sourcesUnderTest(t, system)
  const asked = await Promise.all(Array.from({ length: 50 }, (_, i) => ask(String(i))))
  const seconds = asked.map(
    (one) => one.state === 'ok' && (one.sealed.content as typeof translation).updatedAt.slice(17, 19),
  )
  t.same(
    seconds,
    Array.from({ length: 50 }, (_, i) => String(i).padStart(2, '0')),
  )
})

t.test('an agency that nobody registered, and a caller that goes away', async (t) => {
  const gone = new AbortController()
  const { system } = await startSource(t, { handle: () => gone.abort() })
  const { ask, sources } = await sourcesUnderTest(t, system)
  t.same(await sources.facet({ agency: 'khac', nativeKey: '1', eventId: 'ev' }), {
    agency: 'khac',
    state: 'failed',
    reason: 'source-unknown',
    findings: [],
  })
  t.match(await ask('x', gone.signal), { state: 'failed', reason: 'cancelled' })
})

t.test(
  'a SOAP fault comes with status 500 and is the adapter’s to read; another page with it is an error',
  async (t) => {
    const fault = (reason: string) =>
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>' +
      '<detail><LoiDichVu xmlns="urn:conganangiang:hoso:thongdiep:1"><MaLoi>' +
      `${reason}</MaLoi></LoiDichVu></detail></s:Fault></s:Body></s:Envelope>`
    let answer = { type: 'Text/XML; charset=utf-8', body: fault('KHONG_TIM_THAY') }
    const { system } = await startSource(t, {
      handle: (_, response) => void response.writeHead(500, { 'content-type': answer.type }).end(answer.body),
    })
    const sources = await createSources({
      systems: [{ ...system, agency: 'cong-an', adapter: 'cong-an' }],
      seal: (content) => content,
      workers: 1,
    })
    t.teardown(() => sources.close())
    const dossier = () => sources.facet({ agency: 'cong-an', nativeKey: 'x', eventId: 'ev' })
    t.match(await dossier(), { state: 'absent', reason: 'not-held' })
    answer = { ...answer, body: fault('MOC_KHONG_CON') }
    t.match(await sources.page({ agency: 'cong-an', kind: 'changes', cursor: '1' }), { reason: 'cursor-unknown' })
    answer = { ...answer, type: 'text/html' }
    t.match(await dossier(), { state: 'failed', reason: 'source-error' })
  },
)

t.test('two systems to ask in one agency are refused at start', async (t) => {
  const { system } = await startSource(t, { handle: () => {} })
  const adaptersDir = join(import.meta.dirname, '../../support/adapters')
  const sources = createSources({ systems: [system, system], seal: (content) => content, adaptersDir })
  await t.rejects(sources, { message: /thu-nghiem has two systems/ })
})

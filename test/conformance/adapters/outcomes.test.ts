/** What becomes of each class of outcome: one row a class, on the way in that shows it. */
import t from 'tap'
import { tablesWith, type World, world } from '../../contract/deposits/world.ts'
import type { NativeDocument } from '../../support/adapters/nop-json/adapter.ts'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { translation } from '../../support/translations.ts'

const canary = 'Phạm Văn Mười Hai'

interface Row {
  readonly class: string
  readonly document: NativeDocument | string
  /** What the sender is told. */
  readonly told: object
  /** Phases of the log, and what is in quarantine. */
  readonly phases: readonly string[]
  readonly kept: readonly object[]
}

const rows: readonly Row[] = [
  {
    class: 'malformed: back to the sender with line and column',
    document: `{"records": [{"key": "${canary}"`,
    told: { state: 'quarantined', rejected: [{ code: 'document-malformed', effect: 'reject-document', line: 2 }] },
    phases: ['quarantined'],
    kept: [{ state: 'held', reason: 'document-rejected' }],
  },
  {
    class: 'nonconformant or untranslatable: quarantined, findings to the sender',
    document: { records: [{ key: 'A', do: 'reject', text: canary }] },
    told: { state: 'quarantined', taken: 0, rejected: [{ code: 'code-unknown', pointer: '/deposits/0/kind' }] },
    phases: ['quarantined'],
    kept: [{ state: 'held', reason: 'record-rejected' }],
  },
  {
    class: 'one bad record rejects itself, not its batch',
    document: { records: [{ key: 'A' }, { key: 'B', do: 'row', text: canary }] },
    told: { state: 'accepted', taken: 1, rejected: [{ code: 'field-missing', pointer: '/records/1', line: 2 }] },
    phases: ['quarantined', 'deposited'],
    kept: [{ state: 'held', reason: 'record-rejected' }],
  },
  {
    class: 'unshareable: refused, not kept, an incident without content',
    document: { records: [{ key: 'A', do: 'mark', text: canary }] },
    told: { state: 'refused', reason: 'state-secret-in-clear' },
    phases: ['incident', 'refused'],
    kept: [],
  },
  {
    class: 'adapter defect, it throws: quarantined',
    document: { do: 'throw', records: [{ key: canary }] },
    told: { state: 'quarantined', reason: 'adapter-threw' },
    phases: ['quarantined'],
    kept: [{ state: 'held', reason: 'adapter-threw' }],
  },
  {
    class: 'adapter defect, it gives what does not conform: quarantined',
    document: { do: 'shape', records: [{ key: 'A', text: canary }] },
    told: { state: 'quarantined', reason: 'adapter-invalid' },
    phases: ['quarantined'],
    kept: [{ state: 'held', reason: 'adapter-invalid' }],
  },
]

for (const { class: name, document, told, phases, kept } of rows)
  t.test(name, async (t) => {
    const at = await world(t)
    t.match(await at.take(document), told)
    t.same(
      at.entries().map(({ phase }) => phase),
      phases,
    )
    const held = await at.rows('quarantine')
    t.equal(held.length, kept.length)
    t.match(held, kept)
    t.same(await tablesWith(at.db, canary), [])
    t.notMatch(JSON.stringify(at.entries()), canary)
  })

t.test('adapter defect, it does not end: quarantined, and after n of these its circuit opens', async (t) => {
  const at: World = await world(t, { limits: { deposit_timeout_ms: 50, circuit_failures_max: 2, circuit_open_ms: 1 } })
  const looping = (key: string) => at.take({ do: 'loop', records: [{ key }] })
  t.match(await looping('A'), { state: 'quarantined', reason: 'adapter-timeout' })
  t.match(await looping('B'), { state: 'quarantined', reason: 'adapter-timeout' })
  t.match(await looping('C'), { state: 'quarantined' }, 'it is probed: one at a time')
  const closed = await world(t, {
    limits: { deposit_timeout_ms: 50, circuit_failures_max: 2, circuit_open_ms: 3_600_000 },
  })
  for (const key of ['A', 'B']) t.match(await closed.take({ do: 'loop', records: [{ key }] }), { state: 'quarantined' })
  const from = closed.log.size()
  const waits = await closed.take({ do: 'loop', records: [{ key: 'C' }] })
  t.match(waits, { state: 'unavailable', reason: 'circuit-open' }, 'what comes then is to be sent again')
  t.equal(closed.log.size(), from)
  t.equal((await closed.rows('quarantine')).length, 2, 'and not quarantined unread')
})

const good = JSON.stringify({ do: 'value', value: translation })

/** By the source: what the gateway says of it, and how often it asked. */
const transports = {
  'retryable: once more when nothing came back, and no more': {
    answer: (request: { socket: { destroy(): void } }) => request.socket.destroy(),
    expected: { state: 'failed', reason: 'connection-lost' },
    requests: 2,
  },
  'refused: not asked again': {
    answer: (_: unknown, response: { writeHead(status: number): { end(): void } }) => response.writeHead(403).end(),
    expected: { state: 'failed', reason: 'source-refused' },
    requests: 1,
  },
  'ambiguous: what began to answer is not repeated blindly': {
    answer: (_: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(200, { 'content-length': good.length }).write('{', () => response.destroy()),
    expected: { state: 'failed', reason: 'connection-lost' },
    requests: 1,
  },
} as const

for (const [name, { answer, expected, requests }] of Object.entries(transports))
  t.test(`transport, ${name}`, async (t) => {
    let asked = 0
    const { system } = await startSource(t, {
      handle: (request, response) => {
        asked += 1
        answer(request, response)
      },
    })
    const { ask } = await sourcesUnderTest(t, system)
    t.match(await ask('x'), expected)
    t.equal(asked, requests)
  })

t.test('unshareable beside what does not conform: refused, however many faults are beside it', async (t) => {
  const invalid = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`member${n}`, n]))
  const document = JSON.stringify({ do: 'value', secret: true, value: { ...translation, ...invalid } })
  const { system } = await startSource(t, { handle: (_, response) => response.end(document) })
  const { ask } = await sourcesUnderTest(t, system)
  t.match(await ask('x'), { state: 'failed', reason: 'state-secret-in-clear' })
})

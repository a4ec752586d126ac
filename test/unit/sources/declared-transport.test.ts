/** What a manifest says of its transport: checked, bounded, and done. */
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { usualTransports } from '../../../adapters/check/draft/transports.ts'
import type { DeliveryDeclaration, TransportDeclaration } from '../../../adapters/sdk/adapter.ts'
import { limits } from '../../../gateway/limits.ts'
import { requireWithinLimits, secretsNamed } from '../../../gateway/sources/declared-transport.ts'
import { createSources } from '../../../gateway/sources/sources.ts'
import { createTransport, type TransportOptions } from '../../../gateway/sources/transport.ts'
import { validateManifest } from '../../../schemas/generated/validators.js'
import { dataFolder } from '../../support/data-folder.ts'
import { startSource } from '../../support/source-server.ts'

const tested = join(import.meta.dirname, '../../support/adapters/thu-nghiem')
const manifest = JSON.parse(readFileSync(join(tested, 'manifest.json'), 'utf8')) as object
const { 'https-query': query, 'https-push': push, directory } = usualTransports
const { attemptsMax: _, ...endless } = query.retry

const wrong: readonly (readonly [what: string, transport: unknown])[] = [
  ['the bare word', 'https-query'],
  ['another kind', { ...query, kind: 'ftp' }],
  ['a member that nobody knows', { ...query, password: 'x' }],
  ['an acknowledgement of what nobody sent', { ...query, acknowledgement: 'http-status' }],
  ['a push that is acknowledged by a file', { ...push, acknowledgement: 'file' }],
  ['a file that is acknowledged by a status', { ...directory, acknowledgement: 'http-status' }],
  ['requests without end', { ...query, retry: endless }],
  ['a push whose feed is asked without end', { ...push, retry: endless }],
  ['files that are given up', { ...directory, retry: { ...directory.retry, attemptsMax: 3 } }],
  ['no attempt', { ...query, retry: { ...query.retry, attemptsMax: 0 } }],
  ['no wait', { ...query, retry: { ...query.retry, backoff_ms: 0 } }],
  ['a repetition that nothing makes harmless', { ...query, idempotency: 'none' }],
  ['a push that only reads', { ...push, idempotency: 'read' }],
  ['a value for a secret’s name', { ...query, secrets: ['Bearer abc=='] }],
  ['a name twice', { ...query, secrets: ['khoa', 'khoa'] }],
  ...Object.keys(query).map((name) => [`no ${name}`, { ...query, [name]: undefined }] as const),
]

t.test('a manifest with a transport that is none is refused', async (t) => {
  const faultsOf = (transport: unknown) => validateManifest(JSON.parse(JSON.stringify({ ...manifest, transport })))
  for (const [what, transport] of wrong)
    t.ok(
      faultsOf(transport).some(({ pointer }) => pointer.startsWith('/transport')),
      what,
    )
  const once = { ...query, idempotency: 'none', retry: { ...query.retry, attemptsMax: 1 } }
  for (const transport of [query, push, directory, once]) t.same(faultsOf(transport), [])
})

t.test('what asks for more than the gateway grants is refused, with the bound', async (t) => {
  const bound = (of: TransportDeclaration, retry: object) => () =>
    requireWithinLimits({ transport: { ...of, retry: { ...of.retry, ...retry } } }, 'adapters/a/manifest.json')
  const { request_attempts_max, request_backoff_ms_max } = limits.source
  t.doesNotThrow(bound(query, { attemptsMax: request_attempts_max, backoffMax_ms: request_backoff_ms_max }))
  t.throws(bound(query, { attemptsMax: request_attempts_max + 1 }), {
    message: /^adapters\/a\/manifest\.json#\/transport\/retry\/attemptsMax: .*grants 1 to 4: who keeps the adapter/,
  })
  t.throws(bound(push, { backoffMax_ms: request_backoff_ms_max + 1 }), { message: /backoffMax_ms/ })
  t.doesNotThrow(bound(directory, {}))
  t.throws(bound(directory, { backoff_ms: limits.deposit.retry_ms_min - 1 }), { message: /backoff_ms/ })
  const { attempts_max: attemptsMax, backoff_ms_min: backoff_ms, backoff_ms_max: backoffMax_ms } = limits.handing
  const handed = (retry: Partial<DeliveryDeclaration['retry']>) => () => {
    const delivery = { idempotency: 'reference', retry: { attemptsMax, backoff_ms, backoffMax_ms, ...retry } } as const
    requireWithinLimits({ transport: query, delivery }, 'a')
  }
  t.doesNotThrow(handed({}))
  t.throws(handed({ attemptsMax: attemptsMax + 1 }), { message: /^a#\/delivery\/retry\/attemptsMax/ })
  t.throws(handed({ backoffMax_ms: backoffMax_ms + 1 }), { message: /backoffMax_ms/ })
  t.throws(handed({ backoff_ms: backoff_ms - 1 }), { message: /backoff_ms/ })
  t.throws(bound(directory, { backoffMax_ms: limits.deposit.retry_ms_max + 1 }), { message: /backoffMax_ms/ })
})

async function reached(t: Test, retry: TransportOptions['retry'], failures: number) {
  const keys: unknown[] = []
  const waits: number[] = []
  const { system } = await startSource(t, {
    handle: (request, response) => {
      keys.push(request.headers['x-api-key'])
      if (keys.length > failures) response.end('{}')
      else request.socket.destroy()
    },
  })
  const transport = createTransport({
    ...{ ...system, url: system.url!, answer_bytes_max: 1000, limits: limits.source },
    ...{ retry, secrets: new Map([['khoa', 'abc==']]) },
    pause: async (delay_ms) => waits.push(delay_ms),
  })
  t.teardown(() => transport.close())
  const request = { method: 'GET', path: '/', secretHeaders: { 'x-api-key': 'khoa' } } as const
  let repeats = 0
  const onRepeat = () => void repeats++
  const sent = await transport.send(request, { eventId: 'ev', traceparent: '00', onRepeat })
  t.equal(repeats, keys.length - 1, 'whoever asks hears of each time after the first')
  return { sent, keys, waits }
}

t.test('a source is asked as often as its manifest says, with its secret, and with waits between', async (t) => {
  const retry = { attemptsMax: 3, backoff_ms: 40, backoffMax_ms: 60 }
  const never = await reached(t, retry, 9)
  t.match(never.sent, { ok: false, reason: 'connection-lost' })
  t.same(never.keys, ['abc==', 'abc==', 'abc=='])
  t.ok(never.waits.length === 2 && never.waits[0]! <= 40 && never.waits[1]! <= 60, String(never.waits))
  t.match(await reached(t, retry, 2), { sent: { ok: true }, waits: { length: 2 } })
  t.match(await reached(t, { ...retry, attemptsMax: 1 }, 1), { sent: { ok: false }, keys: { length: 1 } })
})

t.test('a secret that the source refuses is read anew, and tried once if it was replaced', async (t) => {
  const keys: unknown[] = []
  let good = 'new'
  const { system } = await startSource(t, {
    handle: (request, response) => {
      keys.push(request.headers['x-api-key'])
      response.statusCode = request.headers['x-api-key'] === good ? 200 : keys.length % 2 === 0 ? 403 : 401
      response.end('{}')
    },
  })
  const files = [{ khoa: 'new' }, new Error('unreadable'), { khoa: 'new' }, { khoa: 'newest' }]
  const transport = createTransport({
    ...{ ...system, url: system.url!, answer_bytes_max: 1000, limits: limits.source },
    ...{ retry: { backoff_ms: 1, backoffMax_ms: 1 }, secrets: new Map([['khoa', 'old']]) },
    async renewedSecrets() {
      const file = files.shift()!
      if (file instanceof Error) throw file
      return new Map(Object.entries(file))
    },
  })
  t.teardown(() => transport.close())
  const ask = async (secretHeaders?: Record<string, string>) => {
    const request = { method: 'GET', path: '/', ...(secretHeaders && { secretHeaders }) } as const
    let repeats = 0
    const onRepeat = () => void repeats++
    const sent = await transport.send(request, { eventId: 'ev', traceparent: '00', onRepeat })
    t.equal(repeats, keys.length - 1)
    return [sent.ok || sent.reason, ...keys.splice(0)]
  }
  const secret = { 'x-api-key': 'khoa' }
  t.strictSame(await ask(secret), [true, 'old', 'new'])
  t.strictSame(await ask(secret), [true, 'new'], 'from now on')
  good = 'other'
  t.strictSame(await ask(secret), ['source-refused', 'new'], 'it can not be read')
  t.strictSame(await ask(secret), ['source-refused', 'new'], 'it is the same')
  t.strictSame(await ask(secret), ['source-refused', 'new', 'newest'], 'once')
  t.strictSame(await ask(), ['source-refused', undefined], 'a request without one')
  t.same(files, [])
})

t.test('secrets are files that nobody else may read; no refusal repeats one', async (t) => {
  const folder = dataFolder(t)
  const put = (text: string, mode = 0o600) => {
    writeFileSync(join(folder, 'khoa'), text)
    chmodSync(join(folder, 'khoa'), mode)
  }
  put('Bearer abc==\n')
  t.same(await secretsNamed(['khoa'], folder), new Map([['khoa', 'Bearer abc==']]))
  for (const text of ['', '\n', 'abc\ndef', 'mật-khẩu', 'x'.repeat(limits.source.secret_bytes_max + 1)]) {
    put(text)
    const error = await secretsNamed(['khoa'], folder).catch(({ message }: Error) => message)
    t.match(error, /khoa: .*one line of visible ASCII.*operator/)
    t.notMatch(error, /abc|mật-khẩu|xxx/)
  }
  put('abc', 0o640)
  await t.rejects(secretsNamed(['khoa'], folder), { message: /chmod 600/ })
  await t.rejects(secretsNamed(['khoa'], undefined), { message: /khoa: .*operator/ })
})

t.test('a source whose secret is not there is not opened, and the reader is told who must act', async (t) => {
  const folder = dataFolder(t)
  const adaptersDir = join(folder, 'adapters')
  mkdirSync(adaptersDir)
  cpSync(tested, join(adaptersDir, 'thu-nghiem'), { recursive: true })
  const transport = { ...query, secrets: ['khoa-truy-van'] }
  writeFileSync(join(adaptersDir, 'thu-nghiem/manifest.json'), JSON.stringify({ ...manifest, transport }))
  const { system } = await startSource(t, { handle: () => {} })
  const start = createSources({ systems: [system], seal: () => null, adaptersDir, secretsDir: join(folder, 'secrets') })
  await t.rejects(start, { message: /secrets\/thu-nghiem\/khoa-truy-van: .*người vận hành cổng.*operator has to put/ })
})

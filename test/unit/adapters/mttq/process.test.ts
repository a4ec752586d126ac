/** The portal as a process, and a stand-in for the gateway that receives its pushes over mutual TLS. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import type { TLSSocket } from 'node:tls'
import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { post } from '../../../../adapters/mttq/sandbox/post.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { testCertificates } from '../../../support/certificates.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { pipedNode } from '../../../support/plain-node.ts'
import { until } from '../../../support/until.ts'
import { answerOf } from './petitions.ts'
import { type Received, verified } from './verify.ts'

const size = { seed: 5, dossiers: 56 }
const folder = dataFolder(t)
const certificates = await testCertificates(folder)
const own = certificates.systems['mttq:tiep-nhan']!
const pem = (path: string) => readFileSync(path, 'utf8')
const ca = pem(certificates.ca)
const publicKey = createPublicKey(createPrivateKey(pem(own.assertionKey)))
const holdings = makeHoldings(makeWorld(size), 'mttq')
const [ma = '', second = ''] = holdings.all().map(({ nativeKey }) => nativeKey)

interface Push extends Received {
  readonly client: string | undefined
}

const received: Push[] = []
let answering: { readonly status: number; readonly body: object } = { status: 200, body: { state: 'accepted' } }
const gateway = createServer(
  { ca, cert: pem(certificates.gateway.server.cert), key: pem(certificates.gateway.server.key), requestCert: true },
  async (asked, answer) => {
    const { method = '', url = '', headers } = asked
    const client = (asked.socket as TLSSocket).getPeerCertificate().subjectaltname
    received.push({ method, url: `https://${headers.host}${url}`, headers, body: await buffer(asked), client })
    const { status, body } = answering
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  },
)
gateway.listen(0, '127.0.0.1')
await once(gateway, 'listening')
t.teardown(() => gateway.close())
const { port: gatewayPort } = gateway.address() as AddressInfo
const pushing = {
  pushUrl: `https://127.0.0.1:${gatewayPort}/v1/deposits`,
  clientCert: own.client.cert,
  clientKey: own.client.key,
  signingKey: own.assertionKey,
  signingKeyId: 'khoa-cua-mat-tran',
}

type Child = ChildProcessWithoutNullStreams

function spawned(settings: object): Child {
  const main = new URL('../../../../adapters/mttq/sandbox/main.ts', import.meta.url).pathname
  const files = { ca: certificates.ca, ...own.server!, requestsFile: join(folder, 'requests') }
  const child = pipedNode(main, {}, [JSON.stringify({ ...size, port: 0, host: '127.0.0.1', ...files, ...settings })])
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

async function start(settings: object): Promise<number> {
  for await (const line of createInterface(spawned(settings).stdout)) return JSON.parse(line).port
  throw new Error('the sandbox did not start')
}

const port = await start({ ...pushing, changesFile: join(folder, 'changes') })

function ask(path: string, post?: object, to = port): Promise<NativeAnswer> {
  const { cert, key } = certificates.gateway.client
  const options = {
    host: '127.0.0.1',
    port: to,
    path,
    method: post ? 'POST' : 'GET',
    ca,
    cert: pem(cert),
    key: pem(key),
    agent: false,
  }
  return new Promise((resolve, reject) => {
    request(options, async (response) => {
      const body = await buffer(response)
      resolve({ status: response.statusCode ?? 0, mediaType: response.headers['content-type'] ?? '', body })
    })
      .on('error', reject)
      .end(post && JSON.stringify(post))
  })
}
const json = async (asked: Promise<NativeAnswer>) => JSON.parse(Buffer.from((await asked).body).toString())
const push = (as: string, of = ma) => json(ask('/_sandbox/push', { ma: of, as }))
const latest = () => received.at(-1)!

t.test('a change is pushed by itself: mutual TLS, digest and signature, and what it brings is the truth', async (t) => {
  t.equal((await ask('/_sandbox/touch', { ma })).status, 200)
  holdings.touch(ma)
  const pushed = await until(async () => {
    const [first] = await json(ask('/_sandbox/pushed'))
    return first?.done && first
  })
  t.match(pushed, { ma, as: 'change', attempts: 1, status: 200, answer: { state: 'accepted' } })
  const message = latest()
  t.match(message, { method: 'POST', url: pushing.pushUrl, client: 'URI:urn:lienthong:mttq:tiep-nhan' })
  const { parameters, ...rest } = verified(message, publicKey)
  t.match(rest, { digest: true, signature: true, signatureBytes: 64 })
  t.match(parameters, {
    keyid: 'khoa-cua-mat-tran',
    alg: 'ecdsa-p256-sha256',
    tag: 'lienthong-deposit',
    nonce: /^[\w-]{22}$/,
  })
  t.ok(Math.abs(Number(parameters.created) - Date.now() / 1000) < 60)
  const outcome = adapter.toDeposits(answerOf(message.body, 200, String(message.headers['content-type'])))
  if (!outcome.ok) return t.fail('refused')
  const [deposit] = outcome.value.deposits
  t.strictSame(deposit!.entry, holdings.get(ma)!.index)
  const shared = adapter.toShared(answerOf(deposit!.document))
  t.strictSame(shared.ok && comparable(shared.value), comparable(holdings.get(ma)!.translation))
})

t.test('pushes in another manner: again, anew, unsigned, forged, stale', async (t) => {
  const before = latest()
  t.match(await push('again'), { as: 'again', done: true, status: 200 })
  t.strictSame([latest().body, latest().headers], [before.body, before.headers])
  await push('anew')
  t.strictSame(latest().body, before.body)
  t.notSame(latest().headers['signature-input'], before.headers['signature-input'])
  t.ok(verified(latest(), publicKey).signature)
  await push('unsigned')
  t.strictSame([latest().headers.signature, latest().headers['signature-input']], [undefined, undefined])
  await push('forged')
  t.match(verified(latest(), publicKey), { digest: false, signature: true })
  t.ok(adapter.toDeposits(answerOf(latest().body)).ok, 'a forgery that only the digest shows')
  await push('stale')
  const { signature, parameters } = verified(latest(), publicKey)
  t.ok(signature && Number(parameters.created) < Date.now() / 1000 - 3500)
  t.equal((await ask('/_sandbox/push', { ma: second, as: 'again' })).status, 404, 'never pushed before')
  t.equal((await ask('/_sandbox/push', { ma: 'PA-0', as: 'stale' })).status, 404)
  for (const wrong of [{ ma }, { ma, as: 'change' }, { as: 'again' }, null])
    t.equal((await ask('/_sandbox/push', { ...wrong })).status, 400)
})

t.test('the same message is tried again when the gateway says later, and an answer ends it', async (t) => {
  answering = { status: 503, body: { code: 'busy' } }
  const count = received.length
  const going = push('stale', second)
  await until(() => received.length >= count + 2)
  answering = { status: 422, body: { code: 'document-rejected' } }
  const { attempts, status, answer } = await going
  t.ok(attempts >= 3)
  t.match({ status, answer }, { status: 422, answer: { code: 'document-rejected' } })
  const tries = received.slice(count)
  t.ok(tries.every(({ headers }) => headers.signature === tries[0]!.headers.signature))
  answering = { status: 200, body: { state: 'accepted' } }
})

t.test('the feed tells what pushes may have missed, and its cursor can be made to go back', async (t) => {
  const feed = adapter.feed!
  const list = adapter.toDeposits(await ask(feed.list(undefined).path))
  t.match(list, { ok: true, value: { next: '2.1', changesFrom: '1' }, findings: [] })
  const changes = async (cursor: string) => {
    const page = adapter.toDeposits(await ask(feed.changes(cursor).path))
    return page.ok ? [page.value.next, page.value.deposits.map(({ entry }) => entry.nativeKey)] : page.findings[0].code
  }
  t.strictSame([await changes('0'), await changes('1'), await changes('2')], [['1', [ma]], ['1', []], 'cursor-unknown'])
  await ask('/_sandbox/misbehave', { mode: 'cursor-back' })
  t.strictSame(
    [await changes('1'), await changes('0')],
    [
      ['0', [ma]],
      ['1', [ma]],
    ],
  )
  await ask('/_sandbox/misbehave', { mode: 'none' })
  t.strictSame(await changes('1'), ['1', []])
})

t.test('without push settings it only has its feed; with a part of them it does not start', async (t) => {
  const silent = await start({})
  t.equal((await ask('/_sandbox/touch', { ma }, silent)).status, 200)
  t.equal((await ask('/_sandbox/push', { ma, as: 'stale' }, silent)).status, 409)
  t.strictSame(await json(ask('/_sandbox/pushed', undefined, silent)), [])
  const [code] = await once(spawned({ pushUrl: pushing.pushUrl }), 'exit')
  t.not(code, 0)
})

t.test('when nobody is there it tries a bounded number of times, in the background, and says why', async (t) => {
  const nobody = 'https://127.0.0.1:1/v1/deposits'
  const target = { url: nobody, ca, cert: pem(own.client.cert), key: pem(own.client.key) }
  const message = { body: new Uint8Array(1), headers: {} }
  t.strictSame(await post(target, message, [1, 1]), { attempts: 3, error: 'ECONNREFUSED' })
  const alone = await start({ ...pushing, pushUrl: nobody })
  t.equal((await ask('/_sandbox/touch', { ma }, alone)).status, 200)
  t.match(await json(ask('/_sandbox/pushed', undefined, alone)), [{ ma, as: 'change', done: false }])
})

t.test('a gateway of another authority is not trusted with a petition', async (t) => {
  const target = { url: pushing.pushUrl, ca: pem(certificates.broken['other-ca'].cert), cert: '', key: '' }
  const count = received.length
  t.match(
    await post(
      { ...target, cert: pem(own.client.cert), key: pem(own.client.key) },
      { body: new Uint8Array(1), headers: {} },
      [],
    ),
    {
      attempts: 1,
      status: undefined,
    },
  )
  t.equal(received.length, count)
})

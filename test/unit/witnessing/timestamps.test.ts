/** RFC 3161 with an authority of OpenSSL, and with answers that are not what was asked for. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { openLine } from '../../../gateway/witnessing/line.ts'
import { readTimestamp, timestampRequest } from '../../../gateway/witnessing/timestamp.ts'
import { startTimestamps, type TimestampsOptions } from '../../../gateway/witnessing/timestamps.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { memoryLog } from '../../support/memory-log.ts'
import { silentServer } from '../../support/silent-server.ts'
import { type Answered, startTimestampAuthority } from '../../support/timestamp-authority.ts'
import { until } from '../../support/until.ts'

const authority = await startTimestampAuthority(t, join(dataFolder(t), 'tsa'))
const log = memoryLog({ entries: ['a', 'b', 'c', 'd'] })

t.test('the request is one for OpenSSL: digest, nonce, and the certificate wanted', async (t) => {
  const file = join(dataFolder(t), 'q.tsq')
  const { request, imprint } = timestampRequest(Buffer.from('x'), Buffer.from('00ff0102030405', 'hex'))
  writeFileSync(file, request)
  const said = execFileSync('openssl', ['ts', '-query', '-in', file, '-text'], { encoding: 'utf8' })
  t.match(said, /Version: 1\n/)
  t.match(said, /Hash Algorithm: sha256\n/)
  t.match(said, /Nonce: 0xFF0102030405\n/)
  t.match(said, /Certificate required: yes\n/)
  t.match(said.replace(/[^0-9a-f]/g, ''), imprint.toString('hex').slice(0, 32))
  for (const nonce of ['00', '7f', '80', '0000000000000000', 'ffffffffffffffff']) {
    writeFileSync(file, timestampRequest(Buffer.from('x'), Buffer.from(nonce, 'hex')).request)
    t.match(execFileSync('openssl', ['ts', '-query', '-in', file, '-text'], { encoding: 'utf8' }), /Nonce: /, nonce)
  }
})

function start(t: Parameters<typeof startTimestampAuthority>[0], options: Partial<TimestampsOptions> = {}) {
  const [directory, copy] = [dataFolder(t), dataFolder(t)]
  const timers = fakeTimers()
  const told: Parameters<TimestampsOptions['tell']>[0][] = []
  const stamps = startTimestamps({
    ...{ url: authority.url, directories: [directory, copy], interval_ms: 3_600_000, timers },
    tell: (news) => void told.push(news),
    ...options,
  })
  t.teardown(() => stamps.close())
  const at = (name: string) => join(directory, 'timestamp', name)
  return { stamps, timers, told, at, copied: (name: string) => join(copy, 'timestamp', name) }
}

t.test('a granted one lies beside the log with the note it is about, and OpenSSL verifies it', async (t) => {
  const { stamps, timers, told, at, copied } = start(t)
  stamps.offer(log.checkpointAt(2))
  stamps.offer(log.checkpointAt(3))
  await until(() => told.length === 1)
  t.match(told, [{ size: 2, at: /^20\d{12}(\.\d+)?Z$/ }])
  t.equal(readFileSync(at('2.note'), 'utf8'), log.checkpointAt(2))
  t.match(authority.verify(at('2.note'), at('2.tsr')), { ok: true }, 'as the officers do it')
  t.match(authority.verify(copied('2.note'), copied('2.tsr')), { ok: true }, 'beside the second copy too')
  writeFileSync(at('3.note'), log.checkpointAt(3))
  t.match(authority.verify(at('3.note'), at('2.tsr')), { ok: false }, 'of another checkpoint it says nothing')
  const asked = authority.requests.length
  timers.advance(3_599_999)
  stamps.offer(log.checkpointAt(3))
  t.equal(authority.requests.length, asked, 'not more often than the setting says')
  timers.advance(1)
  stamps.offer(log.checkpointAt(2))
  t.equal(authority.requests.length, asked, 'nor for the same again')
  stamps.offer(log.checkpointAt(4))
  await until(() => told.length === 2)
  t.ok(existsSync(at('4.tsr')))
  t.strictSame(stamps.problems(), [])
})

t.test('an authority that a stop leaves without an answer has not failed', async (t) => {
  const { stamps, told } = start(t, { url: await silentServer(t) })
  stamps.offer(log.checkpointAt(2))
  await stamps.close()
  t.strictSame([told, stamps.problems()], [[], []])
})

t.test('what is not the answer to what was asked is not kept, told once, and asked for again', async (t) => {
  const { stamps, timers, told, at } = start(t)
  const other = timestampRequest(Buffer.from(log.checkpointAt(4)), Buffer.alloc(8, 1))
  const sameButNonce = timestampRequest(Buffer.from(log.checkpointAt(2)), Buffer.alloc(8, 1))
  const refused = Buffer.from('30053003020102', 'hex')
  const spoils: readonly (readonly [string, Partial<Answered>])[] = [
    ['other-imprint', { body: authority.reply(other.request) }],
    ['other-nonce', { body: authority.reply(sameButNonce.request) }],
    ['not-granted', { body: refused }],
    ['malformed', { body: Buffer.from('<html>') }],
    ['malformed', { body: Buffer.alloc(0) }],
    ['status 503', { status: 503 }],
    ['media type', { mediaType: 'application/octet-stream' }],
    ['RangeError', { body: Buffer.alloc(limits.timestamp.answer_bytes_max + 1) }],
  ]
  const words: string[] = []
  for (const [, spoilt] of spoils) {
    const each = start(t)
    authority.spoil((answer) => ({ ...answer, ...spoilt }))
    each.stamps.offer(log.checkpointAt(2))
    const news = await until(() => each.told[0])
    words.push('why' in news ? news.why : 'granted')
    t.notOk(existsSync(each.at('2.tsr')))
    t.strictSame(each.stamps.problems(), ['timestamps:failed'])
  }
  t.strictSame(
    words,
    spoils.map(([why]) => why),
  )

  authority.spoil(() => ({ status: 500, mediaType: '', body: Buffer.alloc(0) }))
  stamps.offer(log.checkpointAt(2))
  await until(() => told.length === 1)
  stamps.offer(log.checkpointAt(2))
  timers.advance(limits.timestamp.retry_ms)
  const before = authority.requests.length
  stamps.offer(log.checkpointAt(2))
  await until(() => authority.requests.length > before && stamps.problems().length > 0)
  await until(() => {
    timers.advance(limits.timestamp.retry_ms)
    authority.spoil((answer) => answer)
    stamps.offer(log.checkpointAt(3))
    return existsSync(at('3.tsr')) && told.length === 2
  })
  t.match(told, [{ why: 'status 500' }, { size: 3 }], 'failures in a row are told once')
  t.strictSame(stamps.problems(), [])
})

t.test(
  'every cut and every changed byte of a real answer is refused or says the same, and nothing throws',
  async (t) => {
    const note = Buffer.from(log.checkpointAt(2))
    const asked = timestampRequest(note, Buffer.alloc(8, 7))
    const answer = authority.reply(asked.request)
    const right = readTimestamp(answer, asked)
    t.match(right, { ok: true })
    for (let length = 0; length < answer.length; length++)
      if (readTimestamp(answer.subarray(0, length), asked).ok) t.fail(`cut at ${length}`)
    const info = answer.indexOf(asked.imprint)
    const accepted = new Set<number>()
    for (let at = 0; at < answer.length; at++) {
      const changed = Buffer.from(answer)
      changed[at] = changed[at]! ^ 0x01
      if (readTimestamp(changed, asked).ok) accepted.add(at)
    }
    for (let at = info; at < info + 32; at++) t.notOk(accepted.has(at), `imprint byte ${at - info}`)
    const unreachable = openLine('http://127.0.0.1:1/', limits.timestamp)
    t.teardown(() => unreachable.close())
    const { stamps, told } = start(t, { line: unreachable })
    stamps.offer(log.checkpointAt(2))
    t.match(await until(() => told[0]), { why: 'ECONNREFUSED' })
  },
)

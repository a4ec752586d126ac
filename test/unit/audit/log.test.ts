import fs from 'node:fs'
import path from 'node:path'
import { mock } from 'node:test'
import type { Worker } from 'node:worker_threads'
import t, { type Test } from 'tap'
import { openCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { type LogOptions, openLog } from '../../../gateway/audit/log.ts'
import { leafHash } from '../../../gateway/audit/merkle.ts'
import { parseVerifierKey } from '../../../gateway/audit/note.ts'
import { segmentName } from '../../../gateway/audit/segments.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { limits } from '../../../gateway/limits.ts'
import { appendAll, bytesIn, entryOf, optionsIn, refused, segmentIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testSeal } from '../../support/sealing.ts'

async function opened(t: Test, more: Partial<LogOptions> = {}) {
  const root = dataFolder(t)
  const log = await openLog({ ...optionsIn(root), ...more })
  t.teardown(() => log.close())
  return { root, log, directory: path.join(root, 'log') }
}

t.test('what append answers is durable on disk at that index, with that leaf', async (t) => {
  const { log, directory } = await opened(t)
  const appending = Promise.all(Array.from({ length: 700 }, (_, i) => log.append(entryOf(`e-${i}`))))
  t.equal(log.waiting(), 700)
  const appended = await appending
  t.equal(log.waiting(), 0)
  t.same(
    appended.map(({ index }) => index),
    Array.from({ length: 700 }, (_, i) => i),
    'in the order of the calls',
  )
  const onDisk = [...readEntries(directory)].map(({ leaf }) => Buffer.from(leaf).toString('base64'))
  t.same(
    onDisk,
    appended.map(({ leaf }) => leaf),
    'while the log is open',
  )
  t.equal(appended[5]?.leaf, Buffer.from(leafHash(bytesIn(directory)[5]!)).toString('base64'))
  t.equal(log.size(), 700)
  t.match(openCheckpoint(log.checkpoint(), parseVerifierKey(log.verifierKey)!), { ok: true, checkpoint: { size: 700 } })
  t.match(
    verifyLog(directory, { checkpoints: [log.checkpoint()] }),
    { ok: true, size: 700 },
    'beside the running writer',
  )
})

t.test('appends that wait together share a batch', async (t) => {
  const { log, directory } = await opened(t)
  await appendAll(log, [Array.from({ length: 64 }, (_, i) => `e-${i}`)])
  const alone = fs.statSync(segmentIn(directory)).size
  await appendAll(
    log,
    Array.from({ length: 64 }, (_, i) => [`e-${i}`]),
  )
  const markers = fs.statSync(segmentIn(directory)).size - 2 * alone
  t.equal(markers, 63 * 53, '63 commit markers more')
})

t.test('a log goes on where it was', async (t) => {
  const { root, log, directory } = await opened(t)
  await appendAll(log, [['a', 'b']])
  await log.close()
  const again = await openLog(optionsIn(root))
  t.teardown(() => again.close())
  t.equal(again.size(), 2)
  t.equal(again.unpublished(), 0)
  t.equal(again.verifierKey, log.verifierKey)
  t.match(await again.append(entryOf('c')), { index: 2 })
  t.equal(again.unpublished(), 1, 'it is published when nobody waits')
  await again.close()
  t.match(verifyLog(directory), { ok: true, size: 3, published: 3 })
})

t.test('a full segment is followed by another, and goes once its entries are published in bundles', async (t) => {
  const { root, log, directory } = await opened(t)
  await log.append(entryOf('a'))
  const large = entryOf('large')
  const record = {
    ...large.detail.records![0]!,
    released: Array.from({ length: 90 }, (_, i) => `/${'p'.repeat(490)}${i}`),
  }
  const entry = { ...large, detail: { ...large.detail, records: [record] } }
  const count = Math.ceil(limits.log.segment_bytes_max / encodeEntry(entry, testSeal).length) + 10
  for (let i = 0; i < count; i += 200) await Promise.all(Array.from({ length: 200 }, () => log.append(entry)))
  const { index } = await log.append(entryOf('z'))
  await log.close()
  const [only, ...others] = fs.readdirSync(directory).filter((name) => name.startsWith('segment-'))
  t.same(others, [])
  t.not(only, segmentName(0))
  t.ok(fs.statSync(path.join(directory, only!)).size <= limits.log.segment_bytes_max)
  t.match(verifyLog(directory), { ok: true, size: index + 1 })
  t.equal([...readEntries(directory)].length, index + 1)
  t.match(
    Array.from(readEntries(directory, index), (last) => JSON.parse(Buffer.from(last.bytes).toString()).event),
    ['z'],
  )
  fs.renameSync(path.join(directory, only!), path.join(directory, segmentName(index + 2)))
  t.match(verifyLog(directory), { findings: [{ kind: 'damaged', offset: 0 }] }, 'a journal with a gap is damage')
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'damaged', offset: 0 }))
})

t.test('folder and files are for their owner alone', { skip: process.platform === 'win32' }, async (t) => {
  const { root, log, directory } = await opened(t)
  await log.append(entryOf('a'))
  const mode = (file: string) => fs.statSync(file).mode & 0o777
  t.equal(mode(directory), 0o700)
  t.equal(mode(path.join(root, 'log.key')), 0o600)
  await log.close()
  for (const entry of fs.readdirSync(directory, { withFileTypes: true, recursive: true })) {
    t.equal(mode(path.join(entry.parentPath, entry.name)), entry.isDirectory() ? 0o700 : 0o600, entry.name)
  }
})

t.test('more than may wait is refused, and what was taken is written', async (t) => {
  const { log, directory } = await opened(t)
  const calls = Array.from({ length: limits.log.waiting_entries_max + 5 }, () => log.append(entryOf('e')))
  const results = await Promise.allSettled(calls)
  const refused = results.filter((result) => result.status === 'rejected')
  t.equal(refused.length, 5)
  t.match(refused[0], { reason: { code: 'log-unavailable' } })
  t.ok(log.healthy(), 'too many at once is no failure of the log')
  t.match(verifyLog(directory), { ok: true, size: limits.log.waiting_entries_max })
})

t.test('closing writes what waits, and then takes nothing more', async (t) => {
  const { log, directory } = await opened(t)
  const last = log.append(entryOf('last'))
  const closing = log.close()
  t.match(await last, { index: 0 })
  await t.rejects(log.append(entryOf('late')), { code: 'log-unavailable' })
  await closing
  await t.rejects(log.reopen(), { code: 'log-unavailable' })
  t.match(verifyLog(directory), { ok: true, size: 1, published: 1 })
  t.notOk(fs.existsSync(path.join(directory, 'lock')))
})

t.test('an entry that is none is refused alone', async (t) => {
  const { log } = await opened(t)
  const [bad, good] = await Promise.allSettled([log.append({ ...entryOf('a'), at: 'now' }), log.append(entryOf('b'))])
  t.match(bad, { status: 'rejected', reason: { code: 'internal' } })
  t.match(good, { status: 'fulfilled', value: { index: 0 } })
})

t.test('reopening a log that is well changes nothing', async (t) => {
  const { log } = await opened(t)
  await log.append(entryOf('a'))
  await Promise.all([log.reopen(), log.reopen()])
  t.match(await log.append(entryOf('b')), { index: 1 })
})

t.test('the heartbeat makes silence visible', async (t) => {
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  const beats: string[] = []
  const heartbeat = () => {
    beats.push(`beat-${beats.length}`)
    return { ...entryOf(beats.at(-1)!), phase: 'heartbeat' } as const
  }
  const { log, directory } = await opened(t, { heartbeat })
  mock.timers.tick(limits.log.heartbeat_interval_ms)
  mock.timers.tick(limits.log.heartbeat_interval_ms)
  t.match(await log.append(entryOf('after')), { index: 2 })
  const events = Array.from(readEntries(directory), ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()).event)
  t.same(events, ['beat-0', 'beat-1', 'after'])
})

t.test('a writer thread that dies answers nobody, and another takes its place', async (t) => {
  const threads: Worker[] = []
  const keep = (thread: Worker) => threads.push(thread)
  process.on('worker', keep)
  t.teardown(() => process.off('worker', keep))
  const { log, directory } = await opened(t)
  await log.append(entryOf('a'))
  const failures: string[] = []
  log.onFailure((refusal) => failures.push(refusal.kind))
  const waiting = log.append(entryOf('lost'))
  await threads[0]!.terminate()
  await t.rejects(waiting, { code: 'log-unavailable' })
  await t.rejects(log.append(entryOf('b')), { code: 'log-unavailable' })
  t.same(failures, ['io'])
  t.notOk(log.healthy())
  await log.reopen()
  t.ok(log.healthy())
  t.ok((await log.append(entryOf('c'))).index >= 1)
  t.match(verifyLog(directory), { ok: true })
})

t.test('an origin with a scheme, or a key file that is none, is refused', async (t) => {
  const root = dataFolder(t)
  await t.rejects(openLog({ ...optionsIn(root), origin: 'https://gateway.test' }), refused({ kind: 'settings' }))
  fs.writeFileSync(path.join(root, 'log.key'), 'not a key')
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'key' }))
})

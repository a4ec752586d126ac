/** Epochs with a real log: what is written when, who can open what, and what happens when the next can't be opened. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { LoggedEntry } from '../../../gateway/audit/entry.ts'
import { epochFilesIn, epochPath } from '../../../gateway/audit/epoch-file.ts'
import { createOpener, officerKeyIn } from '../../../gateway/audit/opener.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { entryOf } from '../../support/audit.ts'
import { auditOfficer } from '../../support/officers.ts'
import { one, sealedLog, two } from '../../support/sealed-log.ts'

t.test('an epoch is in its file and in the log before anything is sealed under it', async (t) => {
  const { epochs, log, directory, entries, readBy, append, opened } = await sealedLog(t)
  await t.rejects(append('early'), { code: 'log-unavailable' }, 'nothing is written in clear instead')
  await epochs.begin(log)
  await append('first')
  const [epoch] = opened()
  const file = readFileSync(epochPath(directory, epoch!.id))
  t.match(entries(), [{ phase: 'epoch-opened', epoch: { kids: [one.jwk.kid, two.jwk.kid] } }, { phase: 'released' }])
  t.equal(epoch!.file, createHash('sha256').update(file).digest('base64'))
  t.same(await readBy(one.pem), ['first'], 'X25519')
  t.same(await readBy(two.pem), ['first'], 'EC P-256')
  t.same(await readBy((await auditOfficer()).pem), ['not-a-recipient'])
})

t.test(
  'another begins when its time is over, its key has sealed half of what it may, or the officers are others',
  async (t) => {
    const { now, epochs, log, readBy, append, opened } = await sealedLog(t)
    await epochs.begin(log)
    await append('1')
    now.ms = 999
    await epochs.follow()
    t.equal(opened().length, 1)
    now.ms = 1000
    await Promise.all([epochs.follow(), epochs.follow()])
    t.equal(opened().length, 2, 'once')
    for (const note of ['2', '3', '4', '5']) await append(note)
    await epochs.follow()
    t.equal(opened().length, 3)
    now.recipients = [two.jwk, one.jwk]
    await epochs.follow()
    t.equal(opened().length, 3, 'in another order they are the same')
    now.recipients = [two.jwk]
    await epochs.follow()
    await append('6')
    t.same(await readBy(two.pem), ['1', '2', '3', '4', '5', '6'])
    t.same(await readBy(one.pem), ['1', '2', '3', '4', '5', 'not-a-recipient'])
  },
)

t.test('the next can not be opened: the present one goes on, until its key may no more, and it is told', async (t) => {
  const { now, epochs, log, readBy, append, failures } = await sealedLog(t)
  await epochs.begin(log)
  now.recipients = []
  await epochs.follow()
  t.match(failures, [{ code: 'log-unavailable' }])
  t.same(epochs.problems(), ['audit-epoch-late'])
  for (let note = 1; note <= 8; note++) await append(`${note}`)
  await t.rejects(append('9'), { code: 'log-unavailable' })
  now.recipients = [one.jwk]
  await epochs.follow()
  t.same(epochs.problems(), [])
  await append('9')
  t.equal((await readBy(one.pem)).at(-1), '9')
})

t.test('without an officer there is no first epoch', async (t) => {
  const { now, epochs, log, append } = await sealedLog(t)
  now.recipients = []
  await t.rejects(epochs.begin(log), { code: 'log-unavailable' })
  await t.rejects(append('x'), { code: 'log-unavailable' })
})

t.test('an epoch that the log did not take seals nothing', async (t) => {
  const { epochs, log } = await sealedLog(t)
  const refusing = { keepEpoch: log.keepEpoch, append: async () => Promise.reject(new Error('full')) }
  await t.rejects(epochs.begin(refusing as never), { message: 'full' })
  t.throws(() => epochs.seal('{}', 0), { code: 'log-unavailable' })
})

t.test('a file that was changed, taken away or put in for another does not open, and says so', async (t) => {
  const { now, epochs, log, directory, readBy, append, opened } = await sealedLog(t)
  await epochs.begin(log)
  await append('1')
  now.ms = 1000
  await epochs.follow()
  await append('2')
  const [first, second] = opened().map(({ id }) => epochPath(directory, id)) as [string, string]
  const bytes = readFileSync(first)
  writeFileSync(first, Buffer.from(bytes).fill(bytes[60] === 0x41 ? 'B' : 'A', 60, 61))
  t.same(await readBy(one.pem), ['epoch-file-changed', '2'])
  t.match(verifyLog(directory), { ok: false, findings: [{ kind: 'epoch', id: opened()[0]!.id }] })
  writeFileSync(first, readFileSync(second))
  t.same(await readBy(one.pem), ['epoch-file-changed', '2'])
  writeFileSync(first, bytes)
  t.same(await readBy(one.pem), ['1', '2'])
  await log.eraseEpoch(opened()[0]!.id)
  t.notOk(existsSync(first))
  t.same(await readBy(one.pem), ['no-epoch-file', '2'])
  await log.eraseEpoch(opened()[0]!.id)
  const { id } = opened()[0]!
  t.match(verifyLog(directory), { ok: true, size: 4, without_file: [id] }, 'the log holds without it')
  await log.append({ ...entryOf('ev-erased'), phase: 'epoch-erased', epoch: { id }, detail: {} })
  t.match(verifyLog(directory), { ok: true, size: 5, without_file: [] }, 'it was to be erased')
  await t.rejects(log.eraseEpoch('../checkpoint'), { code: 'log-unavailable' }, 'only what is named as an epoch')
  t.ok(existsSync(join(directory, 'checkpoint')))
})

t.test('what is sealed does not open when it was changed, and names no epoch of its own', async (t) => {
  const { epochs, log, entries, directory, append } = await sealedLog(t)
  await epochs.begin(log)
  await append('1')
  const opener = createOpener(epochFilesIn(directory), await officerKeyIn(one.pem))
  const [epoch, entry] = entries() as [LoggedEntry, LoggedEntry]
  t.match(await opener.open(entry), { ok: false, why: 'unknown-epoch' })
  // One opener remembers: another looks anew.
  const again = createOpener(epochFilesIn(directory), await officerKeyIn(one.pem))
  again.follow(epoch)
  const parts = entry.sealed!.split('.')
  const flipped = (part: number) =>
    parts.with(part, `${parts[part]![0] === 'A' ? 'B' : 'A'}${parts[part]!.slice(1)}`).join('.')
  for (const part of [2, 3, 4]) t.match(await again.open({ ...entry, sealed: flipped(part) }), { why: 'changed' })
  const header = (value: object) => parts.with(0, Buffer.from(JSON.stringify(value)).toString('base64url')).join('.')
  const { id } = epoch.epoch!
  for (const value of [{}, { alg: 'dir', enc: 'A256GCM' }, { alg: 'none', enc: 'A256GCM', kid: id }, { kid: id }])
    t.match(await again.open({ ...entry, sealed: header(value) }), { why: 'changed' })
  t.match(await again.open({ ...entry, sealed: header({ alg: 'dir', enc: 'A256GCM', kid: '../../x' }) }), {
    why: 'changed',
  })
  t.match(await again.open(entry), { ok: true, detail: { note: '1' } })
})

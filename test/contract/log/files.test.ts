/** `/log/…`: the log served as C2SP tlog-tiles says, hashes to who follows it, entries to who audits, in recorded sessions. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openRemoteLog } from '../../../gateway/audit/remote-log.ts'
import { tilePath } from '../../../gateway/audit/tiles.ts'
import { verifyServed } from '../../../gateway/audit/verify.ts'
import { auditReconcile } from '../../../gateway/commands/audit-reconcile.ts'
import { auditVerify } from '../../../gateway/commands/audit-verify.ts'
import { called } from '../../support/called.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

const { run, gateway, participantFile, close } = await openTrusting(t)
const auditor = 'giam-sat-an-ninh:can-bo'
const police = agencyClient(run, officers.police.system)
const officer = agencyClient(run, auditor)
for (const client of [police, officer]) t.teardown(() => client.close())
const remoteOf = () => {
  const { cert, key } = run.clients[auditor]!
  const [ca, ...own] = [run.ca, cert, key].map((file) => readFileSync(file, 'utf8'))
  return openRemoteLog(`${run.url}/log`, { ca: ca!, cert: own[0]!, key: own[1]! })
}
const sizeOf = (note: string) => Number(note.split('\n')[1])
const readings = () => entriesIn(run.audit.dir).filter(({ phase }) => phase.startsWith('reading-'))
await until(() => sizeOf(gateway.log.published()) > 0)

t.test('the checkpoint and the hashes, with the types and the caching of the text', async (t) => {
  // Another may be published meanwhile.
  const checkpoint = await until(async () => {
    const served = await officer.call('/log/checkpoint')
    return served.text === gateway.log.published() && served
  })
  t.match(checkpoint, {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
  const size = sizeOf(checkpoint.text)
  const tile = await officer.call(`/log/tile/0/000.p/${size}`)
  t.match(tile, {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': `${32 * size}`,
      'cache-control': /immutable/,
    },
  })
  t.match(readings(), [], 'nobody has read an entry')
})

t.test('a path is taken as it is spelt, and within the published size', async (t) => {
  const size = sizeOf((await officer.call('/log/checkpoint')).text)
  const wrong = [
    ...[
      '/log/tile/0/000',
      `/log/tile/0/000.p/${size + 50}`,
      '/log/tile/0/0',
      '/log/tile/00/000.p/1',
      '/log/tile/64/000',
    ],
    ...[
      '/log/tile/0/000.p/0',
      '/log/tile/0/000.p/01',
      '/log/tile/0/%30%30%30.p/1',
      '/log/tile/0/000.p/1?x',
      '/log/tile/1/000',
    ],
    ...['/log/tile/entries/000.p/1?x', '/log/tile/entries/x000/001', '/log/checkpoint?x', '/log/tile/0/000.p/1/'],
    ...['/log/tile/0/..%2f..%2flog.vkey', '/log/tile/entries/..%2f..%2f..%2fcheckpoint', '/log/tile//000'],
  ]
  for (const path of wrong) t.equal((await officer.call(path)).status, 404, path)
  for (const path of ['/log/log.vkey', '/log/lock', '/log/segment-0000000000000000'])
    t.match((await officer.call(path)).json, { code: 'route-not-found' }, path)
  t.match((await officer.call('/log/checkpoint', { method: 'POST' })).json, { code: 'method-not-allowed' })
  t.equal((await officer.call('/log/tile/0/000.p/1')).status, 200, 'an earlier size than any that was published')
})

t.test('a whole reading by a verifier, and what is recorded of it', async (t) => {
  const before = readings().length
  const remote = remoteOf()
  const note = (await remote.file('checkpoint'))?.toString()
  const verdict = await verifyServed(note, (tile) => remote.file(tilePath(tile)), { verifierKey: run.audit.vkey })
  t.match(verdict, { ok: true, size: sizeOf(note!) })
  t.match(readings().slice(before), [{ phase: 'reading-opened' }], 'opened before the first byte')
  remote.close()
  const closed = await until(() => readings().slice(before)[1])
  t.match(closed, {
    phase: 'reading-closed',
    detail: {
      who: { system: auditor },
      operation: 'log:read',
      reading: { first: 0, last: sizeOf(note!) - 1, bundles: 1 },
    },
  })
})

t.test('the command verifies what is served', async (t) => {
  const { cert, key } = run.clients[auditor]!
  const credentials = ['--ca', run.ca, '--cert', cert, '--private-key', key]
  const told = await called(auditVerify, `${run.url}/log`, '--key', run.audit.vkey, ...credentials)
  t.match(told, { status: 0, stdout: /the log holds: \d+/ })
  const other = await called(auditVerify, `${run.url}/log`, '--key', 'nonsense', ...credentials)
  t.match(other, { status: 1, stderr: /key is malformed/ })
  const stranger = run.clients[officers.police.system]!
  const theirs = ['--ca', run.ca, '--cert', stranger.cert, '--private-key', stranger.key]
  const refused = await called(auditVerify, `${run.url}/log`, '--key', run.audit.vkey, ...theirs)
  t.match(refused, { stderr: /: 403 role-not-allowed: [^{]+$/ })
  const [ca, theirCert, theirKey] = [run.ca, stranger.cert, stranger.key].map((file) => readFileSync(file, 'utf8'))
  const remote = openRemoteLog(`${run.url}/log`, { ca: ca!, cert: theirCert!, key: theirKey! })
  t.teardown(() => remote.close())
  await t.rejects(remote.file('checkpoint'), { code: 'HTTP-403' }, 'no fault of ours, whose stack would be told')
})

t.test(
  'the files of epochs, in the same session as the entries: nothing of a copy is needed to open them',
  async (t) => {
    const [epoch] = entriesIn(run.audit.dir).flatMap((entry) => (entry.epoch ? [entry.epoch] : []))
    const path = `/log/epochs/${epoch!.id}.json`
    const before = readings().length
    const reader = agencyClient(run, auditor)
    const file = await reader.call(path)
    t.match(file, {
      status: 200,
      headers: { 'content-type': 'application/jose+json', 'cache-control': 'no-store', 'audit-receipt': /^origin=/ },
    })
    t.equal(createHash('sha256').update(file.text).digest('base64'), epoch!.file, 'it is the one that the log names')
    reader.close()
    const closed = await until(() => readings().slice(before)[1])
    t.strictSame(closed.detail.reading, { epochs: 1 })
    t.match((await police.call(path)).json, { code: 'role-not-allowed' })
    for (const wrong of [
      path.replace('ep-', 'ep-a'),
      `${path}?x`,
      path.replace('.json', ''),
      '/log/epochs/..%2flog.vkey',
      `/log/epochs/ep-${'a'.repeat(26)}.json`,
    ])
      t.match((await officer.call(wrong)).json, { code: 'log-file-not-found' }, wrong)

    const { cert, key } = run.clients[auditor]!
    const credentials = ['--ca', run.ca, '--cert', cert, '--private-key', key]
    const list = join(dataFolder(t), 'requests')
    writeFileSync(list, '')
    const keys = ['--officer-key', Object.values(run.audit.keys)[0]!, '--key', run.audit.vkey]
    const told = await called(
      auditReconcile,
      `${run.url}/log`,
      ...keys,
      '--requests',
      `cong-an=${list}`,
      ...credentials,
    )
    t.match(told, { status: 0, stdout: /they agree: \d+/ })
  },
)

t.test('a server that changes an entry is caught by what its hashes say', async (t) => {
  const remote = remoteOf()
  t.teardown(() => remote.close())
  const note = (await remote.file('checkpoint'))?.toString()
  const verdict = await verifyServed(
    note,
    async (tile) => {
      const bytes = await remote.file(tilePath(tile))
      if (tile.level === 'entries') bytes![40]! ^= 1
      return bytes
    },
    { verifierKey: run.audit.vkey },
  )
  t.match(verdict, { ok: false })
  t.match(!verdict.ok && verdict.findings.map(({ kind }) => kind), ['leaf', 'entry', 'forked'])
})

t.test('who is registered for what', async (t) => {
  const size = sizeOf(gateway.log.published())
  for (const path of ['/log/checkpoint', '/log/tile/0/000.p/1', '/log/tile/entries/000.p/1'])
    t.match(await police.call(path), { status: 403, json: { code: 'role-not-allowed' } }, path)
  const entries = await officer.call(`/log/tile/entries/000.p/${size}`)
  t.match(entries, { status: 200, headers: { 'cache-control': 'no-store', 'audit-receipt': /^origin=/ } })
  const file = participantFile('cong-an')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"roles": ["exchange"]', '"roles": ["exchange", "witness"]'))
  await gateway.reload()
  const witness = agencyClient(run, officers.police.system)
  t.teardown(() => witness.close())
  t.equal((await witness.call('/log/checkpoint')).status, 200)
  t.equal((await witness.call('/log/tile/0/000.p/1')).status, 200)
  t.match((await witness.call('/log/tile/entries/000.p/1')).json, { code: 'role-not-allowed' })
})

t.test('a session that is open ends with the gateway', async (t) => {
  const data = join(run.data, 'audit')
  await close()
  const all = entriesIn(data)
  const open = all.filter(({ phase }) => phase === 'reading-opened').map(({ event }) => event)
  const closed = all.filter(({ phase }) => phase === 'reading-closed').map(({ event }) => event)
  t.same(closed.toSorted(), open.toSorted())
  t.equal(all.at(-1)?.phase, 'stopped')
})

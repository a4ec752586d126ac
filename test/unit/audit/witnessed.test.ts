/** Cosignatures of a published checkpoint: where they are kept, what is refused, and what an audit makes of them. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ed25519Cosigner } from '../../../gateway/audit/cosignature.ts'
import { type Log, openLog } from '../../../gateway/audit/log.ts'
import { splitNote } from '../../../gateway/audit/note.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { auditProve } from '../../../gateway/commands/audit-prove.ts'
import { auditVerify } from '../../../gateway/commands/audit-verify.ts'
import { appendAll, keyFileIn, optionsIn, refused } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { memoryLog } from '../../support/memory-log.ts'
import { policyText } from '../../support/witness.ts'

const cosigners = ['a', 'b', 'c'].map((name) =>
  ed25519Cosigner(`witness.test/${name}`, generateKeyPairSync('ed25519').privateKey),
)
const witnesses = cosigners.map((cosigner) => ({ cosigner, url: 'https://witness.test' }))

/** `note` with the cosignatures of the first `count`. */
const cosigned = (note: string, count: number): string =>
  `${note}${cosigners
    .slice(0, count)
    .map((one) => one.cosign(splitNote(note)!.text, 1_772_000_000))
    .join('')}`

/** Resolves with the next checkpoint that is published. */
const nextPublished = (log: Log): Promise<string> => new Promise((resolve) => log.onPublished(resolve))

t.test('kept beside the log, and as the published one while that is the same', async (t) => {
  const root = dataFolder(t)
  const options = optionsIn(root)
  const file = (name: string) => readFileSync(join(options.directory, name), 'utf8')
  const log = await openLog(options)
  t.equal(log.witnessed(), undefined)
  const published = nextPublished(log)
  await appendAll(log, [['a', 'b']])
  const note = await published
  const two = cosigned(note, 2)
  await log.cosign(two)
  t.equal(file('checkpoint'), two)
  t.equal(file('witnessed'), two)
  t.equal(log.published(), two)
  t.equal(log.witnessed(), two)

  const later = nextPublished(log)
  await appendAll(log, [['c']])
  const newer = await later
  const three = cosigned(note, 3)
  await log.cosign(three)
  t.equal(file('checkpoint'), newer, 'a newer one is published: it stays')
  t.equal(file('witnessed'), three)
  await log.cosign(cosigned(newer, 2))
  await log.cosign(two)
  t.equal(file('witnessed'), cosigned(newer, 2), 'an older one changes nothing any more')
  await log.close()

  const again = await openLog(options)
  t.equal(again.witnessed(), cosigned(newer, 2), 'an earlier run left it')
  t.equal(again.published(), cosigned(newer, 2))
  await appendAll(again, [['d']])
  await again.close()
  t.match(verifyLog(options.directory), { ok: true, size: 4 })
})

t.test('what is not a published checkpoint of this log is not kept', async (t) => {
  const options = optionsIn(dataFolder(t))
  const log = await openLog(options)
  const published = nextPublished(log)
  await appendAll(log, [['a', 'b']])
  const note = await published
  const before = readFileSync(join(options.directory, 'checkpoint'), 'utf8')
  const foreign = memoryLog({ origin: options.origin, entries: ['a', 'b'] })
  for (const bad of [
    '',
    'x',
    cosigned(foreign.published(), 3),
    cosigned(note.replace('\n2\n', '\n1\n'), 3),
    note.slice(0, -10),
  ])
    await t.rejects(log.cosign(bad), refused({ kind: 'checkpoint' }))
  t.equal(readFileSync(join(options.directory, 'checkpoint'), 'utf8'), before)
  t.ok(log.healthy(), 'and the log goes on')
  await appendAll(log, [['c']])
  await log.close()
  await t.rejects(log.cosign(note), refused({ kind: 'io' }))
})

t.test('an audit with the policy: the quorum, and that the entries give what was cosigned', async (t) => {
  const root = dataFolder(t)
  const options = optionsIn(root)
  const log = await openLog(options)
  const published = nextPublished(log)
  await appendAll(log, [['a', 'b', 'c']])
  const note = await published
  const policy = join(root, 'policy')
  writeFileSync(policy, policyText(log, witnesses, 2))
  const verify = () => called(auditVerify, options.directory, '--policy', policy)
  t.match(await verify(), { status: 1, stderr: /no quorum of witnesses: 3 \(–\)/ }, 'nobody yet')
  await log.cosign(cosigned(note, 1))
  t.match(await verify(), { status: 1, stderr: /no quorum of witnesses: 3 \(w0\)\n.*What next: ask each witness/ })
  await log.cosign(cosigned(note, 2))
  t.match(await verify(), { status: 0, stdout: /witnessed {2}3 \(w0, w1, 2026-02-25T/ })
  await log.close()
  t.notMatch((await verify()).stdout, /take|found|lấy ngay/, 'the key is the policy’s, not the folder’s')

  t.match(await called(auditVerify, options.directory), {
    status: 0,
    stdout: /witnesses not looked at \(--policy, --checkpoint\)/,
  })

  const witnessed = join(options.directory, 'witnessed')
  const good = readFileSync(witnessed, 'utf8')
  const proof = join(root, '1.tlog-proof')
  writeFileSync(proof, (await called(auditProve, options.directory, '1')).stdout)
  const check = () => called(auditProve, '--check', proof, '--policy', policy)
  const alone = await check()
  t.match(alone, { status: 0, stdout: /is in the log: 1 \/ 3 .*\n {2}released \S+ b\n {2}witnessed {2}3 \(w0, w1/ })
  writeFileSync(proof, readFileSync(proof, 'utf8').replace(/^— witness\.test\/b .*\n/m, ''))
  t.match(await check(), { status: 1, stderr: /no quorum of witnesses: 3 \(w0\)\n.*get the proof again/ })

  const long = splitNote(note)!.text
  writeFileSync(witnessed, `${note}${cosigners.map((cosigner) => cosigner.cosign(long, 1)).join('')}`)
  t.match(
    await verify(),
    { status: 0, stdout: /w2, 1970-01-01T.*\n.*over an hour ago/ },
    'an older folder may stand for a newer one',
  )
  writeFileSync(witnessed, good)

  const state = join(root, 'state.json')
  const given = (checkpoints: object) => {
    writeFileSync(state, JSON.stringify({ version: 1, witness: 'w', checkpoints }))
    return called(auditVerify, options.directory, '--policy', policy, '--checkpoint', state)
  }
  t.match(
    await given({ [options.origin]: good }),
    { status: 0, stdout: /checkpoints 1 .*match/ },
    'what a witness saw last',
  )
  const forked = memoryLog({
    origin: options.origin,
    entries: ['x', 'y', 'z'],
    privateKey: createPrivateKey(readFileSync(keyFileIn(root))),
  })
  t.match(await given({ [options.origin]: forked.published() }), { status: 1, stderr: /not the history.*\n.*evidence/ })
  t.match(await given({ 'other.test/log': good }), { status: 2, stderr: /cosigned nothing of/ })

  const [one] = cosigners as [(typeof cosigners)[number]]
  const other = splitNote(memoryLog({ origin: options.origin, entries: ['x'] }).published())!.text
  writeFileSync(witnessed, `${note}${one.cosign(other, 1)}${cosigners[1]!.cosign(splitNote(note)!.text, 1)}`)
  t.match(await verify(), { status: 1, stderr: /the checkpoint is wrong: bad-signature/ })
  writeFileSync(witnessed, good)
  const stranger = memoryLog({ origin: options.origin })
  writeFileSync(policy, policyText(stranger, witnesses, 2))
  t.match(
    await verify(),
    { status: 1, stderr: /no-known-key/ },
    "another key of the log: the folder's own does not help",
  )
  writeFileSync(policy, 'quorum nobody\n')
  t.match(await verify(), { status: 2, stderr: /--policy: .*line 1: .* not defined above/ })
  t.match(await called(auditVerify, options.directory, '--policy', join(root, 'none')), { status: 2 })
})

t.test(
  'the log does not start when its witnessed checkpoint covers more than is there, or is not its own',
  async (t) => {
    const root = dataFolder(t)
    const options = optionsIn(root)
    const log = await openLog(options)
    const published = nextPublished(log)
    await appendAll(log, [['a', 'b', 'c']])
    const note = cosigned(await published, 2)
    await log.close()
    const lessRoot = dataFolder(t)
    const less = optionsIn(lessRoot)
    copyFileSync(keyFileIn(root), keyFileIn(lessRoot))
    const shorter = await openLog(less)
    await appendAll(shorter, [['a']])
    await shorter.close()
    const file = join(less.directory, 'witnessed')
    writeFileSync(file, note)
    await t.rejects(openLog(less), refused({ kind: 'missing', first: 1, last: 2 }))
    t.match(verifyLog(less.directory), {
      ok: false,
      findings: [{ kind: 'missing', by: 'witnessed', first: 1, last: 2 }],
    })
    writeFileSync(file, note.slice(5))
    await t.rejects(openLog(less), refused({ kind: 'checkpoint' }))
    rmSync(file)
    await (await openLog(less)).close()
  },
)

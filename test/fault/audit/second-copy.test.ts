/** A log and its second copy: what was answered is in both, whatever one of them went through. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { inspectFolder } from '../../../gateway/audit/fsck.ts'
import { type LogOptions, openLog } from '../../../gateway/audit/log.ts'
import type { Filled } from '../../../gateway/audit/second-copy.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { appendAll, copyIn, entryOf, optionsIn, refused, segmentIn } from '../../support/audit.ts'
import { type AuditChild, startWriter } from '../../support/audit-child.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { missing } from '../../support/missing.ts'

/** Options for a log with a copy under `root`; what is filled is put into `told`. */
function withCopy(root: string, told: Filled[] = []): LogOptions & { readonly copy: string } {
  return { ...optionsIn(root), copy: copyIn(root), filled: (filled) => told.push(filled) }
}

const leavesIn = (directory: string) =>
  Array.from(readEntries(directory), ({ leaf }) => Buffer.from(leaf).toString('base64'))

/** By path, what lies in a folder of a log; not what is its own. */
function filesIn(directory: string): Record<string, string> {
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const files = names.filter(
    (name) => !/^(lock|reserve)/.test(name) && fs.statSync(path.join(directory, name)).isFile(),
  )
  return Object.fromEntries(files.sort().map((name) => [name, fs.readFileSync(path.join(directory, name), 'base64')]))
}

/** Both folders hold, are alike, and nothing is left over in them. */
function bothHold(t: Test, { directory, copy }: { readonly directory: string; readonly copy: string }): void {
  for (const folder of [directory, copy]) {
    t.match(verifyLog(folder), { ok: true }, path.basename(folder))
    t.same(inspectFolder(folder), [])
  }
  t.strictSame(filesIn(copy), filesIn(directory), 'byte for byte')
}

/** With its rights. */
const copyFolder = (from: string, to: string) => execFileSync('cp', ['-a', `${from}/.`, to])

const events = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`)

/** A closed log with a copy: 300 entries, so that a tile is full. */
async function written(t: Test) {
  const root = dataFolder(t)
  const told: Filled[] = []
  const options = withCopy(root, told)
  fs.mkdirSync(options.copy, { mode: 0o700 })
  const log = await openLog(options)
  await log.keepEpoch('ep-aaaaaaaaaaaaaaaaaaaaaaaaaa', Buffer.from('{}'))
  const answered = await appendAll(log, [events('a', 200), events('b', 100)])
  await log.close()
  return { root, told, options, ...options, leaves: answered.map(({ leaf }) => leaf) }
}

t.test('everything is in both, durable before it is answered and published', async (t) => {
  const { options, directory, copy, leaves, told } = await written(t)
  t.same([leavesIn(directory), leavesIn(copy)], [leaves, leaves])
  bothHold(t, options)
  const log = await openLog(options)
  await appendAll(log, [['c']])
  t.same([leavesIn(directory).length, leavesIn(copy).length], [301, 301], 'before it is closed')
  await log.cosign(log.published())
  await log.eraseEpoch('ep-aaaaaaaaaaaaaaaaaaaaaaaaaa')
  await log.close()
  bothHold(t, options)
  t.same(fs.readdirSync(path.join(copy, 'epochs')), [])
  t.ok(fs.existsSync(path.join(copy, 'witnessed')))
  t.same(told, [])
})

t.test('an empty folder for the copy is filled, also after a filling that was cut short', async (t) => {
  const { options, copy, told } = await written(t)
  fs.rmSync(path.join(copy), { recursive: true })
  await t.rejects(openLog(options), refused({ kind: 'copy' }), 'a disk that is not mounted')
  fs.mkdirSync(copy, { mode: 0o700 })
  await (await openLog(options)).close()
  t.same(told.splice(0), [{ folder: 'copy', from: 0, to: 300 }])
  bothHold(t, options)
  fs.rmSync(path.join(copy, 'tile/0'), { recursive: true })
  fs.rmSync(path.join(copy, 'checkpoint'))
  fs.writeFileSync(path.join(copy, 'incomplete'), '', { mode: 0o600 })
  const { copy: _, ...alone } = options
  await t.rejects(openLog({ ...alone, directory: copy }), refused({ kind: 'copy' }), 'it is no log alone')
  await (await openLog(options)).close()
  t.same(told, [{ folder: 'copy', from: 0, to: 300 }])
  bothHold(t, options)
})

t.test('a crash between the two writes: the one that is ahead wins, whichever it is', async (t) => {
  for (const behind of ['log', 'copy'] as const) {
    const { options, told } = await written(t)
    const log = await openLog(options)
    const folder = behind === 'log' ? options.directory : options.copy
    const before = fs.readFileSync(segmentIn(folder))
    const name = segmentIn(folder)
    const notes = fs.readFileSync(path.join(folder, 'checkpoint'))
    await appendAll(log, [['c', 'd']])
    await log.close()
    const after = fs.readFileSync(name)
    // Nothing of the last batch, half of it, and all of it with the checkpoint of before.
    for (const length of [before.length, Math.floor((before.length + after.length) / 2), after.length]) {
      fs.writeFileSync(name, after.subarray(0, length))
      fs.writeFileSync(path.join(folder, 'checkpoint'), notes)
      await (await openLog(options)).close()
      t.same(told.splice(0), [{ folder: behind, from: length < after.length ? 300 : 302, to: 302 }])
      bothHold(t, options)
      t.equal(leavesIn(folder).length, 302)
    }
  }
})

t.test('one that was set back is brought up to the other', async (t) => {
  for (const behind of ['log', 'copy'] as const) {
    const { root, options, told } = await written(t)
    const folder = behind === 'log' ? options.directory : options.copy
    copyFolder(folder, path.join(root, 'old'))
    const log = await openLog(options)
    await appendAll(log, [events('c', 600)])
    await log.close()
    fs.rmSync(folder, { recursive: true })
    copyFolder(path.join(root, 'old'), folder)
    await (await openLog(options)).close()
    t.same(told, [{ folder: behind, from: 300, to: 900 }])
    bothHold(t, options)
    t.equal(leavesIn(folder).length, 900)
  }
})

t.test('two that differ refuse the start and say where; so does one that is damaged', async (t) => {
  const { root, options, directory, copy } = await written(t)
  copyFolder(copy, path.join(root, 'old'))
  const { copy: _, ...alone } = options
  for (const [folder, event] of [
    [directory, 'mine'],
    [copy, 'theirs'],
  ] as const) {
    const log = await openLog({ ...alone, directory: folder })
    await appendAll(log, [[event]])
    await log.close()
  }
  await t.rejects(openLog(options), { refusal: { kind: 'copy' }, message: /they differ from index 300 on/ })
  fs.rmSync(copy, { recursive: true })
  copyFolder(path.join(root, 'old'), copy)
  await (await openLog(options)).close()
  bothHold(t, options)

  const segment = segmentIn(copy)
  const whole = fs.readFileSync(segment)
  const damaged = Buffer.from(whole)
  damaged[40]! ^= 1
  fs.writeFileSync(segment, damaged)
  await t.rejects(openLog(options), { refusal: { kind: 'copy' }, message: /of the copy, segment-0{16} is damaged/ })
  fs.writeFileSync(segment, whole)
  fs.writeFileSync(segmentIn(directory), damaged)
  await t.rejects(openLog(options), refused({ kind: 'damaged' }))
})

t.test('the log is lost: nothing is written over its copy, and from the copy it goes on', async (t) => {
  const { options, directory, copy, leaves } = await written(t)
  fs.rmSync(directory, { recursive: true })
  await t.rejects(openLog(options), { refusal: { kind: 'copy' }, message: /put what is in the copy there/ })
  t.same(leavesIn(copy), leaves)
  copyFolder(copy, directory)
  const log = await openLog(options)
  t.match(await log.append(entryOf('after')), { index: 300 })
  await log.close()
  t.same(leavesIn(directory).slice(0, 300), leaves)
  bothHold(t, options)
})

t.test('both are locked, and one may not lie in the other', async (t) => {
  const { root, options, copy } = await written(t)
  const directory = path.join(root, 'other')
  copyFolder(options.directory, directory)
  const log = await openLog(options)
  await t.rejects(openLog({ ...options, directory, copy }), refused({ kind: 'locked' }))
  await log.close()
  const inner = path.join(options.directory, 'inner')
  fs.mkdirSync(inner)
  await t.rejects(openLog({ ...options, copy: inner }), refused({ kind: 'copy' }))
  await t.rejects(openLog({ ...options, copy: options.directory }), refused({ kind: 'copy' }))
})

t.test('another writer in the copy alone: nothing more is taken, until both are read again', async (t) => {
  const { options, copy, told } = await written(t)
  const log = await openLog(options)
  fs.appendFileSync(segmentIn(copy), 'x')
  await t.rejects(log.append(entryOf('c')), refused({ kind: 'io' }))
  t.notOk(log.healthy())
  await log.reopen()
  t.match(told, [{ folder: 'copy', from: 300, to: 301 }], 'what the log had alone')
  t.match(await log.append(entryOf('d')), { index: 301 })
  await log.close()
  bothHold(t, options)
})

const ptrace = missing('strace', '-o', '/dev/null', 'true')

function allThere(t: Test, directory: string, { answered }: AuditChild): void {
  const leaves = leavesIn(directory)
  t.same(
    answered.filter(({ index, leaf }) => leaves[index] !== leaf),
    [],
    `every answered append is in ${path.basename(directory)}`,
  )
}

for (const call of ['pwrite64', 'fdatasync']) {
  t.test(`killed at a ${call} under load, in the log and in its copy`, { skip: ptrace }, async (t) => {
    for (const when of [20, 21]) {
      const root = dataFolder(t)
      const options = withCopy(root)
      fs.mkdirSync(options.copy, { mode: 0o700 })
      const trace = path.join(root, 'trace')
      const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${when}`]
      const child = startWriter(t, root, 'load', ['strace', '-f', '-qq', '-o', trace, ...inject])
      await child.until()
      await child.exited
      t.match(fs.readFileSync(trace, 'utf8'), /\(INJECTED\)|killed by SIGKILL/)
      for (const folder of [options.directory, options.copy]) allThere(t, folder, child)
      t.ok(child.answered.length > 0)
      await (await openLog(options)).close()
      bothHold(t, options)
    }
  })
}

t.test('killed while the copy is filled: the next start fills it anew', { skip: ptrace }, async (t) => {
  const { root, options, copy, told } = await written(t)
  for (const when of [1, 2, 4, 6]) {
    fs.rmSync(copy, { recursive: true })
    fs.mkdirSync(copy, { mode: 0o700 })
    const trace = path.join(root, 'trace')
    const call = 'rename,renameat,renameat2'
    const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${when}`]
    const child = startWriter(t, root, 'hold', ['strace', '-f', '-qq', '-o', trace, ...inject])
    t.equal(await child.line(), undefined, `at name ${when}`)
    await child.exited
    t.match(fs.readFileSync(trace, 'utf8'), /\(INJECTED\)|killed by SIGKILL/)
    await (await openLog(options)).close()
    t.match(told.splice(0), [{ folder: 'copy', from: 0, to: 300 }])
    bothHold(t, options)
  }
})

t.test('a sync of the copy alone that fails (EIO)', { skip: ptrace }, async (t) => {
  const root = dataFolder(t)
  const options = withCopy(root)
  fs.mkdirSync(options.copy, { mode: 0o700 })
  const trace = path.join(root, 'trace')
  const only = ['-P', path.join(options.copy, 'segment-0000000000000000')]
  const inject = ['-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=10']
  const child = startWriter(t, root, 'fail', ['strace', '-f', '-qq', '-o', trace, ...only, ...inject])
  t.equal(await child.until(), 'onFailure io')
  t.match(await child.until(), /^failed log-unavailable io false /)
  t.equal(await child.until(), 'again log-unavailable')
  t.match(fs.readFileSync(trace, 'utf8'), /INJECTED/)
  for (const folder of [options.directory, options.copy]) allThere(t, folder, child)
  child.process.stdin!.write('\n')
  t.equal(await child.line(), 'reopened')
  t.match(await child.line(), /^[0-9]+ /)
  t.equal(await child.line(), 'closed')
  await child.exited
  bothHold(t, options)
})

/** One writer on one folder; a lock whose holder is gone blocks nobody. */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { takeLock } from '../../../gateway/audit/lock.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { entryOf, optionsIn, refused } from '../../support/audit.ts'
import { startWriter } from '../../support/audit-child.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { zombie } from '../../support/processes.ts'

t.test('a second writer is refused while the first lives: in this process and in another', async (t) => {
  const root = dataFolder(t)
  const log = await openLog(optionsIn(root))
  await t.rejects(openLog(optionsIn(root)), refused({ kind: 'locked', pid: process.pid }))
  t.match(await log.append(entryOf('a')), { index: 0 }, 'the first is not disturbed')
  await log.close()

  const child = startWriter(t, root, 'hold')
  t.equal(await child.line(), 'held')
  await t.rejects(openLog(optionsIn(root)), {
    message: /another writer has this log open/,
    refusal: { pid: child.process.pid },
  })
  child.process.kill('SIGKILL')
  await child.exited
  const after = await openLog(optionsIn(root))
  t.equal(after.size(), 1)
  await after.close()
})

t.test('a lock is stale only when its holder is surely gone', { skip: process.platform !== 'linux' }, async (t) => {
  const folder = dataFolder(t)
  const file = path.join(folder, 'lock')
  takeLock(folder, 1)
  const mine = JSON.parse(fs.readFileSync(file, 'utf8'))
  const held = (holder: object | string) => {
    fs.writeFileSync(file, typeof holder === 'string' ? holder : JSON.stringify(holder))
    return () => takeLock(folder, 2).release()
  }
  const gone = 2 ** 22 + 1
  t.doesNotThrow(held({ ...mine, pid: gone }), 'no such process')
  const ended = await zombie(t)
  t.doesNotThrow(held({ ...mine, ...ended }), 'a process that ended and was not reaped')
  t.doesNotThrow(held({ ...mine, started: '1' }), 'the id went to another process')
  t.doesNotThrow(held({ ...mine, boot: 'another' }), 'the machine was started anew')
  t.doesNotThrow(held({ ...mine, instance: 2 }), 'the same log of this process')
  t.throws(held(mine), refused({ kind: 'locked' }), 'another log of this process')
  t.throws(
    held({ ...mine, pid: gone, pid_namespace: 'pid:[1]' }),
    refused({ kind: 'locked' }),
    'not to be seen from here',
  )
  t.throws(held('not a lock'), refused({ kind: 'locked' }), 'not to be understood')
  t.same(fs.readdirSync(folder), ['lock'], 'nothing is left behind')
})

t.test('releasing leaves a lock that is not ours', async (t) => {
  const folder = dataFolder(t)
  const lock = takeLock(folder, 1)
  fs.writeFileSync(path.join(folder, 'lock'), 'of another')
  lock.release()
  t.same(fs.readdirSync(folder), ['lock'])
})

t.test('a writer that got past the lock is noticed before the next write', async (t) => {
  const root = dataFolder(t)
  const log = await openLog(optionsIn(root))
  t.teardown(() => log.close().catch(() => {}))
  await log.append(entryOf('a'))
  fs.appendFileSync(path.join(root, 'log', 'segment-0000000000000000'), 'x')
  await t.rejects(log.append(entryOf('b')), { message: /another writer/ })
  t.notOk(log.healthy())
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { takeProcessLock } from '../../../gateway/store/process-lock.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { zombie } from '../../support/processes.ts'

t.test('one holder at a time, and nothing is left behind', async (t) => {
  const folder = dataFolder(t)
  const path = join(folder, 'lock')
  const letGo = takeProcessLock(path)
  t.throws(() => takeProcessLock(path), { message: `${path} is held by process ${process.pid}` })
  t.same(readdirSync(folder), ['lock'])
  letGo()
  t.same(readdirSync(folder), [])
})

t.test('a lock that no living process holds is taken over', { skip: process.platform !== 'linux' }, async (t) => {
  const folder = dataFolder(t)
  const path = join(folder, 'lock')
  takeProcessLock(path)
  const mine = readFileSync(path, 'utf8')
  const { pid, started } = await zombie(t)
  const left = {
    'empty, as a power cut leaves it': '',
    'a process that is gone': `${2 ** 22 + 1} 1\n`,
    'another process with that id': mine.replace(/ .*/, ' 1'),
    'one that ended and was not reaped': `${pid} ${started}\n`,
  }
  for (const [what, line] of Object.entries(left)) {
    writeFileSync(path, line)
    t.doesNotThrow(() => takeProcessLock(path), what)
    t.equal(readFileSync(path, 'utf8'), mine)
    t.same(readdirSync(folder), ['lock'])
  }
})

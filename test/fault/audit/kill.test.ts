/** kill -9 under load: what was answered is in the log, the next start is not blocked, and nothing answered is cut. */
import path from 'node:path'
import t from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { type Answered, startWriter } from '../../support/audit-child.ts'
import { dataFolder } from '../../support/data-folder.ts'

t.test('every answered append is in the log after each of several kills', async (t) => {
  const root = dataFolder(t)
  const directory = path.join(root, 'log')
  const answered: Answered[] = []
  for (const lines of [1, 40, 333, 1000]) {
    const child = startWriter(t, root, 'load')
    for (let i = 0; i < lines; i++) await child.line()
    child.process.kill('SIGKILL')
    await child.exited
    while ((await child.line()) !== undefined);
    answered.push(...child.answered)
    const leaves = Array.from(readEntries(directory), ({ leaf }) => Buffer.from(leaf).toString('base64'))
    const lost = answered.filter(({ index, leaf }) => leaves[index] !== leaf)
    t.ok(child.answered.length >= lines)
    t.same(lost, [], `after ${answered.length} answers`)
    t.match(verifyLog(directory), { ok: true })
  }
})

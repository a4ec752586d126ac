/** A setting is recorded when it is another than the log has, and not at every start. */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { openLog } from '../../../gateway/audit/log.ts'
import { recordSettings } from '../../../gateway/recorded-settings.ts'
import { optionsIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { standing } from '../../support/deposits.ts'
import { entriesIn } from '../../support/log-entries.ts'

t.test('once, again when it changes, again when the log or the memory of it is another', async (t) => {
  const root = dataFolder(t)
  const { directory } = optionsIn(root)
  const file = path.join(root, 'trust/recorded.json')
  const start = async (notes: Readonly<Record<string, string>>) => {
    const log = await openLog(optionsIn(root))
    const before = log.size()
    await recordSettings({ file, directory, log, standing, notes })
    await log.close()
    return entriesIn(directory)
      .slice(before)
      .map(({ phase, detail: { note } }) => `${phase} ${note}`)
  }
  t.same(await start({ a: 'a1', b: 'b1' }), ['setting-changed a1', 'setting-changed b1'])
  t.same(await start({ a: 'a1', b: 'b1' }), [])
  t.same(await start({ a: 'a1', b: 'b2' }), ['setting-changed b2'])
  t.same(await start({ a: 'a1', b: 'b1' }), ['setting-changed b1'], 'back is a change too')
  fs.writeFileSync(file, 'not JSON')
  t.same(await start({ a: 'a1' }), ['setting-changed a1'])
  fs.rmSync(directory, { recursive: true })
  fs.rmSync(path.join(root, 'log.key'))
  t.same(await start({ a: 'a1' }), ['setting-changed a1'], 'a log that does not have it')
})

t.test('a crash before it is remembered tells it twice', async (t) => {
  const root = dataFolder(t)
  const { directory } = optionsIn(root)
  const file = path.join(root, 'recorded.json')
  fs.mkdirSync(`${file}.tmp`)
  const log = await openLog(optionsIn(root))
  const record = () => recordSettings({ file, directory, log, standing, notes: { a: 'a1' } })
  await t.rejects(record(), { code: 'EISDIR' })
  fs.rmdirSync(`${file}.tmp`)
  await record()
  t.equal(log.size(), 2)
  await log.close()
})

import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { StartRefused } from '../../../gateway/errors/start-refused.ts'
import { secretFile } from '../../../gateway/store/secret-file.ts'
import { dataFolder } from '../../support/data-folder.ts'

t.test('made once, for its owner only, and then the same', async (t) => {
  const folder = join(dataFolder(t), 'keys')
  const path = join(folder, 'a.key')
  const secret = secretFile(path, 32)
  t.equal(secret.length, 32)
  t.same(secretFile(path, 32), secret)
  t.notSame(secretFile(join(folder, 'b.key'), 32), secret)
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.same(readdirSync(folder), ['a.key', 'b.key'])
})

t.test('a truncated one is refused for the operator to see, and left as it is', async (t) => {
  const path = join(dataFolder(t), 'a.key')
  writeFileSync(path, '')
  t.throws(() => secretFile(path, 32), { constructor: StartRefused, message: /damaged key/ })
  t.equal(statSync(path).size, 0)
})

import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs'
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

t.test('one that group or others may read is refused, however little they may', async (t) => {
  const path = join(dataFolder(t), 'a.key')
  const secret = secretFile(path, 32)
  for (const mode of [0o640, 0o604, 0o660, 0o644, 0o620, 0o601]) {
    chmodSync(path, mode)
    t.throws(() => secretFile(path, 32), {
      constructor: StartRefused,
      message: /a\.key: .* · group or others may read/,
    })
  }
  for (const mode of [0o600, 0o400]) {
    chmodSync(path, mode)
    t.same(secretFile(path, 32), secret)
  }
})

t.test('a truncated one is refused for the operator to see, and left as it is', async (t) => {
  const path = join(dataFolder(t), 'a.key')
  writeFileSync(path, '', { mode: 0o600 })
  t.throws(() => secretFile(path, 32), { constructor: StartRefused, message: /damaged key/ })
  t.equal(statSync(path).size, 0)
})

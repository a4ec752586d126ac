/** What `adapter places` says of a form: its reasons, what another agency's documents lose in it, and what one document does. Never a value. */
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { adapterPlaces } from '../../../gateway/commands/adapter-places.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { plant } from '../../support/kit/plant.ts'

const folder = dataFolder(t)
const places = (...args: readonly string[]) => called(adapterPlaces, ...args, '--adapters', folder)
plant(join(folder, 'so-tay'), [])
cpSync(join(import.meta.dirname, '../../support/kit/lang-gieng'), join(folder, 'lang-gieng'), { recursive: true })
cpSync(join(folder, 'so-tay/manifest.json'), join(folder, 'lang-gieng/manifest.json'))

t.test('every row of the manifest with its reason', async (t) => {
  const { status, stdout } = await places('so-tay')
  t.equal(status, 0)
  t.match(
    stdout,
    '/facet/hearings: không có chỗ · no place\n    Sổ tay không có cột cho điều này.\n    The notebook has no column for it.',
  )
  t.match(
    stdout,
    '/facet/participants: một phần · in part: người có vai trò khác ngoài ba vai trò · those of other roles than three',
  )
})

t.test('of another agency what its documents have', async (t) => {
  const { status, stdout } = await places('so-tay', '--from', 'lang-gieng')
  t.equal(status, 0)
  t.match(stdout, '/facet/decisions: không có chỗ')
  t.notMatch(stdout, '/facet/hearings')
  t.match(stdout, 'golden documents 1, bị từ chối · refused 0')
})

t.test('of one document its findings, with the reason; exit code 1 when it is refused', async (t) => {
  const golden = join(folder, 'so-tay/golden/trang.json')
  const taken = await places('so-tay', '--from', 'so-tay', '--document', golden)
  t.match(taken, { status: 0, stdout: /can be written/ })
  const secret = join(folder, 'secret.json')
  writeFileSync(secret, '{ "so": "khong-doc-duoc" }')
  const unread = await places('so-tay', '--from', 'so-tay', '--document', secret)
  t.match(unread, { status: 1, stdout: /not read/ })
  t.notMatch(unread.stdout, 'khong-doc-duoc')
})

t.test('a document needs its sender', async (t) => {
  t.match(await places('so-tay', '--document', 'x'), { status: 2, stderr: /from/ })
})

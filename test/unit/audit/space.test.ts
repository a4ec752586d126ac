/** When the log's disk counts as nearly full (space.ts). */
import fs from 'node:fs'
import t from 'tap'
import { watchSpace } from '../../../gateway/audit/space.ts'
import { limits } from '../../../gateway/limits.ts'
import { dataFolder } from '../../support/data-folder.ts'

t.test('what is still to be written counts as gone: tiles of what was answered find their room', async (t) => {
  const directory = dataFolder(t)
  const { statfsSync } = fs
  t.teardown(() => Object.assign(fs, { statfsSync }))
  let free = 2 * limits.log.free_bytes_min
  Object.assign(fs, { statfsSync: () => ({ bavail: free, bsize: 1 }) })
  const space = watchSpace(directory)
  t.equal(space.isLow(limits.log.free_bytes_min), false)
  t.equal(space.isLow(limits.log.free_bytes_min + 1), true)
  t.equal(space.isLow(limits.log.free_bytes_min), true, 'it ends with room for the reserve')
  free += 2 * limits.log.reserve_bytes
  t.equal(space.isLow(limits.log.free_bytes_min), false)
})

/** The machine stops at any moment and the disk keeps only what was synced: an accepted bundle is remembered, so none goes back. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeRandom } from '../../../adapters/sandbox/random.ts'
import { readBundleTrust } from '../../../gateway/identity/bundle-trust.ts'
import { createDisk } from '../../support/crash/disk.ts'
import { bytesOf, descriptorOf, type SystemCall } from '../../support/crash/system-calls.ts'
import { straceMissing, traceWriter } from '../../support/crash/traced-log.ts'
import { dataFolder } from '../../support/data-folder.ts'

const seed = 20_261_122
const skip = straceMissing()

/** The serial number that `call` tells as remembered. */
const remembered = ({ name, arguments: given }: SystemCall): number =>
  name === 'write' && descriptorOf(given[0]!) === 1 ? Number(bytesOf(given[1]!)) : 0

t.test('what was remembered is there, and whole, in every state of the disk', { skip }, async (t) => {
  t.comment(`seed ${seed}`)
  const { root, calls } = await traceWriter(t, 'bundle-writer.ts')
  const folder = dataFolder(t)
  const random = makeRandom(seed)
  const disk = createDisk(root)
  const wrong: unknown[] = []
  let serial = 0
  let states = 0
  const stop = async (keep?: typeof random) => {
    const place = join(folder, `${states++}`)
    disk.write(place, keep)
    const faults: unknown[] = []
    const found = await readBundleTrust(place, (...violation) => void faults.push(violation))
    // Before there was one: what is missing is what the operator pins.
    if (serial > 0 || found)
      if ((found?.serial ?? 0) < serial || faults.length > 0) wrong.push({ serial, found, faults })
    rmSync(place, { recursive: true })
  }
  for (const call of calls) {
    const before = disk.changes()
    disk.apply(call)
    const told = remembered(call)
    serial = told || serial
    if (disk.changes() > before || told > 0) for (const keep of [undefined, random, random, random]) await stop(keep)
  }
  t.equal(serial, 3)
  t.same(wrong, [], `${states} states of the disk`)
})

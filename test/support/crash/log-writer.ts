/**
 * A process that writes a log while its system calls are traced: `node log-writer.ts ROOT [copied]`. It opens the log, appends from many sides at
 * once, keeps the file of an epoch and erases that of the one before, has a checkpoint cosigned, closes, leaves a torn tail as a crash would,
 * opens again, and goes on. What it was told it writes to standard output, each in one call, as told.ts reads it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { makeDirectory } from '../../../gateway/audit/files.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { entryOf, optionsIn, segmentIn, withCopy } from '../audit.ts'
import { a, b, cosign, erase, keep, say, tellPublished } from './telling.ts'

const WRITERS = 12
const APPENDS_EACH = 16
const [root, copied] = process.argv.slice(2)
if (copied) makeDirectory(path.join(root!, 'copy'))

const epochs = { first: { epoch: a, former: undefined }, second: { epoch: b, former: a } }

async function session(name: 'first' | 'second'): Promise<void> {
  const options = withCopy(optionsIn(root!))
  const log = await openLog(options)
  tellPublished(log)
  const appendOn = async (writer: number) => {
    for (let i = 0; i < APPENDS_EACH; i++) {
      // Of unequal length, so that the writers don't go in step.
      const { index, leaf } = await log.append(
        entryOf(`${name}-${writer}-${i}`, 'x'.repeat(1 + ((writer * 97 + i * 31) % 900))),
      )
      say(`${index} ${leaf}`)
    }
  }
  const appending = Array.from({ length: WRITERS }, (_, writer) => appendOn(writer))
  const { epoch, former } = epochs[name]
  await keep(log, epoch)
  if (former) await erase(log, former)
  await cosign(log)
  await Promise.all(appending)
  await log.close()
  const segment = segmentIn(options.directory)
  fs.appendFileSync(segment, fs.readFileSync(segment).subarray(0, 700))
}

await session('first')
await session('second')

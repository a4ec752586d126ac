/**
 * A process that writes a log while its system calls are traced: `node log-writer.ts ROOT`. It opens the log, appends from many sides at
 * once, closes, leaves a torn tail as a crash would, opens again, and goes on. After each append that resolved it writes `index leaf` to
 * standard output, in one call.
 */
import fs from 'node:fs'
import { openLog } from '../../../gateway/audit/log.ts'
import { entryOf, optionsIn, segmentIn } from '../audit.ts'

const WRITERS = 12
const APPENDS_EACH = 20
const [root] = process.argv.slice(2)

async function session(name: string): Promise<void> {
  const options = optionsIn(root!)
  const log = await openLog(options)
  const appendOn = async (writer: number) => {
    for (let i = 0; i < APPENDS_EACH; i++) {
      // Of unequal length, so that the writers don't go in step.
      const { index, leaf } = await log.append(
        entryOf(`${name}-${writer}-${i}`, 'x'.repeat(1 + ((writer * 97 + i * 31) % 900))),
      )
      fs.writeSync(1, `${index} ${leaf}\n`)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => appendOn(writer)))
  await log.close()
  const segment = segmentIn(options.directory)
  fs.appendFileSync(segment, fs.readFileSync(segment).subarray(0, 700))
}

await session('first')
await session('second')

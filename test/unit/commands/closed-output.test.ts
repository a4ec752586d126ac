import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'

t.test('a reader that has read enough ends a command quietly', async (t) => {
  const child = spawn(process.execPath, ['gateway/cli.ts', 'help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaints = text(child.stderr)
  child.stdout.destroy()
  await once(child, 'exit')
  t.equal(await complaints, '')
})

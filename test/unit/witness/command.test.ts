/** `lienthong witness` before it listens: what is missing or wrong is said, and nothing is made. */
import { chmodSync, copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { witness } from '../../../gateway/commands/witness.ts'
import { called } from '../../support/called.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { memoryLog } from '../../support/memory-log.ts'

const folder = dataFolder(t)
const at = (name: string) => join(folder, name)
const { ca, systems } = await testCertificates(folder)
const { cert, key } = systems['mttq:tiep-nhan']!.server!
writeFileSync(at('logs'), `log ${memoryLog().verifierKey}\nquorum none\n`)
writeFileSync(at('no-log'), 'quorum none\n')
writeFileSync(at('bad'), 'quorum\n')

const right: Readonly<Record<string, string>> = {
  name: 'witness.test/w',
  key: at('witness.key'),
  state: at('state.json'),
  'policy-logs': at('logs'),
  listen: '127.0.0.1:0',
  cert,
  'private-key': key,
  ca,
  client: 'urn:lienthong:gateway:truy-van',
}
const call = (change: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries({ ...right, ...change }).filter(([, value]) => value !== undefined)
  return called(witness, ...given.flatMap(([name, value]) => [`--${name}`, value!]))
}

t.test('each option is needed', async (t) => {
  for (const name of Object.keys(right))
    t.match(await call({ [name]: undefined }), { status: 2, stderr: new RegExp(`--?${name}`) }, name)
  t.match(await call({ port: '1' }), { status: 2 }, 'one that is not known')
})

t.test('a key that others may read is not used', { skip: process.platform === 'win32' }, async (t) => {
  for (const name of ['key', 'private-key']) {
    const open = at(`open-${name}`)
    copyFileSync(key, open)
    chmodSync(open, 0o640)
    t.match(await call({ [name]: open }), { status: 1, stderr: /open-\S*key: .*chmod 600/ }, name)
  }
  t.notOk(existsSync(right.key!), 'no key was made')
})

t.test('what is wrong is said', async (t) => {
  for (const [change, status, said] of [
    [{ listen: '127.0.0.1' }, 2, /--listen HOST:PORT/],
    [{ listen: '127.0.0.1:65536' }, 2, /--listen HOST:PORT/],
    [{ 'policy-logs': at('bad') }, 2, /--policy-logs: .*line 1/],
    [{ 'policy-logs': at('no-log') }, 2, /names no log/],
    [{ name: 'a b' }, 1, /no space and no plus/],
    [{ key: cert }, 1, /no private Ed25519 key/],
  ] as const)
    t.match(await call(change), { status, stderr: said }, JSON.stringify(change))
  t.notOk(existsSync(right.key!), 'no key was made')
  writeFileSync(right.state!, '{}')
  t.match(await call({}), { status: 1, stderr: /a state without its key/ })
})

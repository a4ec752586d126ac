/** What a witness has cosigned it never forgets, whatever becomes of its process, its disk or its files. */
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { createAsker } from '../../../gateway/witnessing/asker.ts'
import { openLine } from '../../../gateway/witnessing/line.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import type { Given } from '../../support/killed-witness.ts'
import { memoryLog } from '../../support/memory-log.ts'
import { plainNode } from '../../support/plain-node.ts'
import { gatewayUri, lineTrustOf, openTestState, startTestWitness } from '../../support/witness.ts'

const certificates = await testCertificates(dataFolder(t))
const trust = lineTrustOf(certificates)
const entries = ['a', 'b', 'c', 'd', 'e']

t.test(
  'killed after it has persisted and before it replies: it holds the checkpoint, and cosigns it when asked again',
  async (t) => {
    const directory = dataFolder(t)
    const log = memoryLog({ entries })
    const { cert, key } = certificates.systems['toa-an:xet-xu']!.server!
    const given: Given = { directory, log: log.verifierKey, client: gatewayUri, ca: certificates.ca, cert, key }
    const child = plainNode(join(import.meta.dirname, '../../support/killed-witness.ts'), {}, { stdio: 'pipe' }, [
      JSON.stringify(given),
    ])
    const ended = once(child, 'exit')
    const [port] = await once(createInterface({ input: child.stdout! }), 'line')
    const { cosigner } = openTestState(directory)
    const lineTo = (url: string) => {
      const line = openLine(url, limits.witness, trust)
      t.teardown(() => line.close())
      return line
    }
    const witness = { name: 'w', key: cosigner }
    const first = createAsker({ witness, line: lineTo(`https://127.0.0.1:${port}`), consistency: log.consistency })
    t.match(await first.ask(log.checkpointAt(3)), { state: 'failed' }, 'no answer came')
    t.strictSame(await ended, [null, 'SIGKILL'])

    const again = await startTestWitness(t, { certificates, directory, logs: [log.verifierKey] })
    t.equal(again.state.of(log.origin)?.checkpoint.size, 3, 'it was persisted')
    const fork = log.fork(2, 'x', 'y')
    const forked = createAsker({ witness, line: lineTo(again.url), consistency: fork.consistency })
    t.match(await forked.ask(fork.checkpointAt(4)), { state: 'disagrees', why: 'inconsistent' })
    t.match(await forked.ask(fork.checkpointAt(3)), { state: 'disagrees', why: 'inconsistent' })
    t.match(await first.ask(log.checkpointAt(3)), { state: 'failed' }, 'the old place is empty')
    const second = createAsker({ witness, line: lineTo(again.url), consistency: log.consistency })
    t.match(await second.ask(log.checkpointAt(3)), { state: 'cosigned' })
    t.match(await second.ask(log.checkpointAt(5)), { state: 'cosigned' })
  },
)

t.test('started again it goes on where it was, and shows the same', async (t) => {
  const directory = dataFolder(t)
  const log = memoryLog({ entries })
  const one = await startTestWitness(t, { certificates, directory, logs: [log.verifierKey] })
  const witness = { name: 'w', key: one.cosigner }
  const line = openLine(one.url, limits.witness, trust)
  t.teardown(() => line.close())
  t.match(await createAsker({ witness, line, consistency: log.consistency }).ask(log.checkpointAt(4)), {
    state: 'cosigned',
  })
  const note = one.state.of(log.origin)?.note
  const { cosigner, state } = openTestState(directory)
  t.equal(cosigner.verifierKey, one.cosigner.verifierKey)
  t.equal(state.of(log.origin)?.note, note)
  t.equal(statSync(join(directory, 'witness.key')).mode & 0o777, 0o600)
  t.equal(statSync(join(directory, 'state.json')).mode & 0o777, 0o600)
})

t.test('a state that can not be written cosigns nothing, and nothing more until it is started again', async (t) => {
  const directory = dataFolder(t)
  const log = memoryLog({ entries })
  const { url, cosigner, state, told } = await startTestWitness(t, { certificates, directory, logs: [log.verifierKey] })
  const line = openLine(url, limits.witness, trust)
  t.teardown(() => line.close())
  const asker = createAsker({ witness: { name: 'w', key: cosigner }, line, consistency: log.consistency })
  t.match(await asker.ask(log.checkpointAt(2)), { state: 'cosigned' })
  // A folder where the temporary file should be: what a full or broken disk does, also for root.
  const file = join(directory, 'state.json')
  renameSync(file, `${file}.kept`)
  rmSync(`${file}.tmp`, { force: true })
  copyFileSync(`${file}.kept`, file)
  mkdirSync(`${file}.tmp`)
  t.match(await asker.ask(log.checkpointAt(3)), { state: 'failed', why: 'status 500' })
  rmSync(`${file}.tmp`, { recursive: true })
  t.match(await asker.ask(log.checkpointAt(3)), { state: 'failed', why: 'status 500' })
  t.equal(state.of(log.origin)?.checkpoint.size, 2)
  t.match(told, [/state-unwritable/, /state-unwritable/])
  t.equal(openTestState(directory).state.of(log.origin)?.checkpoint.size, 2)
})

t.test('it does not start on a state that is not its own, or on half of what it was', async (t) => {
  const directory = dataFolder(t)
  const other = dataFolder(t)
  openTestState(directory)
  openTestState(other)
  const [key, state] = [join(directory, 'witness.key'), join(directory, 'state.json')]
  const good = readFileSync(state, 'utf8')
  const refused = (name: string, en: RegExp) => t.throws(() => openTestState(directory), { message: en }, name)

  t.throws(() => openTestState(directory, 'witness.test/other'), { message: /of another key/ }, 'another name')
  t.throws(() => openTestState(directory, 'with space'), { message: /no space/ })
  copyFileSync(join(other, 'state.json'), state)
  refused('of another witness', /of another key/)
  for (const [name, text] of [
    ['cut', good.slice(0, -20)],
    ['empty', ''],
    ['null', 'null'],
    ['another version', good.replace('"version": 1', '"version": 2')],
    ['no checkpoints', good.replace('"checkpoints": {}', '"checkpoints": null')],
    [
      'a checkpoint that it did not cosign',
      good.replace('{}', JSON.stringify({ x: memoryLog({ entries }).published() })),
    ],
  ] as const) {
    writeFileSync(state, text)
    refused(name, /damaged/)
  }
  rmSync(state)
  refused('lost: it would cosign anything', /state is gone/)
  writeFileSync(state, good)
  renameSync(key, `${key}.kept`)
  refused('its key is gone', /without its key/)
  t.notOk(existsSync(key), 'and none is made')
  writeFileSync(key, 'no key')
  refused('no key', /no private Ed25519 key/)
  rmSync(key)
  renameSync(`${key}.kept`, key)
  chmodSync(key, 0o600)
  t.ok(openTestState(directory))
})

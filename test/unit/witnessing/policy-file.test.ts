import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ed25519Cosigner } from '../../../gateway/audit/cosignature.ts'
import { readPolicyFile } from '../../../gateway/witnessing/policy-file.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { memoryLog } from '../../support/memory-log.ts'

const log = memoryLog()
const key = (name: string) => ed25519Cosigner(name, generateKeyPairSync('ed25519').privateKey).verifierKey
const [a, b] = [key('a.test/w'), key('b.test/w')]
const file = join(dataFolder(t), 'policy')
const read = (...lines: readonly string[]) => {
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
  return readPolicyFile(file, log.origin)
}

t.test('a policy that this log can be witnessed by', async (t) => {
  const group = 'group g any a b'
  const { witnesses } = read(
    `log ${log.verifierKey}`,
    `witness a ${a} https://a.test:1/prefix`,
    `witness b ${b}`,
    group,
    'quorum g',
  )
  t.equal(witnesses.length, 2, 'one without an address is known, and not asked')
  t.ok(read(`witness a ${a} https://a.test`, 'quorum a'), 'it need not name the log')
  t.ok(read('quorum none'))
})

t.test('what is refused names the setting, the file and what is wrong', async (t) => {
  const other = memoryLog({ origin: 'other.test/log' })
  for (const [lines, why] of [
    [['quorum x', 'group'], /line 1: .*; .*line 2: /],
    [[`log ${other.verifierKey}`, 'quorum none'], /no log line for gateway\.test\/log/],
    [[`witness a ${a} http://a.test`, 'quorum a'], /a: .*must be https/],
    [[`witness a ${a} nonsense`, 'quorum a'], /a: .*must be https/],
    [[`witness a ${a} https://a.test/?x`, 'quorum a'], /a: .*must be https/],
    [[`witness a ${a}`, 'quorum a'], /not enough for the quorum/],
    [[`witness a ${a} https://a.test`, `witness b ${b}`, 'group g all a b', 'quorum g'], /not enough for the quorum/],
  ] as const)
    t.throws(() => read(...lines), { message: why })
  t.throws(() => readPolicyFile(`${file}.none`, log.origin), { message: /^LIENTHONG_WITNESS_POLICY: .*policy\.none: / })
})

/** `.tlog-proof` (C2SP tlog-proof), and the commands that write and check one. */
import { createPrivateKey } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { parseVerifierKey, verifierKeyOf } from '../../../gateway/audit/note.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { checkProof, formatProof, parseProof } from '../../../gateway/audit/tlog-proof.ts'
import { auditFsck } from '../../../gateway/commands/audit-fsck.ts'
import { auditProve } from '../../../gateway/commands/audit-prove.ts'
import { ORIGIN, optionsIn } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { writeLargeLog } from '../../support/large-log.ts'

const root = dataFolder(t)
await writeLargeLog(root, 600)
const { directory } = optionsIn(root)
const vkey = fs.readFileSync(path.join(directory, 'log.vkey'), 'utf8').trim()
const leaves = Array.from(readEntries(directory), ({ leaf }) => leaf)
const receiptFor = (index: number) =>
  receiptHeader({ origin: ORIGIN, index, leaf: Buffer.from(leaves[index]!).toString('base64') })

const example = `c2sp.org/tlog-proof@v1
extra YWJj
index 73894
${Buffer.alloc(32, 1).toString('base64')}
${Buffer.alloc(32, 2).toString('base64')}

example.com/fancylog
109482
${Buffer.alloc(32, 3).toString('base64')}

— example.com/fancylog AAAAAAAA
`

t.test('the form of the text, and nothing else', async (t) => {
  const proof = parseProof(example)!
  t.match(proof, { index: 73_894, hashes: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] })
  t.match(proof.checkpoint, /^example\.com\/fancylog\n109482\n/)
  t.equal(formatProof(proof), example)
  const wrong = [
    ...['', 'c2sp.org/tlog-proof@v1', example.replace('@v1', '@v2'), example.replace('73894', '073894')],
    ...[
      example.replace('extra YWJj', 'extra YWJ'),
      example.replace('index ', 'index'),
      example.replace('index', 'Index'),
    ],
    ...[example.replace('AQE', 'A'), example.replace('\n\nexample', '\nexample'), ` ${example}`],
  ]
  for (const text of wrong) t.equal(parseProof(text), undefined, text.slice(0, 60))
})

t.test('written by the command for any entry and any checkpoint, checked by it against the receipt', async (t) => {
  const file = path.join(root, '3.tlog-proof')
  const written = await called(auditProve, directory, '300')
  t.equal(written.status, 0, written.stderr)
  fs.writeFileSync(file, written.stdout)
  t.match(checkProof(written.stdout, leaves[300]!, parseVerifierKey(vkey)!), { ok: true, index: 300, size: 600 })
  t.match(checkProof(written.stdout, leaves[301]!, parseVerifierKey(vkey)!), { ok: false, reason: 'not-in-tree' })

  const check = (receipt: string, key = vkey) => called(auditProve, '--check', file, '--key', key, '--receipt', receipt)
  t.match(await check(receiptFor(300)), { status: 0, stdout: /the entry is in the log: 300 \/ 600/ })
  t.match(await check(`Audit-Receipt: ${receiptFor(300)}`), { status: 0 }, 'the whole line as a client shows it')
  const unsaid = () => called(auditProve, '--check', file, '--key', vkey)
  t.match(
    await unsaid(),
    { status: 0, stdout: /the log: 300 \/ 600.*\n(.*\n)?.*witnesses not looked at/ },
    'by the entry in it',
  )
  fs.writeFileSync(file, written.stdout.replace(/^extra .*\n/m, ''))
  t.match(await check(receiptFor(300)), { status: 0 }, 'or without it')
  t.match(await unsaid(), { status: 1, stderr: /without its entry: --receipt is needed/ })
  fs.writeFileSync(file, written.stdout.replace(/^extra .*$/m, 'extra YWJj'))
  t.match(await unsaid(), { status: 1, stderr: /not-in-tree/ })
  t.match(await check(receiptFor(300)), { status: 1, stderr: /is not the one of the receipt/ })
  fs.writeFileSync(file, written.stdout.replace('index', 'Index'))
  t.match(await unsaid(), { status: 1, stderr: /the proof is malformed/ })
  fs.writeFileSync(file, written.stdout)
  const other = receiptHeader({ origin: ORIGIN, index: 5, leaf: Buffer.from(leaves[300]!).toString('base64') })
  t.match(await check(other), { status: 1, stderr: /of another entry/ })
  t.match(await check(receiptFor(301)), { status: 1, stderr: /not-in-tree/ })
  const key = verifierKeyOf('other.test/log', createPrivateKey(fs.readFileSync(path.join(root, 'log.key'))))
  t.match(await check(receiptFor(300), key), { status: 1, stderr: /of another log/ })
  t.match(await called(auditProve, directory, '600'), { status: 1, stderr: /600 entries only/ })
})

t.test('a folder is looked through, and what is wrong is named', async (t) => {
  t.match(await called(auditFsck, directory), { status: 0, stdout: /the log holds: 600/ })
  fs.chmodSync(path.join(directory, 'tile/0/000'), 0o644)
  t.match(await called(auditFsck, directory), { status: 1, stderr: /wrong file mode: tile\/0\/000: 644/ })
  fs.chmodSync(path.join(directory, 'tile/0/000'), 0o600)
  fs.writeFileSync(path.join(directory, 'tile/0/001'), Buffer.alloc(8_192), { mode: 0o600 })
  t.match(await called(auditFsck, directory, '--key', vkey), {
    status: 1,
    stderr: /entry and its hash in the tile differ: 256 \(tile\/0\/001\)\n.*What next: keep this copy, copy/,
  })
  t.match(await called(auditProve, directory, '300'), { status: 1, stderr: /no proof holds: not-in-tree/ })
})

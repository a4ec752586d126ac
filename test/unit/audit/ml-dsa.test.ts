/** Checkpoints with a second signature, of ML-DSA-44: whoever was given that key has it verified by every command that opens one. */
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openLog } from '../../../gateway/audit/log.ts'
import { parseKeysOfLogs, parseLogKeys } from '../../../gateway/audit/log-keys.ts'
import { mlDsaVerifierKeyOf } from '../../../gateway/audit/ml-dsa.ts'
import { verifierKeyOf } from '../../../gateway/audit/note.ts'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { auditProve } from '../../../gateway/commands/audit-prove.ts'
import { auditVerify } from '../../../gateway/commands/audit-verify.ts'
import { runSigner } from '../../../gateway/signer/run.ts'
import { entryOf, ORIGIN, optionsIn } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

/** A log of three entries whose published checkpoint has both signatures. */
async function signedTwice(t: Test) {
  const root = dataFolder(t)
  const socket = join(root, 's.sock')
  const keys = { keyFile: join(root, 'log.key'), mlDsaKeyFile: join(root, 'log.ml-dsa.key') }
  const signer = await runSigner({ origin: ORIGIN, socket, ...keys, mayCreate: ['ed25519', 'ml-dsa-44'] })
  const options = { ...optionsIn(root), signer: { socket } }
  const log = await openLog(options)
  const [first] = await Promise.all(['a', 'b', 'c'].map((event) => log.append(entryOf(event))))
  await log.close()
  await signer.close()
  const { directory } = options
  const text = (name: string) => readFileSync(join(directory, name), 'utf8')
  const receipt = receiptHeader({ origin: ORIGIN, ...first! })
  const [own, mlDsa] = [text('log.vkey').trim(), text('log.ml-dsa-44.vkey').trim()]
  const checkpoint = join(directory, 'checkpoint')
  const good = readFileSync(checkpoint, 'utf8')
  const lines = good.split('\n')
  const [, , , , ownLine, mlDsaLine] = lines as [string, string, string, string, string, string]
  const body = lines.slice(0, 4).join('\n')
  const rewrite = (...signatures: readonly string[]) => writeFileSync(checkpoint, [body, ...signatures, ''].join('\n'))
  return { directory, own, mlDsa, receipt, ownLine, mlDsaLine, rewrite, good }
}

/** The line with one bit of its signature changed. */
function spoiled(line: string): string {
  const [dash, name, encoded] = line.split(' ') as [string, string, string]
  const bytes = Buffer.from(encoded, 'base64')
  bytes[bytes.length - 1]! ^= 1
  return [dash, name, bytes.toString('base64')].join(' ')
}

t.test('verify: right, wrong, missing, and alone', async (t) => {
  const { directory, own, mlDsa, ownLine, mlDsaLine, rewrite } = await signedTwice(t)
  const verify = (...keys: readonly string[]) =>
    called(auditVerify, directory, ...keys.flatMap((key) => ['--key', key]))
  t.match(await verify(own, mlDsa), { status: 0 })
  t.match(await verify(mlDsa, own), { status: 0 }, 'in either order')
  t.match(await verify(mlDsa), { status: 1, stderr: /the verifier key is malformed/ }, 'it does not stand alone')

  rewrite(ownLine, spoiled(mlDsaLine))
  t.match(await verify(own, mlDsa), { status: 1, stderr: /checkpoint \(published\): bad-signature/ })
  t.match(verifyLog(directory), { ok: false, findings: [{ why: 'bad-signature' }] }, 'with the keys beside it too')
  t.match(await verify(own), { status: 0 }, 'who has the one key only passes it over')

  rewrite(ownLine)
  t.match(await verify(own, mlDsa), { status: 1, stderr: /checkpoint \(published\): no-ml-dsa-signature/ })
  t.match(verifyLog(directory), { ok: true }, 'of keys that only lie there it is not asked')

  rewrite(mlDsaLine)
  t.match(await verify(own, mlDsa), { status: 1, stderr: /no-known-key/ })
})

t.test('a checkpoint that somebody kept is held to both keys', async (t) => {
  const { directory, own, mlDsa, ownLine, good } = await signedTwice(t)
  const kept = join(directory, '../kept')
  const verify = () => called(auditVerify, directory, '--key', own, '--key', mlDsa, '--checkpoint', kept)
  writeFileSync(kept, good)
  t.match(await verify(), { status: 0 })
  writeFileSync(kept, `${good.split('\n').slice(0, 4).join('\n')}\n${ownLine}\n`)
  t.match(await verify(), { status: 1, stderr: /checkpoint \(checkpoint 0\): no-ml-dsa-signature/ })
})

t.test('prove: what is written and what is checked', async (t) => {
  const { directory, own, mlDsa, receipt, ownLine, mlDsaLine, rewrite } = await signedTwice(t)
  const file = join(directory, '../0.tlog-proof')
  const proved = async () => {
    const given = await called(auditProve, directory, '0')
    writeFileSync(file, given.stdout)
    return given
  }
  const check = (...keys: readonly string[]) =>
    called(auditProve, '--check', file, ...keys.flatMap((key) => ['--key', key]), '--receipt', receipt)
  t.match(await proved(), { status: 0 })
  t.match(await check(own, mlDsa), { status: 0 })
  rewrite(ownLine)
  t.match(await proved(), { status: 0 })
  t.match(await check(own), { status: 0 })
  t.match(await check(own, mlDsa), { status: 1, stderr: /no-ml-dsa-signature/ })
  rewrite(ownLine, spoiled(mlDsaLine))
  t.match(await proved(), { status: 1, stdout: '', stderr: /no proof holds: bad-signature/ })
})

t.test('which keys are those of one log', async (t) => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { privateKey: second } = generateKeyPairSync('ml-dsa-44')
  const [a, b] = ['a.test/log', 'b.test/log'].map((name) => verifierKeyOf(name, privateKey)) as [string, string]
  const [ofA, ofB] = ['a.test/log', 'b.test/log'].map((name) => mlDsaVerifierKeyOf(name, second)) as [string, string]
  t.ok(parseLogKeys(a))
  t.ok(parseLogKeys(`${ofA}\n\n${a}\n`)?.mlDsa?.required)
  for (const keys of [[], [ofA], [a, ofB], [a, a], [a, ofA, ofA], [a, 'x'], [a, b]])
    t.equal(parseLogKeys(keys.join('\n')), undefined, `${keys.length}`)
  const both = parseKeysOfLogs([b, ofA, a])
  t.match(both, [{ name: 'b.test/log' }, { name: 'a.test/log', mlDsa: { required: true } }])
  t.equal(parseKeysOfLogs([a, 'x']), undefined)
})

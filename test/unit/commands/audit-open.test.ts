/** What an audit officer's command opens, of what log, and what it says when it can't. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { epochPath } from '../../../gateway/audit/epoch-file.ts'
import { auditOpen } from '../../../gateway/commands/audit-open.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { auditOfficer } from '../../support/officers.ts'
import { one, sealedLog, two } from '../../support/sealed-log.ts'

/** Entries 1 to 3, the third under an epoch of its own. */
async function threeEntries(t: Test) {
  const log = await sealedLog(t)
  await log.epochs.begin(log.log)
  await log.append('mot', { event: 'ev-1' })
  await log.append('hai', { event: 'ev-2', at: '2026-03-02T00:00:00.000Z' })
  log.now.ms = 1000
  await log.epochs.follow()
  await log.append('ba', { event: 'ev-2', at: '2026-03-03T00:00:00.000Z' })
  const folder = dataFolder(t)
  const keyFile = (pem: string, name = 'officer.key') => {
    const path = join(folder, name)
    writeFileSync(path, pem, { mode: 0o600 })
    return path
  }
  const open = async (key: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = await called(auditOpen, log.directory, '--key', key, ...args)
    const lines = stdout.split('\n').filter((line) => line !== '')
    return { status, stderr, lines: lines.map((line) => JSON.parse(line)) }
  }
  return { ...log, keyFile, open }
}

t.test('every entry, or those that are meant, each a line', async (t) => {
  const { keyFile, open, append } = await threeEntries(t)
  const key = keyFile(one.pem)
  const notes = async (...args: readonly string[]) => {
    const { status, lines, stderr } = await open(key, ...args)
    t.same([status, stderr], [0, ''])
    return lines.map(({ detail }) => detail.note)
  }
  t.same(await notes(), [undefined, 'mot', 'hai', undefined, 'ba'])
  t.same(await notes('--index', '2'), ['hai'])
  t.same(await notes('--event', 'ev-2'), ['hai', 'ba'])
  t.same(await notes('--from', '2026-03-02T07:00:00+07:00', '--to', '2026-03-03'), ['hai'])
  t.same(await notes('--from', '2026-03-02', '--to', '2026-03-03'), ['hai'], 'days of Vietnam, whatever the machine’s')
  await append('bon', { event: 'ev-4', at: '2026-03-02T17:00:00.000Z' })
  t.same(await notes('--from', '2026-03-03', '--to', '2026-03-03T07:00:00+07:00'), ['bon'])
  t.same(await notes('--about', 'ba'), ['ba'], 'those that name it in what is sealed')
  t.equal((await notes('--about', 'hs-1')).length, 4)
  t.match(await open(key, '--about', 'hs-'), { status: 1, lines: [], stderr: /no such entry/ }, 'whole, not a part')
  t.match(await open(key, '--from', '2027-01-01'), { status: 0, lines: [], stderr: /no such entry/ })
  const { lines } = await open(keyFile(two.pem), '--index', '1')
  t.match(lines, [{ index: 1, event: 'ev-1', phase: 'released', detail: { who: { officer: 'o-1' }, note: 'mot' } }])
  t.notOk('sealed' in lines[0])
})

t.test(
  'a dossier: also what came of the transfers and directives that an entry ties to it, before and after that one',
  async (t) => {
    const { keyFile, open, append, now, epochs } = await threeEntries(t)
    const key = keyFile(one.pem)
    const ends = { sender: 'mttq', receiver: 'cong-an', kind: 'TIN_BAO' }
    const directive = { giver: 'mttq', receivers: [], kind: 'k', reason: 'r' }
    const about = async (note: string, detail: object) => append(note, { detail: { note, ...detail } })
    await about('stored', { transfer: { ...ends, id: 'cg-1' } })
    await about('of another', { transfer: { ...ends, id: 'cg-2', dossiers: ['hs-9'] } })
    await about('tied', { transfer: { ...ends, id: 'cg-1', dossiers: ['hs-7', 'hs-8'] } })
    await about('recalled', { transfer: { ...ends, id: 'cg-1' } })
    await about('given', { directive: { ...directive, id: 'cd-1', dossiers: ['hs-7'] } })
    await about('done', { directive: { ...directive, id: 'cd-1' } })
    await about('fetched', { note: 'cg-1' })
    now.ms += 1000
    await epochs.follow()
    const counts = { bytes: 1, taken: 1, fresh: 1, rejected: 0, refused: 0 }
    const deposit = { agency: 'mttq', transport: 'push', adapter: 'a', ...counts, dossiers: ['hs-6'], item: 'cl-1' }
    await about('taken', { deposit })
    const handled = { agency: 'mttq', transport: 'push', came: 'ev', adapter: 'a', reason: 'r' }
    await about('opened', { handled: { ...handled, item: 'cl-1' } })
    const notes = async (...args: readonly string[]) =>
      (await open(key, ...args)).lines.map(({ detail }) => detail.note)
    t.same(await notes('--about', 'hs-7'), ['stored', 'tied', 'recalled', 'given', 'done', 'cg-1'])
    t.same(await notes('--about', 'hs-8'), ['stored', 'tied', 'recalled', 'cg-1'], 'one step, to no other dossier')
    t.same(await notes('--about', 'hs-9'), ['of another'])
    t.same(await notes('--about', 'hs-6'), ['taken', 'opened'])
    t.same(
      await notes('--about', 'hs-7', '--index', '5'),
      ['stored'],
      'what ties it may lie outside of what is asked for',
    )
    t.same((await notes('--about', 'cong-an')).length, 4, 'an agency ties nothing')
  },
)

t.test('a key in a file with a passphrase', async (t) => {
  const { keyFile, open } = await threeEntries(t)
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'bí mật' }
  const key = keyFile(String(createPrivateKey(one.pem).export({ type: 'pkcs8', format: 'pem', ...cipher })))
  t.match(await open(key, '--passphrase-file', keyFile('sai\n', 'p')), { status: 2, stderr: /another passphrase/ })
  const right = await open(key, '--passphrase-file', keyFile('bí mật\n', 'p'), '--index', '1')
  t.match(right, { status: 0, lines: [{ detail: { note: 'mot' } }] })
})

t.test('what does not open says why, once for each epoch, and the rest is opened', async (t) => {
  const { keyFile, open, opened, directory, log, append } = await threeEntries(t)
  const key = keyFile(one.pem)
  const other = keyFile((await auditOfficer()).pem, 'other.key')
  t.match(await open(other, '--about', 'hs-1'), { status: 1, lines: [], stderr: /no recipient/ })
  const stranger = await open(other)
  t.match(stranger, {
    status: 1,
    stderr: /^2 .*from 1: ep-.*no recipient[^\n]*\n1 .*from 4: ep-.*no recipient[^\n]*\n$/,
  })
  t.match(stranger.lines, [{ detail: {} }, { event: 'ev-1', unopened: 'not-a-recipient' }])

  const [first] = opened()
  const path = epochPath(directory, first!.id)
  const bytes = readFileSync(path)
  writeFileSync(path, Buffer.from(bytes).fill(bytes[40] === 0x78 ? 'y' : 'x', 40, 41))
  t.match(await open(key), { status: 1, stderr: /from 1: .* not the one that the log names/ })
  writeFileSync(path, bytes)
  await log.eraseEpoch(first!.id)
  t.match(await open(key), { status: 1, stderr: /is not there/ })
  await append('x', { phase: 'epoch-erased', epoch: { id: first!.id }, at: '2026-04-01T00:00:00.000Z' })
  const erased = await open(key)
  t.match(erased, { status: 1, stderr: /the epoch was erased: 2026-04-01T00:00:00\.000Z\n$/ })
  t.match(erased.lines.at(-2), { detail: { note: 'ba' } })
})

t.test('wrong use', async (t) => {
  const { keyFile, open } = await threeEntries(t)
  const key = keyFile(one.pem)
  t.match(await open(key, '--index', '99'), { status: 1, lines: [], stderr: /no such entry/ })
  t.match(await open(key, '--index', '-1'), { status: 2 })
  for (const when of ['hôm qua', '2026-03-02T10:00:00', '2026-03-02 10:00'])
    t.match(await open(key, '--from', when), { status: 2, stderr: /RFC 3339/ }, 'no time of an unknown zone')
  for (const when of ['2026-02-30', '2026-02-29T10:00:00Z'])
    t.match(await open(key, '--from', when), { status: 2, stderr: /RFC 3339/ }, 'no day that the calendar has not')
  t.match(await open(keyFile('x', 'none.key')), { status: 2, stderr: /no private key in PEM/ })
  const signing = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  t.match(await open(keyFile(String(signing), 'sign.key')), {
    status: 2,
    stderr: /neither an X25519 nor an EC P-256 key/,
  })
})

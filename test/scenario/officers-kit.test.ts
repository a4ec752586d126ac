/**
 * A day of an audit officer, on what one run of the gateway with witnesses and a time stamping authority left: the officers' kit, each block run
 * from the page, on the copy and on copies that were changed; and the lists of sources and receivers against the log.
 */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parseReceipt } from '../../gateway/audit/receipt.ts'
import { parseWitnessPolicy } from '../../gateway/audit/witness-policy.ts'
import { auditEvidence } from '../../gateway/commands/audit-evidence.ts'
import { auditProve } from '../../gateway/commands/audit-prove.ts'
import { auditReconcile } from '../../gateway/commands/audit-reconcile.ts'
import { transferSend } from '../../gateway/commands/transfer-send.ts'
import { writeLog } from '../support/audit.ts'
import { called } from '../support/called.ts'
import { agencyClient, officers, type Reply } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn, receiptOf } from '../support/log-entries.ts'
import { fences, kitBlocks, kitMissing, runKit } from '../support/officers-kit.ts'
import { opensslMissing } from '../support/openssl-authority.ts'
import { startTimestampAuthority } from '../support/timestamp-authority.ts'
import { until } from '../support/until.ts'

if (opensslMissing()) {
  t.pass('', { skip: 'openssl is not installed' })
  process.exit()
}

const folder = dataFolder(t)
const authority = await startTimestampAuthority(t, join(folder, 'tsa'))
const { run, stop } = await startGateway(t, {
  env: { LIENTHONG_WITNESS_POLICY: '', LIENTHONG_TSA_URL: authority.url },
})
const receipts = new Map<string, string[]>()
const noted = (system: string, reply: Reply): Reply => {
  receipts.set(system, [...(receipts.get(system) ?? []), receiptOf(reply)])
  return reply
}
const dossier = run.stories['nam-co-quan']!

/** The dossier as `officer` gets it, with its evidence. */
async function read({ system, ...wish }: (typeof officers)['police' | 'procuracy']): Promise<Reply> {
  const client = agencyClient(run, system)
  t.teardown(() => client.close())
  const { json } = noted(system, await client.token({ ...wish, dossiers: [dossier] }))
  return noted(system, await client.get(`/v1/dossiers/${dossier}`, json.access_token, { 'want-evidence': '?1' }))
}

await read(officers.procuracy)
const answer = await read(officers.police)
const receipt = receiptOf(answer)
const police = agencyClient(run, officers.police.system)
t.teardown(() => police.close())
const proof = noted(
  officers.police.system,
  await police.call(`/v1/audit/receipts/${parseReceipt(receipt)!.index}`),
).text

/** The Front hands a petition over, and the gateway pushes it to the system of the police. */
async function push(): Promise<void> {
  const { cert, key, assertion_key } = run.clients['mttq:tiep-nhan']!
  const as = ['--as', 'mttq:tiep-nhan', '--url', run.url, '--ca', run.ca, '--cert', cert, '--private-key', key]
  const what = ['--to', 'cong-an', '--type', 'application/json', '--key', 'don-thu-1', 'adapters/mttq/golden/giau.json']
  const { status, stderr } = await called(transferSend, ...as, '--assertion-key', assertion_key, ...what)
  if (status !== 0) throw new Error(stderr)
  await until(() => entriesIn(run.audit.dir).some(({ phase }) => phase === 'transfer-delivered'))
}
await push()

/** As they are now: sources go on being asked. */
const lists = () => [
  ...[...receipts].map(([system, held], n) => {
    const file = join(folder, `receipts-${n}`)
    writeFileSync(file, held.map((line) => `Audit-Receipt: ${line}\n`).join(''))
    return ['--receipts', `${system}=${file}`]
  }),
  ...readdirSync(join(run.data, 'sandbox'))
    .filter((name) => name.endsWith('.requests.jsonl'))
    .map((name) => {
      cpSync(join(run.data, 'sandbox', name), join(folder, name))
      return ['--requests', `${name.split('.')[0]}=${join(folder, name)}`]
    }),
]
const [officerKey] = Object.values(run.audit.keys)
const reconciledAt = (held: ReturnType<typeof lists>, ...place: readonly string[]) =>
  called(auditReconcile, ...place, '--officer-key', officerKey!, ...held.flat())
const reconciled = () => reconciledAt(lists(), run.audit.dir)

/** With the certificate of a system of the audit officers. */
function overTheWire(): readonly string[] {
  const { cert, key } = Object.values(run.clients).find(({ role }) => role === 'audit')!
  const credentials = ['--ca', run.ca, '--cert', cert, '--private-key', key]
  return ['--key', run.audit.vkey, ...credentials]
}

const agreed = await reconciled()
await askPast()
const past = await reconciled()

/** A request to the police's own system by somebody who has the gateway's certificate, and no gateway. */
async function askPast(): Promise<void> {
  const own = Object.keys(run.sources).find((system) => run.clients[system]?.agency === 'cong-an')!
  const file = (name: string) => readFileSync(join(run.data, 'certs/gateway', name))
  await new Promise((resolve, reject) =>
    request(`${run.sources[own]}/dichvu/HoSoService`, {
      method: 'POST',
      headers: { 'lienthong-event-id': 'ev-past-the-log' },
      ca: readFileSync(run.ca),
      cert: file('client.pem'),
      key: file('client.key'),
      // Its certificate names the system, not the address.
      checkServerIdentity: () => undefined,
      agent: false,
    })
      .on('response', (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end('<x/>'),
  )
}

const { index } = parseReceipt(receipt)!
const stamps = join(run.audit.dir, 'timestamp')
const stampedFor = () =>
  (existsSync(stamps) ? readdirSync(stamps) : [])
    .filter((name) => name.endsWith('.tsr'))
    .map((name) => Number.parseInt(name, 10))
const sizeIn = (file: string) => Number(readFileSync(join(run.audit.dir, file), 'utf8').split('\n')[1])
await until(() => sizeIn('witnessed') > index)
const stamped = await until(() => stampedFor()[0])
// What is served is what is published: of all that the lists have.
const held = lists()
const recorded = entriesIn(run.audit.dir).length
await until(() => sizeIn('checkpoint') >= recorded)
const served = await reconciledAt(held, `${run.url}/log`, ...overTheWire())
await stop()

const policy = parseWitnessPolicy(readFileSync(run.audit.policy!))
if (!policy.ok) throw new Error('no policy')
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const servedProof = file('served.tlog-proof', proof)
const proofFile = file('police.tlog-proof', (await called(auditProve, run.audit.dir, String(index))).stdout)
const answerFile = file('answer.json', answer.text)
const pointer = answer.json.meta.evidence.records[0].record + answer.json.meta.evidence.records[0].fields[0]
const shown = await called(auditEvidence, answerFile, '--pointer', pointer, '--proof', proofFile)
const exhibit = file('exhibit.json', shown.stdout)

const given = {
  LOG: run.audit.dir,
  VKEY: run.audit.vkey,
  WITNESSES: policy.policy.witnesses.map(({ key }) => key.verifierKey).join(' '),
  QUORUM: '2',
  TSA_CA: authority.ca,
  PROOF: proofFile,
  RECEIPT: receipt,
  OFFICER_KEY: officerKey!,
  EXHIBIT: exhibit,
}
/** Working folder in which all steps have passed. */
const passed = join(folder, 'work')
const steps = ['checkpoint', 'witness', 'timestamp', 'tree', 'proof', 'open', 'open-tag', 'exhibit', 'clear']
const missing = new Map<string, string | false>(steps.map((step) => [step, kitMissing(step)]))
const withoutPython = missing.get('tree') ?? false

t.test('the lists of sources and receivers agree with the log, of what was pushed too', async (t) => {
  t.equal(answer.status, 200)
  const { status, stdout, stderr } = agreed
  t.same([status, stderr], [0, ''], stdout)
  const [, requests, held] = /agree: .* (\d+) yêu.* (\d+) biên/.exec(stdout) ?? []
  t.ok(Number(requests) >= 6 && Number(held) === 5, stdout)
})

t.test('whoever asks a source past the log is found', async (t) => {
  for (const { status, stdout } of [past, served]) {
    t.equal(status, 1)
    t.match(stdout, /^unrecorded: .*\n {2}cong-an {2}ev-past-the-log .*HoSoService"\n.*\n1 .*findings/)
  }
})

t.test('each block of the page passes on the copy', async (t) => {
  t.same([...kitBlocks.keys()], ['settings', ...steps], 'the page has no other')
  t.equal(fences, kitBlocks.size)
  for (const step of steps) {
    const skip = missing.get(step)
    if (skip) t.pass(step, { skip })
    else t.match(runKit(step, { ...given, WORK: passed }), { passed: true }, step)
    if (step === 'open') {
      const { detail } = entriesIn(run.audit.dir)[index]!
      t.same(JSON.parse(readFileSync(join(passed, 'detail.json'), 'utf8')), detail, 'what was sealed')
    }
  }
  t.same(
    readdirSync(passed).filter((name) => /key$|secret|detail/.test(name) && name !== 'key.raw'),
    [],
    'nothing that was opened is left',
  )
})

t.test('a proof tells of the witnesses too: without the copy, and as the gateway gave it at once', async (t) => {
  const work = () => ({ ...given, WORK: join(dataFolder(t), 'work') })
  t.match(runKit('proof', work()), { passed: true, said: /, [23] nhân chứng/ })
  t.match(runKit('proof', { ...work(), PROOF: servedProof, WITNESSES: '' }), { passed: true, said: /, 0 nhân chứng/ })
})

t.test('a tree of several bundles', { skip: withoutPython }, async (t) => {
  const root = dataFolder(t)
  await writeLog(root, [Array.from({ length: 700 }, (_, n) => `ev-${n}`), ['last']])
  const LOG = join(root, 'log')
  const variables = { LOG, VKEY: readFileSync(join(LOG, 'log.vkey'), 'utf8').trim(), WORK: join(root, 'work') }
  t.match(runKit('checkpoint', variables), { passed: true })
  t.match(runKit('tree', variables), { passed: true, said: /701 bản ghi/ })
  const seen = join(root, 'work', 'checkpoint-701.text')
  writeFileSync(join(root, 'work', 'checkpoint-702.text'), readFileSync(seen, 'utf8').replace('701', '702'))
  t.match(runKit('tree', variables), { passed: false, said: /older than a checkpoint seen before/ }, 'set back since')
})

/** A copy of the log in which one byte of `name` is another: see spoil. */
function changed(t: Test, name: string, of: RegExp): string {
  const copy = join(dataFolder(t), 'audit')
  cpSync(run.audit.dir, copy, { recursive: true })
  spoil(join(copy, name), of)
  return copy
}

/** The last character that `of` matches is another, of the same kind. */
function spoil(path: string, of: RegExp): void {
  const text = readFileSync(path, 'latin1')
  const match = of.exec(text)
  if (!match) throw new Error(`${path} has no ${of}`)
  const at = match.index + match[0].length - 1
  const other = text[at] === '1' ? '2' : '1'
  writeFileSync(path, text.slice(0, at) + other + text.slice(at + 1), 'latin1')
}

/** Runs the steps that `change` may tell in, after all had passed, as far as one that fails; gives that one. */
function firstFailing(t: Test, change: Readonly<Record<string, string>>): string | undefined {
  const WORK = join(dataFolder(t), 'work')
  cpSync(passed, WORK, { recursive: true })
  const touched = (step: string) => {
    const { text } = kitBlocks.get(step)!
    return Object.keys(change).some(
      (name) => text.includes(`$${name}`) || (name === 'VKEY' && /signed_by_log/.test(text)),
    )
  }
  return steps.find(
    (step) => !missing.get(step) && touched(step) && !runKit(step, { ...given, ...change, WORK }).passed,
  )
}
// The one that the checkpoint covers, by its number; narrower ones may be there still.
const bundle = Math.max(...readdirSync(join(run.audit.dir, 'tile/entries/000.p')).map(Number))
const epoch = join('epochs', readdirSync(join(run.audit.dir, 'epochs'))[0]!)
const copyOf = (t: Test, path: string, of: RegExp): string => {
  const copy = join(dataFolder(t), 'copy')
  cpSync(path, copy)
  spoil(copy, of)
  return copy
}

const changes: readonly (readonly [string, (t: Test) => Readonly<Record<string, string>>, string])[] = [
  ['another size in the checkpoint', (t) => ({ LOG: changed(t, 'checkpoint', /^.*\n./) }), 'checkpoint'],
  ['another key than was handed out', () => ({ VKEY: otherKey() }), 'checkpoint'],
  ['another cosignature', (t) => ({ LOG: changed(t, 'witnessed', /witness\/\S+ \S{60}/), QUORUM: '3' }), 'witness'],
  ['fewer witnesses than are wanted', () => ({ QUORUM: '4' }), 'witness'],
  [
    'another timestamped note',
    (t) => ({ LOG: changed(t, `timestamp/${stamped}.note`, /\n\n\S+ \S+ \S{60}/) }),
    'timestamp',
  ],
  ['one byte of an entry', (t) => ({ LOG: changed(t, `tile/entries/000.p/${bundle}`, /"event":"./) }), 'tree'],
  ['another leaf in the receipt', () => ({ RECEIPT: receipt.replace(/:.{4}/, ':AAAA') }), 'proof'],
  ['another entry in the proof', (t) => ({ PROOF: copyOf(t, proofFile, /^extra .{40}/m) }), 'proof'],
  ['another cosignature in the proof', (t) => ({ PROOF: copyOf(t, proofFile, /witness\/\S+ \S{60}/) }), 'proof'],
  ['another hash in the proof', (t) => ({ PROOF: copyOf(t, proofFile, /^index .*\n.{9}/m) }), 'proof'],
  ["another officer's key file", (t) => ({ LOG: changed(t, epoch, /"encrypted_key": "./) }), 'open'],
  ['the key of a stranger', () => ({ OFFICER_KEY: authority.ca.replace('ca.pem', 'ca.key') }), 'open'],
  ['another value shown', (t) => ({ EXHIBIT: copyOf(t, exhibit, /"text":"\W*./) }), 'exhibit'],
  ['another salt', (t) => ({ EXHIBIT: copyOf(t, exhibit, /"salt":"./) }), 'exhibit'],
]

/** Of another log of the same name. */
function otherKey(): string {
  const [name, , key] = run.audit.vkey.split('+')
  return `${name}+${'0'.repeat(8)}+${key}`
}

for (const [what, change, expected] of changes)
  t.test(`fails where it should: ${what}`, { skip: withoutPython }, async (t) =>
    t.equal(firstFailing(t, change(t)), expected),
  )

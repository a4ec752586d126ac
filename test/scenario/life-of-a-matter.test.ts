/** The life of a matter between four agencies, each with its own system: handed over, taken, supervised, answered, refused, and proved to the end. */
import { createPublicKey } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { LookAt } from '../../adapters/sandbox/look.ts'
import { auditProve } from '../../gateway/commands/audit-prove.ts'
import { auditVerify } from '../../gateway/commands/audit-verify.ts'
import { inboxGet } from '../../gateway/commands/inbox-get.ts'
import { receiptVerify } from '../../gateway/commands/receipt-verify.ts'
import { transferRecall } from '../../gateway/commands/transfer-recall.ts'
import { transferSend } from '../../gateway/commands/transfer-send.ts'
import { handOver } from '../../gateway/development/signing-system.ts'
import { standInProduct } from '../../gateway/identity/approved-channel.ts'
import { keyIdOf } from '../../gateway/identity/assertion.ts'
import { rotateMessageKey } from '../../gateway/identity/message-key-notes.ts'
import { claimsIn } from '../../gateway/identity/transfer-receipt.ts'
import { called } from '../support/called.ts'
import { agencyClient, officers } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { now_s } from '../support/forged.ts'
import { followPage, pageMissing } from '../support/handing-page.ts'
import { entriesIn, untoldIn } from '../support/log-entries.ts'
import { type MatterSystem, matterWorld } from '../support/matter.ts'
import {
  ciphertext,
  held,
  inside,
  mergedRecord,
  petition,
  policeRecords,
  recommendation,
  scanned,
} from '../support/matter-papers.ts'
import { until } from '../support/until.ts'
import { afterThirtyHours } from './matters/commune.ts'
import { correctedForAll } from './matters/corrected.ts'
import { decidedAndTold } from './matters/decided.ts'
import { readByBoth } from './matters/related.ts'
import { suspendedAndResumed } from './matters/suspended.ts'

/** The shipped policies, and a channel of the procuracy for the sandboxes' stand-in cipher. */
const LIENTHONG_POLICIES = join(dataFolder(t), 'policies')
cpSync(join(import.meta.dirname, '../../policies'), LIENTHONG_POLICIES, { recursive: true })
const participant = join(LIENTHONG_POLICIES, 'participants/vien-kiem-sat.json')
const channels = [
  {
    id: 'kenh',
    product: standInProduct,
    approvalNumber: '1',
    approvedBy: 'x',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  },
]
writeFileSync(participant, JSON.stringify({ ...JSON.parse(readFileSync(participant, 'utf8')), channels }))

const matter = await matterWorld(t, { LIENTHONG_POLICIES })
const { run, front, police, procuracy, inspectorate, kept, hand, statusOf, delivered, answer, documentFor, textFor } =
  matter
const { look, inBookOf } = matter

t.test('a citizen’s petition goes from the Front to the police, who give it a number of their own', async (t) => {
  const id = await hand(t, front, police, petition, 'PA-2026-000202')
  const { stages, delivery } = await delivered(front, id)
  t.match(stages.at(-1), { stage: 'delivered', agency: 'cong-an' })
  const booked = await inBookOf(police, id)
  t.match(booked, { sender: '05', nativeKey: delivery.nativeKey }, 'it stands in the book of their system')
  const { native } = (await look(police, `?ma=${booked.nativeKey}`)) as LookAt & { native: string }
  t.strictSame(await documentFor(police, id), Buffer.from(native, 'base64'), 'their inbox has the same bytes')
  await answer(t, police, id, { nativeKey: booked.nativeKey })
  t.match(await statusOf(front, id), { state: 'acknowledged', acknowledgement: { outcome: 'acknowledged' } })
})

t.test('from then on the police read the Front’s part and resolve it, the Front follows theirs', (t) =>
  readByBoth(t, matter, kept[0]!.id),
)

t.test('the procuracy gets the notice and every decision; the Front the result, and no word from inside', async (t) => {
  const received = await documentFor(police, kept[0]!.id)
  const records = policeRecords(received, 'HS2026001501')
  for (const [name, day] of [
    ['notice', 1],
    ['extended', 2],
    ['started', 3],
  ] as const) {
    const id = await hand(t, police, procuracy, records[name], `1501-VKS-${day}`)
    await answer(t, procuracy, id, { nativeKey: `KS-2026-${day}` })
    const document = await textFor(procuracy, id)
    const words = name === 'notice' ? [inside.summary, inside.note] : Object.values(inside)
    for (const word of words) t.match(document, word, `${name}: the procuracy supervises all of it`)
  }

  const own = run.clients['cong-an:dieu-tra']!
  const reached = ['--url', run.url, '--ca', run.ca, '--cert', own.cert, '--private-key', own.key]
  const as = ['--as', 'cong-an:dieu-tra', ...reached, '--assertion-key', own.assertion_key]
  const file = join(run.data, 'ho-so.xml')
  writeFileSync(file, records.started.body)
  const sent = (...how: string[]) => called(transferSend, ...as, '--to', 'mttq', '--type', 'text/xml', ...how, file)
  const first = await sent('--dry-run')
  t.match(first, { status: 0, stdout: /^dry-run\n(.*\n)* {2}− \/report\/summary {2}purpose\n/ }, 'told beforehand')
  const { status, stdout } = await sent('--key', '1501-MTTQ-1')
  const [, id = ''] = /^(cg-\S+) {2}receipted\n/.exec(stdout) ?? []
  t.match({ status, stdout }, { status: 0, stdout: first.stdout.replace('dry-run', `${id}  receipted`) })
  kept.push({ id, from: police, to: front, paper: records.started })
  t.match(await sent(), { status: 2, stderr: /--key \| --dry-run/ })
  await delivered(front, id)
  await answer(t, front, id, {})
  const result = await textFor(front, id)
  const { phanAnh } = JSON.parse(result)
  t.match(phanAnh, { maPhanAnh: 'PA-2026-000202', trangThai: 'KHOI_TO', ketQua: [Object, { loai: 'KHOI_TO' }] })
  t.match(await inBookOf(front, id), { sender: 'CAT' }, 'the portal has the answer to its own petition')
  const reporter = JSON.parse(String(petition.body)).phanAnh.nguoiPhanAnh
  for (const word of [...Object.values(inside), reporter.hoTen, reporter.dienThoai]) t.notMatch(result, word)
  const { withheld } = await statusOf(police, id)
  for (const path of ['/report/summary', '/participants', '/decisions/0/ground'])
    t.ok(
      withheld.some((place: { path: string }) => place.path === path),
      path,
    )
  t.notOk('withheld' in (await statusOf(front, id)), 'what they do not get is told to the police alone')

  const { json } = await handOver(police, { to: 'vien-kiem-sat', ...records.secret, key: '1501-VKS-MAT' })
  t.match(json, { code: 'state-secret-in-clear', findings: [] }, 'a part marked MẬT goes nowhere in clear')
  const told = entriesIn(run.audit.dir).filter(({ event }) => event === json.event)
  t.strictSame(
    told.map(({ phase }) => phase),
    ['incident', 'denied'],
  )

  const attached: string[] = []
  for (const [body, number] of [
    [scanned, '0:/report'],
    [ciphertext, 'opaque-0'],
  ] as const) {
    const path = join(run.data, `kem-${number.replaceAll(/\W/g, '')}`)
    writeFileSync(path, body)
    attached.push('--attach', `${path}@${number}`)
  }
  const whole = join(run.data, 'ho-so-mat.xml')
  writeFileSync(whole, records.sealed.body)
  const to = ['--to', 'vien-kiem-sat', '--type', 'text/xml']
  const silent = (...how: string[]) =>
    called(transferSend, ...as, ...to, '--attach', attached[1]!.split(':')[0]!, ...how, whole)
  const unsaid = await silent('--dry-run')
  t.match(unsaid.stdout, / − \/documents\/0\/attachment {2}state-secret\n +Tài liệu có thể .*\n +The paper may show /)
  t.match(unsaid.stdout, / @0 .* − state-secret shows-unsaid\n/, 'who says nothing of it is told what to say')
  const [without = ''] = (await silent('--key', '1501-VKS-THIEU')).stdout.split(' ')
  const less = (await procuracy.call('/v1/inbox?first=100')).json.items.find(({ id }: { id: string }) => id === without)
  t.match(less, { attachmentsWithheld: true, attachments: undefined }, 'which it was its receiver does not learn')
  await called(transferRecall, ...as, '--reason', 'superseded', '--text', 'gửi lại kèm tài liệu', without)
  const kem = [...to, ...attached, '--key', '1501-VKS-KIN', whole]
  const passed = await called(transferSend, ...as, ...kem)
  t.match(passed, { status: 0, stdout: /^cg-\S+ {2}receipted\n/ }, 'sealed at the seat of the police it goes')
  t.notMatch(passed.stdout, /− \/opaque/)
  const [sealedId = ''] = passed.stdout.split(' ')
  kept.push({ id: sealedId, from: police, to: procuracy, paper: records.sealed })
  await answer(t, procuracy, sealedId, { nativeKey: 'KS-2026-4' })
  const folder = join(run.data, 'kem')
  const theirs = run.clients['vien-kiem-sat:kiem-sat']!
  const reachedBy = ['--url', run.url, '--ca', run.ca, '--cert', theirs.cert, '--private-key', theirs.key]
  const asProcuracy = ['--as', 'vien-kiem-sat:kiem-sat', ...reachedBy, '--assertion-key', theirs.assertion_key]
  const got = await called(inboxGet, ...asProcuracy, '--out', join(run.data, 'x'), '--attachments', folder, sealedId)
  t.equal(got.status, 0, got.stderr)
  t.strictSame(readFileSync(join(folder, '0')), scanned)
  t.strictSame(readFileSync(join(folder, 'opaque-0')), ciphertext)
  const { headers } = await procuracy.call(`/v1/inbox/${sealedId}/attachments/opaque-0`)
  t.match(headers['opaque-part'], /covers=%"\/reporters\/0", level=%"MAT"/)
  const fetches = entriesIn(run.audit.dir).filter(
    ({ phase, detail }) => phase === 'released' && detail.operation === 'inbox:attachment',
  )
  t.strictSame(
    fetches.map(({ detail }) => detail.transfer?.attachments?.[0]?.number),
    ['0', 'opaque-0', 'opaque-0'],
  )
})

let overdueOnce = async (_: Test): Promise<void> => {}
t.test(
  'a report to commune police, 30 hours later: on an island in time, in a ward of the mainland overdue',
  async (t) => {
    overdueOnce = await afterThirtyHours(t, matter)
  },
)

const before = await until(async () => (await front.call('/.well-known/lienthong-keys')).json.keys)
const renewed = await rotateMessageKey(run.data, now_s())

t.test(
  'a recommendation without evidence is refused by signature, taken when it has it, suspended and resumed',
  async (t) => {
    const none = recommendation('none')
    const expected = [
      { path: '/documents', code: 'papers-expected', article: { en: /144\(3\)/ }, says: { vi: /bên nhận/ } },
    ]
    const ofPapers = ({ missing }: { readonly missing: readonly { readonly path: string }[] }) =>
      missing.filter(({ path }) => path === '/documents')
    const tried = await handOver(inspectorate, { to: 'cong-an', ...none })
    t.match(ofPapers(tried.json), expected, 'told beforehand')
    const bare = await hand(t, inspectorate, police, none, 'KNKT-32-2026')
    t.match(ofPapers(await statusOf(inspectorate, bare)), expected, 'and taken all the same')
    const reason = { code: 'evidence-missing', text: 'Thiếu tài liệu, chứng cứ (TTLT 03/2018, Điều 5)' } as const
    await answer(t, police, bare, { reason })
    const refused = await statusOf(inspectorate, bare)
    t.match(refused.stages.at(-1), { stage: 'refused', agency: 'cong-an', reason: 'evidence-missing' })
    t.strictSame(refused.acknowledgement.reason, reason, 'and what has to be added, in its words')
    t.match((await police.call(`/v1/inbox/${bare}`)).json, { code: 'transfer-stage' })

    const all = recommendation('all')
    t.strictSame(ofPapers((await handOver(inspectorate, { to: 'cong-an', ...all })).json), [])
    const again = await handOver(inspectorate, { to: 'cong-an', ...all, key: 'KNKT-32-2026' })
    t.match(again.json, { code: 'idempotency-key-reused' })
    const whole = await hand(t, inspectorate, police, all, 'KNKT-32-2026-lan-2')
    t.match(await textFor(police, whole), /Tài liệu, chứng cứ/)
    await answer(t, police, whole, { nativeKey: '1502/2026/TN-PC03' })
    await suspendedAndResumed(t, matter, whole)
  },
)

t.test('a decision in the police’s system reaches the Front and the procuracy without anybody sending it', (t) =>
  decidedAndTold(t, matter),
)

t.test(
  'one report that comes by two channels stays two, each with its reporter, also when the police merge them',
  async (t) => {
    await until(async () => (await front.call('/.well-known/lienthong-keys')).json.keys[0].kid === renewed)
    const one = await hand(t, front, police, held('trung-hai-kenh', 'mttq', 'application/json'), 'TRUNG-MTTQ')
    const other = await hand(
      t,
      procuracy,
      police,
      held('trung-hai-kenh', 'vien-kiem-sat', 'application/json'),
      'TRUNG-VKS',
    )
    const books = []
    for (const [id, sender] of [
      [one, '05'],
      [other, '02'],
    ] as const) {
      await delivered(police, id)
      await answer(t, police, id, {})
      const booked = await inBookOf(police, id)
      t.match(booked, { sender })
      books.push(booked.nativeKey)
      t.match(await textFor(police, id), '<dl:HoTen>Lê Hữu Phước</dl:HoTen>')
    }
    t.not(books[0], books[1])

    // The police found that it is one report, and go on with the first.
    const second = { received: await documentFor(police, other), number: '1504/2026/TN-PC03' }
    const merged = mergedRecord(await documentFor(police, one), second)
    t.equal(String(merged.body).normalize().split('<dl:HoTen>Lê Hữu Phước</dl:HoTen>').length - 1, 2)
    for (const to of [procuracy, front]) {
      const id = await hand(t, police, to, merged, `1503-${to.agency}`)
      await answer(t, to, id, {})
      t.notMatch(await textFor(to, id), 'Lê Hữu Phước', `${to.agency} is told of neither reporter`)
      const { withheld } = await statusOf(police, id)
      for (const path of ['/reporters/0/fullName', '/reporters/1/fullName'])
        t.ok(
          withheld.some((place: { path: string }) => place.path === path),
          `${to.agency} ${path}`,
        )
    }
  },
)

t.test('curl and OpenSSL do for both ends what their page says', { skip: pageMissing() }, async (t) => {
  const golden = 'adapters/mttq/golden/an-danh.json'
  const DOCUMENT = join(import.meta.dirname, '../..', golden)
  const withPapers = join(import.meta.dirname, '../../adapters/vien-kiem-sat/golden/chuyen-tham-quyen.json')
  const cwd = join(run.data, 'page')
  mkdirSync(cwd)
  const given = { TO: 'cong-an', MEDIA_TYPE: 'application/json', DOCUMENT, IDEMPOTENCY_KEY: 'PA-AN-DANH-1' }
  const sent = await followPage('sender', { run, system: 'mttq:tiep-nhan', cwd }, given)
  t.match(sent, /"dry_run":true/)
  const { transfer: id } = JSON.parse(readFileSync(join(cwd, 'transfer.json'), 'utf8'))
  kept.push({ id, from: front, to: police, paper: { mediaType: '', body: readFileSync(DOCUMENT) } })
  await delivered(front, id)
  const variables = { TRANSFER: id, NUMBER: '1503/2026/TN-PC03' }
  const answered = await followPage('receiver', { run, system: 'cong-an:dieu-tra', cwd }, variables)
  t.match(answered, `"id":"${id}","state":"acknowledged"`)
  t.strictSame(readFileSync(join(cwd, 'document')), await documentFor(police, id))
  const PARTICIPANT = join(run.data, 'certs/participants-keys/cong-an.jwks.json')
  const proof = { RECEIPT: 'receipt.jws', ACKNOWLEDGEMENT: 'acknowledgement.jws', PARTICIPANT }
  const proved = () => followPage('proving', { run, system: 'cong-an:dieu-tra', cwd }, proof)
  t.match(await proved(), /Signature Verified Successfully\n(\S+)\n\1\nVerified OK\nof this receipt\n$/)
  const jws = readFileSync(join(cwd, proof.RECEIPT), 'utf8')
  writeFileSync(
    join(cwd, proof.RECEIPT),
    jws.replace(/\.(.)/, (_, first) => (first === 'e' ? '.f' : '.e')),
  )
  const refused = await proved().catch(({ stdout }: { stdout: string }) => stdout)
  t.equal(refused, 'Signature Verification Failure\n', 'another receipt than was signed')
  const pushed = JSON.parse(readFileSync(join(cwd, 'pushed.json'), 'utf8'))
  t.match(pushed, { transfer: id, delivery: { asked: 1 }, receipt: { index: Number } })

  const PAPER = join(run.data, 'don.jpg')
  writeFileSync(PAPER, scanned)
  const sending = { TO: 'cong-an', MEDIA_TYPE: 'application/json', DOCUMENT: withPapers, IDEMPOTENCY_KEY: 'DON-KEM-1' }
  const own = { PAPER, PAPER_TYPE: 'image/jpeg', PAPER_NUMBER: '1' }
  await followPage('sendingPapers', { run, system: 'vien-kiem-sat:kiem-sat', cwd }, { ...sending, ...own })
  const { transfer, attachments } = JSON.parse(readFileSync(join(cwd, 'transfer.json'), 'utf8'))
  t.match(attachments, [{ place: '1', number: '1', mediaType: 'image/jpeg', bytes: scanned.length }])
  const variable = { TRANSFER: transfer, NUMBER: '1' }
  const listed = await followPage('fetchingPapers', { run, system: 'cong-an:dieu-tra', cwd }, variable)
  t.match(listed, `"number":"1","mediaType":"image/jpeg"`)
  t.strictSame(readFileSync(join(cwd, 'paper')), scanned)
})

t.test(
  'with a token that a shell signed for, its system reads, pages and takes it back',
  { skip: pageMissing() },
  async (t) => {
    const cwd = join(run.data, 'page')
    const { system, officer, purpose, legalBasis } = officers.police
    const DOSSIER = run.stories['to-giac-mat']!
    const asked = {
      SYSTEM: system,
      OFFICER: officer,
      CLEARANCE: 'HAN_CHE',
      PURPOSE: purpose,
      LEGAL_BASIS: legalBasis,
      DOSSIER,
    }
    const printed = await followPage('reading', { run, system, cwd }, asked)
    t.match(JSON.parse(readFileSync(join(cwd, 'dossier.json'), 'utf8')), { dossier: { id: DOSSIER }, meta: {} })
    t.match(readFileSync(join(cwd, 'headers'), 'utf8'), /^audit-receipt: /m)
    t.match(printed, /^\{"data":\{"dossier":\{"facets":\[.*\{"dossiers":\[.*\{\}$/)
    const { access_token } = JSON.parse(readFileSync(join(cwd, 'token.json'), 'utf8'))
    const client = agencyClient(run, system)
    t.match((await client.get(`/v1/dossiers/${DOSSIER}`, access_token)).json, { code: 'token-revoked' })
    client.close()
  },
)

t.test(
  'a correction reaches exactly those who were handed the record, read it or were told back',
  { skip: pageMissing() },
  (t) => correctedForAll(t, matter),
)

t.test('at the end both sides prove all of it without the gateway, what the former key signed too', async (t) => {
  let files = 0
  const file = (content: string | Buffer) => {
    const path = join(run.data, `proof-${++files}`)
    writeFileSync(path, content)
    return path
  }
  const history = (await front.call('/.well-known/lienthong-keys')).bytes
  const [{ kid }] = before
  t.strictSame(
    JSON.parse(String(history)).keys.map((key: { kid: string }) => key.kid),
    [renewed, kid],
  )
  const keys = ['--keys', file(history)]
  const keySet = async ({ keyPem }: MatterSystem) => {
    const jwk = createPublicKey(keyPem).export({ format: 'jwk' })
    return file(JSON.stringify({ keys: [{ ...jwk, kid: await keyIdOf(keyPem), alg: 'ES256', use: 'sig' }] }))
  }
  const signers = new Map<MatterSystem, string>()
  for (const who of [front, police, procuracy, inspectorate]) signers.set(who, await keySet(who))

  const audits: string[] = []
  for (const { id, from, to, paper } of kept) {
    const status = await from.call(`/v1/transfers/${id}`)
    const answered = file(status.bytes)
    const signed = ['--acknowledgement', answered, '--participant', signers.get(to)!]
    const ofSender = await called(receiptVerify, answered, ...keys, '--native', file(paper.body), ...signed)
    t.equal(ofSender.status, 0, ofSender.stderr)
    const jws = (await to.call(`/v1/inbox/${id}/receipt`)).text
    t.equal(jws, status.json.receipt, 'the receiver has the same receipt')
    const { log } = JSON.parse(String(Buffer.from(jws.split('.')[1]!, 'base64url')))
    audits.push(JSON.stringify(log))
    if (status.json.state === 'refused') continue
    // As soon as a checkpoint covers it.
    const proof = file(await until(async () => (await called(auditProve, run.audit.dir, String(log.index))).stdout))
    const logged = ['--proof', proof, '--log-key', run.audit.vkey]
    const document = ['--translated', file(await documentFor(to, id))]
    const beside = claimsIn(jws).message.attachments ? ['--attachment', `${file(scanned)}@0`] : []
    const ofReceiver = await called(receiptVerify, file(jws), ...keys, ...document, ...beside, ...signed, ...logged)
    t.equal(ofReceiver.status, 0, ofReceiver.stderr)
  }
  const receipts = audits.flatMap((audit) => ['--receipt', audit])
  const verified = await called(auditVerify, run.audit.dir, '--key', run.audit.vkey, ...receipts)
  t.equal(verified.status, 0, verified.stderr)
  t.strictSame(untoldIn(entriesIn(run.audit.dir)), [])
})

t.test('the limit that the ward did not keep is told to the log, once', (t) => overdueOnce(t))

/** `GET /v1/audit/receipts/{index}`: who holds a receipt gets its proof at once; nobody else learns anything. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseVerifierKey } from '../../../gateway/audit/note.ts'
import { parseReceipt } from '../../../gateway/audit/receipt.ts'
import { checkProof } from '../../../gateway/audit/tlog-proof.ts'
import { agencyClient, officers } from '../../support/client.ts'
import { entriesIn, indexOf, receiptOf } from '../../support/log-entries.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'

const { run, gateway } = await openTrusting(t)
const police = agencyClient(run, officers.police.system)
const procuracy = agencyClient(run, officers.procuracy.system)
const auditor = agencyClient(run, 'giam-sat-an-ninh:can-bo')
for (const client of [police, procuracy, auditor]) t.teardown(() => client.close())

const { system: _, ...officer } = officers.police
const token = await police.bearer({ ...officer, dossiers: [`hs-${'a'.repeat(26)}`] })
const refused = () => police.get(`/v1/dossiers/hs-${'a'.repeat(26)}`, token)
const verifier = parseVerifierKey(run.audit.vkey)!
const withoutEvent = ({ text }: { text: string }) => text.replace(/ev-[a-z2-7]{26}/g, 'ev')

t.test('the answer is there, and so is its proof', async (t) => {
  const answer = await refused()
  t.equal(answer.status, 404)
  const proof = await police.call(`/v1/audit/receipts/${indexOf(answer)}`)
  t.match(proof, { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
  const leaf = Buffer.from(parseReceipt(receiptOf(answer))!.leaf, 'base64')
  t.match(checkProof(proof.text, leaf, verifier), { ok: true, index: indexOf(answer) })
  const entry = entriesIn(run.audit.dir)[indexOf(proof)]!
  t.match(
    entry,
    { phase: 'released', outcome: 'ok', detail: { operation: 'receipt:read' } },
    'recorded as all answers are',
  )
  t.equal((await police.call(`/v1/audit/receipts/${indexOf(proof)}`)).status, 200, 'with a receipt of its own')
})

t.test('once it is published the proof is against the published checkpoint', async (t) => {
  const answer = await refused()
  const covers = (note: string) => Number(note.split('\n')[1]) > indexOf(answer)
  while (!covers(gateway.log.published())) {
    const { promise, resolve } = Promise.withResolvers<string>()
    gateway.log.onPublished(resolve)
    await promise
  }
  const { text } = await police.call(`/v1/audit/receipts/${indexOf(answer)}`)
  const note = text.slice(text.indexOf('\n\n') + 2)
  t.equal(note, gateway.log.published())
  const leaf = Buffer.from(parseReceipt(receiptOf(answer))!.leaf, 'base64')
  t.match(checkProof(text, leaf, verifier), { ok: true, index: indexOf(answer) })
})

t.test("another's receipt, one of nobody, and none are one answer", async (t) => {
  const own = indexOf(await refused())
  const nobodys = entriesIn(run.audit.dir).findIndex(({ phase }) => phase === 'started')
  const paths = [own, nobodys, 999_999_999, 10 ** 14].map((index) => `/v1/audit/receipts/${index}`)
  const answers = await Promise.all(paths.map((path) => procuracy.call(path)))
  t.match(answers[0], { status: 404, json: { code: 'receipt-not-found', party: 'caller' } })
  t.same(new Set(answers.map(withoutEvent)).size, 1)
  t.equal((await auditor.call(paths[0]!)).status, 404, 'also for those who audit')
  t.equal((await police.call(paths[0]!)).status, 200)
})

t.test('an index has one form', async (t) => {
  for (const index of ['01', '-1', '1.0', 'a', '1e3', '9'.repeat(16), '%30', '0?x=1']) {
    const { json } = await police.call(`/v1/audit/receipts/${index}`)
    t.match(json, { code: /^(parameter-invalid|receipt-not-found)$/ }, index)
  }
})

t.test('the entry says whose it is to nobody', async (t) => {
  const [one, two] = [indexOf(await refused()), indexOf(await refused())]
  const entries = entriesIn(run.audit.dir)
  const { owner } = entries[one]!
  const other = entries[two]!
  t.match(owner, /^[A-Za-z0-9+/]{22}==$/)
  t.not(owner, other.owner, 'two entries of one system have nothing in common')
  t.equal(readFileSync(join(run.data, 'keys/receipt.key')).length, 32)
})

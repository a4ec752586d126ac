/** kill -9 under load, again and again on the same folder: every answer that a client has whole is in the log, exactly. */

import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeRandom, type Random } from '../../../adapters/sandbox/random.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { type AgencyClient, agencyClient, officers, type Reply } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { dossiersIn } from '../../support/dossiers.ts'
import { startGateway } from '../../support/gateway.ts'
import { entriesIn, indexOf, isOfBody, receiptOf } from '../../support/log-entries.ts'
import { processesNaming } from '../../support/processes.ts'
import { until } from '../../support/until.ts'

const rounds = 4
const connections_per_agency = 8
const readers = [officers.police, officers.procuracy]

interface Answer {
  readonly system: string
  readonly operation: string
  readonly dossier: string | undefined
  readonly reply: Reply
}

type Ask = (client: AgencyClient, token: string, dossier: string) => Promise<Reply>

const query = (id: string) =>
  `{ dossier(id: "${id}") { id facets { agency report { summary } reporters { fullName } } } }`

/** With what the log calls each, and whether it names one dossier. */
const asks: readonly { readonly operation: string; readonly one: boolean; readonly ask: Ask }[] = [
  { operation: 'dossier:read', one: true, ask: (client, token, id) => client.get(`/v1/dossiers/${id}`, token) },
  { operation: 'graphql', one: true, ask: (client, token, id) => client.graphql(query(id), token) },
  { operation: 'dossier:list', one: false, ask: (client, token) => client.get('/v1/dossiers?first=5', token) },
]

/** Asks on all connections until the gateway dies, which `answered` (called after each answer) brings about. */
async function load(run: RunFile, random: Random, answered: (answer: Answer) => boolean): Promise<void> {
  let killed = false
  const one = async (client: AgencyClient, system: string, token: string) => {
    for (;;) {
      const { operation, one, ask } = random.pick(asks)
      const dossier = random.pick(dossiersIn(run))
      const reply = await ask(client, token, dossier).catch((error: unknown) => {
        if (killed) return undefined
        throw error
      })
      if (!reply) return
      killed = answered({ system, operation, dossier: one ? dossier : undefined, reply }) || killed
    }
  }
  await Promise.all(
    readers.map(async (reader) => {
      const client = agencyClient(run, reader.system)
      const token = await client.bearer({ ...reader, dossiers: dossiersIn(run) })
      const loops = Array.from({ length: connections_per_agency }, () => one(client, reader.system, token))
      await Promise.all(loops).finally(() => client.close())
    }),
  )
}

/** How `entry` says something else than the answer that its index was given for; undefined when it fits. */
function misfit(entry: Entry | undefined, { system, operation, dossier, reply }: Answer): string | undefined {
  if (!entry) return 'no entry'
  const { detail, event, outcome, phase } = entry
  const problem = reply.json.extensions ?? reply.json.errors?.[0]?.extensions ?? reply.json
  if (!isOfBody(entry, reply.text)) return 'another body'
  if (detail.who?.system !== system || detail.operation !== operation) return 'another caller or operation'
  if (reply.status === 200 ? phase !== 'released' || outcome !== 'ok' : outcome !== problem.code)
    return 'another outcome'
  if (reply.status !== 200 && problem.instance !== `urn:lienthong:event:${event}`) return 'another event'
  if (dossier !== undefined && detail.records?.some(({ dossiers }) => dossiers.join() !== dossier))
    return 'another dossier'
  return undefined
}

function allRecorded(t: Test, run: RunFile, answers: readonly Answer[]): number {
  const { dir, vkey } = run.audit
  const receipts = answers.map(({ reply }) => receiptOf(reply))
  const verdict = verifyLog(dir, { verifierKey: vkey, receipts })
  t.match(verdict, { ok: true }, `the log holds, with ${receipts.length} receipts`)
  const entries = entriesIn(dir)
  const misfits = answers.map((answer) => misfit(entries[indexOf(answer.reply)], answer)).filter(Boolean)
  t.same(misfits, [], 'and each entry is that of its answer')
  t.equal(new Set(answers.map(({ reply }) => indexOf(reply))).size, answers.length, 'an entry of its own each')
  return entries.length
}

t.test('killed in the middle of its work', async (t) => {
  const random = makeRandom(20_261_122)
  const data = join(dataFolder(t), 'data')
  const answers: Answer[] = []
  let size = 0
  for (let round = 1; round <= rounds; round++) {
    // With its own PostgreSQL, which a killed gateway leaves behind and the next one finds.
    const gateway = await startGateway(t, { data, databaseUrl: '' })
    t.equal(entriesIn(gateway.run.audit.dir)[size]?.phase, 'started', 'the log goes on where it was')
    const enough = answers.length + random.int(1, 150)
    await load(gateway.run, random, (answer) => {
      answers.push(answer)
      if (answers.length === enough) gateway.child.kill('SIGKILL')
      return answers.length >= enough
    })
    await gateway.stop('SIGKILL')
    t.equal(gateway.child.signalCode, 'SIGKILL')
    const recorded = allRecorded(t, gateway.run, answers)
    t.ok(recorded > size)
    size = recorded
    await until(() => !processesNaming(data).some((line) => line.includes('/sandbox/main.ts')))
  }
  const outcomes = new Set(answers.map(({ reply }) => reply.status))
  t.ok(outcomes.has(200) && outcomes.has(404), 'answers and refusals alike')

  const last = await startGateway(t, { data, databaseUrl: '' })
  t.equal(await last.stop(), 0)
  t.ok(allRecorded(t, last.run, answers) > size)
  t.same(processesNaming(data), [], 'no sandbox and no PostgreSQL remains')
})

/** The systems between which matters go in one running gateway, and what each does with its certificate and its key. */
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { Look } from '../../adapters/sandbox/look.ts'
import { control } from '../../gateway/development/control.ts'
import type { RunFile } from '../../gateway/development/run-file.ts'
import { acknowledge, handOver, type SigningSystem, type Word } from '../../gateway/development/signing-system.ts'
import { agencyClient } from './client.ts'
import { testDatabase } from './database.ts'
import { startGateway } from './gateway.ts'
import type { Paper } from './matter-papers.ts'
import { until } from './until.ts'

export interface MatterSystem extends SigningSystem {
  readonly agency: string
}

/** What was handed over, as its sender keeps it. */
export interface KeptPaper {
  readonly id: string
  readonly from: MatterSystem
  readonly to: MatterSystem
  readonly paper: Paper
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever was answered
type Answered = any

export interface Matter {
  readonly run: RunFile
  readonly databaseUrl: string
  readonly front: MatterSystem
  readonly police: MatterSystem
  readonly procuracy: MatterSystem
  readonly inspectorate: MatterSystem
  readonly court: MatterSystem
  /** Posts of commune police: on an island, and on the mainland. */
  readonly island: MatterSystem
  readonly ward: MatterSystem
  /** All that `hand` handed over, in order. */
  readonly kept: KeptPaper[]
  /** Gives the id of the transfer. */
  hand(t: Test, from: MatterSystem, to: MatterSystem, paper: Paper, key: string): Promise<string>
  statusOf(who: MatterSystem, id: string): Promise<Answered>
  /** Waits until the receiver's system has it; gives the status that `who` is told. */
  delivered(who: MatterSystem, id: string): Promise<Answered>
  /** Signed for by who has fetched it, whether its system has it or not. */
  answer(t: Test, by: MatterSystem, id: string, word: Word): Promise<void>
  documentFor(who: MatterSystem, id: string): Promise<Buffer>
  /** The police's service writes NFD. */
  textFor(who: MatterSystem, id: string): Promise<string>
  look(who: MatterSystem, query?: string): Promise<Answered>
  inBookOf(who: MatterSystem, id: string): Promise<Look['received'][number]>
}

/** A gateway with the systems of the Front, the police and the procuracy; all of it ends with `t`. `env`: settings of its own. */
export async function matterWorld(t: Test, env: Readonly<Record<string, string>> = {}): Promise<Matter> {
  const databaseUrl = await testDatabase(t)
  const { run } = await startGateway(t, {
    databaseUrl,
    agencies: ['mttq', 'cong-an', 'vien-kiem-sat'],
    // The last of them was passed on by the Front to the police, and the procuracy supervises it.
    env: { LIENTHONG_SANDBOX_DOSSIERS: '19', ...env },
  })
  function systemOf(id: string): MatterSystem {
    const { agency, assertion_key } = run.clients[id]!
    const client = agencyClient(run, id)
    t.teardown(() => client.close())
    return { agency, url: run.url, keyPem: readFileSync(assertion_key, 'utf8'), call: client.call }
  }
  const kept: KeptPaper[] = []
  const statusOf: Matter['statusOf'] = async (who, id) => (await who.call(`/v1/transfers/${id}`)).json
  const documentFor: Matter['documentFor'] = async (who, id) => (await who.call(`/v1/inbox/${id}`)).bytes
  const look: Matter['look'] = async ({ agency }, query = '') =>
    JSON.parse((await control(run, agency, `/_sandbox/look${query}`)).text)
  return {
    ...{ run, databaseUrl, kept, statusOf, documentFor, look },
    front: systemOf('mttq:tiep-nhan'),
    police: systemOf('cong-an:dieu-tra'),
    procuracy: systemOf('vien-kiem-sat:kiem-sat'),
    inspectorate: systemOf('thanh-tra:ket-luan'),
    court: systemOf('toa-an:xet-xu'),
    island: systemOf('cong-an-xa-31078:tiep-nhan'),
    ward: systemOf('cong-an-xa-30307:tiep-nhan'),
    async hand(t, from, to, paper, key) {
      const { status, json } = await handOver(from, { to: to.agency, ...paper, key })
      t.equal(status, 201, json.code ?? key)
      kept.push({ id: json.transfer, from, to, paper })
      return json.transfer
    },
    delivered: (who, id) =>
      until(async () => {
        const status = await statusOf(who, id)
        return status.state === 'delivered' && status
      }),
    async answer(t, by, id, word) {
      await documentFor(by, id)
      const { status, json } = await acknowledge(by, id, word)
      t.match({ status, json }, { status: 200, json: { state: word.reason ? 'refused' : 'acknowledged' } })
    },
    textFor: async (who, id) => String(await documentFor(who, id)).normalize(),
    inBookOf: async (who, id) => ((await look(who)) as Look).received.find(({ number }) => number === id)!,
  }
}

/**
 * The secured path beside a server without any of it: the same sources over the same transport, adapters and workers, the same query,
 * client and certificates. All processes share the machine, so a row shows what a whole request costs everybody.
 */
import { agencyClient, officers } from '../support/client.ts'
import { type Comparison, compare } from './compare.ts'
import type { Question, Target } from './load.ts'
import { graphqlQuestions, restQuestions } from './query.ts'
import { openStage, type Server } from './stage.ts'

const connections = 16
const alternating = (rounds: number, warm_up_ms: number) => ({ rounds, warm_up_ms, round_ms: 500 })

/** Tables, one after the other as they are done. About 70 s. Rejects when any answer is not 200. */
export async function* benchSecuredPath(): AsyncGenerator<string> {
  const stage = await openStage()
  try {
    const { run, dossiers, gateway } = stage
    const { system, ...officer } = officers.procuracy
    const bare = await stage.server('sources')
    const client = agencyClient(run, system)
    const token = await client.bearer({ ...officer, dossiers })
    client.close()
    const graphql = graphqlQuestions(dossiers, token)
    const rest = restQuestions(dossiers, token)
    const target = (name: string, server: Server, questions: readonly Question[]): Target => ({
      name,
      ...server,
      questions,
    })
    const certificates = { ca: run.ca, ...run.clients[system]! }

    const both = (questions: readonly Question[]) => [
      target('bare', bare, questions),
      target('gateway', gateway, questions),
    ]
    const beside: readonly Comparison[] = [
      { title: 'GraphQL, bare and secured', targets: both(graphql), connections, ...alternating(10, 4_000) },
      { title: 'GraphQL, one at a time', targets: both(graphql), connections: 1, ...alternating(6, 300) },
      { title: 'REST, bare and secured', targets: both(rest), connections, ...alternating(6, 1_000) },
    ]
    for (const comparison of beside) yield await compare(comparison, certificates)

    const layers = [
      target('bare, sources kept in memory', await stage.server('memory'), graphql),
      target('+ admission and token', await stage.server('admission'), graphql),
      target('+ index look-up', await stage.server('index'), graphql),
      target('+ names and masks', await stage.server('masks'), graphql),
      target('+ record, durable log', await stage.server('record'), graphql),
      target('bare, sources asked', bare, graphql),
    ]
    const title = 'GraphQL, layer on layer round sources kept in memory; last, what asking them costs'
    yield await compare({ title, targets: layers, connections, ...alternating(5, 1_200) }, certificates)
  } finally {
    await stage.close()
  }
}

/**
 * The secured path beside a server without any of it: the same sources over the same transport, adapters and workers, the same query,
 * client and certificates. All processes share the machine, so a row shows what a whole request costs everybody.
 */
import { agencyClient, officers } from '../support/client.ts'
import { type Comparison, compare } from './compare.ts'
import { hasFacets, hasRows, type Question, type Target } from './load.ts'
import { graphqlList, graphqlQuestions, restList, restQuestions } from './query.ts'
import type { Server, Stage } from './stage.ts'

const connections = 16
const page_rows = 20
const alternating = (rounds: number, warm_up_ms: number) => ({ rounds, warm_up_ms, round_ms: 500 })

/** Tables, one after the other as they are done. About 60 s. Rejects when any answer is not 200 and whole. */
export async function* benchSecuredPath(stage: Stage): AsyncGenerator<string> {
  const { run, gateway } = stage
  const { system, ...officer } = officers.procuracy
  const held = stage.heldBy('cong-an', 'vien-kiem-sat')
  const dossiers = Object.keys(held)
  const bare = await stage.server('sources', held)
  const client = agencyClient(run, system)
  const token = await client.bearer({ ...officer, dossiers })
  client.close()
  const graphql = graphqlQuestions(dossiers, token)
  const rest = restQuestions(dossiers, token)
  const certificates = { ca: run.ca, ...run.clients[system]! }
  const target = (name: string, server: Server, questions: readonly Question[], whole = hasFacets(2)): Target => ({
    name,
    ...server,
    askers: [{ certificates, questions, whole }],
  })
  const both = (questions: readonly Question[]) => [
    target('bare', bare, questions),
    target('gateway', gateway, questions),
  ]
  const list = hasRows(page_rows)
  const lists = [
    target('bare: rows of the index as they are', bare, restList(page_rows, token), list),
    target('gateway, REST', gateway, restList(page_rows, token), list),
    target('gateway, GraphQL', gateway, graphqlList(page_rows, token), list),
  ]
  const beside: readonly Comparison[] = [
    { title: 'GraphQL, bare and secured', targets: both(graphql), connections, ...alternating(10, 4_000) },
    { title: 'GraphQL, one at a time', targets: both(graphql), connections: 1, ...alternating(6, 300) },
    { title: 'REST, bare and secured', targets: both(rest), connections, ...alternating(6, 1_000) },
    { title: `List of ${page_rows}, bare and secured`, targets: lists, connections, ...alternating(6, 1_000) },
  ]
  for (const comparison of beside) yield await compare(comparison)

  const unguarded = await stage.server('memory', held)
  const admitting = await stage.server('admission', held)
  const layers = [
    target('bare, sources kept in memory', unguarded, graphql),
    target('+ admission and token', admitting, graphql),
    target('+ index look-up', await stage.server('index', held), graphql),
    target('+ names and masks', await stage.server('masks', held), graphql),
    target('+ record, durable log', await stage.server('record', held), graphql),
    target('bare, sources asked', bare, graphql),
  ]
  const title = 'GraphQL, layer on layer round sources kept in memory; last, what asking them costs'
  yield await compare({ title, targets: layers, connections, ...alternating(5, 1_200) })
}

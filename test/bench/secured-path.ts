/**
 * The secured path beside a server without any of it: the same sources over the same transport, adapters and workers, the same query,
 * client and certificates. All processes share the machine, so a row shows what a whole request costs everybody.
 */
import { agencyClient } from '../../gateway/development/client.ts'
import { officers } from '../support/client.ts'
import { type Comparison, compare } from './compare.ts'
import { hasFacets, hasRows, type Question, type Target } from './load.ts'
import { graphqlList, graphqlQuestions, restList, restQuestions } from './query.ts'
import type { Server, Stage } from './stage.ts'

const connections = 16
const page_rows = 20
const alternating = (rounds: number, warm_up_requests: number) => ({ rounds, warm_up_requests, round_ms: 500 })

/** Tables, one after the other as they are done. About three minutes. Rejects when any answer is not 200 and whole. */
export async function* benchSecuredPath(stage: Stage): AsyncGenerator<string> {
  const { run, gateway } = stage
  const { system, ...officer } = officers.procuracy
  const held = stage.heldBy('cong-an', 'vien-kiem-sat')
  const dossiers = Object.keys(held)
  const bare = await stage.server('sources', held)
  const client = agencyClient(run, system)
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
  const lists = (token: string) => [
    target('bare: rows of the index as they are', bare, restList(page_rows, token), list),
    target('gateway, REST', gateway, restList(page_rows, token), list),
    target('gateway, GraphQL', gateway, graphqlList(page_rows, token), list),
  ]
  // A token lives for minutes: each comparison has its own.
  const compared = async (comparisonOf: (token: string) => Comparison | Promise<Comparison>) =>
    compare(await comparisonOf(await client.bearer({ ...officer, dossiers })))
  const graphql = (token: string) => both(graphqlQuestions(dossiers, token))
  const rest = (token: string) => both(restQuestions(dossiers, token))
  try {
    yield await compared((token) => ({
      ...{ title: 'GraphQL, bare and secured', targets: graphql(token), connections },
      ...alternating(10, 3_000),
    }))
    yield await compared((token) => ({
      ...{ title: 'GraphQL, one at a time', targets: graphql(token), connections: 1 },
      ...alternating(6, 100),
    }))
    yield await compared((token) => ({
      ...{ title: 'REST, bare and secured', targets: rest(token), connections },
      ...alternating(10, 3_000),
    }))
    yield await compared((token) => ({
      ...{ title: `List of ${page_rows}, bare and secured`, targets: lists(token), connections },
      ...alternating(6, 1_500),
    }))
    yield await compared(async (token) => {
      const questions = graphqlQuestions(dossiers, token)
      const targets = [
        target('bare, sources kept in memory', await stage.server('memory', held), questions),
        target('+ admission and token', await stage.server('admission', held), questions),
        target('+ index look-up', await stage.server('index', held), questions),
        target('+ names and masks', await stage.server('masks', held), questions),
        target('+ record, durable log', await stage.server('record', held), questions),
        target('bare, sources asked', bare, questions),
      ]
      const title = 'GraphQL, layer on layer round sources kept in memory; last, what asking them costs'
      return { title, targets, connections, ...alternating(5, 3_000) }
    })
  } finally {
    client.close()
  }
}
